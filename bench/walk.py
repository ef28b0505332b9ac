"""The portfolio of a bank's size, and one person who asks for scores beside it."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle
from threading import Event, Thread
from time import monotonic, perf_counter, sleep
from typing import Any

import httpx
import psutil
from sqlalchemy import Engine, text
from tqdm import tqdm

from bench.figure import Figure, middle, percentile_95
from bench.monitor import run_worker
from bench.target import Target
from local import emulator, processes

ALONE = 60  # scores that the person asks for before
PAUSE_SECONDS = 0.25
LEAST = 5
LONGEST_SILENCE_SECONDS = 300
ROUNDS = 40

_PROGRESS = text(
    """
    SELECT coalesce(sum(k.done), 0) AS done, coalesce(sum(k.failed), 0) AS failed,
           coalesce(sum(k.clients), 0) AS clients, b.ended_at IS NOT NULL AS ended,
           extract(epoch FROM b.ended_at - b.requested_at) AS seconds
      FROM portfolio_batches b LEFT JOIN portfolio_chunks k ON k.batch_id = b.id
     WHERE b.id = :batch_id GROUP BY b.id
    """
)
_RECORDED = text(
    """
    SELECT extract(epoch FROM recorded_at)::float AS moment, clients FROM portfolio_chunks
     WHERE batch_id = :batch_id ORDER BY recorded_at
    """
)
# Ids grow with time, so no score of a rescoring lies before its own
_SCORED = text(
    """
    SELECT count(*), count(DISTINCT client_id) FROM scores
     WHERE batch_id = :batch_id AND id > :batch_id
    """
)
_SOMEBODY = text(
    """
    SELECT id FROM clients WHERE external_id LIKE 'BENCH-%' ORDER BY external_id LIMIT 5000
    """
)


@dataclass
class Beside:
    """What was seen while the portfolio ran: megabytes of the largest scorer, and waits."""

    megabytes: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)


def measure(target: Target, engine: Engine) -> list[Figure]:
    """Lets one person wait, alone and beside the portfolio of everybody; follows the portfolio."""
    with closing(_session(target, "manager")) as manager, engine.connect() as connection:
        ids: Iterator[int] = cycle(connection.execute(_SOMEBODY).scalars().all())
        _wait(manager, next(ids))  # an environment starts
        alone = [_wait(manager, next(ids)) for _ in range(ALONE)]
        with closing(_session(target, "analyst")) as analyst:
            started = perf_counter()
            batch = analyst.post("portfolio/scores").raise_for_status().json()
            asked = (perf_counter() - started) * 1_000
        with _beside(target, manager, ids) as beside:
            halfway = _follow(target, engine, batch["id"])
    after = _pages(target, batch["id"])
    return [
        Figure("size_request", round(asked, 1), "ms", {}, at_most=500),
        *_speed(engine, batch["id"]),
        *memory(beside.megabytes),
        *waits(alone, beside.waits),
        *_looks("while it runs", halfway),
        *_looks("when it is over", after),
    ]


def _session(target: Target, role: str) -> httpx.Client:
    """Returns somebody who is logged in, at the HTTP API."""
    with closing(target.client(role)) as client:
        cookie = f"session={client.cookies['session']}"
    return httpx.Client(base_url=target.api_url, headers={"Cookie": cookie}, timeout=60)


def _wait(person: httpx.Client, client_id: int) -> float:
    """Returns after how many milliseconds a new score is finished, 20,000 at most."""
    started = perf_counter()
    answer = person.post(f"clients/{client_id}/score", headers={"Prefer": "wait=20"})
    if answer.raise_for_status().json()["status"] == "failed":
        raise RuntimeError(f"not scored: {answer.text}")
    return (perf_counter() - started) * 1_000


@contextmanager
def _beside(target: Target, person: httpx.Client, ids: Iterator[int]) -> Iterator[Beside]:
    """Lets the person go on asking, and looks at the scorers, until the portfolio is over."""
    seen, over, faults = Beside(), Event(), list[Exception]()

    def go_on() -> None:
        try:
            # Of a portfolio that was over at once a few are left that had it beside them no more
            while not over.wait(PAUSE_SECONDS) or len(seen.waits) < LEAST:
                seen.waits.append(_wait(person, next(ids)))
                seen.megabytes.append(_largest_scorer(target))
        except Exception as error:  # noqa: BLE001 - raised again by whoever waits for it
            faults.append(error)

    thread = Thread(target=go_on)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()
    if faults:
        raise faults[0]


def _largest_scorer(target: Target) -> float:
    process = processes.find(target.stack, emulator.NAME)
    largest = 0.0
    for child in process.children(recursive=True) if process else ():
        with suppress(psutil.Error):  # it may end while it is looked at
            if any(target.outputs["ScorerFunctionName"] in one for one in child.cmdline()):
                largest = max(largest, child.memory_info().rss / 1_000_000)
    return largest


def _follow(target: Target, engine: Engine, batch_id: str) -> dict[str, list[float]]:
    """Waits for the portfolio; returns how long its pages took when half of it was done."""
    halfway: dict[str, list[float]] = {}
    with (
        tqdm(unit="client", desc="  portfolio", mininterval=2) as bar,
        engine.connect() as connection,
    ):
        moved = monotonic()
        while not (now := connection.execute(_PROGRESS, {"batch_id": batch_id}).one()).ended:
            connection.rollback()
            if now.done > bar.n:
                moved = monotonic()
            if monotonic() - moved > LONGEST_SILENCE_SECONDS:
                raise TimeoutError("scores are still pending. Look at: make logs STACK=size")
            bar.total = int(now.clients)
            bar.update(int(now.done) - bar.n)
            if not halfway and now.done > now.clients / 2:
                halfway = _pages(target, batch_id)
            sleep(0.5)
        bar.update(int(now.done) - bar.n)
    if now.failed:
        raise RuntimeError(f"{now.failed} scores failed. Look at: make logs STACK=size")
    return halfway


def _pages(target: Target, batch_id: str) -> dict[str, list[float]]:
    paths = {"progress": f"/portfolio/scores/{batch_id}"}
    paths["changes"] = f"{paths['progress']}/changes"
    told = {"database": target.database_secret, "paths": [*paths.values()], "rounds": ROUNDS}
    seconds = run_worker("bench.pages_worker", told)
    return {name: [1_000 * one for one in seconds[path]] for name, path in paths.items()}


def _looks(when: str, pages: dict[str, list[float]]) -> list[Figure]:
    most = {"progress": 20, "changes": 300}
    return [
        Figure(
            f"size_{name} {when}",
            round(percentile_95(times), 1),
            "ms",
            {"p50_ms": middle(times), "requests": ROUNDS},
            at_most=most[name],
        )
        for name, times in pages.items()
    ]


def _speed(engine: Engine, batch_id: str) -> list[Figure]:
    """Returns how fast it was, and the last tenth against the first.

    Raises:
        RuntimeError: somebody has no score of it, or two.
    """
    with engine.connect() as connection:
        now = connection.execute(_PROGRESS, {"batch_id": batch_id}).one()
        scored, people = connection.execute(_SCORED, {"batch_id": batch_id}).one()
        chunks = connection.execute(_RECORDED, {"batch_id": batch_id}).all()
    if not scored == people == now.done:
        raise RuntimeError(f"{scored} scores of {people} people, and {now.done} are told")
    rate = float(now.done) / float(now.seconds)
    first, last = tenths([(chunk.moment, chunk.clients) for chunk in chunks])
    told = {"first": round(first), "last": round(last)}
    return [
        Figure("size_rate", round(rate), "scores/s", {"scores": int(now.done)}),
        Figure("size_last_to_first", round(last / first, 2), "times", told, at_least=0.8),
    ]


def tenths(chunks: Sequence[tuple[float, int]]) -> tuple[float, float]:
    """Returns clients a second in the first tenth of the chunks and in the last.

    Args:
        chunks: when each was recorded, in seconds, and of how many clients; in this order.
    """
    part = max(1, len(chunks) // 10)
    return _rate(chunks[: part + 1]), _rate(chunks[-part - 1 :])


def _rate(chunks: Sequence[tuple[float, int]]) -> float:
    """Returns clients a second between the first of these chunks and the last."""
    seconds = chunks[-1][0] - chunks[0][0]
    return sum(clients for _, clients in chunks[1:]) / max(seconds, 1e-6)


def memory(megabytes: Sequence[float]) -> list[Figure]:
    """Returns the peak of the largest scorer, and that of the second half against the first."""
    middle_of = max(1, len(megabytes) // 2)
    before, after = max(megabytes[:middle_of]), max(megabytes[middle_of:] or megabytes)
    told: dict[str, Any] = {"looks": len(megabytes)}
    return [
        Figure("size_scorer_memory", round(max(megabytes)), "MB", told),
        Figure("size_memory_growth", round(after / before, 2), "times", told, at_most=1.1),
    ]


def waits(alone: Sequence[float], beside: Sequence[float]) -> list[Figure]:
    """Returns what the person waited alone and beside the portfolio."""
    before, meanwhile = percentile_95(alone), percentile_95(beside)
    return [
        Figure("size_wait_alone", round(before, 1), "ms", {"p50_ms": middle(alone)}),
        Figure("size_wait_beside", round(meanwhile, 1), "ms", {"p50_ms": middle(beside)}),
        Figure("size_wait_ratio", round(meanwhile / before, 2), "times", {}, at_most=3),
    ]
