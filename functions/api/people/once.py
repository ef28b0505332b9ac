"""A request that may be sent twice and is done once: the header ``Idempotency-Key``.

A route takes ``Once`` beside a ``TransactionDep`` and hands it what it answers, in the transaction
of the deed:

    answer = ApplicationResponse.of(...)
    once.keep(connection, answer, status=201)

Who sends the same again within a day gets that answer, and the route is not entered. The header
and its errors are those of the IETF's draft (draft-ietf-httpapi-idempotency-key-header).
"""

import hashlib
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from fastapi.responses import JSONResponse
from pydantic import TypeAdapter
from sqlalchemy import Connection

from api.kit.connections import TransactionDep
from api.kit.error_responses import AnsweredError
from api.people.access import CurrentActor
from core.kit.errors import IdempotencyKeyReusedError, RequestInFlightError
from core.people.idempotency import find_answer, hold_key, keep_answer
from core.people.records import KeptAnswer

IdempotencyKey = Annotated[
    str | None,
    Header(
        min_length=1,
        max_length=100,
        pattern="^[!-~]+$",
        examples=["8e03978e-40d5-43e8-bc93-6894a57f9324"],
        description="The same again within a day, by the same caller, is answered and not done",
    ),
]


@dataclass(frozen=True)
class OneTime:
    """The key that a request came with, if it did."""

    user_id: int
    key: str | None
    request_sha256: str

    def keep(
        self, connection: Connection, answer: object, *, status: int, location: str | None = None
    ) -> None:
        """Keeps what is answered, in the caller's transaction."""
        if self.key is None:
            return
        told: Any = TypeAdapter(type(answer)).dump_python(answer, mode="json")
        kept = KeptAnswer(self.request_sha256, status, location, told)
        keep_answer(connection, self.user_id, self.key, kept)


async def one_time(
    request: Request,
    actor: CurrentActor,
    connection: TransactionDep,
    idempotency_key: IdempotencyKey = None,
) -> OneTime:
    """Lets pass what was not asked for before; what was is answered as it was then."""
    once = OneTime(actor.user_id, idempotency_key, await _fingerprint(request))
    if idempotency_key is None:
        return once
    if not hold_key(connection, actor.user_id, idempotency_key):
        raise RequestInFlightError("This request is being answered. Repeat it in a second.", 1)
    kept = find_answer(connection, actor.user_id, idempotency_key)
    if kept is None:
        return once
    if kept.request_sha256 != once.request_sha256:
        raise IdempotencyKeyReusedError(
            "This Idempotency-Key came with another request. Make a new key for a new request."
        )
    headers = {"Location": kept.location} if kept.location else {}
    raise AnsweredError(JSONResponse(kept.response, kept.status, headers))


async def _fingerprint(request: Request) -> str:
    """Returns what tells one request of a caller from another: what is asked, of what."""
    asked = f"{request.method} {request.scope['route'].path} {request.path_params}\n"
    return hashlib.sha256(asked.encode() + await request.body()).hexdigest()


Once = Annotated[OneTime, Depends(one_time)]
