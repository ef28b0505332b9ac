"""The live panel: what runs have counted, and of the present month what people have done so far."""

from datetime import date

from sqlalchemy import Connection, select, text

from core.decisions.policies import policy_in_force
from core.decisions.rules.simulator_messages import SimulatedEconomics
from core.kit.clock import bank_date
from core.monitoring.live_counting import count_deeds
from core.monitoring.live_records import LiveEconomics, LiveRow
from core.monitoring.rules.live_rows import (
    COUNTS,
    LiveCounts,
    LiveFound,
    LiveKey,
    counts_of,
    joined,
    live_row,
)
from core.monitoring.rules.portfolio_figures import ALL_GRADES
from core.monitoring.rules.vocabulary import LiveBy
from core.monitoring.tables import live_counts

_MONTHS = text("SELECT month FROM live_counts WHERE by = 'month' ORDER BY month DESC")
_NAMES = text(
    """
    SELECT m.id, u.last_name || ' ' || u.first_name AS name
      FROM managers m JOIN users u ON u.id = m.user_id
     WHERE m.id = ANY(CAST(:ids AS bigint[]))
    """
)


def present_month() -> date:
    """Returns the first day of the month that it is where the bank is."""
    return bank_date().replace(day=1)


def list_live_months(connection: Connection) -> list[date]:
    """Returns the present month, and before it all that were counted, the newest first."""
    counted = connection.execute(_MONTHS).scalars()
    return [present_month(), *(month for month in counted if month < present_month())]


def live_economics(connection: Connection) -> LiveEconomics:
    """Returns the loss of the policy in force, with the rates that its simulator begins with."""
    usual = SimulatedEconomics()
    loss_share = policy_in_force(connection).lending.loss_given_default
    return LiveEconomics(loss_share, usual.interest_rate, usual.funding_rate)


def list_live_rows(
    connection: Connection, months: list[date], by: LiveBy, economics: LiveEconomics
) -> list[LiveRow]:
    """Returns the rows of these months: the newest month first, the best grade, by manager's id."""
    counts = [one for month in months for one in _counts(connection, month, by)]
    names = _names_of(connection, counts)
    return [live_row(one, economics, names.get(one.manager_id or 0)) for one in counts]


def _counts(connection: Connection, month: date, by: LiveBy) -> list[LiveCounts]:
    found = _stored(connection, month, by)
    if month == present_month():
        now = count_deeds(connection, month)
        found = joined({key: counted for key, counted in now.items() if key.by == by}, found)
    return [counts_of(month, key, found[key]) for key in sorted(found, key=_place)]


def _stored(connection: Connection, month: date, by: LiveBy) -> LiveFound:
    statement = select(live_counts).where(live_counts.c.month == month, live_counts.c.by == by)
    return {
        LiveKey(by, row.grade, row.manager_id): {name: row._mapping[name] for name in COUNTS}
        for row in connection.execute(statement)
    }


def _place(key: LiveKey) -> tuple[int, bool, int]:
    place = len(ALL_GRADES) if key.grade is None else ALL_GRADES.index(key.grade)
    return place, key.manager_id is None, key.manager_id or 0


def _names_of(connection: Connection, counts: list[LiveCounts]) -> dict[int, str]:
    ids = [one.manager_id for one in counts if one.manager_id is not None]
    return {row.id: row.name for row in connection.execute(_NAMES, {"ids": ids})}
