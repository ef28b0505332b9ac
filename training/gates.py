"""Gates: figures that a bundle must reach before it may replace the one in force."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.scores.rules.vocabulary import ModelName
from training.observations import TEST_FROM, TRAIN_BEFORE, Observations

FEWEST_PEOPLE_IN_DEFAULT = 100
FEWEST_IN_A_PERIOD = 20  # without them nothing can be forecast from the past, or looked at later
OBSERVED_OVER_EXPECTED = (0.8, 1.25)
SLOPE = (0.9, 1.1)
MOST_FLIPS = 0.2  # of live people whose grade differs between two retrainings
LOWEST_AUC = 0.7  # below, the model says little more than the rules do
PROTOCOLS = ("grouped", "out_of_time")


class GateError(RuntimeError):
    """A bundle may not replace the one in force; the text says why and what to do."""


@dataclass(frozen=True)
class Gate:
    """A figure and the range it has to lie in."""

    name: str
    value: float
    low: float
    high: float

    @property
    def passed(self) -> bool:
        """Whether it does."""
        return bool(self.low <= self.value <= self.high)

    def __str__(self) -> str:
        """Tells the gate as a line of a table."""
        word = "passed" if self.passed else "FAILED"
        return f"{word}: {self.name} = {self.value:.4g}, wanted {self.low:.4g} to {self.high:.4g}"


def require_defaults(name: ModelName, observations: Observations) -> None:
    """Looks whether enough people default to train and measure a model on.

    Raises:
        GateError: there are too few; it says how many and of how many.
    """
    months, evaluated = observations.months_ago, observations.evaluated
    for what, rows, needed in (
        ("in any month", evaluated, FEWEST_PEOPLE_IN_DEFAULT),
        (f"more than {TRAIN_BEFORE} months ago", months > TRAIN_BEFORE, FEWEST_IN_A_PERIOD),
        (f"{TEST_FROM} months ago or later", evaluated & (months <= TEST_FROM), FEWEST_IN_A_PERIOD),
    ):
        found = len(np.unique(observations.people[rows & observations.target]))
        if found < needed:
            raise GateError(
                f"{found} persons default among those of the {name} model observed {what}, and"
                f" {needed} are needed. Nothing is trained: take data of more people or months."
            )


def gates_of(name: ModelName, metrics: dict[str, Any]) -> Iterator[Gate]:
    """Yields the gates of one model."""
    for protocol in PROTOCOLS:
        figures, what = metrics[protocol], f"{name}, {protocol.replace('_', ' ')}"
        yield Gate(f"{what}: ROC-AUC", figures["roc_auc"], LOWEST_AUC, 1)
        yield Gate(f"{what}: O/E", figures["observed_over_expected"], *OBSERVED_OVER_EXPECTED)
        yield Gate(f"{what}: calibration slope", figures["calibration_slope"], *SLOPE)
        for grade in figures["grades"]:
            if grade["count"]:
                yield Gate(
                    f"{what}: PD of grade {grade['grade']} within the interval by persons",
                    grade["mean_proba"],
                    *grade["interval"],
                )
    yield Gate(
        f"{name}: persons in default",
        metrics["grouped"]["people_in_default"],
        FEWEST_PEOPLE_IN_DEFAULT,
        float("inf"),
    )


def gate_of_flips(flips: float) -> Gate:
    """Returns the gate of the share of people whose grade depends on the sample drawn."""
    return Gate("grades that differ between two retrainings", flips, 0, MOST_FLIPS)


def failed(gates: Sequence[Gate]) -> list[Gate]:
    """Returns those that a bundle does not pass."""
    return [gate for gate in gates if not gate.passed]
