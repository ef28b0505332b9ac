"""The own sessions, and the own second factor."""

from dataclasses import asdict

from fastapi import APIRouter, Response

from api.kit.connections import ConnectionDep, Id, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers
from api.people import authenticator, cookies
from api.people.access import CurrentActor, SecondFactorOwner
from api.people.login import SESSION_IDLE_SECONDS, SESSION_LIFETIME_SECONDS
from api.people.noting import note
from api.people.own_password import keep_this_session_only, prove_password
from api.people.schemas import (
    SESSION_EXAMPLE,
    OwnSession,
    RecoveryCodes,
    SecondFactorCode,
    SecondFactorRequest,
    SecondFactorSecret,
)
from core.kit.errors import NotFoundError
from core.people.sessions import delete_own_session, delete_sessions_of, list_sessions

router = APIRouter(prefix="/auth", tags=["authentication"])


@router.get(
    "/sessions",
    operation_id="list_sessions",
    responses=answers([SESSION_EXAMPLE]) | error_responses(401, 403),
)
async def get_sessions(actor: CurrentActor, connection: ConnectionDep) -> list[OwnSession]:
    """Returns the own live sessions, the one last used first."""
    return [
        OwnSession(**asdict(session), is_this=session.id == actor.session_id)
        for session in list_sessions(connection, actor.user_id, SESSION_IDLE_SECONDS)
    ]


@router.delete(
    "/sessions",
    operation_id="end_other_sessions",
    status_code=204,
    responses=error_responses(401, 403),
)
async def delete_other_sessions(actor: CurrentActor, connection: TransactionDep) -> None:
    """Ends all own sessions but this one."""
    if delete_sessions_of(connection, actor.user_id, but_session_id=actor.session_id):
        note(connection, "session.end_others", actor.user_id)


@router.delete(
    "/sessions/{session_id}",
    operation_id="end_session",
    status_code=204,
    responses=error_responses(401, 403, 404),
)
async def delete_one_session(
    session_id: Id, actor: CurrentActor, connection: TransactionDep
) -> None:
    """Ends one of the own sessions at once."""
    if not delete_own_session(connection, actor.user_id, session_id):
        raise NotFoundError("You have no such session. It may have ended already.")
    note(connection, "session.end", actor.user_id)


@router.post(
    "/second-factor",
    operation_id="begin_second_factor",
    responses=error_responses(401, 403, 409, 429),
)
async def post_second_factor(
    body: SecondFactorRequest, actor: SecondFactorOwner, connection: TransactionDep
) -> SecondFactorSecret:
    """Begins to set up an authenticator app (TOTP); it is in force once a code of it was sent."""
    owner = prove_password(connection, actor, body.password.get_secret_value())
    secret, uri = authenticator.begin(connection, owner)
    return SecondFactorSecret(secret=secret, uri=uri)


@router.post(
    "/second-factor/confirm",
    operation_id="confirm_second_factor",
    responses=error_responses(401, 403, 409, 429),
)
async def post_confirmation(
    body: SecondFactorCode, actor: SecondFactorOwner, connection: TransactionDep, response: Response
) -> RecoveryCodes:
    """Puts the app in force and answers the recovery codes.

    Own sessions elsewhere end at once, this one gets a new cookie.
    """
    codes = authenticator.confirm(connection, actor.user_id, body.code)
    token = keep_this_session_only(connection, actor)
    cookies.put_cookie(response, cookies.SESSION, token, SESSION_LIFETIME_SECONDS)
    return RecoveryCodes(codes=codes)
