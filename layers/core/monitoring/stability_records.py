"""What a run finds of the population; the API shows it as it is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.monitoring.rules.lights import Light
from core.scores.rules.vocabulary import ModelName


class CharacteristicKind(StrEnum):
    """What is compared with the people that a model was made of."""

    SCORE = "score"
    GRADES = "grades"
    INPUT = "input"


class BinKind(StrEnum):
    """What a bin holds: numbers of a range, one word, what is missing, and all other words.

    Words that were seldom or never seen in training are the others.
    """

    RANGE = "range"
    WORD = "word"
    MISSING = "missing"
    OTHERS = "others"


@dataclass(frozen=True)
class StabilityBin:
    """A frozen bin.

    Attributes:
        low, high: of a range; the lower edge is included, and null is without an end.
        expected: the share of the people that the model was made of.
        count: how many of the month are in it.
        share: of the month; null where nobody is in any.
        contribution: to the PSI.
    """

    kind: BinKind
    low: float | None
    high: float | None
    word: str | None
    expected: float
    count: int
    share: float | None
    contribution: float


@dataclass(frozen=True)
class Characteristic:
    """One distribution of the month beside the frozen one.

    Attributes:
        count: of the month, or of its sample.
        psi, p_value: null where there are too few, or nothing to compare with.
        critical_psi: what chance alone exceeds in one of twenty months.
    """

    kind: CharacteristicKind
    name: str
    count: int
    missing: int
    psi: float | None
    p_value: float | None
    critical_psi: float | None
    light: Light | None
    bins: tuple[StabilityBin, ...]


@dataclass(frozen=True)
class ReasonShift:
    """How much of the shift of the mean log-odds is the work of one reason code."""

    code: str
    log_odds: float


@dataclass(frozen=True)
class ModelStability:
    """The population of one version of a model in a month.

    Attributes:
        count: scores of the month, one a person.
        sampled: of how many of them the inputs were read.
        expected_people: of whom the frozen bins are; null where the version lies no more beside.
        log_odds_shift: of the mean log-odds before calibration; its parts add up to it.
        concentration: the Herfindahl index of grades, 0 to 1, and that of training.
    """

    model: ModelName
    model_version: str
    count: int
    sampled: int
    expected_people: int | None
    characteristics: tuple[Characteristic, ...]
    log_odds_shift: float | None
    shifts: tuple[ReasonShift, ...]
    concentration: float | None
    concentration_before: float | None
    concentration_p_value: float | None


@dataclass(frozen=True)
class Stability:
    """What a run found of the population of its month.

    Attributes:
        moved_down, moved_up: how far people moved between grades since the month before, of how
            far they could: 0 to 1; null where that month was not counted.
    """

    month: date
    models: tuple[ModelStability, ...]
    moved_down: float | None
    moved_up: float | None
