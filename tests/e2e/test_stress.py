"""The short form of `make stress`: each fault once or twice, and nothing is lost or doubled."""

import secrets

import pytest

from tests.stress.run import Plan, run
from tests.stress.table import judge, lines

PLAN = Plan(
    scores=300,
    seed=secrets.randbelow(1_000_000),
    kills=2,
    restarts=2,
    longest_pause=1.5,
    redelivery_seconds=8,
    load_seconds=60,
    rest_seconds=120,
    hurry=True,
)


@pytest.mark.disruptive
@pytest.mark.usefixtures("local_stack", "healthy")
def test_nothing_is_lost_or_doubled_while_each_thing_fails(deployed, people):
    done = run(deployed, PLAN, people, print)
    told = "\n".join([f"SEED={PLAN.seed}", *lines(done)])
    print(told)
    assert not any(judge(done).values()), told
