"""What counts of a month say on the live panel: figures with denominators, or why there is none."""

from collections import ChainMap, Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from core.decisions.rules.shares import share_of
from core.monitoring.live_records import Figure, LiveEconomics, LiveRow
from core.monitoring.rules.vocabulary import LiveBy, Missing

LEAST_CASES = 30  # fewer say nothing of a share, a median or a percentile
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class LiveCounts:
    """Counts of a month, of a grade or of a manager in it: the columns of ``live_counts``.

    Attributes:
        recommended: final decisions for which the policy had recommended to approve.
        timed: decisions that say how long somebody looked at the case.
        seconds_95: so long, or shorter, took 95 of 100 scores that were asked for.
        clients, outstanding_rub: with an open credit and a probability, and what they owe; None, as
            what follows, where no snapshot was made.
        rated, performing_rub: who of them has not defaulted, and what they owe.
        healthy, healthy_rub: who was not 90 days late a month before, and what they owed then;
            fallen_rub: of it, what has become so late.
        known, out_of_date: clients, and those of them whose score is out of date.
    """

    month: date
    by: LiveBy
    grade: str | None = None
    manager_id: int | None = None
    decided: int = 0
    approved: int = 0
    recommended: int = 0
    overrides: int = 0
    timed: int = 0
    median_seconds: float | None = None
    asked: int = 0
    seconds_95: float | None = None
    with_reasons: int = 0
    clients: int | None = None
    rated: int | None = None
    outstanding_rub: Decimal | None = None
    performing_rub: Decimal | None = None
    proba_outstanding_rub: float | None = None
    healthy: int | None = None
    healthy_rub: Decimal | None = None
    fallen_rub: Decimal | None = None
    known: int | None = None
    out_of_date: int | None = None


@dataclass(frozen=True)
class LiveKey:
    """What a row of counts is about."""

    by: LiveBy
    grade: str | None = None
    manager_id: int | None = None


COUNTS = {field.name for field in fields(LiveCounts)} - {"month", "by", "grade", "manager_id"}
LiveFound = Mapping[LiveKey, Mapping[str, Any]]
"""What was counted, by the names of counts."""


def joined(*found: LiveFound) -> LiveFound:
    """Returns counts of different things together."""
    keys = dict.fromkeys(key for one in found for key in one)
    return {key: dict(ChainMap(*(dict(one.get(key, {})) for one in found))) for key in keys}


def added(*found: LiveFound) -> LiveFound:
    """Returns counts of the same things, of different people, summed."""
    sums: dict[LiveKey, Counter[str]] = {}
    for one in found:
        for key, counted in one.items():
            sums.setdefault(key, Counter()).update(counted)
    return sums


def counts_of(month: date, key: LiveKey, counted: Mapping[str, Any]) -> LiveCounts:
    """Returns what was counted as a row."""
    return LiveCounts(month, key.by, key.grade, key.manager_id, **counted)


def live_row(counts: LiveCounts, economics: LiveEconomics, manager_name: str | None) -> LiveRow:
    """Returns the figures of a row."""
    return LiveRow(
        month=counts.month,
        grade=counts.grade,
        manager_id=counts.manager_id,
        manager_name=manager_name,
        approved_by_people=_share(counts.approved, counts.decided),
        approved_by_policy=_share(counts.recommended, counts.decided),
        overrides=_share(counts.overrides, counts.decided),
        case_minutes=_timed(counts.median_seconds, counts.timed, 60),
        score_seconds=_timed(counts.seconds_95, counts.asked, 1),
        with_reasons=_share(counts.with_reasons, counts.asked),
        out_of_date=_share(counts.out_of_date, counts.known),
        **_of_money(counts, economics),
    )


def _of_money(counts: LiveCounts, economics: LiveEconomics) -> dict[str, Figure]:
    loss = _times(counts.proba_outstanding_rub, economics.loss_given_default)
    fallen = _times(counts.fallen_rub, economics.loss_given_default * MONTHS_A_YEAR)
    margin = economics.interest_rate - economics.funding_rate
    return {
        "expected_loss_rub": _amount(loss, counts.clients),
        "cost_of_risk": _ratio(loss, counts.outstanding_rub, counts.clients),
        "realised_cost_of_risk": _ratio(fallen, counts.healthy_rub, counts.healthy),
        "net_interest_income_rub": _amount(_times(counts.performing_rub, margin), counts.rated),
    }


def _times(amount: Decimal | float | None, factor: float) -> float | None:
    return None if amount is None else float(amount) * factor


def _share(count: int | None, of: int | None) -> Figure:
    if count is None or of is None:
        return Figure(None, 0, missing=Missing.NOT_COUNTED)
    if of < LEAST_CASES:
        return Figure(None, of, missing=Missing.TOO_FEW)
    share = share_of(count, of)
    return Figure(share.share, of, share.low, share.high)


def _timed(seconds: float | None, n: int, unit_seconds: int) -> Figure:
    if seconds is None or n < LEAST_CASES:
        return Figure(None, n, missing=Missing.TOO_FEW)
    return Figure(seconds / unit_seconds, n)


def _amount(value: float | None, n: int | None) -> Figure:
    if value is None or n is None:
        return Figure(None, 0, missing=Missing.NOT_COUNTED)
    if not n:
        return Figure(None, 0, missing=Missing.TOO_FEW)
    return Figure(round(value, 2), n)


def _ratio(value: float | None, of: Decimal | None, n: int | None) -> Figure:
    if value is None or of is None or n is None:
        return Figure(None, 0, missing=Missing.NOT_COUNTED)
    if n < LEAST_CASES or not of:
        return Figure(None, n, missing=Missing.TOO_FEW)
    return Figure(value / float(of), n)
