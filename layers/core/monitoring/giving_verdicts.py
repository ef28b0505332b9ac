"""Statements that write down what a month calls for, and join its signals to alerts at hand."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from core.journal.queries import record_event
from core.monitoring.cohorts import cohort_of
from core.monitoring.rules.lights import Light
from core.monitoring.rules.verdict import Judgement, Signal

# What people said stays as long as the month says the same
_WRITE = text(
    """
    INSERT INTO verdicts AS v (month, run_id, verdict, signals)
    VALUES (:month, :run_id, :verdict, :signals)
    ON CONFLICT (month) DO UPDATE SET
      run_id = excluded.run_id, verdict = excluded.verdict, signals = excluded.signals,
      judged_at = clock_timestamp(), revision = v.revision + 1,
      state = CASE WHEN v.verdict = excluded.verdict THEN v.state ELSE 'open' END,
      accepted_until = CASE WHEN v.verdict = excluded.verdict THEN v.accepted_until END
    RETURNING id
    """
).bindparams(bindparam("signals", type_=JSONB))
# Accepted is until a day: in a month after it, the signal asks for people again
_JOIN = text(
    """
    INSERT INTO alerts AS a (
      kind, model, model_version, name, light, p_value, psi, first_month, last_month)
    VALUES (:kind, :model, :model_version, :name, :light, :adjusted, :psi, :month, :month)
    ON CONFLICT (kind, model, model_version, name) WHERE state <> 'resolved'::text DO UPDATE SET
      months = a.months + CASE WHEN :month > a.last_month THEN 1 ELSE 0 END,
      first_month = least(a.first_month, excluded.first_month),
      last_month = greatest(a.last_month, excluded.last_month),
      light = CASE WHEN :month >= a.last_month THEN excluded.light ELSE a.light END,
      p_value = CASE WHEN :month >= a.last_month THEN excluded.p_value ELSE a.p_value END,
      psi = CASE WHEN :month >= a.last_month THEN excluded.psi ELSE a.psi END,
      revision = a.revision + 1, updated_at = clock_timestamp(),
      state = CASE WHEN :month > a.accepted_until THEN 'open' ELSE a.state END,
      accepted_until = CASE WHEN :month > a.accepted_until THEN NULL ELSE a.accepted_until END
    """
)
# What asks for people again, though they had said enough of it
_VERDICT_REOPENS = text(
    """
    SELECT id, state, accepted_until FROM verdicts
     WHERE month = :month AND verdict <> :verdict AND state <> 'open' FOR UPDATE
    """
)
_ALERT_REOPENS = text(
    """
    SELECT id, state, accepted_until FROM alerts
     WHERE kind = :kind AND model = :model AND model_version = :model_version AND name = :name
       AND state <> 'resolved' AND accepted_until < :month FOR UPDATE
    """
)
_WAS_RESOLVED = text(
    """
    SELECT EXISTS (
      SELECT FROM alerts
       WHERE kind = :kind AND model = :model AND model_version = :model_version AND name = :name
         AND state = 'resolved' AND last_month >= :month)
    """
)
_RED_BEFORE = text(
    """
    SELECT DISTINCT concat_ws(':', s ->> 'kind', s ->> 'model', s ->> 'model_version', s ->> 'name')
      FROM verdicts v CROSS JOIN LATERAL jsonb_array_elements(v.signals) s
     WHERE v.month >= :since AND v.month < :month AND s ->> 'light' = 'red'
    """
)
_OPEN_RED = text("SELECT count(*) FROM alerts WHERE state = 'open' AND light = 'red'")


def red_before(connection: Connection, month: date) -> frozenset[str]:
    """Returns the keys of the signals that were red in the twelve months before one."""
    since = cohort_of(month)
    values = {"month": month, "since": since}
    return frozenset(connection.execute(_RED_BEFORE, values).scalars())


def write_judgement(
    connection: Connection, month: date, run_id: int, judgement: Judgement
) -> tuple[int, int]:
    """Writes the verdict of a month down, in place of an earlier one of the same month.

    Returns:
        Its id, and how many red alerts are open now.
    """
    values = {
        "month": month,
        "run_id": run_id,
        "verdict": judgement.verdict,
        "signals": [asdict(one) for one in judgement.signals],
    }
    _note_reopening(connection, "verdict", run_id, connection.execute(_VERDICT_REOPENS, values))
    verdict_id: int = connection.execute(_WRITE, values).scalar_one()
    _join(connection, month, run_id, judgement.signals)
    return verdict_id, connection.execute(_OPEN_RED).scalar_one()


def _join(connection: Connection, month: date, run_id: int, signals: Iterable[Signal]) -> None:
    for signal in signals:
        values = {**asdict(signal), "month": month}
        # The same month run again tells nothing new of what was resolved since
        if signal.light in {Light.AMBER, Light.RED} and not (
            connection.execute(_WAS_RESOLVED, values).scalar_one()
        ):
            _note_reopening(connection, "alert", run_id, connection.execute(_ALERT_REOPENS, values))
            connection.execute(_JOIN, values)


def _note_reopening(
    connection: Connection, what: str, run_id: int, found: Iterable[Row[Any]]
) -> None:
    """Writes down that a run, and nobody, has opened a verdict or an alert again."""
    for row in found:
        until = row.accepted_until
        record_event(
            connection,
            actor_id=None,
            action=f"{what}.reopen",
            subject=(f"{what}s", row.id),
            old_values={"state": row.state, "accepted_until": until and until.isoformat()},
            new_values={"state": "open", "accepted_until": None, "run_id": run_id},
        )
