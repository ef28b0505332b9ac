"""Logging in, logging out, and who am I."""

from fastapi import APIRouter, Request, Response

from api.kit.client_address import client_address
from api.kit.connections import ConnectionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers
from api.people.access import SESSION_COOKIE, CurrentActor, SessionToken
from api.people.login import SESSION_LIFETIME_SECONDS, change_password, log_in
from api.people.passwords import hash_token
from api.people.schemas import ME_EXAMPLE, LoginRequest, Me, PasswordChange
from core.kit.settings import flag
from core.people.sessions import delete_session, find_actor
from core.people.users import get_user

router = APIRouter(prefix="/auth", tags=["authentication"])


@router.post(
    "/login",
    operation_id="log_in",
    responses=answers(ME_EXAMPLE) | error_responses(401, 403, 429),
)
async def post_login(
    body: LoginRequest, request: Request, response: Response, connection: ConnectionDep
) -> Me:
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
    return Me(**vars(user), client_id=actor.client_id, manager_id=actor.manager_id)


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


@router.get("/me", operation_id="get_me", responses=answers(ME_EXAMPLE) | error_responses(401, 403))
async def get_me(actor: CurrentActor, connection: ConnectionDep) -> Me:
    """Returns the user of this session."""
    user = get_user(connection, actor.user_id)
    assert user is not None  # a session's user exists: foreign key
    return Me(**vars(user), client_id=actor.client_id, manager_id=actor.manager_id)
