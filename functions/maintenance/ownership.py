"""What only the tables' owner may do: the functions work as a role that owns nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.pool import NullPool

from core.kit.database import CONNECT_TIMEOUT_SECONDS
from core.kit.settings import read_database_url

_NO_TIMEOUT = text("SET LOCAL statement_timeout = 0")  # Lambda's own bounds it


@contextmanager
def as_owner() -> Iterator[Connection]:
    """One transaction of the tables' owner on a connection of its own, however long it takes."""
    with owner_engine().begin() as connection:
        connection.execute(_NO_TIMEOUT)
        yield connection


@contextmanager
def as_owner_alone() -> Iterator[Connection]:
    """The tables' owner without a transaction, for what PostgreSQL does in none."""
    with owner_engine().connect() as connection:
        yield connection.execution_options(isolation_level="AUTOCOMMIT")


def owner_engine() -> Engine:
    """Whoever owns the tables, connected anew each time with the password that stands there now."""
    return create_engine(
        read_database_url("DATABASE_OWNER_SECRET_ID", cache_seconds=0),
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={"connect_timeout": CONNECT_TIMEOUT_SECONDS},
    )
