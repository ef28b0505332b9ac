"""Statements on invitations: the link by which a person without a login comes to one.

A link is known by the hash of its token, so that a copy of the table opens no account.
"""

from datetime import datetime

from sqlalchemy import Connection, delete, text

from core.clients.records import Invitation, LoginState
from core.clients.tables import invitations

# A new link takes the place of the one before, which then opens nothing.
_INVITE = text(
    """
    INSERT INTO invitations (client_id, token_hash, invited_by, created_at, expires_at)
    VALUES (:client_id, :token_hash, :invited_by, now(), now() + make_interval(days => :days))
    ON CONFLICT (client_id) DO UPDATE
       SET token_hash = excluded.token_hash, invited_by = excluded.invited_by,
           created_at = excluded.created_at, expires_at = excluded.expires_at, accepted_at = NULL
    RETURNING expires_at
    """
)
_FIND = text(
    """
    SELECT client_id, expires_at, accepted_at IS NOT NULL AS is_accepted,
           expires_at < now() AS is_expired
      FROM invitations WHERE token_hash = :token_hash
    """
)
_ACCEPT = text("UPDATE invitations SET accepted_at = now() WHERE client_id = :client_id")
_LINK = text("UPDATE clients SET user_id = :user_id WHERE id = :client_id AND user_id IS NULL")
_LOGIN_STATE = text(
    """
    SELECT u.login,
           CASE WHEN i.accepted_at IS NULL AND i.expires_at > now() THEN i.expires_at END
             AS invited_until
      FROM clients c
      LEFT JOIN users u ON u.id = c.user_id
      LEFT JOIN invitations i ON i.client_id = c.id
     WHERE c.id = :client_id
    """
)


def invite(
    connection: Connection, client_id: int, token_hash: str, *, invited_by: int, days: int
) -> datetime:
    """Makes the link of a client, which ends the one before; returns until when it is of use."""
    values = {
        "client_id": client_id,
        "token_hash": token_hash,
        "invited_by": invited_by,
        "days": days,
    }
    expires_at: datetime = connection.execute(_INVITE, values).scalar_one()
    return expires_at


def find_invitation(connection: Connection, token_hash: str) -> Invitation | None:
    """Returns what is known of a link; nothing of one that another took the place of."""
    row = connection.execute(_FIND, {"token_hash": token_hash}).one_or_none()
    return Invitation(**row._mapping) if row else None


def accept_invitation(connection: Connection, client_id: int, user_id: int) -> None:
    """Gives a client the login that was made of their link."""
    connection.execute(_ACCEPT, {"client_id": client_id})
    connection.execute(_LINK, {"client_id": client_id, "user_id": user_id})


def end_invitation(connection: Connection, client_id: int) -> None:
    """Takes a client's link away."""
    connection.execute(delete(invitations).where(invitations.c.client_id == client_id))


def login_state(connection: Connection, client_id: int) -> LoginState:
    """Returns how a client logs in."""
    row = connection.execute(_LOGIN_STATE, {"client_id": client_id}).one()
    return LoginState(**row._mapping)
