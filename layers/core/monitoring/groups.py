"""Statements on groups of people that no model knows: by gender, and by age at a month's end."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from core.clients.rules.questionnaire import AGE_EDGES, AGE_GROUPS
from core.monitoring.cohorts import LOOKED, cohort_of, cohort_values, people_until
from core.monitoring.run_months import end_of, month_after

# As core.clients.rules.questionnaire derives it of one person
_BAND = """
    width_bucket(extract(year FROM age(CAST(:last_day AS date), c.born_on)),
                 CAST(:ages AS numeric[]))
"""
_GROUPED = "GROUP BY GROUPING SETS ((c.code_gender), (band))"
_RECOMMENDED = text(
    f"""
    SELECT c.code_gender, {_BAND} AS band, count(*) FILTER (WHERE s.decision = 'approve') AS some,
           count(*) AS of
      FROM snapshots s JOIN clients c ON c.id = s.client_id
     WHERE s.month = :month AND s.client_id > :after AND s.client_id <= :until
       AND s.scored_on >= :month AND s.decision IS NOT NULL
     {_GROUPED}
    """
)
_DECIDED = text(
    f"""
    SELECT c.code_gender, {_BAND} AS band,
           count(*) FILTER (WHERE d.outcome IN ('approve', 'counteroffer')) AS some, count(*) AS of
      FROM decisions d
      JOIN applications a ON a.id = d.application_id
      JOIN clients c ON c.id = a.client_id
     WHERE d.is_final AND d.outcome IN ('approve', 'counteroffer', 'decline')
       AND d.decided_at >= :since AND d.decided_at < :until
     {_GROUPED}
    """
)
_OBSERVED = text(
    f"""
    {LOOKED}
    SELECT c.code_gender, {_BAND} AS band, sum(l.d) AS some, count(*) AS of, sum(l.p) AS expected
      FROM looked l JOIN clients c ON c.id = l.client_id
     WHERE l.kind = 'followed'
     {_GROUPED}
    """
)


class Group(NamedTuple):
    """People alike in one attribute."""

    attribute: str
    name: str


class GroupCount(NamedTuple):
    """Some of a group, and defaults foretold of it where outcomes are counted."""

    some: int
    of: int
    expected: float = 0.0

    def plus(self, more: "GroupCount") -> "GroupCount":
        """Returns both together."""
        return GroupCount(self.some + more.some, self.of + more.of, self.expected + more.expected)


def tally_recommended(
    connection: Connection, month: date, after: int
) -> tuple[dict[Group, GroupCount], int | None]:
    """Returns whom the policy would approve of the next people, and the last of these."""
    until = people_until(connection, month, after)
    values = {"month": month, "after": after, "until": until}
    return _counts(connection, _RECOMMENDED, month, values) if until else {}, until


def tally_observed(
    connection: Connection, month: date, after: int
) -> tuple[dict[Group, GroupCount], int | None]:
    """Returns how many of the next people of the cohort defaulted, and the last of these."""
    until = people_until(connection, cohort_of(month), after)
    if until is None:
        return {}, None
    return _counts(connection, _OBSERVED, month, cohort_values(month, after, until)), until


def count_decided(connection: Connection, month: date) -> dict[Group, GroupCount]:
    """Returns whom people approved, of those they decided on in twelve months up to one."""
    values = {"since": end_of(cohort_of(month)), "until": end_of(month)}
    return _counts(connection, _DECIDED, month, values)


def _counts(
    connection: Connection, statement: Any, month: date, values: Mapping[str, Any]
) -> dict[Group, GroupCount]:
    of_day = {"last_day": month_after(month) - timedelta(1), "ages": list(AGE_EDGES)}
    rows = connection.execute(statement, {**values, **of_day})
    return {
        Group("code_gender", row.code_gender)
        if row.band is None
        else Group("age_band", AGE_GROUPS[row.band]): GroupCount(
            int(row.some), row.of, float(getattr(row, "expected", 0))
        )
        for row in rows
    }
