"""A bank's size: ``make bench SIZE=1000000``, on a stack of its own that keeps its data.

Real are PostgreSQL, the functions, their queues and mappings in the emulator, and what a person
waits for at its HTTP API. Lists, progress and changes are asked of the api function in process,
without the emulator's part.
"""

import os
import shutil
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, text

from bench import filling, walk
from bench.figure import Figure, middle, percentile_95
from bench.monitor import run_worker
from bench.target import Target, free_port, running
from local import postgres
from local.__main__ import stop_everything
from local.errors import StackError
from local.stack import LOCAL, Stack
from local.up import bring_up

DEMO = 60
ROUNDS = 40
MOST_MILLISECONDS = 100
WORK = "/me/worklist"
# Of a client with all that is its own, once it was rescored; of a rescoring of one who is there;
# and of PostgreSQL's log meanwhile, with the emulator's files
BYTES_A_CLIENT = 16_000
BYTES_A_SCORE = 2_500
BYTES_BESIDE = 3_000_000_000
FAR, PAGES_BEFORE = "/clients?limit=200", 200
PAGES = {
    "list_first_page": "/clients?limit=50",
    "list_search": f"/clients?limit=50&q={quote('орлов анна')}",
    "list_by_grade": "/clients?limit=50&grade=D",
    "list_by_probability": "/clients?limit=50&sort=-proba",
    "list_by_lowest_probability": "/clients?limit=50&sort=proba",
    "list_by_day": "/clients?limit=50&sort=-scored_at",
    "list_by_grade_from_its_end": "/clients?limit=50&grade=B&sort=-proba",
    "list_by_decision": "/clients?limit=50&decision=decline",
    "list_stale": "/clients?limit=50&freshness=stale",
    "list_unscored": "/clients?limit=50&freshness=unscored",
    "list_closed": "/clients?limit=50&state=closed",
    "list_search_of_many": f"/clients?limit=50&q={quote('петрович')}",
    "list_search_of_a_letter": f"/clients?limit=50&q={quote('я')}",
}


def measure(clients: int) -> list[Figure]:
    """Brings a stack up, fills it with so many clients, and measures; the data stay.

    Raises:
        StackError: there is no room for so many, or something does not start.
    """
    stack = Stack("size", LOCAL / "size", free_port(), free_port(), free_port())
    require_room(stack, clients)
    try:
        bring_up(stack, clients=DEMO, concurrency=max(2, os.cpu_count() or 2))
        return measure_on(running(stack), clients)
    finally:
        stop_everything(stack, with_data=False)
        print("  the data stay for another run; to remove them: make clean STACK=size")


def measure_on(target: Target, clients: int) -> list[Figure]:
    """Fills a running stack with synthetic clients up to so many, and measures."""
    engine = connect(target)
    try:
        filling.fill(engine, clients)
        return [*_lists(target), *walk.measure(target, engine), _weigh(engine, clients)]
    finally:
        engine.dispose()


def connect(target: Target) -> Engine:
    """Returns the way to the database, as its owner, with as much time as a fill takes."""
    url = target.database_url.replace("postgresql:", "postgresql+psycopg2:")
    return create_engine(url, connect_args={"options": "-c statement_timeout=0"})


def _weigh(engine: Engine, clients: int) -> Figure:
    with engine.connect() as connection:
        size = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
    return Figure("size_database", size, "bytes", {"bytes_a_client": round(size / clients)})


def require_room(stack: Stack, clients: int) -> None:
    """Raises before anything is written if the disk is too small for so many clients.

    Raises:
        StackError: it says how much there is, and how much is needed.
    """
    stack.folder.mkdir(parents=True, exist_ok=True)
    data = (stack.folder / postgres.DATA).resolve()
    there = sum(path.stat().st_size for path in data.rglob("*") if path.is_file())
    needed = max(clients * BYTES_A_CLIENT - there, clients * BYTES_A_SCORE) + BYTES_BESIDE
    free = shutil.disk_usage(data if there else stack.folder).free
    if free < needed:
        raise StackError(
            f"{clients:,} clients need {needed / 1e9:.1f} GB of disk, and {free / 1e9:.1f} GB are"
            " free. Make room, or measure fewer with SIZE="
        )


def _lists(target: Target) -> list[Figure]:
    told = {"far": FAR, "pages": PAGES_BEFORE}
    seconds = _ask(target, "analyst", [*PAGES.values()], told)
    work = _ask(target, "manager", [WORK], {})
    before = {"pages_before": len(seconds["pages_before"])}
    return [
        *(_figure(name, seconds[path]) for name, path in PAGES.items()),
        _figure("list_far_page", seconds[FAR], **before),
        _figure("work_of_a_day", work[WORK]),
    ]


def _ask(
    target: Target, role: str, paths: Sequence[str], more: Mapping[str, Any]
) -> dict[str, list[float]]:
    """Returns the seconds of each request."""
    told = {"database": target.database_secret, "role": role, "rounds": ROUNDS, "paths": paths}
    seconds: dict[str, list[float]] = run_worker("bench.pages_worker", {**told, **more})
    return seconds


def _figure(name: str, seconds: Sequence[float], **beside: int) -> Figure:
    times = [1_000 * one for one in seconds]
    told = {"p50_ms": middle(times), "requests": len(times), **beside}
    value = round(percentile_95(times), 1)
    return Figure(name, value, "ms", told, at_most=MOST_MILLISECONDS)
