"""Logging in, logging out, and who am I."""

from fastapi import APIRouter, Request, Response

from api.authorization import SESSION_COOKIE, ConnectionDep, CurrentActor, SessionToken
from api.client_address import client_address
from api.error_responses import error_responses
from api.login import SESSION_LIFETIME_SECONDS, change_password, log_in
from api.passwords import hash_token
from api.schemas.people import LoginRequest, MeResponse, PasswordChange
from core.entities import Actor
from core.queries.sessions import delete_session, find_actor
from core.queries.users import get_user
from core.settings import flag

router = APIRouter(prefix="/auth", tags=["authentication"])


@router.post("/login", operation_id="log_in", responses=error_responses(401, 403, 429))
async def post_login(
    body: LoginRequest, request: Request, response: Response, connection: ConnectionDep
) -> MeResponse:
    """Opens a session and sets its cookie. Repeated failures are slowed down."""
    user, token = log_in(
        connection, body.login, body.password.get_secret_value(), client_address(request)
    )
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=SESSION_LIFETIME_SECONDS,
        httponly=True,
        secure=flag("COOKIE_SECURE", default=True),
        samesite="lax",
    )
    actor = find_actor(connection, hash_token(token), SESSION_LIFETIME_SECONDS)
    assert actor is not None  # the session was opened in this transaction
    return MeResponse.of(user, actor.client_id, actor.manager_id)


@router.post("/logout", operation_id="log_out", status_code=204)
async def post_logout(response: Response, connection: ConnectionDep, token: SessionToken) -> None:
    """Ends the session, if there is one, at once and everywhere."""
    if token:
        delete_session(connection, hash_token(token))
    response.delete_cookie(SESSION_COOKIE)


@router.put(
    "/password",
    operation_id="change_password",
    status_code=204,
    responses=error_responses(401, 403, 429),
)
async def put_password(
    body: PasswordChange, actor: CurrentActor, connection: ConnectionDep, token: SessionToken
) -> None:
    """Changes the own password; the own sessions elsewhere end at once."""
    user = get_user(connection, actor.user_id)
    assert user is not None  # a session's user exists: foreign key
    assert token is not None  # the actor comes from it
    old, new = body.old_password.get_secret_value(), body.new_password.get_secret_value()
    change_password(connection, user, hash_token(token), old, new)


@router.get("/me", operation_id="get_me", responses=error_responses(401, 403))
async def get_me(actor: CurrentActor, connection: ConnectionDep) -> MeResponse:
    """Returns the user of this session."""
    return own_user(connection, actor)


def own_user(connection: ConnectionDep, actor: Actor) -> MeResponse:
    """Returns the user behind an actor."""
    user = get_user(connection, actor.user_id)
    assert user is not None  # a session's user exists: foreign key
    return MeResponse.of(user, actor.client_id, actor.manager_id)
