"""The step of fairness: groups that no model knows, by what was recommended, decided and seen."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from math import exp, log, sqrt
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection

from core.decisions.case_records import Share
from core.decisions.rules.shares import share_of
from core.kit.database import connect
from core.monitoring.cohorts import cohort_of
from core.monitoring.fairness_records import Fairness, FairnessGroup, RateRatio
from core.monitoring.groups import (
    Group,
    GroupCount,
    count_decided,
    tally_observed,
    tally_recommended,
)
from core.monitoring.outcome_records import CohortState
from core.monitoring.rules.vocabulary import Step
from monitor.task import Task

FEWEST = 30  # people of a figure
_Z = 1.959963984540054

_Counts = Mapping[Group, GroupCount]
_Tally = Callable[[Connection, date, int], tuple[dict[Group, GroupCount], int | None]]
_FOUND = TypeAdapter(Fairness)


def find_fairness(task: Task) -> Any:
    """Returns approvals and outcomes of groups, each with how many it is of."""
    month = task.run.month
    matured = task.run.figures[Step.OUTCOMES]["state"] == CohortState.MATURED
    with connect() as connection:
        decided = count_decided(connection, month)
    recommended = _tally(task, tally_recommended)
    observed = _tally(task, tally_observed) if matured else {}
    groups = groups_of(recommended, decided, observed)
    told = tuple(one for one in groups if one.recommended or one.decided or one.observed)
    cohort = cohort_of(month) if matured else None
    found = Fairness(month, cohort, FEWEST, told, len(groups) - len(told))
    return _FOUND.dump_python(found, mode="json")


def _tally(task: Task, tally: _Tally) -> _Counts:
    sums: defaultdict[Group, GroupCount] = defaultdict(lambda: GroupCount(0, 0))
    after: int | None = 0
    while after is not None:
        task.go_on_if_time()
        with connect() as connection:
            some, after = tally(connection, task.run.month, after)
        for group, count in some.items():
            sums[group] = sums[group].plus(count)
    return sums


def groups_of(recommended: _Counts, decided: _Counts, observed: _Counts) -> list[FairnessGroup]:
    """Returns every group that there is, beside the largest one of its attribute."""
    found = []
    for group in sorted({*recommended, *decided, *observed}):
        largest = _largest(recommended or decided or observed, group.attribute)
        ratios = [
            None if group == largest else ratio_of(counts.get(group), counts.get(largest))
            for counts in (recommended, decided)
        ]
        seen = observed.get(group)
        found.append(
            FairnessGroup(
                attribute=group.attribute,
                group=group.name,
                recommended=_share(recommended.get(group)),
                decided=_share(decided.get(group)),
                expected=seen.expected if seen and seen.of >= FEWEST else None,
                observed=_share(seen),
                recommendation_ratio=ratios[0],
                decision_ratio=ratios[1],
                discretion=_difference(*ratios),
            )
        )
    return found


def _largest(counts: _Counts, attribute: str) -> Group:
    own = [group for group in counts if group.attribute == attribute]
    return max(own, key=lambda group: (counts[group].of, group), default=Group(attribute, ""))


def _share(count: GroupCount | None) -> Share | None:
    return share_of(count.some, count.of) if count and count.of >= FEWEST else None


def ratio_of(one: GroupCount | None, other: GroupCount | None) -> RateRatio | None:
    """Returns the ratio of two shares with its interval (Katz 1978); None of too few."""
    if one is None or other is None or min(one.of, other.of) < FEWEST:
        return None
    if not one.some or not other.some:
        return None
    value = one.some / one.of / (other.some / other.of)
    error = sqrt(1 / one.some - 1 / one.of + 1 / other.some - 1 / other.of)
    low, high = (exp(log(value) + sign * _Z * error) for sign in (-1, 1))
    return RateRatio(value, low, high)


def _difference(recommended: RateRatio | None, decided: RateRatio | None) -> float | None:
    return decided.value - recommended.value if decided and recommended else None
