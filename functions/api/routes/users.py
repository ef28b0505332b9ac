"""Users."""

from fastapi import APIRouter

from api.authorization import ConnectionDep, ReadableUserId
from api.error_responses import error_responses
from api.schemas.people import UserResponse
from core.errors import NotFoundError
from core.queries.users import get_user

router = APIRouter(prefix="/users", tags=["users"])


@router.get("/{user_id}", operation_id="get_user", responses=error_responses(401, 403, 404))
async def get_one_user(user_id: ReadableUserId, connection: ConnectionDep) -> UserResponse:
    """Returns a user."""
    user = get_user(connection, user_id)
    if user is None:
        raise NotFoundError(f"There is no user {user_id}.")
    return UserResponse.model_validate(user)
