"""How long a person waits for a score: POST with ``Prefer: wait`` to the finished score."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_urlsafe
from time import perf_counter

import aiohttp
import psycopg2

from bench.figure import Figure, middle, percentile_95
from bench.machine import import_catboost_ms
from bench.target import Target

PEOPLE = (1, 4, 16)
WARMING = (1, 2, 4, 8, 12, 16)
SCORES_EACH = 25
ROUNDS = 3
CLIENTS = 400
# A bare import of CatBoost takes as much more on a slower day as a score does
ONE_AT_MOST_MS, IMPORT_ON_THAT_DAY_MS = 25, 300
SIXTEEN_AT_MOST = 2.0
BOUND = "two processors: as many API environments as people, and the scorers, share them"

_LOG_IN = """
    INSERT INTO sessions (token_hash, user_id, expires_at)
    SELECT %s, id, now() + interval '1 day' FROM users
     WHERE role = 'manager' AND is_test ORDER BY id OFFSET %s LIMIT 1
"""


@dataclass(frozen=True)
class Asking:
    """People who are logged in, and the clients whose scores they ask for.

    They are as many people as ask at once: one user's requests are counted in one row, behind
    which each would wait for the others.
    """

    tokens: Sequence[str]
    client_ids: Sequence[int]

    @classmethod
    def of(cls, target: Target, people: int) -> "Asking":
        """Opens a session for each of so many managers."""
        tokens = [token_urlsafe(32) for _ in range(people)]
        with (
            closing(psycopg2.connect(target.database_url)) as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT id FROM clients ORDER BY id LIMIT %s", (CLIENTS,))
            client_ids = [client_id for (client_id,) in cursor.fetchall()]
            for place, token in enumerate(tokens):
                cursor.execute(_LOG_IN, (sha256(token.encode()).hexdigest(), place))
            connection.commit()
        return cls(tokens, client_ids)

    async def ask(self, api: str, people: int, scores_each: int) -> list[float]:
        """Returns the milliseconds of every request of so many people."""
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(connector=connector) as session:

            async def person(number: int) -> list[float]:
                headers = {"Cookie": f"session={self.tokens[number]}", "Prefer": "wait=20"}
                values = []
                for turn in range(scores_each):
                    client_id = self.client_ids[(number + turn * people) % len(self.client_ids)]
                    started = perf_counter()
                    path = f"{api}/clients/{client_id}/score"
                    async with session.post(path, headers=headers) as answer:
                        body = await answer.json()
                    if body["status"] != "done":
                        raise RuntimeError(f"not scored: {body}")
                    values.append((perf_counter() - started) * 1000)
                return values

            everybody = await asyncio.gather(*map(person, range(people)))
        return [value for values in everybody for value in values]


def measure(target: Target) -> list[Figure]:
    """Lets 1, 4 and 16 people ask at once, each for one score after the other."""
    asking = Asking.of(target, max(PEOPLE))
    paths = {"http_api": target.api_url, "site": f"{target.site_url}api"}
    for people in WARMING:  # environments start, few at a time: a start takes a processor seconds
        asyncio.run(asking.ask(paths["site"], people, 6))
    waits: dict[tuple[str, int], list[list[float]]] = {}
    for _ in range(ROUNDS):
        for path, url in paths.items():
            for people in PEOPLE:
                values = asyncio.run(asking.ask(url, people, SCORES_EACH))
                waits.setdefault((path, people), []).append(values)
                print(f"  {people} by {path}: p95 {percentile_95(values):.0f} ms", flush=True)
    figures = [figure for key, rounds in waits.items() for figure in _figures(*key, rounds)]
    return figures + _ratios({figure.name: figure.value for figure in figures})


def _ratios(found: Mapping[str, float]) -> list[Figure]:
    """Returns what has a target: one person against the machine, sixteen against one."""
    imported = import_catboost_ms()
    one, sixteen = found["wait_p50_1_http_api"], found["wait_p95_16_http_api"]
    return [
        Figure(
            "wait_1_to_import",
            round(one / imported, 3),
            "times",
            {"p50": one, "import_catboost_ms": imported},
            at_most=round(ONE_AT_MOST_MS / IMPORT_ON_THAT_DAY_MS, 3),
        ),
        Figure(
            "wait_16_to_1",
            round(sixteen / one, 2),
            "times",
            {"p95_of_16": sixteen, "p50_of_1": one},
            at_most=SIXTEEN_AT_MOST,
        ),
    ]


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
