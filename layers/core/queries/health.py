"""The statement that asks whether the database answers."""

from sqlalchemy import Connection, text

_PING = text("SELECT 1")


def ping(connection: Connection) -> None:
    """Returns if the database answers."""
    connection.execute(_PING)
