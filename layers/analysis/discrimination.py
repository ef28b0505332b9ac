"""How well probabilities separate who defaulted from who did not."""

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def kolmogorov_smirnov(target: Array, proba: Array) -> float:
    """Returns the largest gap between the two cumulative distributions, 0 to 1.

    Args:
        target: whether the event happened, bool, shape (n,); both outcomes occur.
        proba: shape (n,).

    Raises:
        ValueError: only one outcome occurs, so there is nothing to separate.
    """
    events = int(target.sum())
    if events in (0, len(target)):
        raise ValueError("both outcomes are needed to say how well they are separated")
    edges, places = np.unique(proba, return_inverse=True)
    of_events = np.bincount(places[target], minlength=len(edges)) / events
    of_others = np.bincount(places[~target], minlength=len(edges)) / (len(target) - events)
    return float(np.abs(np.cumsum(of_events - of_others)).max())
