"""Statements that end the relation with a client, and begin it anew."""

from sqlalchemy import Connection, exists, func, select, text, update

from core.clients.invitations import end_invitation
from core.clients.records import Client
from core.clients.tables import clients, credits
from core.people.sessions import delete_sessions_of

# Whom an administrator has locked out before stays so when the relation begins anew: the moments
# of one transaction are the same.
_LOCK_OUT = text("UPDATE users SET disabled_at = now() WHERE id = :id AND disabled_at IS NULL")
_LET_IN = text("UPDATE users SET disabled_at = NULL WHERE id = :id AND disabled_at = :closed_at")


def has_open_credit(connection: Connection, client_id: int) -> bool:
    """Says whether a client has a credit that is not paid off."""
    open_ones = exists().where(credits.c.client_id == client_id, credits.c.closed_on.is_(None))
    return bool(connection.execute(select(open_ones)).scalar_one())


def close_client(connection: Connection, client: Client, reason: str) -> None:
    """Ends the relation: login, sessions and a link that was not used end at once."""
    _set_closed(connection, client.id, closed_at=func.now(), closed_reason=reason)
    end_invitation(connection, client.id)
    if client.user_id is not None:
        connection.execute(_LOCK_OUT, {"id": client.user_id})
        delete_sessions_of(connection, client.user_id)


def reopen_client(connection: Connection, client: Client) -> None:
    """Takes the end of a relation back; who had a login may log in again."""
    _set_closed(connection, client.id, closed_at=None, closed_reason=None)
    connection.execute(_LET_IN, {"id": client.user_id, "closed_at": client.closed_at})


def _set_closed(connection: Connection, client_id: int, **values: object) -> None:
    connection.execute(update(clients).where(clients.c.id == client_id).values(**values))


def is_closed_client(connection: Connection, user_id: int) -> bool:
    """Says whether a user is a client with whom the relation has ended."""
    closed = exists().where(clients.c.user_id == user_id, clients.c.closed_at.is_not(None))
    return bool(connection.execute(select(closed)).scalar_one())
