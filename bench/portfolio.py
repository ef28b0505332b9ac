"""Scores per second of a whole portfolio, end to end, by number of scorer environments.

Beside what one thread scores of files of the same people, and with one person who asks meanwhile.
"""

from contextlib import closing
from time import monotonic, sleep

import httpx
import psycopg2

from bench import beside, file_scoring
from bench.figure import Figure, middle
from bench.target import Target
from local import deploy, seeding, up
from local.stack import Stack

CLIENTS = 10_000
ENVIRONMENTS = (1, 2, 4)
ROUNDS = 3
LONGEST_SECONDS = 300
AT_LEAST_OF_OFFLINE = 0.35
BOUND = "two processors: scorers, PostgreSQL, the emulator and this program share them"


def measure(stack: Stack, target: Target) -> list[Figure]:
    """Rescores 10,000 clients with 1, 2 and 4 environments in turn, three times.

    Between them one thread scores the same people of files.
    """
    rates: dict[int, list[float]] = {count: [] for count in ENVIRONMENTS}
    of_files: list[float] = []
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
                of_files.append(file_scoring.measure_rate(target))
                print(f"  one thread of files: {of_files[-1]:.0f} scores/s", flush=True)
            _set_environments(target, up.CONCURRENCY)
            waits = beside.measure(target, analyst)
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
    return [
        *figures,
        Figure("portfolio_scaling", ratio, "times", detail),
        *_to_offline(figures[1].value, of_files),
        *waits,
    ]


def _to_offline(rate: float, of_files: list[float]) -> list[Figure]:
    thread = middle(of_files)
    detail = {"runs": [round(value) for value in of_files], "of": "training score, one thread"}
    return [
        Figure("portfolio_offline", thread, "scores/s", detail),
        Figure(
            "portfolio_to_offline",
            round(rate / thread, 2),
            "times",
            detail,
            at_least=AT_LEAST_OF_OFFLINE,
        ),
    ]


def _rescore(target: Target, analyst: httpx.Client) -> tuple[int, float]:
    """Returns how many clients were rescored, and the seconds from request to last score."""
    started = monotonic()
    batch = analyst.post("/api/portfolio/scores").raise_for_status().json()
    with closing(psycopg2.connect(target.database_url)) as connection:
        connection.autocommit = True
        while beside.is_running(connection, batch["id"]):
            if monotonic() - started > LONGEST_SECONDS:
                raise TimeoutError("scores are still pending. Look at: make logs")
            sleep(0.05)
        seconds = monotonic() - started
    done = analyst.get(f"/api/portfolio/scores/{batch['id']}").raise_for_status().json()
    if done["failed"]:
        raise RuntimeError(f"{done['failed']} scores failed. Look at: make logs")
    return done["total"], seconds


def _set_environments(target: Target, count: int) -> None:
    """Bounds the environments; a mapping takes two or more, so one is a reservation.

    The emulator looks for reservations at the function and not at its alias, to which the mapping
    belongs: for a single environment it is pointed past the alias.
    """
    client = target.aws("lambda")
    function = target.outputs["ScorerFunctionName"]
    client.update_event_source_mapping(
        UUID=target.outputs["PortfolioMappingId"],
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
        # A decision may stand on any score: without an index each is looked for among all credits
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("CREATE INDEX scores_of_credits ON credits (score_id)")
        clients = "SELECT id FROM clients WHERE user_id IN (SELECT id FROM added)"
        credits = f"SELECT id FROM credits WHERE client_id IN ({clients})"
        for statement in (
            f"DELETE FROM scores WHERE client_id IN ({clients})",
            f"DELETE FROM payment_months WHERE credit_id IN ({credits})",
            f"DELETE FROM credits WHERE client_id IN ({clients})",
            "DELETE FROM clients WHERE user_id IN (SELECT id FROM added)",
            "DELETE FROM users WHERE id IN (SELECT id FROM added)",
            "DROP INDEX scores_of_credits",
        ):
            cursor.execute(statement)
        connection.commit()
