"""Statements on what else is known of an application: what was changed in it, and others before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from core.applications.records import Application
from core.applications.rules.states import ApplicationState
from core.decisions.case_records import ChangedAnswer, EarlierApplication

MOST_EARLIER = 20
MOST_CHANGES = 200

# The journal holds every change of what was submitted, the oldest value first
_CHANGES = text(
    """
    SELECT e.occurred_at, e.old_values, e.new_values,
           trim(u.last_name || ' ' || u.first_name) AS actor_name
      FROM audit_events e LEFT JOIN users u ON u.id = e.actor_id
     WHERE e.subject_table = 'applications' AND e.subject_id = :number
       AND e.action = 'application.edit'
     ORDER BY e.id LIMIT :limit
    """
)
_EARLIER = text(
    """
    SELECT a.id, a.number, a.state, a.amount_rub, a.term_months, a.created_at,
           (SELECT max(d.decided_at) FROM decisions d
             WHERE d.application_id = a.id AND d.is_final) AS decided_at
      FROM applications a
     WHERE a.client_id = :client_id AND a.id <> CAST(:application_id AS uuid)
       AND a.state <> 'draft'
     ORDER BY a.id DESC LIMIT :limit
    """
)
# Whoever holds a program's token can enter what they like in its name
_THEIR_NAMES = """
    (SELECT :user_id UNION ALL SELECT user_id FROM api_tokens WHERE created_by = :user_id)
"""
# Of an application a with its case c. Submitting counts as much as writing: what is submitted is
# what is decided
ENTERED = f"""
    (a.created_by IN {_THEIR_NAMES} OR EXISTS (
      SELECT FROM audit_events e
       WHERE e.subject_table = 'applications' AND e.subject_id = a.number
         AND e.action IN ('application.edit', 'application.submit')
         AND e.actor_id IN {_THEIR_NAMES}))
"""
# An objection opens a case anew: whoever signed before, first or second, leaves it to others
DECIDED = """
    EXISTS (SELECT FROM decisions d WHERE d.application_id = c.application_id
               AND d.actor_id = :user_id AND d.decided_at < c.opened_at)
"""
OWN = "EXISTS (SELECT FROM clients p WHERE p.id = a.client_id AND p.user_id = :user_id)"
_WHAT_KEEPS = text(
    f"""
    SELECT {OWN} AS is_own, {ENTERED} AS has_entered, {DECIDED} AS has_decided
      FROM applications a JOIN cases c ON c.application_id = a.id
     WHERE a.id = CAST(:application_id AS uuid)
    """
)


def list_changed(connection: Connection, application: Application) -> list[ChangedAnswer]:
    """Returns the fields that say something else than when it was submitted first."""
    values = {"number": application.number, "limit": MOST_CHANGES}
    before: dict[str, Any] = {}
    now: dict[str, tuple[Any, datetime, str | None]] = {}
    for row in connection.execute(_CHANGES, values):
        for name, value in row.new_values.items():
            before.setdefault(name, row.old_values.get(name))
            now[name] = (value, row.occurred_at, row.actor_name)
    return [
        ChangedAnswer(name, before[name], value, at, by)
        for name, (value, at, by) in now.items()
        if value != before[name]
    ]


def list_earlier(connection: Connection, application: Application) -> list[EarlierApplication]:
    """Returns the latest other applications of the same person."""
    values = {
        "client_id": application.client_id,
        "application_id": str(application.id),
        "limit": MOST_EARLIER,
    }
    rows = connection.execute(_EARLIER, values)
    return [
        EarlierApplication(**{**row._mapping, "state": ApplicationState(row.state)}) for row in rows
    ]


@dataclass(frozen=True)
class Involvement:
    """What a user has to do with a case, so that somebody else decides it.

    Attributes:
        is_own: it is the user's own application.
        has_entered: the user, or a program whose token the user made, began the application,
            changed what was submitted, or submitted it.
        has_decided: the user decided it before its case was opened.
    """

    is_own: bool
    has_entered: bool
    has_decided: bool


def involvement_of(connection: Connection, application_id: UUID, user_id: int) -> Involvement:
    """Returns what a user has to do with a case."""
    values = {"application_id": str(application_id), "user_id": user_id}
    return Involvement(**connection.execute(_WHAT_KEEPS, values).one()._mapping)
