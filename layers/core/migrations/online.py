"""What a migration does to a table that may be large while others read and write it.

Each commits as it goes, so that a revision which uses one of them does nothing that cannot be done
twice: after a time-out it begins anew and finds what is there already.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from alembic import op
from sqlalchemy import Connection, text

# It waits for every transaction older than itself, and blocks nobody meanwhile
_WAIT_PATIENTLY = text("SET lock_timeout = '10min'")
_WAIT = "SHOW lock_timeout"
_PARTITIONS = text(
    """
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = to_regclass(:table) ORDER BY c.relname
    """
)
# What a build that was cut off leaves behind: it costs writes and serves no query
_IS_INVALID = text(
    "SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass(:name) AND NOT indisvalid)"
)


class OutOfTimeError(Exception):
    """The invocation ends soon; the next one goes on with the same revision."""


def create_index(name: str, table: str, columns: Sequence[Any], **options: Any) -> None:
    """Builds an index without keeping anybody from writing; of a partitioned table, part by part.

    Args:
        name: holds the table's name, in whose place the index of a part has the part's.
        options: what ``op.create_index`` takes, such as ``unique`` or ``postgresql_where``.
    """
    if table not in name:
        raise ValueError(f"{name} has to hold the name of its table, {table}")
    with _outside_a_transaction() as connection:
        partitions = list(connection.execute(_PARTITIONS, {"table": table}).scalars())
        for part in partitions or [table]:
            _build(connection, name.replace(table, part), part, columns, **options)
    if partitions:  # takes on the indexes of its parts, and has nothing to build
        op.create_index(name, table, columns, if_not_exists=True, **options)


def drop_index(name: str, table: str) -> None:
    """Drops an index without waiting in front of others; of a partitioned table, with its parts'.

    PostgreSQL drops a partitioned one only at once: a moment, once it has the lock.
    """
    with _outside_a_transaction() as connection:
        is_partitioned = connection.execute(_PARTITIONS, {"table": table}).first() is not None
        if not is_partitioned:
            op.drop_index(name, table, if_exists=True, postgresql_concurrently=True)
    if is_partitioned:
        op.drop_index(name, table, if_exists=True)


def walk(statement: str) -> None:
    """Runs a statement again and again, each time committed, until it touches no more rows.

    It says itself how many rows it takes at most (``LIMIT``), and takes none twice.

    Raises:
        OutOfTimeError: what was done stays; the next invocation goes on.
    """
    config = op.get_context().config
    is_late: Callable[[], bool] = config.attributes.get("is_late", _never) if config else _never
    with op.get_context().autocommit_block():
        while op.get_bind().execute(text(statement)).rowcount:
            if is_late():
                raise OutOfTimeError


def _never() -> bool:
    return False


def _build(
    connection: Connection, name: str, table: str, columns: Sequence[Any], **options: Any
) -> None:
    if connection.execute(_IS_INVALID, {"name": name}).scalar_one():
        op.drop_index(name, table, postgresql_concurrently=True)
    op.create_index(
        name, table, columns, if_not_exists=True, postgresql_concurrently=True, **options
    )


@contextmanager
def _outside_a_transaction() -> Iterator[Connection]:
    """Each statement by itself, with time to wait for those who are older."""
    with op.get_context().autocommit_block():
        connection = op.get_bind()
        usual = connection.exec_driver_sql(_WAIT).scalar_one()
        connection.execute(_WAIT_PATIENTLY)
        yield connection
        connection.exec_driver_sql(f"SET lock_timeout = '{usual}'")
