"""The models in a fresh process with one thread: prints the microseconds a person takes."""

import sys
from itertools import cycle, islice
from statistics import median
from time import perf_counter

from model.bundle_reader import BUNDLE, read_bundle
from model.scoring import ScoringModel, to_applicants

SECONDS = 2.0
LEAST_ROUNDS = 5


def main() -> None:
    """Scores so many people at once, from answers and months to probability and exact reasons."""
    count = int(sys.argv[1])
    bundle = read_bundle(BUNDLE)
    model = ScoringModel(bundle)
    people = list(islice(cycle(to_applicants(bundle.golden)), count))
    model.score(people)
    rounds: list[float] = []
    while sum(rounds) < SECONDS or len(rounds) < LEAST_ROUNDS:
        started = perf_counter()
        model.score(people)
        rounds.append(perf_counter() - started)
    print(median(rounds) / count * 1_000_000)


if __name__ == "__main__":
    main()
