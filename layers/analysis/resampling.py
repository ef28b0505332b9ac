"""The bootstrap of sums: how far they would differ had other rows of the same kind been met.

Each draw gives every row a weight from the Poisson distribution with mean 1 and brings all weights
back to the number of rows: given that number they are those of drawing rows with replacement. The
sums are taken of cells, so that whatever is made of cells afterwards costs no more draws.
"""

from math import exp, factorial
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

DRAWS_AT_ONCE = 32  # their weights stay near the processor, and memory stays small
_PARTS = 65_536  # of a random 16-bit number, each as likely
_PARTS_AT_ONCE = 4  # a random number has 64 bits
_WEIGHTS_KNOWN = 9  # a larger weight is less likely than one part
_CUMULATED = np.cumsum([exp(-1) / factorial(times) for times in range(_WEIGHTS_KNOWN)])
# Single precision holds small whole numbers exactly
_WEIGHT_OF_PART = np.searchsorted(
    _CUMULATED, (np.arange(_PARTS) + 0.5) / _PARTS, side="right"
).astype(np.float32)


def poisson_weights(generator: np.random.Generator, draws: int, rows: int) -> Array:
    """Returns how often each row counts in each draw, shape (draws, rows)."""
    wanted = draws * rows
    raw = generator.bit_generator.random_raw(-(-wanted // _PARTS_AT_ONCE))
    parts = np.asarray(raw, "<u8").view("<u2")[:wanted]
    # Looking up by whole numbers of the machine's own size takes a third of the time
    return np.asarray(_WEIGHT_OF_PART.take(parts.astype(np.intp)).reshape(draws, rows))


def resampled_sums(values: Array, ends: Array, draws: int, seed: int) -> Array:
    """Returns the sums of cells as they are, and then of each draw.

    Args:
        values: what is summed, shape (rows, columns); the rows of a cell lie together.
        ends: where each cell ends, rising; the last is the number of rows.
        draws: how often rows are drawn anew.
        seed: the same one gives the same draws.

    Returns:
        Shape (1 + draws, cells, columns). The draws are taken in single precision.
    """
    sums = np.empty((1 + draws, len(ends), values.shape[1]))
    sums[0] = np.add.reduceat(values, np.r_[0, ends[:-1]], axis=0)
    generator, single = np.random.default_rng(seed), values.astype(np.float32)
    for start in range(1, 1 + draws, DRAWS_AT_ONCE):
        block = sums[start : start + DRAWS_AT_ONCE]
        _sum_block(poisson_weights(generator, len(block), len(values)), single, ends, block)
    return sums


def _sum_block(weights: Array, values: Array, ends: Array, sums: Array) -> None:
    begin = 0
    for cell, end in enumerate(ends):
        sums[:, cell] = weights[:, begin:end] @ values[begin:end]
        begin = end
    drawn = weights.sum(axis=1, dtype=np.float64)
    # Of a handful of rows a draw may take none: it says nothing
    scales = np.divide(len(values), drawn, out=np.full(len(drawn), np.nan), where=drawn > 0)
    sums *= scales[:, None, None]
