"""What approving is worth: the profit curve and the probability at which a credit breaks even."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Economics:
    """What a credit earns and loses, as shares of its exposure in a year."""

    exposure_rub: float
    loss_given_default: float
    interest_rate: float
    funding_rate: float

    @property
    def margin(self) -> float:
        """Interest less funding."""
        return self.interest_rate - self.funding_rate


def profit_curve(target: Array, proba: Array, economics: Economics) -> tuple[Array, Array]:
    """Returns cut-offs, rising, and the profit in RUB of approving everybody up to each."""
    order = np.argsort(proba, kind="stable")
    gain = np.where(target, -economics.loss_given_default, economics.margin)
    return proba[order], np.cumsum((gain * economics.exposure_rub)[order])


def break_even_proba(economics: Economics) -> float:
    """Returns the probability of default at which a credit earns what it loses."""
    return economics.margin / (economics.margin + economics.loss_given_default)
