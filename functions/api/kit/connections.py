"""The database connection of a request, and ids in its path."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Path
from sqlalchemy import Connection

from api.kit.fields import LARGEST_ID, PlainInteger
from core.kit.database import begin, connect

Id = Annotated[int, Path(ge=1, le=LARGEST_ID, examples=[1]), PlainInteger]


async def open_connection() -> AsyncIterator[Connection]:
    """One connection a request, each statement its own commit."""
    with connect() as connection:
        yield connection


# Scope "function": a commit happens before the response leaves, so its failure is answered.
ConnectionDep = Annotated[Connection, Depends(open_connection, scope="function")]


async def open_transaction(connection: ConnectionDep) -> AsyncIterator[Connection]:
    """The request's connection from here on in one transaction, for what belongs together."""
    with begin(connection):
        yield connection


TransactionDep = Annotated[Connection, Depends(open_transaction, scope="function")]
