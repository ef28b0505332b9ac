"""Users, and what administrators do to their accounts."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.kit.connections import ConnectionDep, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers, counted_page_of
from api.kit.paging import AfterId, CountedPage, KeyPage, Limit, SearchText
from api.people.access import ActingAdmin, AdminActor, ManagedUser, ReadableUserId
from api.people.accounts import (
    create_user,
    disable_user,
    enable_user,
    reset_password,
    reset_second_factor,
)
from api.people.schemas import USER_EXAMPLE, PasswordResponse, UserRequest
from core.people.records import User
from core.people.rules.roles import Role
from core.people.user_list import list_users
from core.people.users import get_user

router = APIRouter(prefix="/users", tags=["users"])


@router.get(
    "",
    operation_id="list_users",
    responses=answers(counted_page_of(USER_EXAMPLE)) | error_responses(401, 403),
)
async def list_all_users(
    actor: AdminActor,
    connection: ConnectionDep,
    q: SearchText = "",
    role: Annotated[
        tuple[Role, ...], Query(max_length=len(Role), description="Repeatable; all if left out")
    ] = (),
    after: AfterId = None,
    limit: Limit = 50,
) -> CountedPage[User]:
    """Returns a page of all users, by name."""
    found, total = list_users(connection, query=q, roles=role, after=after, limit=limit + 1)
    page = KeyPage.of(found, limit, lambda user: user.id)
    return CountedPage(items=page.items, next=page.next, total=total)


@router.post(
    "", operation_id="create_user", status_code=201, responses=error_responses(401, 403, 409)
)
async def post_user(
    body: UserRequest, actor: ActingAdmin, connection: TransactionDep
) -> PasswordResponse:
    """Makes a member of staff; the answer shows the password, this once."""
    return create_user(connection, actor, body)


@router.get(
    "/{user_id}",
    operation_id="get_user",
    responses=answers(USER_EXAMPLE) | error_responses(401, 403, 404),
)
async def get_one_user(user_id: ReadableUserId, connection: ConnectionDep) -> User:
    """Returns a user."""
    return get_user(connection, user_id)


@router.post(
    "/{user_id}/disable",
    operation_id="disable_user",
    responses=answers(USER_EXAMPLE) | error_responses(401, 403, 404, 409),
)
async def post_disable(user: ManagedUser, actor: AdminActor, connection: TransactionDep) -> User:
    """Locks a user out; their sessions end at once."""
    return disable_user(connection, actor, user)


@router.post(
    "/{user_id}/enable",
    operation_id="enable_user",
    responses=answers(USER_EXAMPLE) | error_responses(401, 403, 404, 409),
)
async def post_enable(user: ManagedUser, actor: AdminActor, connection: TransactionDep) -> User:
    """Lets a user in again who was locked out."""
    return enable_user(connection, actor, user)


@router.post(
    "/{user_id}/password",
    operation_id="reset_password",
    responses=error_responses(401, 403, 404, 409),
)
async def post_password(
    user: ManagedUser, actor: AdminActor, connection: TransactionDep
) -> PasswordResponse:
    """Gives a user a one-time password, shown this once; their sessions end at once."""
    return reset_password(connection, actor, user)


@router.delete(
    "/{user_id}/second-factor",
    operation_id="reset_second_factor",
    responses=answers(USER_EXAMPLE) | error_responses(401, 403, 404, 409),
)
async def delete_second_factor(
    user: ManagedUser, actor: AdminActor, connection: TransactionDep
) -> User:
    """Takes the authenticator app from a user who lost it; their sessions end at once."""
    return reset_second_factor(connection, actor, user)
