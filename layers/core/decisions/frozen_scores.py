"""Scores to lay cut-offs under: read once, in as few columns as the simulator needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, TextClause, text

from core.clients.rules.history import DEFAULT_STATUSES
from core.decisions.rules.hard_rules import OUTCOMES
from core.decisions.rules.simulator_messages import (
    MOST_SCORES,
    PopulationKind,
    SimulatedPopulation,
)
from core.kit.clock import bank_time_zone
from core.kit.identifiers import first_id_of
from core.scores.packed_scores import RULES
from core.scores.rules.vocabulary import Decision

_EVERYBODY = 2**31
_BEFORE_ALL, _AFTER_ALL = UUID(int=0), UUID(int=2**128 - 1)
# A rule holds the decision to its outcome at least, so that what was approved met none
_BY_RULES = f"""
           CASE WHEN s.decision = 'approve' THEN 0
                WHEN s.proba = 1 OR {RULES} @> ANY(CAST(:declining AS jsonb[])) THEN 2
                WHEN {RULES} @> ANY(CAST(:reviewing AS jsonb[])) THEN 1 ELSE 0 END
"""
_DAY = "s.as_of"
_PERSON = f"""
           c.code_gender AS gender, extract(year FROM age({_DAY}, c.born_on))::int AS age
"""
_OF_VERSION = """
           (CAST(:version AS text) IS NULL OR coalesce(s.model_version, :version) = :version)
"""
# What came of a score is known where the bank had lent on its day and a year has gone by since.
_CLIENTS = text(
    f"""
    SELECT s.id::text AS id, s.proba, s.model, s.model_version, {_BY_RULES} AS least,
           coalesce(k.owed, 0)::float8 AS amount_rub, {_PERSON},
           CASE WHEN k.owed IS NULL OR {_DAY} + interval '12 months' > :as_of THEN NULL
                ELSE EXISTS (
             SELECT FROM credits d JOIN payment_months m ON m.credit_id = d.id
              WHERE d.client_id = c.id AND d.issued_on <= {_DAY} AND m.superseded_at IS NULL
                AND m.month > {_DAY} AND m.month <= {_DAY} + interval '12 months'
                AND m.status = ANY(:defaults)) END AS defaulted
      FROM clients c
     CROSS JOIN LATERAL (
       SELECT x.id, proba, coalesce(x.model, kind.model) AS model,
              coalesce(x.model_version, kind.model_version) AS model_version, decision, reasons,
              packed_reasons, as_of
         FROM scores x LEFT JOIN score_kinds kind ON kind.id = x.kind_id
        WHERE client_id = c.id AND status = 'done' AND x.id < :before ORDER BY x.id DESC LIMIT 1
     ) s
      LEFT JOIN LATERAL (
        SELECT sum(amount_total) AS owed FROM credits
         WHERE client_id = c.id AND issued_on <= {_DAY}
           AND (closed_on IS NULL OR closed_on > {_DAY})
      ) k ON true
     WHERE c.client_since IS NOT NULL AND c.closed_at IS NULL AND {_OF_VERSION}
       AND (hashint8extended(c.id, :seed) & 2147483647) < :part
     ORDER BY s.id
     LIMIT :most
    """
)
# Nobody knows yet what comes of what was applied for here
_APPLICATIONS = text(
    f"""
    SELECT s.id::text AS id, s.proba, s.model, s.model_version,
           CASE WHEN r.findings IS NULL OR s.proba = 1 THEN {_BY_RULES}
                WHEN r.findings @> '[{{"outcome": "decline"}}]' THEN 2
                WHEN r.findings @> '[{{"outcome": "review"}}]' THEN 1 ELSE 0 END AS least,
           a.amount_rub::float8 AS amount_rub, {_PERSON}, CAST(NULL AS boolean) AS defaulted
      FROM applications a
      JOIN scores s ON s.id = a.score_id AND s.status = 'done'
      JOIN clients c ON c.id = a.client_id
      LEFT JOIN LATERAL (
        SELECT findings FROM recommendations
         WHERE application_id = a.id AND score_id = s.id ORDER BY made_at DESC LIMIT 1
      ) r ON true
     WHERE a.id >= :after AND a.id < :before AND a.amount_rub IS NOT NULL AND {_OF_VERSION}
       AND (uuid_hash_extended(a.id, :seed) & 2147483647) < :part
     ORDER BY s.id
     LIMIT :most
    """
)
# Of one version of the model only where one is named: each client's latest score is looked up then
_COUNT_CLIENTS = text(
    """
    SELECT count(*) FROM clients c WHERE client_since IS NOT NULL AND closed_at IS NULL
       AND (CAST(:version AS text) IS NULL OR (
         SELECT coalesce(x.model_version, kind.model_version, :version)
           FROM scores x LEFT JOIN score_kinds kind ON kind.id = x.kind_id
          WHERE client_id = c.id AND status = 'done' AND x.id < :before
          ORDER BY x.id DESC LIMIT 1) = :version)
    """
)
_COUNT_APPLICATIONS = text(
    """
    SELECT count(*) FROM applications a
     WHERE id >= :after AND id < :before AND score_id IS NOT NULL
       AND (CAST(:version AS text) IS NULL OR (
         SELECT coalesce(model_version, :version) FROM scores WHERE id = a.score_id) = :version)
    """
)
_STATEMENTS: dict[PopulationKind, tuple[TextClause, TextClause]] = {
    PopulationKind.CLIENTS: (_CLIENTS, _COUNT_CLIENTS),
    PopulationKind.APPLICATIONS: (_APPLICATIONS, _COUNT_APPLICATIONS),
}


@dataclass(frozen=True)
class FrozenScores:
    """Scores in the order of their ids.

    Attributes:
        rows: id, proba, model, model_version, least, amount_rub, gender, age, defaulted.
        known: how many there are, where only a sample was read.
    """

    rows: Sequence[Row[Any]]
    known: int


def read_frozen_scores(
    connection: Connection, population: SimulatedPopulation, seed: int, as_of: date
) -> FrozenScores:
    """Returns the scores of a population; of a larger one those that the seed chooses by id.

    Args:
        as_of: the bank's day: a year before it the outcome of a score is known.
    """
    statement, count = _STATEMENTS[population.kind]
    bounds = {
        "after": _first_id_of(population.since) if population.since else _BEFORE_ALL,
        "before": _first_id_of(population.until, days=1) if population.until else _AFTER_ALL,
    }
    chosen = {**bounds, "version": population.model_version}
    known: int = connection.execute(count, chosen).scalar_one()
    parameters = {
        **chosen,
        "as_of": as_of,
        "seed": seed,
        "part": _EVERYBODY if known <= MOST_SCORES else int(_EVERYBODY * MOST_SCORES / known),
        "most": MOST_SCORES,
        "declining": _with_outcome(Decision.DECLINE),
        "reviewing": _with_outcome(Decision.REVIEW),
        "defaults": sorted(DEFAULT_STATUSES),
    }
    rows = connection.execute(statement, parameters).all()
    return FrozenScores(rows, known if known > MOST_SCORES else len(rows))


def _first_id_of(day: date, days: int = 0) -> UUID:
    return first_id_of(datetime.combine(day + timedelta(days=days), time(), bank_time_zone()))


def _with_outcome(decision: Decision) -> list[str]:
    """Returns what reasons contain where a rule with this outcome has fired."""
    return [f'[{{"code": "{rule}"}}]' for rule, outcome in OUTCOMES.items() if outcome is decision]
