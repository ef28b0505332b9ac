"""A scorecard: points by bins of a few features, which a person can add up by hand."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from math import exp
from pathlib import Path

from pydantic import BaseModel, Field

from core.clients.rules.questionnaire import Feature, Features
from model.calibration import LARGEST_PROBA, SMALLEST_PROBA

SCORECARD_NAME = "scorecard"


class Characteristic(BaseModel):
    """One feature: bin i holds values from edge i-1 on and below edge i.

    Attributes:
        log_odds: of default, what each bin adds.
    """

    feature: str
    edges: list[float]
    log_odds: list[float] = Field(min_length=1)

    def of(self, value: float) -> float:
        """Returns what a value adds to the log-odds of default."""
        return self.log_odds[bisect_right(self.edges, value)]


class Scorecard(BaseModel):
    """The transparent challenger: it scores who has an open credit of six months or more."""

    intercept: float
    characteristics: list[Characteristic]

    @property
    def name(self) -> str:
        """What its scores are recorded as."""
        return SCORECARD_NAME

    def score(self, rows: Sequence[Features]) -> list[float | None]:
        """Returns the probability of default of each row; None where a feature is not there."""
        return [self._score(row) for row in rows]

    def _score(self, row: Mapping[str, Feature]) -> float | None:
        if not all(one.feature in row for one in self.characteristics):
            return None
        added = sum(one.of(float(row[one.feature])) for one in self.characteristics)
        proba = 1 / (1 + exp(-(self.intercept + added)))
        return min(max(proba, SMALLEST_PROBA), LARGEST_PROBA)


def read_scorecard(folder: Path) -> Scorecard:
    """Reads the scorecard of a bundle."""
    return Scorecard.model_validate_json((folder / "scorecard.json").read_bytes())
