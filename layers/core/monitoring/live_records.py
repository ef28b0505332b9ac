"""What the live panel says; the API shows it as it is."""

from dataclasses import dataclass
from datetime import date

from core.monitoring.rules.vocabulary import Missing
from core.scores.rules.vocabulary import ModelName


@dataclass(frozen=True)
class Figure:
    """A figure with what it was counted of.

    Attributes:
        n: its denominator.
        low, high: the 95 % interval, of shares (Wilson).
        missing: why there is no value.
    """

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    missing: Missing | None = None


@dataclass(frozen=True)
class LiveRow:
    """The figures of a month, or of a grade or a manager in it.

    Attributes:
        grade: of the client, at the end of the month; of a decision, by the PD it was made with.
        manager_id, manager_name: null of who has none.
        approved_by_people: final decisions that approve, as asked for or otherwise; n: all of them.
        approved_by_policy: the same decisions, as the policy had recommended.
        overrides: against the recommendation.
        case_minutes: median of what a person spent on a case.
        expected_loss_rub: within twelve months, of all who are scored; n: of how many.
        cost_of_risk: that by what they owe.
        realised_cost_of_risk: what became 90 days late within the month, times loss given default,
            in a year, by what was owed before; n: clients who were not late so long before.
        net_interest_income_rub: in a year: what is owed by who is scored and not in default, times
            the margin; n: of how many.
        score_seconds: 95 of 100 scores that people and programs asked for took no longer.
        with_reasons: of those scores.
        out_of_date: clients whose score is not of what is known and in force; known of the newest
            month alone.
    """

    month: date
    grade: str | None
    manager_id: int | None
    manager_name: str | None
    approved_by_people: Figure
    approved_by_policy: Figure
    overrides: Figure
    case_minutes: Figure
    expected_loss_rub: Figure
    cost_of_risk: Figure
    realised_cost_of_risk: Figure
    net_interest_income_rub: Figure
    score_seconds: Figure
    with_reasons: Figure
    out_of_date: Figure


@dataclass(frozen=True)
class LiveEconomics:
    """What lending earns and costs, as shares of what is owed, in a year."""

    loss_given_default: float
    interest_rate: float
    funding_rate: float


@dataclass(frozen=True)
class Discrimination:
    """How well a version of a model told who would default, in the newest cohort that can tell.

    Attributes:
        cohort: the month they were scored in.
        auc, low, high: area under the ROC curve, with its 95 % interval (DeLong); null where too
            few defaulted.
        gini: 2 x AUC - 1.
    """

    cohort: date
    model: ModelName
    model_version: str
    clients: int
    defaulted: int
    auc: float | None
    low: float | None
    high: float | None
    gini: float | None
