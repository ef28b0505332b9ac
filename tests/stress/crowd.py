"""The load: people who ask for one score after the other, and those who rescore many."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count, cycle
from random import Random
from threading import Event, Lock
from time import monotonic
from typing import Any
from uuid import UUID

import httpx

from tests.e2e.deployed import CanLogIn, Deployed
from tests.e2e.makers import ANSWERS
from tests.stress.records import Told, Way

LEAST_INCOME = 20_000  # each enquiry tells one more: by it its score is found again
WAITS_SECONDS = 5
ANSWER_SECONDS = 60
PAUSE_SECONDS = 0.5  # before the same is asked again
SLOW_SECONDS = 0.5  # once as many were asked for as wanted
LARGEST_NAMED = 200  # clients whom a request may name
EVERYBODY_OF = 8  # rescorings, of which one is of everybody


@dataclass
class Ledger:
    """What everybody was told so far, and whether it is enough.

    Attributes:
        scores: to be asked for, half by people and half by rescorings.
        over: set when nothing is to be asked for any more.
        people, portfolio: scores that were promised so far.
    """

    scores: int
    told: list[Told] = field(default_factory=list)
    over: Event = field(default_factory=Event)
    people: int = 0
    portfolio: int = 0
    _lock: Lock = field(default_factory=Lock)
    _incomes: Iterator[int] = field(default_factory=lambda: count(LEAST_INCOME))

    def note(self, told: Told) -> None:
        """Keeps an answer."""
        with self._lock:
            self.told.append(told)
            if told.is_accepted:
                self.portfolio += len(told.clients)
                self.people += told.way is not Way.PORTFOLIO

    def next_income(self) -> int:
        """Returns an income that nobody has told."""
        with self._lock:
            return next(self._incomes)

    @property
    def progress(self) -> str:
        """How many were asked for."""
        return f"{self.people} of people, {self.portfolio} of rescorings"

    @property
    def missing(self) -> int:
        """How many are still to be asked for."""
        half = self.scores // 2
        return max(half - self.people, 0) + max(half - self.portfolio, 0)

    def is_enough(self, way: Way) -> bool:
        """Says whether as many were asked for in a way as wanted."""
        asked = self.portfolio if way is Way.PORTFOLIO else self.people
        return asked >= self.scores // 2


@dataclass(frozen=True)
class Asker:
    """Somebody logged in who asks until it is over.

    Once as many were asked for as wanted it goes on slowly, so that every fault meets somebody.
    """

    client: httpx.Client
    ledger: Ledger
    clients: Sequence[int]
    random: Random

    def ask_one_by_one(self) -> None:
        """Asks for one score after the other: of a client, waiting or not, or of a stranger."""
        while not self.ledger.over.is_set():
            way = self.random.choice([Way.WAIT, Way.LATER, Way.ENQUIRY])
            wait = {} if way is Way.LATER else {"Prefer": f"wait={WAITS_SECONDS}"}
            if way is Way.ENQUIRY:
                self._enquire(wait)
            else:
                client_id = self.random.choice(self.clients)
                self._post(way, client_id, f"clients/{client_id}/score", headers=wait)
            if self.ledger.is_enough(way):
                self.ledger.over.wait(SLOW_SECONDS)

    def _enquire(self, headers: dict[str, str]) -> None:
        """Asks the same under the same key until it is answered, as a program would."""
        income = self.ledger.next_income()
        key = {"Idempotency-Key": str(UUID(int=self.random.getrandbits(128)))}
        body = {"answers": ANSWERS | {"amt_income_total": income}}
        while not self.ledger.over.is_set():
            told = self._post(Way.ENQUIRY, income, "scores", headers=headers | key, json=body)
            if told.is_accepted:
                return
            self.ledger.over.wait(PAUSE_SECONDS)

    def rescore(self, among: "Sequence[Asker]") -> None:
        """Has everybody rescored now and then, and some after some meanwhile.

        Each time by another of those who may, because one of them may not as often by the hour.
        """
        largest = min(LARGEST_NAMED, len(self.clients), 1 + self.ledger.scores // 50)
        for turn, asker in enumerate(cycle(among)):
            if self.ledger.over.is_set():
                return
            if turn % EVERYBODY_OF == 0:
                asker._rescore({}, self.clients)
            else:
                some = self.random.sample(self.clients, self.random.randint(1, largest))
                asker._rescore({"client_ids": some}, some)
            is_enough = self.ledger.is_enough(Way.PORTFOLIO)
            self.ledger.over.wait(4 * SLOW_SECONDS if is_enough else PAUSE_SECONDS)

    def _rescore(self, body: dict[str, Any], clients: Sequence[int]) -> None:
        whom = frozenset(clients)
        self._post(Way.PORTFOLIO, 0, "portfolio/scores", json=body, clients=whom)

    def _post(
        self,
        way: Way,
        subject: int,
        path: str,
        clients: frozenset[int] = frozenset(),
        **options: Any,
    ) -> Told:
        started = monotonic()
        status, body, retry_after = 0, {}, False
        try:
            answer = self.client.post(f"/api/{path}", timeout=ANSWER_SECONDS, **options)
            status, body = answer.status_code, _body_of(answer)
            retry_after = "retry-after" in answer.headers
        except httpx.HTTPError as error:
            body = {"error": type(error).__name__}
        told = Told(way, subject, status, body, monotonic() - started, retry_after, clients)
        self.ledger.note(told)
        return told


def _body_of(answer: httpx.Response) -> dict[str, Any]:
    is_json = answer.headers.get("content-type", "").startswith("application/json")
    return dict(answer.json()) if is_json else {"error": answer.text[:200]}


@contextmanager
def asking(
    deployed: Deployed,
    ledger: Ledger,
    clients: Sequence[int],
    people: Sequence[CanLogIn],
    random: Random,
) -> Iterator[None]:
    """Lets people ask meanwhile, and one thread for many at once by turns of them.

    At the end who has asked is still answered.
    """
    with ExitStack() as sessions:
        askers = [
            Asker(
                sessions.enter_context(deployed.log_in(person)),
                ledger,
                clients,
                Random(random.getrandbits(64)),
            )
            for person in people
        ]
        deeds = [
            partial(askers[0].rescore, askers),
            *(asker.ask_one_by_one for asker in askers[1:]),
        ]
        with ThreadPoolExecutor(len(deeds)) as threads:
            running = [threads.submit(deed) for deed in deeds]
            try:
                yield
            finally:
                ledger.over.set()
        for one in running:
            one.result()  # raises what ended somebody's asking
