"""What the models cost a person: ``python -m bench model``."""

from bench.figure import Figure
from bench.machine import fresh

TOGETHER = (1, 100, 1_000)


def measure() -> list[Figure]:
    """Scores one person, a hundred and a thousand at once, each in a fresh process."""
    return [
        Figure(
            f"model_{people}_together",
            round(float(fresh("-m", "bench.model_worker", str(people))), 1),
            "us",
            {"people": people, "threads": 1},
        )
        for people in TOGETHER
    ]
