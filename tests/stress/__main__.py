"""Hurts a stack of its own while everybody asks: ``make stress``, see docs/targets.md.

Its arguments say how many scores are asked for, and in which order of chance what happens.
"""

import argparse
import secrets
import sys

from local.errors import StackError
from local.stack import LOCAL
from tests.e2e.makers import People
from tests.e2e.target import embedded, own_stack
from tests.stress.run import Plan, run
from tests.stress.table import judge, lines

SCORES = 10_000
CLIENTS = 1_510
MINUTE = 60


def main() -> int:
    """Runs it, prints the tables, and returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.stress")
    parser.add_argument("--scores", type=int, default=SCORES)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    arguments = parser.parse_args()
    scores, seed = arguments.scores, arguments.seed
    plan = Plan(
        scores=scores,
        seed=seed,
        kills=20,
        restarts=2,
        longest_pause=6,
        redelivery_seconds=30,
        load_seconds=10 * MINUTE,
        rest_seconds=20 * MINUTE,
    )
    print(f"  {scores:,} scores, SEED={seed}", flush=True)
    with own_stack(LOCAL / "stress", min(CLIENTS, scores)) as stack:
        deployed = embedded(stack)
        done = run(deployed, plan, People(deployed), lambda line: print(f"  {line}", flush=True))
    print(*lines(done), f"\nSEED={seed}", sep="\n")
    return int(any(judge(done).values()))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except StackError as error:
        sys.exit(f"error: {error}")
