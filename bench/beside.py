"""One person who asks for one score after the other, alone and while everybody is rescored."""

import asyncio
from contextlib import closing
from time import monotonic
from typing import Any

import httpx
import psycopg2

from bench.figure import Figure, middle, percentile_95
from bench.target import Target
from bench.waiting import Asking

ALONE = 60
AT_ONCE = 5
PORTFOLIOS = 4
AT_MOST = 3.0
LONGEST_SECONDS = 300


def measure(target: Target, analyst: httpx.Client) -> list[Figure]:
    """Has the person wait before, and while everybody is rescored several times."""
    asking = Asking.of(target, people=1)
    asyncio.run(asking.ask(target.api_url, 1, AT_ONCE))
    alone = asyncio.run(asking.ask(target.api_url, 1, ALONE))
    beside: list[float] = []
    for _ in range(PORTFOLIOS):
        beside += _while_all_are_scored(target, analyst, asking)
    detail = {"alone": len(alone), "beside": len(beside), "p50_beside": middle(beside)}
    times = round(percentile_95(beside) / percentile_95(alone), 2)
    return [
        Figure("beside_portfolio_p95_alone", middle([percentile_95(alone)]), "ms", detail),
        Figure("beside_portfolio_p95", middle([percentile_95(beside)]), "ms", detail),
        Figure("beside_portfolio_times", times, "times", detail, at_most=AT_MOST),
    ]


def _while_all_are_scored(target: Target, analyst: httpx.Client, asking: Asking) -> list[float]:
    """Returns the waits that began and ended while the portfolio ran."""
    batch_id = analyst.post("/api/portfolio/scores").raise_for_status().json()["id"]
    waits: list[float] = []
    started = monotonic()
    with closing(psycopg2.connect(target.database_url)) as connection:
        connection.autocommit = True
        while monotonic() - started < LONGEST_SECONDS:
            found = asyncio.run(asking.ask(target.api_url, 1, AT_ONCE))
            if not is_running(connection, batch_id):
                return waits
            waits += found
    raise TimeoutError("scores are still pending. Look at: make logs")


def is_running(connection: Any, batch_id: str) -> bool:
    """Asks the database, because each answer of the API costs the processors a score or two."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM portfolio_batches WHERE id = %s AND ended_at IS NULL)",
            (batch_id,),
        )
        return bool(cursor.fetchone()[0])
