"""What follows a decision to lend: the applicant's answer, and the credit."""

from datetime import date
from uuid import UUID

from sqlalchemy import Connection, text

from core.applications.records import Application
from core.applications.rules.states import ApplicationState
from core.clients.adding import add_credits
from core.decisions.case_records import DecisionMade
from core.decisions.decided import list_decisions
from core.journal.queries import record_events
from core.kit.errors import ConflictError

EXPIRED_A_SWEEP = 1_000

# Nobody did it: the timeline names who made the offer. The application is locked before its case,
# as by everybody else
_EXPIRE = text(
    """
    WITH due AS MATERIALIZED (
      SELECT a.id AS application_id FROM cases c JOIN applications a ON a.id = c.application_id
       WHERE c.answer_by < now()
       ORDER BY c.answer_by LIMIT :limit FOR UPDATE OF a SKIP LOCKED
    ), answered AS (
      UPDATE cases c SET answer_by = NULL FROM due WHERE c.application_id = due.application_id
    ), moved AS (
      UPDATE applications a SET state = 'expired', version = version + 1 FROM due
       WHERE a.id = due.application_id AND a.state = 'counteroffer'
      RETURNING a.id, a.number
    ), noted AS (
      INSERT INTO application_events (application_id, place, at, actor_id, from_state, to_state)
      SELECT m.id, 1 + (SELECT coalesce(max(e.place), 0) FROM application_events e
                         WHERE e.application_id = m.id),
             clock_timestamp(),
             (SELECT d.actor_id FROM decisions d WHERE d.application_id = m.id
               ORDER BY d.sequence DESC LIMIT 1),
             'counteroffer', 'expired'
        FROM moved m
    )
    SELECT number FROM moved
    """
)


def expire_counteroffers(connection: Connection) -> int:
    """Ends the counteroffers that nobody accepted in time; returns how many."""
    numbers = connection.execute(_EXPIRE, {"limit": EXPIRED_A_SWEEP}).scalars().all()
    told = {"action": "application.expire", "new_values": {"state": ApplicationState.EXPIRED}}
    events = [{**told, "subject_id": number} for number in numbers]
    record_events(connection, None, "applications", events)
    return len(numbers)


def final_decision(connection: Connection, application_id: UUID) -> DecisionMade:
    """Returns the decision in force.

    Raises:
        ConflictError: nothing was decided for good.
    """
    made = list_decisions(connection, application_id)
    final = next((one for one in made if one.is_final), None)
    if final is None:
        raise ConflictError("Nothing was decided of this application yet.")
    return final


def add_granted_credit(
    connection: Connection,
    application: Application,
    granted: DecisionMade,
    issued_on: date,
    external_id: str | None,
) -> int:
    """Adds the credit that was granted, tied to its application and to its score at origination."""
    row = {
        "client_id": application.client_id,
        "amount_total": granted.amount_rub,
        "annual_rate": granted.annual_rate,
        "term_months": granted.term_months,
        "issued_on": issued_on,
        "external_id": external_id,
        "application_id": application.id,
        "score_id": granted.score_id,
    }
    [credit_id] = add_credits(connection, [row])
    return credit_id


BOOKABLE = frozenset({ApplicationState.APPROVED, ApplicationState.ACCEPTED})
"""States in which a credit may be made."""
