"""Tokens of programs, for administrators."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import Connection

from api.kit.connections import ConnectionDep, Id, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers
from api.kit.fields import LARGEST_ID, PlainInteger
from api.people.access import ActingAdmin, AdminActor
from api.people.passwords import NOBODYS_HASH, hash_token
from api.people.token_schemas import TOKEN_EXAMPLE, NewToken, TokenRequest
from core.journal.queries import record_event
from core.kit.errors import NotFoundError
from core.people.api_tokens import (
    add_program,
    add_token,
    get_token,
    list_tokens,
    revoke_token,
)
from core.people.records import Actor, ApiToken, MadeToken
from core.people.rules.token_shape import new_program_token

router = APIRouter(prefix="/api-tokens", tags=["programs"])

LETTERS_SHOWN = 4


@router.get(
    "",
    operation_id="list_api_tokens",
    responses=answers([TOKEN_EXAMPLE]) | error_responses(401, 403),
)
async def get_tokens(
    actor: AdminActor,
    connection: ConnectionDep,
    before: Annotated[
        int | None,
        Query(ge=1, le=LARGEST_ID, description="The `id` of the last one seen; older ones follow"),
        PlainInteger,
    ] = None,
    limit: Annotated[int, Query(ge=1, le=200), PlainInteger] = 50,
) -> list[ApiToken]:
    """Returns the tokens of programs, the newest first; ended ones too."""
    return list_tokens(connection, before, limit)


@router.post(
    "", operation_id="create_api_token", status_code=201, responses=error_responses(401, 403)
)
async def post_token(
    body: TokenRequest, actor: ActingAdmin, connection: TransactionDep
) -> NewToken:
    """Makes a token for a program; the answer shows it, this once."""
    token = new_program_token()
    user_id = add_program(connection, body.name, NOBODYS_HASH)
    details = add_token(
        connection,
        user_id,
        MadeToken(hash_token(token), token[-LETTERS_SHOWN:], sorted(set(body.scopes))),
        created_by=actor.user_id,
        days=body.expires_in_days,
    )
    told = {"name": body.name, "scopes": details.scopes, "expires_at": details.expires_at}
    _record(connection, actor, "api_token.create", details.id, told)
    return NewToken(token=token, details=details)


@router.delete(
    "/{token_id}",
    operation_id="revoke_api_token",
    responses=answers(TOKEN_EXAMPLE) | error_responses(401, 403, 404),
)
async def delete_token(token_id: Id, actor: ActingAdmin, connection: TransactionDep) -> ApiToken:
    """Ends a token at once; doing it again changes nothing."""
    if revoke_token(connection, token_id):
        _record(connection, actor, "api_token.revoke", token_id, {})
    token = get_token(connection, token_id)
    if token is None:
        raise NotFoundError(f"There is no token {token_id}.")
    return token


def _record(
    connection: Connection, actor: Actor, action: str, token_id: int, values: dict[str, object]
) -> None:
    record_event(
        connection,
        actor_id=actor.user_id,
        action=action,
        subject=("api_tokens", token_id),
        old_values={},
        new_values=values,
    )
