"""One engine an execution environment, made on first use, and its transactions."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

import sqlalchemy.dialects.postgresql.psycopg2  # noqa: F401 - no first connection waits for it
from psycopg2.errors import ReadOnlySqlTransaction
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import (
    DatabaseError,
    DBAPIError,
    DisconnectionError,
    InterfaceError,
    OperationalError,
)
from sqlalchemy.pool import ConnectionPoolEntry

from core.kit.database_errors import withhold_values
from core.kit.errors import RETRY_AFTER_SECONDS, UnavailableError
from core.kit.settings import behind_proxy, read_database_url

CONNECT_TIMEOUT_SECONDS = 3
# A network that drops packets without a word ends nothing by itself: what is sent has to be
# acknowledged within this time, and where nothing is sent, signs of life are asked for.
SILENCE_MILLISECONDS = 5_000
ALIVE = {"keepalives_idle": 10, "keepalives_interval": 2, "keepalives_count": 3}
PING_AFTER_IDLE_SECONDS = 5
# A longer statement ties the proxy's connection to this environment until it hangs up
TIED_FROM_BYTES = 16_384

_PING = text("SELECT 1")
_engine: Engine | None = None


def engine() -> Engine:
    """The engine of this execution environment: one connection, each statement its own commit."""
    global _engine
    if _engine is None:
        _engine = create_engine(
            read_database_url(),
            isolation_level="AUTOCOMMIT",
            pool_size=1,
            max_overflow=0,
            json_serializer=dump_json,
            hide_parameters=True,  # they are people's answers, and errors are logged
            connect_args={
                "connect_timeout": CONNECT_TIMEOUT_SECONDS,
                "tcp_user_timeout": SILENCE_MILLISECONDS,
                **ALIVE,
            },
        )
        event.listen(_engine, "handle_error", withhold_values)
        event.listen(_engine, "checkout", _ping_after_idling)
        event.listen(_engine, "checkin", _note_return)
        if behind_proxy():
            event.listen(_engine, "after_cursor_execute", _note_tie)
    return _engine


def _note_tie(connection: Connection, cursor: Any, *_: Any) -> None:
    """Notes that the proxy keeps a connection for this environment alone from now on."""
    if len(cursor.query) >= TIED_FROM_BYTES:  # with all its values, as the driver has sent it
        connection.info["is_tied"] = True


def _note_return(connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
    if record.info.pop("is_tied", False):
        record.invalidate()  # to connect anew costs milliseconds, and gives others their turn
        return
    record.info["returned"] = monotonic()
    if connection is not None and not connection.closed:
        connection.autocommit = True  # what `begin` has set and an exception has left


def _ping_after_idling(
    connection: DBAPIConnection, record: ConnectionPoolEntry, proxy: object
) -> None:
    """Tests a connection that may have been cut while the environment was frozen.

    A ping before every use, as the pool offers it, would cost each request a round trip.
    """
    if monotonic() - record.info.get("returned", monotonic()) < PING_AFTER_IDLE_SECONDS:
        return
    try:
        connection.cursor().execute("SELECT 1")
    except Exception as error:  # whatever it is, the pool connects anew
        raise DisconnectionError from error


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
def connect() -> Iterator[Connection]:
    """A connection on which every statement is committed by itself: reads and single writes.

    Raises:
        UnavailableError: the database cannot be reached, went away, took too long or only reads.
    """
    try:
        with _open() as connection:
            yield connection
    except DBAPIError as error:
        if not _is_unavailable(error):
            raise
        forget_engine()
        raise UnavailableError(
            "The database cannot be reached at the moment. Try again in a few seconds.",
            RETRY_AFTER_SECONDS,
        ) from error


def _open() -> Connection:
    """Connects; once more where the secret has changed: a rotated password, a moved database."""
    try:
        return engine().connect()
    except OperationalError:
        known = engine().url
        forget_engine()
        if engine().url == known:
            raise
        return engine().connect()


def _is_unavailable(error: DBAPIError) -> bool:
    """Says whether another connection or a later attempt may help.

    A database that refuses to write is one that was the writer before a failover, or a full one.
    A bare DatabaseError is what psycopg2 raises when the connection broke without a word.
    """
    away = isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError
    return away or isinstance(error.orig, ReadOnlySqlTransaction)


@contextmanager
def transaction() -> Iterator[Connection]:
    """One transaction: committed at the end, rolled back by an exception.

    Raises:
        UnavailableError: the database cannot be reached, went away or took too long.
    """
    with connect() as connection, begin(connection):
        yield connection


@contextmanager
def begin(connection: Connection) -> Iterator[None]:
    """A transaction on an open connection: committed at the end, rolled back by an exception.

    A caller that sends a message commits earlier; what follows is a transaction of its own. The
    driver's own switch says nothing to the server: a level set by name would be taken back by a SET
    later, which ties the connection to this environment in a proxy that shares connections.
    """
    connection.commit()
    with _committing(connection, by_the_statement=False):
        yield
        connection.commit()


@contextmanager
def between_transactions(connection: Connection) -> Iterator[None]:
    """Commits what was begun; until the end of it each statement is its own commit.

    For who waits amid a request: an open transaction would hold back the tidying of the tables.
    """
    connection.commit()
    with _committing(connection, by_the_statement=True):
        yield


@contextmanager
def _committing(connection: Connection, *, by_the_statement: bool) -> Iterator[None]:
    """Throws the driver's own switch until the end; what an exception leaves, checking in ends."""
    driver: Any = connection.connection.dbapi_connection
    was = driver.autocommit
    driver.autocommit = by_the_statement
    yield
    driver.autocommit = was


def ping(connection: Connection) -> None:
    """Returns if the database answers."""
    connection.execute(_PING)
