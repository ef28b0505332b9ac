"""Reads what stands when all is quiet again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import httpx

from core.scores.rules.packing import PackedScore, ScoreKind, unpack
from tests.e2e.deployed import Deployed
from tests.e2e.letters import read_letters
from tests.stress.records import Aftermath, Batch, Stands, Told, Way

SCORES = """
    SELECT s.id::text, s.client_id, CAST(e.answers ->> 'amt_income_total' AS numeric) AS mark,
           s.batch_id::text, s.status, s.error, s.proba, s.grade, s.decision,
           coalesce(s.model, kind.model), s.raw_score, s.reasons, s.contributions, s.scored_at,
           s.resent_at IS NOT NULL, kind.codes, s.packed_contributions, s.packed_reasons
      FROM scores s
      LEFT JOIN enquiries e ON e.id = s.enquiry_id
      LEFT JOIN score_kinds kind ON kind.id = s.kind_id
     WHERE s.requested_by = ANY(%s)
"""
BATCHES = "SELECT id::text, filters FROM portfolio_batches WHERE requested_by = ANY(%s)"
FINISHED = """
    SELECT id::text, scored_at FROM scores WHERE requested_by = ANY(%s) AND status <> 'pending'
"""
RUNS = "SELECT id FROM monitor_runs WHERE requested_by = ANY(%s)"
OPEN = """
    SELECT (SELECT count(*) FROM scores WHERE status = 'pending' AND requested_by = ANY(%(by)s)),
           (SELECT count(*) FROM portfolio_batches
             WHERE ended_at IS NULL AND requested_by = ANY(%(by)s)),
           (SELECT count(*) FROM monitor_runs
             WHERE ended_at IS NULL AND requested_by = ANY(%(by)s))
"""
# Who is to be scored when everybody is
EVERYBODY = "SELECT id FROM clients WHERE client_since IS NOT NULL AND closed_at IS NULL"


def everybody(deployed: Deployed) -> list[int]:
    """Returns the ids of all clients."""
    return [row[0] for row in deployed.query(EVERYBODY)]


def say_open(deployed: Deployed, askers: Sequence[int]) -> str:
    """Says what has not come to its end; nothing if all has."""
    [counts] = deployed.query(OPEN, by=list(askers))
    waiting = count_waiting(deployed)
    names = ("scores", "rescorings", "counts of a month", "messages")
    open_ones = zip((*counts, waiting), names, strict=True)
    return ", ".join(f"{count} {name}" for count, name in open_ones if count)


def finished(deployed: Deployed, askers: Sequence[int]) -> dict[str, datetime]:
    """Returns when each finished score was scored."""
    return dict(deployed.query(FINISHED, list(askers)))


def count_waiting(deployed: Deployed) -> int:
    """Returns how many messages both queues hold."""
    urls = (deployed.given("queue_url"), deployed.portfolio_queue_url)
    return sum(map(deployed.count_messages, urls))


def look(
    deployed: Deployed,
    client: httpx.Client,
    askers: Sequence[int],
    told: Sequence[Told],
    **known: Any,
) -> Aftermath:
    """Reads all of it.

    Args:
        client: of somebody who may see all rescorings and clients.
        askers: the users who asked.
        known: the attributes of an aftermath that are not to be read.
    """
    batches = deployed.query(BATCHES, list(askers))
    asked = {
        one.body["id"]: one.clients for one in told if one.way is Way.PORTFOLIO and one.is_accepted
    }
    return Aftermath(
        told=told,
        scores=[_stands(row) for row in deployed.query(SCORES, list(askers))],
        batches=[
            _batch(client, batch_id, asked.get(batch_id) or _wanted(deployed, filters))
            for batch_id, filters in batches
        ],
        letters=read_letters(deployed),
        waiting=count_waiting(deployed),
        latest=_listed(client),
        month=_month(client, deployed.query(RUNS, list(askers))),
        **known,
    )


def _stands(row: tuple[Any, ...]) -> Stands:
    score_id, client_id, mark, *others, codes, contributions, reasons = row
    found = Stands(score_id, client_id, None if mark is None else int(mark), *others)
    if codes is None:
        return found
    kind = ScoreKind(*[None] * 6, feature_names=(), decimals=(), codes=tuple(codes))
    return replace(found, **unpack(kind, PackedScore(None, contributions, reasons)))


def _wanted(deployed: Deployed, filters: Mapping[str, Any]) -> frozenset[int]:
    """Returns whom a rescoring is of whose request was answered by nobody: it may stand all the same."""
    return frozenset(filters["client_ids"] or everybody(deployed))


def _batch(client: httpx.Client, batch_id: str, wanted: frozenset[int]) -> Batch:
    seen = client.get(f"/api/portfolio/scores/{batch_id}").raise_for_status().json()
    counts = {name: seen[name] for name in ("total", "pending", "done", "failed")}
    has_ended = seen["ended_at"] is not None
    return Batch(batch_id, wanted, **counts, has_ended=has_ended)


def _month(client: httpx.Client, runs: Sequence[tuple[int]]) -> str:
    """Returns the state of the count of the month that was asked for."""
    if len(runs) != 1:
        return f"there {len(runs)} times"
    path = f"/api/monitoring/runs/{runs[0][0]}"
    return str(client.get(path).raise_for_status().json()["state"])


def _listed(client: httpx.Client) -> dict[int, str | None]:
    """Returns the latest score of each client on the first page of the client list."""
    page = client.get("/api/clients", params={"limit": 200}).raise_for_status().json()
    return {one["id"]: one["score_id"] for one in page["items"]}
