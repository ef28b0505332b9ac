"""Programs: which operations a token opens, and who it belongs to.

An operation is closed to programs unless its route says otherwise:
``openapi_extra=for_programs(Scope.SCORES_READ)``. What the OpenAPI document tells of the operation
is what is looked at here, so that neither can be changed without the other.
"""

from typing import Any

from fastapi import Request
from sqlalchemy import Connection

from api.people.passwords import hash_token
from core.kit.errors import InsufficientScopeError, NotAuthenticatedError
from core.kit.settings import setting
from core.people.api_tokens import find_program
from core.people.limits import Deed, count_request
from core.people.records import Actor, Program
from core.people.rules.roles import Role
from core.people.rules.scopes import Scope
from core.people.rules.token_shape import TOKEN_PATTERN, is_well_formed

SCHEME = "token"
DESCRIBED = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": TOKEN_PATTERN,
    "description": "A token that an administrator made for a program: POST /api-tokens",
}


def for_programs(scope: Scope) -> dict[str, Any]:
    """Opens an operation to programs whose token has this scope: for ``openapi_extra``."""
    return {"security": [{SCHEME: [str(scope)]}]}


def bearer_of(request: Request) -> str | None:
    """Returns the token that a request comes with, well formed or not."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else None


def program_actor(connection: Connection, request: Request, token: str) -> Actor:
    """Returns the program of a token that is good for what is asked.

    Raises:
        NotAuthenticatedError: the token is unknown, revoked or has expired.
        InsufficientScopeError: it is good for other things.
        TooManyRequestsError: the program has asked too often within the hour.
    """
    program = _live_program(connection, token)
    scope = _scope_of(request)
    if scope is None:
        raise InsufficientScopeError("No token opens this: it is for people who log in.")
    if scope not in program.scopes:
        raise InsufficientScopeError(
            f"This token lacks the scope {scope}. Ask your administrator for one that has it."
        )
    count_request(connection, program.user_id, Deed.PROGRAM, requests_an_hour())
    return Actor(
        program.user_id,
        Role.PROGRAM,
        client_id=None,
        manager_id=None,
        session_id=0,
        must_change_password=False,
        has_second_factor=False,
    )


def _live_program(connection: Connection, token: str) -> Program:
    program = find_program(connection, hash_token(token)) if is_well_formed(token) else None
    if program is None:
        raise NotAuthenticatedError(
            "There is no such token. Check that it was copied whole: it is shown only once."
        )
    if program.revoked:
        raise NotAuthenticatedError("This token was revoked. Ask your administrator for a new one.")
    if program.expired:
        raise NotAuthenticatedError("This token has expired. Ask your administrator for a new one.")
    return program


def _scope_of(request: Request) -> str | None:
    """Returns the scope that opens the operation which is asked for; None if none does."""
    told = request.scope["route"].openapi_extra or {}
    scopes = [scope for entry in told.get("security", ()) for scope in entry.get(SCHEME, ())]
    return scopes[0] if scopes else None


def requests_an_hour() -> int:
    """Returns how many requests a program may send."""
    return int(setting("PROGRAM_REQUESTS_PER_HOUR", "20000"))
