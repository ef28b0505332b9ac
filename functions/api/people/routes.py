"""Logging in, logging out, who am I, and the own password."""

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from api.kit.client_address import client_address
from api.kit.connections import ConnectionDep, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers
from api.people import cookies
from api.people.access import SessionActor, SessionToken, obligation_of, open_session
from api.people.login import DEVICE_LIFETIME_SECONDS, SESSION_LIFETIME_SECONDS, Browser, log_in
from api.people.noting import note
from api.people.own_password import change_password
from api.people.passwords import hash_token
from api.people.schemas import ME_EXAMPLE, LoginRequest, Me, PasswordChange
from core.people.records import Actor
from core.people.sessions import delete_session
from core.people.users import get_user

router = APIRouter(prefix="/auth", tags=["authentication"])

LONGEST_BROWSER_NAME = 200


def _browser_of(request: Request) -> Browser:
    name = "".join(filter(str.isprintable, request.headers.get("user-agent", "")))
    return Browser(
        address=client_address(request),
        name=name[:LONGEST_BROWSER_NAME],
        session_token=request.cookies.get(cookies.cookie_name(cookies.SESSION)),
        device=request.cookies.get(cookies.cookie_name(cookies.DEVICE)),
    )


def _me(connection: Connection, actor: Actor) -> Me:
    return Me(
        **vars(get_user(connection, actor.user_id)),
        client_id=actor.client_id,
        manager_id=actor.manager_id,
        has_second_factor=actor.has_second_factor,
        must=obligation_of(actor),
    )


@router.post(
    "/login",
    operation_id="log_in",
    responses=answers(ME_EXAMPLE) | error_responses(401, 403, 429),
)
async def post_login(
    body: LoginRequest,
    request: Request,
    response: Response,
    connection: TransactionDep,
) -> Me:
    """Opens a session and sets its cookie; the session that asks ends. Failures are slowed down.

    Who has a second factor is answered `code_needed` to login and password alone, and sends all
    three then.
    """
    password = body.password.get_secret_value()
    opened = log_in(connection, body.login, password, body.code, _browser_of(request))
    # The session first: where lists of cookies are dropped, the first one stays
    cookies.put_cookie(response, cookies.SESSION, opened.session_token, SESSION_LIFETIME_SECONDS)
    cookies.put_cookie(response, cookies.DEVICE, opened.device, DEVICE_LIFETIME_SECONDS)
    return _me(connection, open_session(connection, opened.session_token))


@router.post("/logout", operation_id="log_out", status_code=204, openapi_extra={"security": [{}]})
async def post_logout(response: Response, connection: TransactionDep, token: SessionToken) -> None:
    """Ends the session, if there is one, at once and everywhere."""
    user_id = delete_session(connection, hash_token(token)) if token else None
    if user_id is not None:
        note(connection, "session.logout", user_id)
    cookies.drop_cookie(response, cookies.SESSION)


@router.put(
    "/password",
    operation_id="change_password",
    status_code=204,
    responses=error_responses(401, 403, 429),
)
async def put_password(
    body: PasswordChange, actor: SessionActor, connection: TransactionDep, response: Response
) -> None:
    """Changes the own password; own sessions elsewhere end at once, this one gets a new cookie."""
    old, new = body.old_password.get_secret_value(), body.new_password.get_secret_value()
    token = change_password(connection, actor, old, new)
    cookies.put_cookie(response, cookies.SESSION, token, SESSION_LIFETIME_SECONDS)


@router.get("/me", operation_id="get_me", responses=answers(ME_EXAMPLE) | error_responses(401, 403))
async def get_me(actor: SessionActor, connection: ConnectionDep) -> Me:
    """Returns the user of this session, and what they must do before anything else."""
    return _me(connection, actor)
