"""Statements on the coverage of a month: made stale by a feed, counted anew in bounded steps.

The figures stand in a row of the month. Whoever writes months or credits marks the rows they touch
in the same transaction and keeps them locked until its end, so that no counting can begin before
the writing is seen by it.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Connection, text

from core.clients.rules.coverage_states import CoverageState, month_after
from core.kit.database import dump_json

CREDITS_A_STEP = 20_000

_ADD = text(
    """
    INSERT INTO payment_coverage (month) SELECT unnest(CAST(:months AS date[]))
    ON CONFLICT (month) DO NOTHING
    """
)
_TOUCHED = "month = ANY(:months) OR month >= :since"
# In one order, so that two feeds wait for each other instead of blocking one another.
_LOCK = text(f"SELECT FROM payment_coverage WHERE {_TOUCHED} ORDER BY month FOR NO KEY UPDATE")
_MARK = text(
    f"""
    UPDATE payment_coverage SET state = 'stale', progress = NULL
     WHERE ({_TOUCHED}) AND state <> 'stale'
    """
)
_PROGRESS = text(
    """
    SELECT state, coalesce(progress, '{}') AS progress FROM payment_coverage
     WHERE month = :month FOR NO KEY UPDATE
    """
)
EXPECTED = "k.issued_on < :month_after AND (k.closed_on IS NULL OR k.closed_on >= :month)"
# By the primary key of the months: one look for each credit, and no index of its own.
OF_THE_MONTH = """
    SELECT count(*) FILTER (WHERE superseded_at IS NULL) AS present,
           count(*) FILTER (WHERE superseded_at IS NULL AND status NOT IN ('C', 'X')) AS owing,
           count(*) FILTER (WHERE superseded_at IS NOT NULL) AS superseded,
           max(recorded_at) AS recorded_at
      FROM payment_months WHERE credit_id = k.id AND month = :month
"""
CLOSED_AT = """
    (SELECT coalesce(confirmed_at, signed_at) FROM month_closings
      WHERE month = :month AND reopened_at IS NULL
        AND (confirmed_at IS NOT NULL OR NOT needs_second))
"""
_COUNT = text(
    f"""
    SELECT count(*) AS looked_at, max(id) AS after,
           count(*) FILTER (WHERE expected) AS expected,
           count(*) FILTER (WHERE expected AND present > 0) AS present,
           count(*) FILTER (WHERE NOT expected AND owing > 0) AS unexpected,
           count(*) FILTER (WHERE superseded > 0) AS restated,
           count(*) FILTER (WHERE recorded_at > closed_at) AS after_closing
      FROM (
        SELECT k.id, {EXPECTED} AS expected, m.*, {CLOSED_AT} AS closed_at
          FROM (SELECT * FROM credits WHERE id > :after ORDER BY id LIMIT :credits) k
          JOIN LATERAL ({OF_THE_MONTH}) m ON true
      ) looked
    """
)
_CONTINUE = text(
    """
    UPDATE payment_coverage SET state = 'counting', progress = CAST(:progress AS jsonb)
     WHERE month = :month
    """
)
_FINISH = text(
    """
    UPDATE payment_coverage
       SET state = 'counted', progress = NULL, counted_at = clock_timestamp(),
           expected = :expected, present = :present, unexpected = :unexpected,
           restated = :restated, after_closing = :after_closing
     WHERE month = :month
    """
)
# A finished month of which nothing came at all is missing as a whole: it has a row as well.
_ADD_FINISHED = text(
    """
    INSERT INTO payment_coverage (month)
    SELECT CAST(generate_series(max(month), CAST(:last AS date), interval '1 month') AS date)
      FROM payment_coverage WHERE month <= :last
    ON CONFLICT (month) DO NOTHING
    """
)
_NEXT_STALE = text(
    "SELECT month FROM payment_coverage WHERE state <> 'counted' ORDER BY month DESC LIMIT 1"
)


@dataclass(frozen=True)
class Tally:
    """What was counted up to the credit ``after``."""

    after: int = 0
    expected: int = 0
    present: int = 0
    unexpected: int = 0
    restated: int = 0
    after_closing: int = 0


def add_month(connection: Connection, month: date) -> None:
    """Gives a month a row of figures that are still to be counted, unless it has one."""
    connection.execute(_ADD, {"months": [month]})


def mark_stale(connection: Connection, months: Iterable[date], since: date | None = None) -> None:
    """Says that these months are no more as they were counted, and all from ``since`` on.

    The last statement of a writing: the rows stay locked until the end of the transaction.
    """
    touched = {"months": sorted(set(months)), "since": since or date.max}
    connection.execute(_ADD, touched)
    connection.execute(_LOCK, touched)
    connection.execute(_MARK, touched)


def recount_step(connection: Connection, month: date, credits: int = CREDITS_A_STEP) -> bool:
    """Counts the next so many credits of a month; returns whether the month is counted.

    A transaction for each step: one that breaks off is begun again, and nothing is counted twice.
    """
    row = connection.execute(_PROGRESS, {"month": month}).one_or_none()
    if row is None or row.state == CoverageState.COUNTED:
        return True
    before = Tally(**row.progress)
    given = {"month": month, "month_after": month_after(month), "credits": credits}
    found = connection.execute(_COUNT, {**given, "after": before.after}).one()._asdict()
    is_last: bool = found.pop("looked_at") < credits
    tally = Tally(
        **{name: found[name] + was for name, was in asdict(before).items() if name != "after"},
        after=found["after"] or before.after,
    )
    _write(connection, month, tally, is_last=is_last)
    return is_last


def _write(connection: Connection, month: date, tally: Tally, *, is_last: bool) -> None:
    figures = asdict(tally)
    if is_last:
        connection.execute(_FINISH, {"month": month, **figures})
    else:
        connection.execute(_CONTINUE, {"month": month, "progress": dump_json(figures)})


def add_finished_months(connection: Connection, last: date) -> None:
    """Gives each month up to the last finished one a row, also where nothing was fed."""
    connection.execute(_ADD_FINISHED, {"last": last})


def next_stale_month(connection: Connection) -> date | None:
    """Returns the newest month whose figures are not those of what is on record."""
    month: date | None = connection.execute(_NEXT_STALE).scalar_one_or_none()
    return month
