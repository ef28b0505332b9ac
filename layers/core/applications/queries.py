"""Statements that read applications, and what happened to them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text

from core.applications.records import (
    Application,
    ApplicationEvent,
    ApplicationSummary,
    Content,
)
from core.applications.rules.states import ApplicationState, Channel, Purpose, state_shown
from core.clients.rules.answer_kinds import Kind, Number, PastDate
from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.scores.rules.showing import shown
from core.scores.rules.vocabulary import Decision, ScoreStatus

# A submitted application is scored as soon as its score is there: written twice, it could be untrue
_STATE = "CASE WHEN a.state = 'submitted' AND s.status = 'done' THEN 'scored' ELSE a.state END"
# A statement of its own: one that waited for the lock would join what was there before it waited
_LOCK = text("SELECT FROM applications WHERE id = CAST(:application_id AS uuid) FOR UPDATE")
_GET = text(
    """
    SELECT a.*, s.status AS score_status
      FROM applications a LEFT JOIN scores s ON s.id = a.score_id
     WHERE a.id = CAST(:application_id AS uuid)
    """
)
_LIST = text(
    f"""
    SELECT a.id, a.number, {_STATE} AS state, a.channel, a.client_id, a.manager_id,
           u.last_name || ' ' || u.first_name AS manager_name,
           a.person ->> 'last_name' AS last_name, a.person ->> 'first_name' AS first_name,
           a.person ->> 'patronymic' AS patronymic, a.amount_rub, a.term_months, a.purpose,
           s.proba, s.grade, coalesce(s.redecided, s.decision) AS decision,
           s.status AS score_status, a.created_at, a.updated_at, a.submitted_at, a.returned_reason
      FROM applications a
      LEFT JOIN scores s ON s.id = a.score_id
      LEFT JOIN managers m ON m.id = a.manager_id
      LEFT JOIN users u ON u.id = m.user_id
     WHERE (CAST(:after AS uuid) IS NULL OR a.id < CAST(:after AS uuid))
       AND (CAST(:client_id AS bigint) IS NULL OR a.client_id = :client_id)
       AND (CAST(:manager_id AS bigint) IS NULL OR a.manager_id = :manager_id)
       AND (CAST(:created_by AS bigint) IS NULL OR a.created_by = :created_by)
       AND (CAST(:author_id AS bigint) IS NULL OR a.state <> 'draft' OR a.created_by = :author_id)
       AND (CAST(:stored AS text[]) IS NULL
            OR a.state = ANY(:stored) AND {_STATE} = ANY(CAST(:states AS text[])))
     ORDER BY a.id DESC LIMIT :limit
    """
)
_EVENTS = text(
    """
    SELECT e.place, e.at, e.actor_id, trim(u.last_name || ' ' || u.first_name) AS actor_name,
           e.from_state, e.to_state, e.note
      FROM application_events e JOIN users u ON u.id = e.actor_id
     WHERE e.application_id = CAST(:application_id AS uuid)
     ORDER BY e.place DESC LIMIT :limit
    """
)


@dataclass(frozen=True)
class ApplicationFilter:
    """Which applications are wanted; None for all.

    Attributes:
        author_id: drafts are listed of this user only.
        created_by: all are listed of this user only.
    """

    client_id: int | None = None
    manager_id: int | None = None
    author_id: int | None = None
    created_by: int | None = None
    states: Collection[ApplicationState] | None = None


def get_application(
    connection: Connection, application_id: UUID, *, for_update: bool = False
) -> Application | None:
    """Returns an application; ``for_update`` keeps others from changing it until the end."""
    parameters = {"application_id": str(application_id)}
    if for_update:
        connection.execute(_LOCK, parameters)
    row = connection.execute(_GET, parameters).one_or_none()
    return _to_application(row) if row else None


def list_applications(
    connection: Connection, wanted: ApplicationFilter, *, after: UUID | None, limit: int
) -> list[ApplicationSummary]:
    """Returns the newest applications, or those that follow the one ``after``."""
    states = list(wanted.states) if wanted.states else None
    stored = states and [
        ApplicationState.SUBMITTED if state is ApplicationState.SCORED else state
        for state in states
    ]
    parameters = {**vars(wanted), "states": states, "stored": stored}
    parameters |= {"after": str(after) if after else None, "limit": limit}
    return [_to_summary(row) for row in connection.execute(_LIST, parameters)]


def list_events(connection: Connection, application_id: UUID, limit: int) -> list[ApplicationEvent]:
    """Returns the latest steps of an application, the newest first."""
    parameters = {"application_id": str(application_id), "limit": limit}
    rows = connection.execute(_EVENTS, parameters)
    return [
        ApplicationEvent(
            **{
                **row._mapping,
                "from_state": row.from_state and ApplicationState(row.from_state),
                "to_state": ApplicationState(row.to_state),
            }
        )
        for row in rows
    ]


def _to_application(row: Row[Any]) -> Application:
    has_score = row.score_status == ScoreStatus.DONE
    told = {
        name: row._mapping[name]
        for name in Application.__dataclass_fields__
        if name in row._mapping
    }
    return Application(
        **{
            **told,
            "channel": Channel(row.channel),
            "state": state_shown(ApplicationState(row.state), has_score=has_score),
            "score_status": row.score_status and ScoreStatus(row.score_status),
            "content": _to_content(row),
        }
    )


def _to_content(row: Row[Any]) -> Content:
    consent_on = row.person.get("consent_on")
    person = {
        **row.person,
        **({"consent_on": date.fromisoformat(consent_on)} if consent_on else {}),
    }
    return Content(
        person=person,
        answers=_to_answers(row.answers),
        document_hash=row.document_hash,
        amount_rub=row.amount_rub,
        term_months=row.term_months,
        purpose=row.purpose and Purpose(row.purpose),
        annual_rate=row.annual_rate,
    )


def _to_answers(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Returns answers as they were before JSON; one that the questionnaire lost is left out."""
    return {
        name: _to_answer(QUESTIONNAIRE[name], value)
        for name, value in stored.items()
        if name in QUESTIONNAIRE
    }


def _to_answer(kind: Kind, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, PastDate):
        return date.fromisoformat(value)
    return Decimal(value) if isinstance(kind, Number) and not kind.whole else value


def _to_summary(row: Row[Any]) -> ApplicationSummary:
    told = dict(row._mapping)
    told["points"] = shown(told.pop("proba"), row.grade).points
    return ApplicationSummary(
        **{
            **told,
            "state": ApplicationState(row.state),
            "channel": Channel(row.channel),
            "purpose": row.purpose and Purpose(row.purpose),
            "decision": row.decision and Decision(row.decision),
            "score_status": row.score_status and ScoreStatus(row.score_status),
        }
    )
