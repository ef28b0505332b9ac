"""The body of a policy over HTTP: each figure bounded; the core says what fits together."""

from collections.abc import Callable
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.kit.fields import PlainDate
from core.decisions.rules.hard_rules import HardRules
from core.decisions.rules.lending import (
    RULE_CODES,
    Authorities,
    Band,
    KnockOuts,
    LendingRules,
    Limits,
)
from core.decisions.rules.policy import Policy, first_policy
from core.kit.clock import bank_date
from core.scores.rules.master_scale import master_scale
from core.scores.rules.vocabulary import ModelName

MOST_BANDS = 20
Probability = Annotated[float, Field(ge=0.000001, le=0.999999, allow_inf_nan=False, strict=True)]
Rub = Annotated[float, Field(ge=0, le=1_000_000_000, allow_inf_nan=False, strict=True)]
Share = Annotated[float, Field(ge=0, le=2, allow_inf_nan=False, strict=True)]
Years = Annotated[int, Field(ge=18, le=120, strict=True)]
Months = Annotated[int, Field(ge=1, le=480, strict=True)]
Incomes = Annotated[float, Field(ge=0, le=120, allow_inf_nan=False, strict=True)]


class Part(BaseModel):
    """A part of a policy that says nothing but what is named."""

    model_config = ConfigDict(extra="forbid")


def _checked(make: Callable[..., object]) -> Any:
    """Returns a validator by which the core refuses figures that do not fit: named by part."""

    def check(part: Part) -> Part:
        make(**part.model_dump())
        return part

    return model_validator(mode="after")(check)


class HardRulesBody(Part):
    """Months without a default until it is over; months of silence after which nothing is known."""

    cure_months: Annotated[int, Field(ge=1, le=60, strict=True)]
    longest_silence_months: Annotated[int, Field(ge=1, le=60, strict=True)]

    _check = _checked(HardRules)


class KnockOutsBody(Part):
    """What lies outside is declined, whatever a model says."""

    least_age_years: Years
    most_age_years_at_end: Years
    least_income_rub_month: Rub
    least_amount_rub: Rub
    most_amount_rub: Rub
    least_term_months: Months
    most_term_months: Months
    most_burden: Share

    _check = _checked(KnockOuts)


class BandBody(Part):
    """Cut-offs for amounts from somewhere on, of one model or of all (null)."""

    model: ModelName | None = None
    amount_from_rub: Rub
    approve_below: Probability
    decline_from: Probability

    _check = _checked(Band)


class LimitsBody(Part):
    """How much is lent at most: monthly incomes by grade, less where little is known."""

    most_payment_to_income: Share
    incomes_by_grade: Annotated[dict[str, Incomes], Field(max_length=20)]
    thin_file_share: Share

    _check = _checked(Limits)

    @model_validator(mode="after")
    def _known_grades(self) -> Self:
        unknown = set(self.incomes_by_grade) - {one.grade for one in master_scale()}
        if unknown:
            raise ValueError("the master scale has no such grade")
        return self


class AuthoritiesBody(Part):
    """What one person decides alone, and which rules nobody approves against."""

    alone_up_to_rub: Rub
    alone_up_to_expected_loss_rub: Rub
    second_against_knock_out: Annotated[bool, Field(strict=True)]
    never_overridden: Annotated[
        list[Annotated[str, Field(max_length=50)]], Field(max_length=len(RULE_CODES))
    ]

    _check = _checked(Authorities)


class LendingBody(Part):
    """What a policy asks of an application besides its score."""

    knock_outs: KnockOutsBody
    bands: Annotated[list[BandBody], Field(max_length=MOST_BANDS)]
    limits: LimitsBody
    authorities: AuthoritiesBody
    little_told_by: Annotated[list[ModelName], Field(max_length=len(ModelName))]
    loss_given_default: Annotated[float, Field(ge=0.01, le=1, strict=True)]
    score_age_hours: Annotated[int, Field(ge=1, le=8_760, strict=True)]

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        LendingRules.of(self.model_dump(mode="json"))
        return self


class PolicyBody(Part):
    """All that a policy says. The day is today unless it is named."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": dict(first_policy().body)}
    )

    dated: PlainDate | None = None
    approve_below: Probability
    decline_from: Probability
    hard_rules: HardRulesBody
    lending: LendingBody

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        self.policy()
        return self

    def policy(self) -> Policy:
        """Returns the policy of the core."""
        dated = str(self.dated or bank_date())
        return Policy.of({**self.model_dump(mode="json"), "dated": dated})
