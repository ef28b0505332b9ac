"""One engine an execution environment, made on first use, and its transactions."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import InterfaceError, OperationalError

from core.errors import UnavailableError
from core.settings import read_database_url

CONNECT_TIMEOUT_SECONDS = 3
STATEMENT_TIMEOUT_MILLISECONDS = 25_000  # above the longest wait for a score
RETRY_AFTER_SECONDS = 5

_engine: Engine | None = None


def engine() -> Engine:
    """The engine of this execution environment: one connection, checked before each use."""
    global _engine
    if _engine is None:
        _engine = create_engine(
            read_database_url(),
            pool_size=1,
            max_overflow=0,
            pool_pre_ping=True,
            json_serializer=dump_json,
            connect_args={
                "connect_timeout": CONNECT_TIMEOUT_SECONDS,
                "options": f"-c statement_timeout={STATEMENT_TIMEOUT_MILLISECONDS}",
            },
        )
    return _engine


def forget_engine() -> None:
    """Drops the engine, so that the next transaction connects with a freshly read secret."""
    global _engine
    if _engine is not None:
        _engine.dispose()
        _engine = None


def dump_json(value: object) -> str:
    """Serialises a JSONB value: money as text; NaN is refused, as PostgreSQL would refuse it."""
    return json.dumps(
        value, separators=(",", ":"), allow_nan=False, ensure_ascii=False, default=str
    )


@contextmanager
def transaction() -> Iterator[Connection]:
    """One transaction: committed at the end, rolled back by an exception.

    A caller that must send a message or wait commits earlier; what follows is a new transaction.

    Raises:
        UnavailableError: the database cannot be reached, went away or took too long.
    """
    try:
        with engine().connect() as connection:
            yield connection
            connection.commit()
    except (OperationalError, InterfaceError) as error:
        forget_engine()
        raise UnavailableError(
            "The database cannot be reached at the moment. Try again in a few seconds.",
            RETRY_AFTER_SECONDS,
        ) from error
