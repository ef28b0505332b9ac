"""What is lent, lost and earned by what becomes of people, from sums over each outcome."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.profit import Economics

Array = npt.NDArray[Any]

APPROVE, REVIEW, DECLINE = 0, 1, 2
OUTCOMES = 3
_TAILS = (0.025, 0.975)
# The columns that are summed; those of the groups follow
COUNT, PROBA, EXPOSURE, DEFAULTED_EXPOSURE, GROUPS = range(5)


@dataclass(frozen=True)
class Worth:
    """What lending earns and costs.

    Attributes:
        review_rub: of a person's look at one case.
        application_rub: of each who asks, whatever becomes of it.
        working_days: in which all of them are decided.
    """

    economics: Economics
    review_rub: float
    application_rub: float
    working_days: int


@dataclass(frozen=True)
class Estimate:
    """A figure, and where it lies in 95 of 100 draws; None where nothing can be divided by."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Compared:
    """A figure of what is in force, of the candidate, and of their difference."""

    name: str
    baseline: Estimate
    candidate: Estimate
    difference: Estimate


def estimate(drawn: Array) -> Estimate:
    """Returns a figure, which comes first, with the interval of its draws, which follow."""
    if not np.isfinite(drawn[0]):
        return Estimate(None, None, None)
    known = drawn[1:][np.isfinite(drawn[1:])]
    low, high = np.quantile(known, _TAILS) if len(known) else (drawn[0], drawn[0])
    return Estimate(float(drawn[0]), float(low), float(high))


def compare(baseline: Mapping[str, Array], candidate: Mapping[str, Array]) -> tuple[Compared, ...]:
    """Returns each figure of both sides; the same draws stand on both, so they can be taken off."""
    return tuple(
        Compared(
            name,
            estimate(baseline[name]),
            estimate(candidate[name]),
            estimate(candidate[name] - baseline[name]),
        )
        for name in baseline
    )


def columns_of(proba: Array, exposure_rub: Array, groups: Mapping[str, Array]) -> Array:
    """Returns what is summed of each row, in the order of the columns above."""
    plain = [np.ones(len(proba)), proba, exposure_rub, proba * exposure_rub]
    return np.column_stack([*plain, *(member.astype(float) for member in groups.values())])


def sums_by_outcome(sums: Array, outcomes: Array) -> Array:
    """Returns the sums of cells joined by what becomes of them, shape (draws, 3, columns)."""
    joined = np.zeros((sums.shape[0], OUTCOMES, sums.shape[2]))
    for outcome in range(OUTCOMES):
        joined[:, outcome] = sums[:, outcomes == outcome].sum(axis=1)
    return joined


def lending_figures(joined: Array, worth: Worth) -> dict[str, Array]:
    """Returns the figures of every draw: what is reviewed costs, and is not lent yet."""
    approved, counts = joined[:, APPROVE], joined[:, :, COUNT]
    everybody = counts.sum(axis=1)
    lost = approved[:, DEFAULTED_EXPOSURE] * worth.economics.loss_given_default
    return {
        "approved": counts[:, APPROVE],
        "reviewed": counts[:, REVIEW],
        "declined": counts[:, DECLINE],
        "approval_rate": counts[:, APPROVE] / everybody,
        "review_rate": counts[:, REVIEW] / everybody,
        "decline_rate": counts[:, DECLINE] / everybody,
        "expected_defaults": approved[:, PROBA],
        "expected_loss_rub": lost,
        "cost_of_risk": ratio(lost, approved[:, EXPOSURE]),
        "nii_after_loss_rub": earned(approved, counts[:, REVIEW], everybody, worth),
        "reviews_a_day": counts[:, REVIEW] / worth.working_days,
    }


def earned(approved: Array, reviewed: Array, everybody: Array, worth: Worth) -> Array:
    """Returns the interest of who repays, less what the others lose, less the work."""
    economics, defaulted = worth.economics, approved[..., DEFAULTED_EXPOSURE]
    interest = economics.margin * (approved[..., EXPOSURE] - defaulted)
    work = worth.review_rub * reviewed + worth.application_rub * everybody
    return np.asarray(interest - economics.loss_given_default * defaulted - work)


def approval_by_group(joined: Array, names: Mapping[str, Array]) -> dict[str, Array]:
    """Returns the share of each group that is approved, in every draw."""
    members = joined[:, :, GROUPS:]
    rates = ratio(members[:, APPROVE], members.sum(axis=1))
    return {name: rates[:, place] for place, name in enumerate(names)}


def ratio(part: Array, whole: Array) -> Array:
    """Returns part / whole, NaN where there is no whole."""
    return np.asarray(np.divide(part, whole, out=np.full(whole.shape, np.nan), where=whole != 0))
