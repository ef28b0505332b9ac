"""Statements that look for work among a manager's clients."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, text

from core.scores.client_filters import FRESHNESS, InForce
from core.scores.rules.master_scale import UNKNOWN_GRADE
from core.scores.rules.vocabulary import Decision, Freshness
from core.worklist.rules.client_facts import ClientFacts, OpenCredit, Verdict

# So many are looked at closely: more than anybody does in a day, and a bound where all are stale
MOST_CANDIDATES = 300

_MONTHS = """
      SELECT string_agg(status, '') AS recent
        FROM (SELECT status FROM payment_months
               WHERE credit_id = k.id AND superseded_at IS NULL ORDER BY month DESC LIMIT 3) three
"""
# Each index gives a client's three latest scores and a credit's three latest months. What comes of
# it is a superset: the rules say what is work. An aggregate says who is late, as EXISTS may be
# answered from a list of the late clients of everybody.
_CANDIDATES = f"""
    SELECT c.id, c.last_name, c.first_name, c.patronymic, c.external_id, c.phone,
           c.payments_seen_until AS seen_until, {FRESHNESS} AS freshness,
           s.score_id, s.proba, s.grade, s.decision,
           s.id_1, s.grade_1, s.decision_1, s.id_2, s.grade_2, s.decision_2
      FROM clients c
      LEFT JOIN LATERAL (
        SELECT done.*, id AS score_id, lead(id) OVER w AS id_1, lead(grade) OVER w AS grade_1,
               lead(decision) OVER w AS decision_1, lead(id, 2) OVER w AS id_2,
               lead(grade, 2) OVER w AS grade_2, lead(decision, 2) OVER w AS decision_2
          FROM (SELECT x.id, proba, grade, decision, coalesce(x.model, kind.model) AS model,
                       coalesce(x.model_version, kind.model_version) AS model_version,
                       requested_at,
                       coalesce(redecided_by, x.policy_version, kind.policy_version)
                         AS policy_version
                  FROM scores x LEFT JOIN score_kinds kind ON kind.id = x.kind_id
                 WHERE client_id = c.id AND status = 'done' ORDER BY x.id DESC LIMIT 3) done
        WINDOW w AS (ORDER BY id DESC)
         ORDER BY id DESC LIMIT 1
      ) s ON true
      CROSS JOIN LATERAL (
        SELECT coalesce(bool_or(
                 CASE WHEN p.status BETWEEN '1' AND '5' THEN true
                      WHEN p.status = '0' THEN ({_MONTHS}) ~ '^[0-5][0-5]([^0-5]|$)'
                      ELSE false END
               ), false) AS is_late
          FROM credits k
          JOIN LATERAL (SELECT status FROM payment_months
                         WHERE credit_id = k.id AND superseded_at IS NULL
                         ORDER BY month DESC LIMIT 1) p ON true
         WHERE k.client_id = c.id AND k.closed_on IS NULL
      ) l
     WHERE {{whose}} AND c.client_since IS NOT NULL AND c.closed_at IS NULL
       AND (l.is_late OR {FRESHNESS} <> 'current' OR s.grade = '{UNKNOWN_GRADE}'
            OR (s.grade_1, s.decision_1) <> (s.grade, s.decision)
            OR (s.grade_2, s.decision_2) <> (s.grade, s.decision))
     ORDER BY l.is_late DESC, s.proba DESC NULLS LAST, c.id
     LIMIT {MOST_CANDIDATES}
"""
_OF_MANAGER = text(_CANDIDATES.format(whose="c.manager_id = :manager_id"))
_OF_CLIENT = text(_CANDIDATES.format(whose="c.id = :client_id"))
_CREDITS = text(
    f"""
    SELECT k.client_id, k.amount_total, k.annual_rate, k.issued_on, k.term_months,
           p.month AS newest, m.recent, p.days_past_due, p.amount_overdue
      FROM credits k
      LEFT JOIN LATERAL ({_MONTHS}) m ON true
      LEFT JOIN LATERAL (
        SELECT month, days_past_due, amount_overdue FROM payment_months
         WHERE credit_id = k.id AND superseded_at IS NULL ORDER BY month DESC LIMIT 1
      ) p ON true
     WHERE k.client_id = ANY(:client_ids) AND k.closed_on IS NULL
     ORDER BY k.client_id, k.id
    """
)
# Only of those whose score does not tell how they stand now
_FAILED = text(
    """
    SELECT c.id AS client_id, s.id
      FROM unnest(CAST(:client_ids AS bigint[])) c(id)
      JOIN LATERAL (SELECT id, status FROM scores WHERE client_id = c.id
                     ORDER BY id DESC LIMIT 1) s ON s.status = 'failed'
    """
)


def facts_of_manager(
    connection: Connection, manager_id: int, in_force: InForce
) -> list[ClientFacts]:
    """Returns what is known of those of a manager's clients that may be work.

    Of more than ``MOST_CANDIDATES`` those who are late come first, then those with the highest PD.
    """
    parameters = {**vars(in_force), "manager_id": manager_id}
    return _gather(connection, connection.execute(_OF_MANAGER, parameters).all())


def facts_of_client(connection: Connection, client_id: int, in_force: InForce) -> list[ClientFacts]:
    """Returns what is known of one client who may be work; nothing of one who cannot be."""
    parameters = {**vars(in_force), "client_id": client_id}
    return _gather(connection, connection.execute(_OF_CLIENT, parameters).all())


def _gather(connection: Connection, rows: Sequence[Row[Any]]) -> list[ClientFacts]:
    client_ids = [row.id for row in rows]
    credits = _open_credits(connection, client_ids)
    unclear = [row.id for row in rows if row.freshness != Freshness.CURRENT]
    failed = {row.client_id: row.id for row in connection.execute(_FAILED, {"client_ids": unclear})}
    return [_to_facts(row, credits.get(row.id, ()), failed.get(row.id)) for row in rows]


def _open_credits(
    connection: Connection, client_ids: Sequence[int]
) -> dict[int, tuple[OpenCredit, ...]]:
    rows = connection.execute(_CREDITS, {"client_ids": list(client_ids)})
    return {
        client_id: tuple(_to_credit(row) for row in of_one)
        for client_id, of_one in groupby(rows, key=lambda row: row.client_id)
    }


def _to_credit(row: Row[Any]) -> OpenCredit:
    told = {name: value for name, value in row._mapping.items() if name != "client_id"}
    return OpenCredit(**{**told, "recent": row.recent or ""})


def _to_facts(row: Row[Any], credits: tuple[OpenCredit, ...], failed_id: Any) -> ClientFacts:
    earlier = ((row.id_1, row.grade_1, row.decision_1), (row.id_2, row.grade_2, row.decision_2))
    return ClientFacts(
        id=row.id,
        last_name=row.last_name,
        first_name=row.first_name,
        patronymic=row.patronymic,
        external_id=row.external_id,
        phone=row.phone,
        freshness=Freshness(row.freshness),
        last=_to_verdict(row.score_id, row.grade, row.decision, row.proba),
        earlier=tuple(one for told in earlier if (one := _to_verdict(*told)) is not None),
        failed_id=failed_id,
        seen_until=row.seen_until,
        credits=credits,
    )


def _to_verdict(
    score_id: Any, grade: str | None, decision: str | None, proba: float | None = None
) -> Verdict | None:
    if score_id is None:
        return None
    return Verdict(score_id, grade, Decision(decision) if decision else None, proba)


def manager_of_client(connection: Connection, client_id: int) -> int | None:
    """Returns whose client it is; None of nobody's, or if there is none such."""
    found = text("SELECT manager_id FROM clients WHERE id = :client_id")
    return connection.execute(found, {"client_id": client_id}).scalar_one_or_none()
