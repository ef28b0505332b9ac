"""Statements that write down the clients of a month as the bank knew them at its end.

A month gone by is written as it was, as far as rows say what was: credits by their dates, payments
as they are known now, scores by the place of their ids, which is that of their day. Only whose
client somebody is, and which manager looks after them, is what it is today.
"""

from datetime import date, timedelta

from sqlalchemy import Connection, text

from core.kit.clock import bank_time_zone
from core.kit.identifiers import first_id_of
from core.monitoring.run_months import end_of, month_after

CLIENTS_A_STEP = 10_000

_UNTIL = text(
    """
    SELECT max(id) FROM (
      SELECT id FROM clients WHERE id > :after AND id <= :clients_to ORDER BY id LIMIT :limit
    ) chosen
    """
)
# Whoever is no client of that month any more, because something was corrected, has no row of it
_CLEAR = text(
    "DELETE FROM snapshots WHERE month = :month AND client_id > :after AND client_id <= :until"
)
# core.clients.rules.schedule says the same of one credit
_PAID = """
    least(k.term_months, greatest(0,
      (extract(year FROM CAST(:last_day AS date)) - extract(year FROM k.issued_on)) * 12
      + extract(month FROM CAST(:last_day AS date)) - extract(month FROM k.issued_on)
      - CASE WHEN extract(day FROM k.issued_on) >= extract(day FROM CAST(:last_day AS date))
             THEN 1 ELSE 0 END))
"""
_LEFT = """
    CASE WHEN k.annual_rate = 0 THEN k.amount_total * (k.term_months - paid) / k.term_months
         ELSE k.amount_total * (power(1 + k.annual_rate / 1200, k.term_months)
                                - power(1 + k.annual_rate / 1200, paid))
              / (power(1 + k.annual_rate / 1200, k.term_months) - 1) END
"""
# core.scores.rules.points says the same of one probability
_POINTS = """
    CASE WHEN s.proba < 1
         THEN least(999, greatest(1, round(500 + 50 * ln((1 - s.proba) / s.proba / 99) / ln(2))))
         WHEN s.proba >= 1 THEN 1 END
"""
_SCORED_ON = """
    CAST(to_timestamp(('x' || left(replace(CAST(s.id AS text), '-', ''), 12))::bit(48)::bigint
                      / 1000.0) AT TIME ZONE :time_zone AS date)
"""
_WRITE = text(
    f"""
    INSERT INTO snapshots (
      month, client_id, manager_id, is_active, issued_year, status, outstanding_rub, score_id,
      scored_on, proba, points, grade, decision, model, model_version, policy_version)
    SELECT CAST(:month AS date), c.id, c.manager_id, k.is_active, k.issued_year, k.status,
           k.outstanding_rub, s.id, {_SCORED_ON}, s.proba, {_POINTS}, s.grade, s.decision, s.model,
           s.model_version, s.policy_version
      FROM clients c
     CROSS JOIN LATERAL (
       SELECT coalesce(bool_or(is_open), false) AS is_active,
              extract(year FROM max(issued_on)) AS issued_year,
              coalesce(max(status) FILTER (WHERE is_open AND status BETWEEN '0' AND '5'),
                       max(status) FILTER (WHERE is_open),
                       CASE WHEN NOT bool_or(is_open) THEN 'C' END) AS status,
              coalesce(sum(round(left_rub, 2)) FILTER (WHERE is_open), 0) AS outstanding_rub
         FROM (
           SELECT k.issued_on, is_open, p.status, CASE WHEN is_open THEN {_LEFT} END AS left_rub
             FROM credits k
            CROSS JOIN LATERAL (
              SELECT k.closed_on IS NULL OR k.closed_on > :last_day AS is_open, {_PAID} AS paid
            ) of_day
             LEFT JOIN LATERAL (
              SELECT status FROM payment_months
               WHERE credit_id = k.id AND superseded_at IS NULL AND month <= :month
               ORDER BY month DESC LIMIT 1
            ) p ON is_open
            WHERE k.client_id = c.id AND k.issued_on <= :last_day
         ) own
     ) k
      LEFT JOIN LATERAL (
       SELECT x.id, proba, grade, decision, coalesce(x.model, kind.model) AS model,
              coalesce(x.model_version, kind.model_version) AS model_version,
              coalesce(x.policy_version, kind.policy_version) AS policy_version
         FROM scores x LEFT JOIN score_kinds kind ON kind.id = x.kind_id
        WHERE client_id = c.id AND status = 'done' AND x.id < :before ORDER BY x.id DESC LIMIT 1
     ) s ON true
     WHERE c.id > :after AND c.id <= :until AND c.client_since < :ends_at
       AND (c.closed_at IS NULL OR c.closed_at >= :ends_at)
    """
)
_COUNT = text(
    "SELECT count(*) AS clients, count(score_id) AS scored FROM snapshots WHERE month = :month"
)
_PURGE = text(
    """
    WITH old AS MATERIALIZED (
      SELECT month, client_id FROM snapshots WHERE month < :oldest ORDER BY month LIMIT :at_most
    )
    DELETE FROM snapshots s USING old WHERE s.month = old.month AND s.client_id = old.client_id
    """
)


def write_snapshots(connection: Connection, month: date, after: int, clients_to: int) -> int | None:
    """Writes the snapshots of the next clients anew; returns the last of them.

    Args:
        after: the client that came last before.
        clients_to: the last client of all.

    Returns:
        None where no client is left.
    """
    given = {"after": after, "clients_to": clients_to, "limit": CLIENTS_A_STEP}
    until: int | None = connection.execute(_UNTIL, given).scalar_one()
    if until is None:
        return None
    ends_at = end_of(month)
    values = {
        "month": month,
        "after": after,
        "until": until,
        "last_day": month_after(month) - timedelta(1),
        "ends_at": ends_at,
        "before": first_id_of(ends_at),
        "time_zone": bank_time_zone().key,
    }
    connection.execute(_CLEAR, values)
    connection.execute(_WRITE, values)
    return until


def count_snapshots(connection: Connection, month: date) -> dict[str, int]:
    """Returns how many clients a month has, and how many of them have a score."""
    return dict(connection.execute(_COUNT, {"month": month}).one()._mapping)


def purge_snapshots(connection: Connection, oldest: date, at_most: int) -> int:
    """Removes snapshots of months before one; returns how many went."""
    return connection.execute(_PURGE, {"oldest": oldest, "at_most": at_most}).rowcount
