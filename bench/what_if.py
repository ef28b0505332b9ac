"""How long one person waits for what would be, and for what can be done."""

from contextlib import closing
from itertools import cycle, islice
from time import perf_counter
from typing import Any

import httpx

from bench.figure import Figure, middle, percentile_95
from bench.target import Target

ROUNDS = 3
WARM_UP = 5
LOOKS, WAYS = 100, 30  # a round: of ways a user may ask for 120 an hour
BOUND = "the api, the emulator and one scorer environment share two processors, one after the other"
LATE: dict[str, Any] = {
    "scenario": {"kind": "late", "months": 1},
    "answers": {"cnt_children": 0},
    "wanted": {"amount_rub": "300000.00", "term_months": 24},
}


def measure(target: Target) -> list[Figure]:
    """Lets one underwriter look at one client after the other."""
    with closing(target.client("underwriter")) as person:
        listed = person.get("/api/clients", params={"limit": 200}).json()["items"]
        paths = [f"/api/clients/{item['id']}" for item in listed if item["proba"] is not None]
        looks = [person.build_request("POST", f"{path}/what-if", json=LATE) for path in paths]
        ways = [person.build_request("GET", f"{path}/recourse") for path in paths]
        return [
            *_figures("what_if", person, looks, LOOKS),
            *_figures("recourse", person, ways, WAYS),
        ]


def _figures(
    name: str, person: httpx.Client, requests: list[httpx.Request], count: int
) -> list[Figure]:
    waits = cycle(requests)
    for request in islice(waits, WARM_UP):
        _took(person, request)
    rounds = [[_took(person, one) for one in islice(waits, count)] for _ in range(ROUNDS)]
    tails = [percentile_95(values) for values in rounds]
    detail = {"people": 1, "requests_a_round": count, "bound": BOUND}
    told = {**detail, "rounds": [round(tail) for tail in tails]}
    halves = middle([middle(values) for values in rounds])
    return [
        Figure(f"{name}_p50", halves, "ms", detail),
        Figure(f"{name}_p95", middle(tails), "ms", told),
    ]


def _took(person: httpx.Client, request: httpx.Request) -> float:
    """Returns after how many milliseconds a request was answered."""
    started = perf_counter()
    person.send(request).raise_for_status()
    return (perf_counter() - started) * 1_000
