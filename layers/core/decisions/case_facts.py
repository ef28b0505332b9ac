"""Statements on what else is known of an application: what was changed in it, and others before."""

from datetime import datetime
from typing import Any

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
# Submitting counts as much as writing: what is submitted is what is decided
_ENTERED = text(
    """
    SELECT EXISTS (SELECT FROM applications
                    WHERE id = CAST(:application_id AS uuid) AND created_by = :user_id)
        OR EXISTS (SELECT FROM audit_events
                    WHERE subject_table = 'applications' AND subject_id = :number
                      AND actor_id = :user_id
                      AND action IN ('application.edit', 'application.submit'))
    """
)
# An objection opens a case anew: whoever signed before, first or second, leaves it to others
_DECIDED = text(
    """
    SELECT EXISTS (SELECT FROM decisions d JOIN cases c ON c.application_id = d.application_id
                    WHERE d.application_id = CAST(:application_id AS uuid)
                      AND d.actor_id = :user_id AND d.decided_at < c.opened_at)
    """
)
_OWN = text("SELECT EXISTS (SELECT FROM clients WHERE id = :client_id AND user_id = :user_id)")


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


def has_entered(connection: Connection, application: Application, user_id: int) -> bool:
    """Says whether a user began an application, changed what was submitted, or submitted it."""
    values = {
        "application_id": str(application.id),
        "number": application.number,
        "user_id": user_id,
    }
    return bool(connection.execute(_ENTERED, values).scalar_one())


def has_decided(connection: Connection, application: Application, user_id: int) -> bool:
    """Says whether a user decided an application before its case was opened."""
    values = {"application_id": str(application.id), "user_id": user_id}
    return bool(connection.execute(_DECIDED, values).scalar_one())


def is_own(connection: Connection, application: Application, user_id: int) -> bool:
    """Says whether it is the user's own application."""
    values = {"client_id": application.client_id, "user_id": user_id}
    return bool(connection.execute(_OWN, values).scalar_one())
