"""What a run finds of the people of a year before; the API shows it as it is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.monitoring.rules.lights import Light
from core.scores.rules.vocabulary import ModelName


class CohortState(StrEnum):
    """Whether it is known what became of a cohort: of all of it, or of nobody."""

    MATURED = "matured"
    NO_SCORES = "no_scores"
    TOO_EARLY = "too_early"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True)
class OutcomeRow:
    """Foretold and seen, of some grades or of all.

    Attributes:
        grades: several where one alone expects too few defaults.
        expected: defaults that the scores foretold.
        low, high: where the rate lies with 95 % (Jeffreys).
        p_too_low: small where the probabilities were told too low (Jeffreys); ``p_too_high`` where
            too high, ``p_binomial`` where so many are too many for independent defaults.
        light: by both directions at 5 % and 1 %; null where too few defaults are expected.
    """

    grades: tuple[str, ...]
    count: int
    defaults: int
    expected: float
    mean_proba: float
    rate: float
    low: float
    high: float
    p_too_low: float
    p_too_high: float
    p_binomial: float
    light: Light | None


@dataclass(frozen=True)
class CalibrationPoint:
    """A group of about the same risk."""

    count: int
    defaults: int
    mean_proba: float
    rate: float
    low: float
    high: float


@dataclass(frozen=True)
class FitTest:
    """A test of all probabilities together."""

    value: float
    p_value: float
    degrees: int | None


@dataclass(frozen=True)
class Slope:
    """Observed log-odds over the foretold ones: ideally slope 1 and intercept 0."""

    slope: float
    intercept: float
    p_value: float
    light: Light


@dataclass(frozen=True)
class InitialArea:
    """The area under the ROC curve when the model was made, and how that was measured."""

    auc: float
    low: float
    high: float
    protocol: str


@dataclass(frozen=True)
class Separation:
    """How well scores told who would default.

    Attributes:
        information_value: null where too few are foretold to make groups of them.
        p_value: small where they do so worse than when the model was made; null without that.
    """

    auc: float
    low: float
    high: float
    gini: float
    ks: float
    information_value: float | None
    initial: InitialArea | None
    p_value: float | None
    light: Light | None


@dataclass(frozen=True)
class Backtest:
    """What became of people, against what was foretold.

    Attributes:
        few_defaults: too few for lights; intervals alone say something.
        rows: by grade, the best first.
        separation, slope: null where too few defaulted.
    """

    few_defaults: bool
    total: OutcomeRow
    rows: tuple[OutcomeRow, ...]
    points: tuple[CalibrationPoint, ...]
    hosmer_lemeshow: FitTest
    spiegelhalter: FitTest | None
    brier: float
    slope: Slope | None
    separation: Separation | None


@dataclass(frozen=True)
class ModelOutcomes:
    """The cohort of one version of a model.

    Attributes:
        scored: people with a score of that month.
        in_default, without_credit, unknown: of them no outcome is counted: in default already;
            without an open credit, as who was declined; without payments on record until the end.
        overridden: of the others, with a credit that was granted against the recommendation.
        backtest: null unless the cohort has matured and somebody is left.
        without_overrides: the same without the overridden; null where there are none.
    """

    model: ModelName
    model_version: str
    scored: int
    in_default: int
    without_credit: int
    unknown: int
    overridden: int
    backtest: Backtest | None
    without_overrides: Backtest | None


@dataclass(frozen=True)
class GradeObserved:
    """How many of a grade defaulted, whichever model gave it; the interval is Jeffreys'."""

    grade: str
    n: int
    defaults: int
    rate: float
    low: float
    high: float


@dataclass(frozen=True)
class Outcomes:
    """What became within twelve months of the people who were scored in a month.

    Attributes:
        month: of the run, the last one that is looked at.
        cohort: when they were scored.
        grades: empty unless the cohort has matured.
    """

    month: date
    cohort: date
    state: CohortState
    grades: tuple[GradeObserved, ...]
    models: tuple[ModelOutcomes, ...]
