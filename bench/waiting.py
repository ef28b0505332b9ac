"""How long a person waits for a score: POST with ``Prefer: wait`` to the finished score."""

import asyncio
from contextlib import closing
from time import perf_counter

import aiohttp

from bench.figure import Figure, middle, percentile_95
from bench.target import Target

PEOPLE = (1, 4, 16)
SCORES_EACH = 25
ROUNDS = 3
BOUND = "two processors: as many API environments as people, and the scorers, share them"


def measure(target: Target) -> list[Figure]:
    """Lets 1, 4 and 16 people ask at once, each for one score after the other."""
    with closing(target.client("manager")) as manager:
        token = manager.cookies["session"]
        pages = [
            manager.get("/api/clients", params={"page": page, "page_size": 200}).json()["items"]
            for page in (1, 2)
        ]
    client_ids = [item["id"] for items in pages for item in items]
    paths = {"http_api": target.api_url, "site": f"{target.site_url}api"}
    for people in PEOPLE:  # environments start: the scorers' before sixteen others want to
        asyncio.run(_ask(paths["site"], token, client_ids, people, 6))
    waits: dict[tuple[str, int], list[list[float]]] = {}
    for _ in range(ROUNDS):
        for path, url in paths.items():
            for people in PEOPLE:
                values = asyncio.run(_ask(url, token, client_ids, people, SCORES_EACH))
                waits.setdefault((path, people), []).append(values)
                print(f"  {people} by {path}: p95 {percentile_95(values):.0f} ms", flush=True)
    return [figure for key, rounds in waits.items() for figure in _figures(*key, rounds)]


def _figures(path: str, count: int, rounds: list[list[float]]) -> list[Figure]:
    tails = [percentile_95(values) for values in rounds]
    detail = {"people": count, "scores_a_round": len(rounds[0]), "bound": BOUND}
    return [
        Figure(
            f"wait_p50_{count}_{path}", middle([middle(values) for values in rounds]), "ms", detail
        ),
        Figure(
            f"wait_p95_{count}_{path}",
            middle(tails),
            "ms",
            {**detail, "rounds": [round(x) for x in tails]},
        ),
    ]


async def _ask(
    api: str, token: str, client_ids: list[int], people: int, scores_each: int
) -> list[float]:
    """Returns the milliseconds of every request."""
    connector = aiohttp.TCPConnector(limit=0)
    headers = {"Cookie": f"session={token}", "Prefer": "wait=20"}
    async with aiohttp.ClientSession(connector=connector, headers=headers) as session:

        async def person(number: int) -> list[float]:
            values = []
            for turn in range(scores_each):
                client_id = client_ids[(number + turn * people) % len(client_ids)]
                started = perf_counter()
                async with session.post(f"{api}/clients/{client_id}/score") as answer:
                    body = await answer.json()
                if body["status"] != "done":
                    raise RuntimeError(f"not scored: {body}")
                values.append((perf_counter() - started) * 1000)
            return values

        everybody = await asyncio.gather(*map(person, range(people)))
    return [value for values in everybody for value in values]
