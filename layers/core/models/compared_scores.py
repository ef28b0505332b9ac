"""Scores that two models are compared on: with what they were made of, some of them at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from core.clients.rules.history import DEFAULT_STATUSES
from core.decisions.rules.hard_rules import OUTCOMES
from core.scores.packed_scores import RULES, read_whole
from core.scores.rules.vocabulary import Decision, ModelName

MOST_SCORES = 50_000
AT_ONCE = 2_000
_HASHES = 2**31

_COUNT = text("SELECT count(*) FROM clients WHERE client_since IS NOT NULL")
_DAY = "s.as_of"
# A score each: the latest that is old enough. What came of it is known where the bank had lent on
# its day, and somebody defaulted within a year, or every credit was heard of until its end
_SCORES = text(
    f"""
    SELECT c.id AS client_id, s.id, s.model, s.features, {_DAY} AS day,
           coalesce(k.owed, 0)::float8 AS owed_rub, c.code_gender AS gender,
           extract(year FROM age({_DAY}, c.born_on))::int AS age,
           CASE WHEN {RULES} @> ANY(CAST(:declining AS jsonb[])) THEN 2
                WHEN {RULES} @> ANY(CAST(:reviewing AS jsonb[])) THEN 1 ELSE 0 END AS least,
           CASE WHEN k.defaulted THEN 1 WHEN k.known THEN 0 END AS defaulted,
           s.kind_id, s.packed_features
      FROM clients c
     CROSS JOIN LATERAL (
       SELECT x.id FROM scores x LEFT JOIN score_kinds kind ON kind.id = x.kind_id
        WHERE client_id = c.id AND status = 'done'
          AND coalesce(x.model, kind.model) <> 'application'  -- of old ones: no bundle has it now
          AND as_of <= :until
        ORDER BY x.id DESC LIMIT 1
     ) latest
      JOIN scores s ON s.id = latest.id
      LEFT JOIN LATERAL (
        SELECT sum(amount_total) AS owed, bool_or(coalesce(m.defaulted, false)) AS defaulted,
               bool_and(coalesce(m.seen_until >= {_DAY} + interval '11 months', false)
                        OR coalesce(closed_on <= {_DAY} + interval '12 months', false)) AS known
          FROM credits
         CROSS JOIN LATERAL (
           SELECT bool_or(status = ANY(:defaults)) AS defaulted, max(month) AS seen_until
             FROM payment_months
            WHERE credit_id = credits.id AND superseded_at IS NULL
              AND month > {_DAY} AND month <= {_DAY} + interval '12 months'
         ) m
         WHERE client_id = c.id AND issued_on <= {_DAY}
           AND (closed_on IS NULL OR closed_on > {_DAY})
      ) k ON true
     WHERE c.client_since IS NOT NULL AND c.id > :after
       AND (hashint8extended(c.id, 0) & {_HASHES - 1}) < :part
     ORDER BY c.id
     LIMIT :limit
    """
)


@dataclass(frozen=True)
class ComparedScore:
    """A score with what it was made of.

    Attributes:
        least: what its rules ask for at least: 0 approves, 1 is looked at, 2 is declined.
        defaulted: within a year; None where nobody knows.
    """

    client_id: int
    id: UUID
    model: ModelName
    features: dict[str, Any]
    day: date
    owed_rub: float
    gender: str
    age: int
    least: int
    defaulted: int | None


def read_compared_scores(connection: Connection, until: date) -> Iterator[Sequence[ComparedScore]]:
    """Yields the latest score of each client up to a day, of some clients at a time.

    Of more clients than there are compared, those that a hash of their number chooses: the same
    ones each time.
    """
    clients: int = connection.execute(_COUNT).scalar_one()
    given = {
        "until": until,
        "part": _HASHES if clients <= MOST_SCORES else int(_HASHES * MOST_SCORES / clients),
        "limit": AT_ONCE,
        "declining": _with_outcome(Decision.DECLINE),
        "reviewing": _with_outcome(Decision.REVIEW),
        "defaults": sorted(DEFAULT_STATUSES),
    }
    after = 0
    while rows := connection.execute(_SCORES, {**given, "after": after}).all():
        yield [
            ComparedScore(**told | {"model": ModelName(told["model"])})
            for told in read_whole(connection, rows)
        ]
        after = rows[-1].client_id


def _with_outcome(decision: Decision) -> list[str]:
    """Returns what reasons contain where a rule with this outcome has fired."""
    return [f'[{{"code": "{rule}"}}]' for rule, outcome in OUTCOMES.items() if outcome is decision]
