"""Scores per second of a whole portfolio, end to end, by number of scorer environments."""

from contextlib import closing
from time import monotonic, sleep
from typing import Any

import httpx
import psycopg2

from bench.figure import Figure, middle
from bench.target import Target
from local import deploy, seeding, up
from local.stack import Stack

CLIENTS = 10_000
ENVIRONMENTS = (1, 2, 4)
ROUNDS = 3
LONGEST_SECONDS = 300
BOUND = "two processors: scorers, PostgreSQL, the emulator and this program share them"


def measure(stack: Stack, target: Target) -> list[Figure]:
    """Rescores 10,000 clients with 1, 2 and 4 environments in turn, three times."""
    rates: dict[int, list[float]] = {count: [] for count in ENVIRONMENTS}
    seeding.seed(stack, target.outputs["MaintenanceFunctionName"], CLIENTS)
    try:
        with closing(target.client("analyst")) as analyst:
            for _ in range(ROUNDS):
                for count in ENVIRONMENTS:
                    _set_environments(target, count)
                    _rescore(target, analyst)  # a change of their number starts environments anew
                    total, seconds = _rescore(target, analyst)
                    rates[count].append(total / seconds)
                    print(f"  {count} environments: {rates[count][-1]:.0f} scores/s", flush=True)
    finally:
        _set_environments(target, up.CONCURRENCY)
        target.aws("lambda").delete_function_concurrency(
            FunctionName=target.outputs["ScorerFunctionName"]
        )
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


def _rescore(target: Target, analyst: httpx.Client) -> tuple[int, float]:
    """Returns how many clients were rescored, and the seconds from request to last score."""
    started = monotonic()
    batch = analyst.post("/api/portfolio/scores").raise_for_status().json()
    with closing(psycopg2.connect(target.database_url)) as connection:
        connection.autocommit = True
        while _pending(connection, batch["id"]):
            if monotonic() - started > LONGEST_SECONDS:
                raise TimeoutError("scores are still pending. Look at: make logs")
            sleep(0.05)
        seconds = monotonic() - started
    done = analyst.get(f"/api/portfolio/scores/{batch['id']}").raise_for_status().json()
    if done["failed"]:
        raise RuntimeError(f"{done['failed']} scores failed. Look at: make logs")
    return done["total"], seconds


def _pending(connection: Any, batch_id: str) -> bool:
    """Asks the database, because each answer of the API costs the processors a score or two."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM scores WHERE batch_id = %s AND status = 'pending')",
            (batch_id,),
        )
        return bool(cursor.fetchone()[0])


def _set_environments(target: Target, count: int) -> None:
    """Bounds the environments; a mapping takes two or more, so one is a reservation.

    The emulator looks for reservations at the function and not at its alias, to which the mapping
    belongs: for a single environment it is pointed past the alias.
    """
    client = target.aws("lambda")
    function = target.outputs["ScorerFunctionName"]
    client.update_event_source_mapping(
        UUID=target.outputs["ScoringMappingId"],
        FunctionName=function if count == 1 else f"{function}:{deploy.ALIAS}",
        ScalingConfig={"MaximumConcurrency": max(count, 2)},
    )
    client.put_function_concurrency(FunctionName=function, ReservedConcurrentExecutions=count)
    sleep(1)


def _remove_added_clients(target: Target) -> None:
    """Takes back what the seeding added above the demo population, with all its scores."""
    added = (
        "SELECT u.id FROM users u WHERE is_test AND role = 'client'"
        f" AND split_part(login, '.', 3)::int > {seeding.CLIENTS}"
    )
    with (
        closing(psycopg2.connect(target.database_url)) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(f"CREATE TEMP TABLE added AS {added}")
        clients = "SELECT id FROM clients WHERE user_id IN (SELECT id FROM added)"
        credits = f"SELECT id FROM credits WHERE client_id IN ({clients})"
        for statement in (
            f"DELETE FROM scores WHERE client_id IN ({clients})",
            f"DELETE FROM payment_months WHERE credit_id IN ({credits})",
            f"DELETE FROM credits WHERE client_id IN ({clients})",
            "DELETE FROM clients WHERE user_id IN (SELECT id FROM added)",
            "DELETE FROM users WHERE id IN (SELECT id FROM added)",
        ):
            cursor.execute(statement)
        connection.commit()
