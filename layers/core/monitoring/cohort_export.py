"""Statements on what models are made of anew: people with their payments, and matured outcomes.

Both are handed on without names, logins, or the lender's own numbers.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, RowMapping, text

from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.monitoring.cohorts import LOOKED, cohort_of, cohort_values, people_until

CLIENTS_A_STEP = 200

_NEXT = text("SELECT id FROM clients WHERE id > :after ORDER BY id LIMIT :limit")
_PEOPLE = text(
    f"""
    SELECT c.id, {", ".join(f"c.{name}" for name in QUESTIONNAIRE)}, k.id AS credit_id,
           m.months, m.statuses
      FROM clients c
      JOIN credits k ON k.client_id = c.id
      JOIN LATERAL (
        SELECT array_agg(month ORDER BY month) AS months,
               string_agg(status, '' ORDER BY month) AS statuses
          FROM payment_months
         WHERE credit_id = k.id AND superseded_at IS NULL AND month > :before AND month <= :until
      ) m ON m.months IS NOT NULL
     WHERE c.id = ANY(:client_ids)
     ORDER BY c.id, k.id
    """
)
_MATURED = text(
    """
    SELECT DISTINCT month FROM monitor_runs
     WHERE ended_at IS NOT NULL AND error IS NULL
       AND figures -> 'outcomes' ->> 'state' = 'matured'
     ORDER BY month DESC LIMIT :count
    """
)
# Contributions and what a model says of everybody add up to its log-odds before calibration
_OUTCOMES = text(
    f"""
    {LOOKED}
    SELECT looked.client_id, s.model, s.model_version, x.proba, looked.d AS defaulted,
           CAST(coalesce(
             (SELECT sum(CAST(value AS numeric)) FROM jsonb_each_text(x.contributions)),
             (SELECT sum(CAST(value AS numeric))
                FROM json_array_elements_text(x.packed_contributions) value)
           ) AS double precision) AS contributions
      FROM looked
      JOIN snapshots s ON s.month = :cohort AND s.client_id = looked.client_id
      JOIN scores x ON x.id = s.score_id
     WHERE looked.kind = 'followed'
       AND num_nonnulls(x.contributions, x.packed_contributions) = 1
     ORDER BY looked.client_id
    """
)

Rows = Sequence[RowMapping]


def next_clients(connection: Connection, after: int) -> list[int]:
    """Returns the next clients by id."""
    given = {"after": after, "limit": CLIENTS_A_STEP}
    return list(connection.execute(_NEXT, given).scalars())


def people_with_payments(
    connection: Connection, client_ids: Sequence[int], before: date, until: date
) -> Rows:
    """Returns a row a credit with a month on record after one and up to another."""
    given = {"client_ids": list(client_ids), "before": before, "until": until}
    return connection.execute(_PEOPLE, given).mappings().all()


def matured_months(connection: Connection, count: int) -> list[date]:
    """Returns the newest months whose runs found a matured cohort, the oldest first."""
    return sorted(connection.execute(_MATURED, {"count": count}).scalars())


def outcomes_after(connection: Connection, month: date, after: int) -> tuple[Rows, int | None]:
    """Returns what became of the next people of a cohort, and the last; None without any."""
    until = people_until(connection, cohort_of(month), after)
    if until is None:
        return [], None
    values = cohort_values(month, after, until)
    return connection.execute(_OUTCOMES, values).mappings().all(), until
