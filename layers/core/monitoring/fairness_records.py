"""What a run finds of groups that no model knows; the API shows it as it is."""

from dataclasses import dataclass
from datetime import date

from core.decisions.case_records import Share


@dataclass(frozen=True)
class RateRatio:
    """How often one group is approved, of how often another is; the interval has 95 %."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class FairnessGroup:
    """People alike in something that is in no model.

    Attributes:
        attribute: ``code_gender`` or ``age_band``.
        recommended: whom the policy would approve, of the scores of the month.
        decided: whom people approved, of those they decided on in twelve months.
        expected, observed: defaults foretold, and seen, of the cohort that has matured.
        recommendation_ratio, decision_ratio: to the largest group of the attribute, which has none.
        discretion: the second less the first: what people add to what the policy says.
    """

    attribute: str
    group: str
    recommended: Share | None
    decided: Share | None
    expected: float | None
    observed: Share | None
    recommendation_ratio: RateRatio | None
    decision_ratio: RateRatio | None
    discretion: float | None


@dataclass(frozen=True)
class Fairness:
    """What a run found of groups.

    Attributes:
        cohort: of whom outcomes are; null while it has not matured.
        fewest: people of a figure; it is null where there are fewer.
        too_small: groups that are not told at all.
    """

    month: date
    cohort: date | None
    fewest: int
    groups: tuple[FairnessGroup, ...]
    too_small: int
