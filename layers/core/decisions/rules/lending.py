"""What a policy says of an application: knock-outs, cut-offs by amount, limits, and who decides.

A figure that is None is not asked for. Amounts are roubles, shares are of the monthly income.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Self

from core.decisions.rules.hard_rules import Rule
from core.scores.rules.vocabulary import ModelName

LARGEST_SHARE = 2.0


class KnockOut(StrEnum):
    """A fact of an application that declines it, whatever a model says."""

    TOO_YOUNG = "TOO_YOUNG"
    TOO_OLD_AT_END = "TOO_OLD_AT_END"
    INCOME_TOO_LOW = "INCOME_TOO_LOW"
    AMOUNT_TOO_SMALL = "AMOUNT_TOO_SMALL"
    AMOUNT_TOO_LARGE = "AMOUNT_TOO_LARGE"
    TERM_TOO_SHORT = "TERM_TOO_SHORT"
    TERM_TOO_LONG = "TERM_TOO_LONG"
    BURDEN_TOO_HIGH = "BURDEN_TOO_HIGH"


class Referral(StrEnum):
    """A fact of an application for which a person has to look at it."""

    PAYMENT_TO_INCOME_HIGH = "PAYMENT_TO_INCOME_HIGH"
    AMOUNT_ABOVE_LIMIT = "AMOUNT_ABOVE_LIMIT"
    MODEL_TELLS_LITTLE = "MODEL_TELLS_LITTLE"


class LimitReason(StrEnum):
    """What keeps a limit from being larger."""

    DECLINED = "DECLINED"
    BURDEN = "BURDEN"
    PAYMENT_TO_INCOME = "PAYMENT_TO_INCOME"
    INCOME_MULTIPLE = "INCOME_MULTIPLE"
    LARGEST_AMOUNT = "LARGEST_AMOUNT"


@dataclass(frozen=True)
class KnockOuts:
    """The figures of the knock-out rules: what lies outside is declined."""

    least_age_years: int
    most_age_years_at_end: int
    least_income_rub_month: float
    least_amount_rub: float
    most_amount_rub: float
    least_term_months: int
    most_term_months: int
    most_burden: float

    def __post_init__(self) -> None:
        if any(value <= 0 for value in vars(self).values()):
            raise ValueError("the figures of knock-outs are above zero")
        if self.least_age_years < 18:
            raise ValueError("nobody under 18 is lent to: least_age_years is 18 or more")
        ranges = ("age_years", "amount_rub", "term_months")
        if (
            self.least_age_years > self.most_age_years_at_end
            or self.least_amount_rub > self.most_amount_rub
            or self.least_term_months > self.most_term_months
        ):
            raise ValueError(f"the least is not above the most: {', '.join(ranges)}")
        _check_share("most_burden", self.most_burden)


@dataclass(frozen=True)
class Band:
    """Cut-offs of a model for amounts from somewhere on, in place of the policy's own.

    Attributes:
        model: None for every model.
        amount_from_rub: the smallest amount that they are for; the largest that fits counts.
    """

    model: ModelName | None
    amount_from_rub: float
    approve_below: float
    decline_from: float

    def __post_init__(self) -> None:
        if not 0 < self.approve_below <= self.decline_from < 1:
            raise ValueError("a band needs 0 < approve_below <= decline_from < 1")
        if self.amount_from_rub < 0:
            raise ValueError("a band begins with an amount of zero or more")


@dataclass(frozen=True)
class Limits:
    """How much is lent at most.

    Attributes:
        most_payment_to_income: the share of the monthly income that the new payment may take.
        incomes_by_grade: grade -> as many monthly incomes; a grade that is not there gets nothing
            without a person's decision.
        thin_file_share: of that limit, where the model has little to go by.
    """

    most_payment_to_income: float
    incomes_by_grade: Mapping[str, float]
    thin_file_share: float

    def __post_init__(self) -> None:
        _check_share("most_payment_to_income", self.most_payment_to_income)
        if any(not 0 <= incomes <= 120 for incomes in self.incomes_by_grade.values()):
            raise ValueError("a limit is 0 to 120 monthly incomes")
        if not 0 <= self.thin_file_share <= 1:
            raise ValueError("thin_file_share is 0 to 1")


@dataclass(frozen=True)
class Authorities:
    """Who decides what.

    Attributes:
        alone_up_to_rub: above this amount a second person signs.
        alone_up_to_expected_loss_rub: the same of what is expected to be lost.
        second_against_knock_out: whether approving against a knock-out needs a second person.
        never_overridden: rules that nobody approves against.
    """

    alone_up_to_rub: float
    alone_up_to_expected_loss_rub: float
    second_against_knock_out: bool
    never_overridden: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.alone_up_to_rub <= 0 or self.alone_up_to_expected_loss_rub <= 0:
            raise ValueError("what a person decides alone is above zero")
        unknown = set(self.never_overridden) - RULE_CODES
        if unknown:
            raise ValueError(f"there is no rule {', '.join(sorted(unknown))}")


@dataclass(frozen=True)
class LendingRules:
    """What a policy says of applications.

    Attributes:
        bands: cut-offs that differ from the policy's own by model and amount.
        little_told_by: models whose approvals a person looks at, and whose limits are smaller.
        loss_given_default: the share of the amount that is lost when a borrower defaults.
        score_age_hours: a decision needs a score that is no older.
    """

    knock_outs: KnockOuts
    bands: tuple[Band, ...]
    limits: Limits
    authorities: Authorities
    little_told_by: tuple[ModelName, ...]
    loss_given_default: float
    score_age_hours: int

    def __post_init__(self) -> None:
        if not 0 < self.loss_given_default <= 1:
            raise ValueError("loss_given_default is above 0, and 1 at most")
        if self.score_age_hours < 1:
            raise ValueError("score_age_hours is 1 or more")
        keys = [(band.model, band.amount_from_rub) for band in self.bands]
        if len(set(keys)) < len(keys):
            raise ValueError("two bands are for one model and one amount")

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Self:
        """Reads them from JSON.

        Raises:
            ValueError, TypeError, KeyError: a figure is missing, unknown or cannot be.
        """
        names = {field.name for field in fields(cls)}
        if unknown := sorted(set(body) - names):
            raise ValueError(f"lending rules have no {', '.join(unknown)}")
        return cls(
            knock_outs=KnockOuts(**body["knock_outs"]),
            bands=tuple(_band_of(band) for band in body["bands"]),
            limits=Limits(**body["limits"]),
            authorities=Authorities(
                **{
                    **body["authorities"],
                    "never_overridden": tuple(body["authorities"]["never_overridden"]),
                }
            ),
            little_told_by=tuple(ModelName(name) for name in body["little_told_by"]),
            loss_given_default=body["loss_given_default"],
            score_age_hours=body["score_age_hours"],
        )


RULE_CODES = frozenset({*map(str, KnockOut), *map(str, Referral), *map(str, Rule)})
"""The codes of all rules that a recommendation may name."""


def _band_of(body: Mapping[str, Any]) -> Band:
    model = body["model"]
    return Band(**{**body, "model": None if model is None else ModelName(model)})


def _check_share(name: str, share: float) -> None:
    if not 0 < share <= LARGEST_SHARE:
        raise ValueError(f"{name} is a share of the income, above 0 and {LARGEST_SHARE:g} at most")
