"""Statements on the way of a notice to the applicant."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, update

from core.notices.rules.vocabulary import SendingChannel
from core.notices.tables import notices


def record_sent(
    connection: Connection, notice_id: int, channel: SendingChannel, actor_id: int
) -> None:
    """Stores that a locked notice was sent; what came back before is sent anew."""
    sent = {"sent_at": func.clock_timestamp(), "channel": channel, "sent_by": actor_id}
    _update(connection, notice_id, {**sent, "returned_at": None, "returned_reason": None})


def record_delivered(connection: Connection, notice_id: int, evidence: str) -> None:
    """Stores that a locked notice has arrived, and what shows it."""
    _update(connection, notice_id, {"delivered_at": func.clock_timestamp(), "evidence": evidence})


def record_returned(connection: Connection, notice_id: int, reason: str) -> None:
    """Stores that a locked notice came back: it is due again."""
    _update(
        connection, notice_id, {"returned_at": func.clock_timestamp(), "returned_reason": reason}
    )


def _update(connection: Connection, notice_id: int, values: Mapping[str, Any]) -> None:
    connection.execute(update(notices).where(notices.c.id == notice_id).values(**values))
