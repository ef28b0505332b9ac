"""What a million portfolio scores cost on AWS: ``python -m bench cost``, after ``make bench``.

By list prices of Lambda and SQS, and the measured rate of one scorer environment, which is taken to
be busy all that time. Not in it: the database and its proxy, which run anyway, and logs.
"""

from bench.figure import Figure
from bench.results import read_all
from core.scores.planning import CLIENTS_PER_CHUNK
from local.errors import StackError

SCORES = 1_000_000
MOST_USD = 0.6
MEASURED = "portfolio_1_environments"
MEMORY_GB = 1769 / 1024  # of the scorer, in the template
# USD, us-east-1, the first tier
GB_SECOND = {"x86_64": 0.0000166667, "arm64": 0.0000133334}
LAMBDA_REQUEST = 0.20 / 1_000_000
SQS_REQUEST = 0.40 / 1_000_000
REQUESTS_A_MESSAGE = 3  # sent, received and deleted by itself, at worst


def cost(scores_per_second: float, processor: str) -> float:
    """Returns the price in USD; each chunk is an invocation of its own, at worst."""
    messages = SCORES / CLIENTS_PER_CHUNK
    computing = SCORES / scores_per_second * MEMORY_GB * GB_SECOND[processor]
    return computing + messages * (LAMBDA_REQUEST + REQUESTS_A_MESSAGE * SQS_REQUEST)


def measured_rate() -> float:
    """Returns the kept rate of one environment, scores a second.

    Raises:
        StackError: none was measured yet.
    """
    kept = read_all().get("portfolio")
    for figure in kept.figures if kept else ():
        if figure.name == MEASURED:
            return figure.value
    raise StackError("No portfolio was measured yet. Run: make up && python -m bench portfolio")


def measure() -> list[Figure]:
    """Returns the price for both processors; the rate is that of the machine it was measured on."""
    rate = measured_rate()
    return [
        Figure(
            f"cost_{processor}",
            round(cost(rate, processor), 3),
            "USD",
            {"scores": SCORES, "scores_per_second": round(rate)},
            at_most=MOST_USD,
        )
        for processor in GB_SECOND
    ]
