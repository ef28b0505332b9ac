"""One verdict a month: what all its tests say together, the first rule that fits (decision 0027).

A month makes dozens of tests, and one of twenty fails by chance. So their p-values are adjusted
before a verdict looks at them: those of the population by themselves, and those of outcomes, each
with its half of the level.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from core.monitoring.rules.lights import Light, adjusted, light_of, light_of_shift


class Verdict(StrEnum):
    """What a month calls for, the gravest first."""

    REDEVELOP = "redevelop"
    RECALIBRATE = "recalibrate"
    WATCH = "watch"
    NO_OUTCOME_YET = "no_outcome_yet"
    NO_ACTION = "no_action"


class SignalKind(StrEnum):
    """What was tested: the population, or outcomes."""

    POPULATION = "population"
    PORTFOLIO = "portfolio"
    GRADE = "grade"
    AREA = "area"
    SLOPE = "slope"


@dataclass(frozen=True)
class Signal:
    """A test of the month, of one version of one model.

    Attributes:
        name: of the input or the grades; of others the same as the kind.
        p_value: how likely by chance alone, both ways where there are two.
        psi: of the population.
        light: by the adjusted p-value; None until it is judged.
    """

    kind: SignalKind
    model: str
    model_version: str
    name: str
    p_value: float
    psi: float | None = None
    adjusted: float | None = None
    light: Light | None = None

    @property
    def key(self) -> str:
        """What makes it the same signal in another month."""
        return f"{self.kind}:{self.model}:{self.model_version}:{self.name}"


@dataclass(frozen=True)
class Judgement:
    """The verdict, and the signals with the lights that led to it."""

    verdict: Verdict
    signals: tuple[Signal, ...]


def judge(signals: Sequence[Signal], red_before: frozenset[str] = frozenset()) -> Judgement:
    """Returns the verdict of a month.

    Args:
        signals: all that could be tested; none about outcomes where no cohort has matured.
        red_before: keys of the signals that were red in the twelve months before.
    """
    families = [[one for one in signals if (one.psi is None) == told] for told in (False, True)]
    share = sum(map(bool, families))
    population, outcomes = (lit(family, share) for family in families)
    found = (*population, *outcomes)
    if not outcomes:
        quiet = all(one.light is Light.GREEN for one in population)
        return Judgement(Verdict.NO_OUTCOME_YET if quiet else Verdict.WATCH, found)
    models = {(one.model, one.model_version) for one in outcomes}
    told = [_of_model([one for one in outcomes if _is_of(one, *key)], red_before) for key in models]
    if any(one.light is not Light.GREEN for one in found):
        told.append(Verdict.WATCH)
    order = list(Verdict)
    return Judgement(min(told, key=order.index), found)


def lit(signals: Sequence[Signal], families: int) -> tuple[Signal, ...]:
    """Returns signals that are one family of tests with their adjusted p-values and lights.

    Args:
        families: how many share the level.
    """
    values = [min(1.0, families * value) for value in adjusted([one.p_value for one in signals])]
    return tuple(
        replace(
            one,
            adjusted=value,
            light=light_of(value) if one.psi is None else light_of_shift(value, one.psi),
        )
        for one, value in zip(signals, values, strict=True)
    )


def _is_of(signal: Signal, model: str, version: str) -> bool:
    return (signal.model, signal.model_version) == (model, version)


def _of_model(signals: Sequence[Signal], red_before: frozenset[str]) -> Verdict:
    """Returns the gravest that outcomes of one version of a model call for."""
    red = [one for one in signals if one.light is Light.RED]
    kinds = {one.kind for one in red}
    grades = [one for one in red if one.kind is SignalKind.GRADE]
    if {SignalKind.AREA, SignalKind.SLOPE} <= kinds:
        return Verdict.REDEVELOP
    again = any(one.key in red_before for one in grades)
    if SignalKind.PORTFOLIO in kinds or len(grades) > 1 or again:
        return Verdict.RECALIBRATE
    return Verdict.WATCH if red else Verdict.NO_ACTION
