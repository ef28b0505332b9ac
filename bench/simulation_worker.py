"""One simulation in a fresh process: prints seconds, by the clock and of the processor."""

import json
import resource
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from statistics import median
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import create_engine

from core.decisions.frozen_scores import read_frozen_scores
from core.decisions.rules.policy import first_policy
from core.decisions.rules.simulator_messages import (
    SimulatedEconomics,
    SimulatedPopulation,
    SimulationWish,
)
from scorer.simulator import simulate_frozen

ROUNDS = 3
BODY = dict(first_policy().body)
WISH = SimulationWish(
    baseline=BODY,
    candidate={**BODY, "approve_below": 0.039095},
    population=SimulatedPopulation(),
    economics=SimulatedEconomics(),
    seed=1,
    as_of=date(2026, 11, 28),
)


def timed(deed: Callable[[], Any]) -> tuple[Any, float, float]:
    started, worked = perf_counter(), process_time()
    done = deed()
    return done, perf_counter() - started, process_time() - worked


def main() -> None:
    times: dict[str, list[tuple[float, float]]] = {"read": [], "simulate": [], "answer": []}
    scores = 0
    with create_engine(sys.argv[1]).connect() as connection:
        for _ in range(ROUNDS):
            asked = connection, WISH.population, WISH.seed, WISH.as_of
            frozen, *read = timed(partial(read_frozen_scores, *asked))
            answer, *simulated = timed(partial(simulate_frozen, WISH, frozen))
            _, *written = timed(answer.model_dump_json)
            for part, seconds in zip(times, (read, simulated, written), strict=True):
                times[part].append((seconds[0], seconds[1]))
            scores = len(frozen.rows)
    told: dict[str, Any] = {
        part: [round(median(column), 3) for column in zip(*found, strict=True)]
        for part, found in times.items()
    }
    told["peak_megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({**told, "scores": scores}))


if __name__ == "__main__":
    main()
