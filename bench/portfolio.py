"""Scores per second of a whole portfolio, end to end, by number of scorer environments."""

from contextlib import closing
from time import monotonic, sleep
from typing import Any

import httpx
import psycopg2
from botocore.config import Config

from bench.figure import Figure, middle
from bench.target import Target
from local import seed
from local.stack import Stack

CLIENTS = 10_000
ENVIRONMENTS = (1, 2, 4)
ROUNDS = 3
LONGEST_SECONDS = 300
BOUND = "two processors: scorers, PostgreSQL, the emulator and this program share them"


def measure(stack: Stack, target: Target) -> list[Figure]:
    """Rescores 10,000 clients with 1, 2 and 4 environments in turn, three times."""
    rates: dict[int, list[float]] = {count: [] for count in ENVIRONMENTS}
    seed.seed(stack, target.outputs["MaintenanceFunctionName"], CLIENTS)
    try:
        with closing(target.client("analyst")) as analyst:
            for number in range(ROUNDS):
                for count in ENVIRONMENTS:
                    _set_environments(target, count)
                    if number == 0:
                        _rescore(analyst)  # new environments start
                    total, seconds = _rescore(analyst)
                    rates[count].append(total / seconds)
                    print(f"  {count} environments: {rates[count][-1]:.0f} scores/s", flush=True)
    finally:
        _set_environments(target, 2)
        _remove_added_clients(target)
    figures = [
        Figure(
            f"portfolio_{count}_environments",
            middle(values),
            "scores/s",
            {"clients": CLIENTS, "runs": [round(value) for value in values], "bound": BOUND},
        )
        for count, values in rates.items()
    ]
    ratio = round(figures[1].value / figures[0].value, 2)
    detail = {"of": "medians, 2 environments to 1", "bound": BOUND}
    return [*figures, Figure("portfolio_scaling", ratio, "times", detail)]


def _rescore(analyst: httpx.Client) -> tuple[int, float]:
    """Returns how many clients were rescored, and the seconds from request to last score."""
    started = monotonic()
    batch = analyst.post("/api/portfolio/scores").raise_for_status().json()
    while batch["pending"]:
        if monotonic() - started > LONGEST_SECONDS:
            raise TimeoutError(f"{batch['pending']} scores still pending. Look at: make logs")
        sleep(0.1)
        batch = analyst.get(f"/api/portfolio/scores/{batch['id']}").raise_for_status().json()
    if batch["failed"]:
        raise RuntimeError(f"{batch['failed']} scores failed. Look at: make logs")
    return batch["total"], monotonic() - started


def _set_environments(target: Target, count: int) -> None:
    # One environment is below what AWS lets a mapping ask for, so the client must not check.
    client: Any = target.aws("lambda", Config(parameter_validation=False))
    client.update_event_source_mapping(
        UUID=target.outputs["ScoringMappingId"], ScalingConfig={"MaximumConcurrency": count}
    )
    sleep(1)


def _remove_added_clients(target: Target) -> None:
    """Takes back what the seeding added above the demo population, with all its scores."""
    added = (
        "SELECT u.id FROM users u WHERE is_test AND role = 'client'"
        f" AND split_part(login, '.', 3)::int > {seed.CLIENTS}"
    )
    with (
        closing(psycopg2.connect(target.database_url)) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(f"CREATE TEMP TABLE added AS {added}")
        clients = "SELECT id FROM clients WHERE user_id IN (SELECT id FROM added)"
        for statement in (
            f"DELETE FROM scores WHERE client_id IN ({clients})",
            f"DELETE FROM credits WHERE client_id IN ({clients})",
            "DELETE FROM clients WHERE user_id IN (SELECT id FROM added)",
            "DELETE FROM users WHERE id IN (SELECT id FROM added)",
        ):
            cursor.execute(statement)
        connection.commit()
