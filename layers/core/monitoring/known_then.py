"""Statement that asks what was known of people when their scores were made.

Months know it by themselves: a correction is a row of its own. Answers are taken back edit by edit,
as the journal keeps them; those that a file has changed since cannot be.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text

from core.clients.rules.history import Months
from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.monitoring.replay_records import KnownThen
from core.scores.rules.enquiry_answers import read_enquiry

# One row a credit of each score. Of several edits of one answer the first tells what was before.
_KNOWN_THEN = text(
    f"""
    SELECT s.id, s.as_of, e.answers AS told, e.histories, m.numbers, m.statuses,
           c.id IS NULL OR c.updated_at > s.scored_at AND (j.before = '{{}}' OR EXISTS (
             SELECT FROM import_changes h JOIN imports i ON i.id = h.import_id
              WHERE h.subject_table = 'clients' AND h.subject_id = c.id
                AND i.updated_at > s.scored_at)) AS is_lost,
           {", ".join(f"w.{name}" for name in QUESTIONNAIRE)}
      FROM scores s
      LEFT JOIN enquiries e ON e.id = s.enquiry_id
      LEFT JOIN clients c ON c.id = s.client_id
      LEFT JOIN LATERAL (
        SELECT coalesce(jsonb_object_agg(o.key, o.value ORDER BY a.id DESC), '{{}}') AS before
          FROM audit_events a CROSS JOIN jsonb_each(a.old_values) o
         WHERE a.subject_table = 'clients' AND a.subject_id = c.id AND a.action = 'client.edit'
           AND a.occurred_at > s.scored_at AND o.key = ANY(:answers)
      ) j ON true
      LEFT JOIN LATERAL jsonb_populate_record(c, j.before) w ON c.id IS NOT NULL
      LEFT JOIN credits k ON k.client_id = s.client_id
      LEFT JOIN LATERAL (
        SELECT array_agg(CAST(extract(year FROM month) * 12 + extract(month FROM month) - 1 AS int)
                         ORDER BY month DESC) AS numbers,
               string_agg(status, '' ORDER BY month DESC) AS statuses
          FROM payment_months
         WHERE credit_id = k.id AND month <= s.as_of AND recorded_at <= s.scored_at
           AND (superseded_at IS NULL OR superseded_at > s.scored_at)
      ) m ON true
     WHERE s.id = ANY(CAST(:ids AS uuid[])) ORDER BY s.id
    """
)


def known_then(connection: Connection, score_ids: Sequence[UUID]) -> list[KnownThen]:
    """Returns what was known of the people of some scores when these were made."""
    given = {"ids": [str(score_id) for score_id in score_ids], "answers": list(QUESTIONNAIRE)}
    rows = connection.execute(_KNOWN_THEN, given).all()
    return [_to_known(score_id, of_one) for score_id, of_one in groupby(rows, key=lambda r: r.id)]


def _to_known(score_id: UUID, rows: Iterable[Row[Any]]) -> KnownThen:
    first, *others = rows
    if first.told is not None:
        answers, histories = read_enquiry(first.told, first.histories)
        return KnownThen(score_id, first.as_of, answers, histories)
    credits = [Months(row.numbers, row.statuses) for row in (first, *others) if row.numbers]
    known = None if first.is_lost else {name: first._mapping[name] for name in QUESTIONNAIRE}
    return KnownThen(score_id, first.as_of, known, tuple(credits))
