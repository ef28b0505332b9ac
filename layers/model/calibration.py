"""Calibration: raw scores (log-odds of the trees) to probabilities, by plain numbers and numpy.

Every kind rises with the raw score, so that reasons keep their order.
"""

from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, Field

Vector = npt.NDArray[np.float64]
SMALLEST_PROBA = 0.0005  # no data tell lower ones apart; the floor that Basel sets for retail
LARGEST_PROBA = 1 - 1e-6


class Sigmoid(BaseModel):
    """Platt scaling: the log-odds are ``slope * raw + intercept``."""

    kind: Literal["sigmoid"] = "sigmoid"
    slope: float = Field(gt=0)
    intercept: float

    def apply(self, raw: Vector) -> Vector:
        """Returns probabilities in (0, 1), shape (n,)."""
        return _bounded(_to_proba(self.slope * raw + self.intercept))


class Beta(BaseModel):
    """Beta calibration (Kull, Silva Filho, Flach 2017), one slope for each tail."""

    kind: Literal["beta"] = "beta"
    a: float = Field(ge=0)
    b: float = Field(ge=0)
    intercept: float

    def apply(self, raw: Vector) -> Vector:
        """Returns probabilities in (0, 1), shape (n,)."""
        # The logarithms of p and 1 - p of the uncalibrated probability, without overflow
        log_p, log_q = -np.logaddexp(0, -raw), -np.logaddexp(0, raw)
        return _bounded(_to_proba(self.a * log_p - self.b * log_q + self.intercept))


class Isotonic(BaseModel):
    """A rising line through the pooled rates, straight between its knots."""

    kind: Literal["isotonic"] = "isotonic"
    raw: list[float] = Field(min_length=2)
    proba: list[float]

    def apply(self, raw: Vector) -> Vector:
        """Returns probabilities in (0, 1), shape (n,)."""
        return _bounded(np.interp(raw, self.raw, self.proba))


Calibrator = Annotated[Sigmoid | Beta | Isotonic, Field(discriminator="kind")]


def _to_proba(log_odds: Vector) -> Vector:
    return np.asarray(np.exp(-np.logaddexp(0, -log_odds)))


def _bounded(proba: Vector) -> Vector:
    return np.asarray(np.clip(proba, SMALLEST_PROBA, LARGEST_PROBA), dtype=np.float64)
