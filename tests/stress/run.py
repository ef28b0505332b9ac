"""One run: everybody asks while the stack is hurt, then it comes to rest, then all is checked."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from time import monotonic, sleep

import httpx

from core.kit.clock import bank_date
from tests.e2e.deployed import Deployed, eventually
from tests.e2e.letters import remove_all_letters
from tests.e2e.levers import redelivered_after
from tests.e2e.makers import ANSWERS, People, Person
from tests.stress.crowd import Ledger, asking
from tests.stress.faults import Happened, Mischief
from tests.stress.looking import everybody, finished, look, say_open
from tests.stress.messages import Messages
from tests.stress.records import Aftermath

PEOPLE = 5  # one of them rescores many, the others ask for one score after the other
WARM_SECONDS = 180  # until everybody was answered once: environments start
STEADY_LOOKS = 3  # without a change, before all counts as quiet
UNSCORABLE = {"name_income_type": "Wizard"}
PAUSE_SECONDS = 2
PROGRESS_SECONDS = 10
# As if two minutes had gone by, four for a month and eleven for a chunk: by then the sweep goes on
HURRY = """
    UPDATE monitor_runs SET heard_from_at = heard_from_at - interval '4 minutes',
                            requested_at = requested_at - interval '4 minutes'
     WHERE ended_at IS NULL;
    UPDATE scores SET requested_at = requested_at - interval '2 minutes',
                      resent_at = resent_at - interval '2 minutes' WHERE status = 'pending';
    UPDATE portfolio_batches SET stepped_at = stepped_at - interval '2 minutes'
     WHERE planned_at IS NULL;
    UPDATE portfolio_chunks SET sent_at = sent_at - interval '11 minutes',
                                recorded_at = recorded_at - interval '11 minutes'
     WHERE batch_id IN (SELECT id FROM portfolio_batches WHERE ended_at IS NULL)
"""
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """How hard and how long.

    Attributes:
        kills, restarts, longest_pause: see ``Mischief``.
        redelivery_seconds: after which a message that was not finished comes back.
        load_seconds: after the last fault, until as many have asked as wanted.
        rest_seconds: until all has to be quiet again.
        hurry: whether what the sweep would wait for is let go by.
    """

    scores: int
    seed: int
    kills: int
    restarts: int
    longest_pause: float
    redelivery_seconds: int
    load_seconds: float
    rest_seconds: float
    hurry: bool = False


@dataclass(frozen=True)
class Run:
    """What was done, and what came of it.

    Attributes:
        missing: scores that were wanted and that nobody was promised in time.
    """

    happened: Sequence[Happened]
    twice: Counter[str]
    after: Aftermath
    missing: int
    asking_seconds: float
    rest_seconds: float


@dataclass(frozen=True)
class Scene:
    """Who asks on which stack, and what is done to it."""

    deployed: Deployed
    plan: Plan
    tell: Tell
    askers: Sequence[Person]
    unscorable: Person
    ledger: Ledger
    messages: Messages
    mischief: Mischief

    @property
    def asker_ids(self) -> list[int]:
        return [asker.user_id for asker in self.askers]


def run(deployed: Deployed, plan: Plan, people: People, tell: Tell) -> Run:
    """Hurts a stack that nobody else uses; ``tell`` hears of each fault and of the progress."""
    scene = _set_scene(deployed, plan, people, tell)
    queues = (deployed.given("queue_url"), deployed.portfolio_queue_url)
    remove_all_letters(deployed)
    with deployed.log_in(scene.askers[0]) as client:
        with redelivered_after(deployed, plan.redelivery_seconds, *queues):
            started = monotonic()
            _hurt(scene, client)
            asked = monotonic()
            before = finished(deployed, scene.asker_ids)
            scene.messages.send_again()
            _come_to_rest(scene)
            rested = monotonic()
        after = look(
            deployed,
            client,
            scene.asker_ids,
            scene.ledger.told,
            finished_before=before,
            unscorable=frozenset({scene.unscorable.client_id}),
            poison=scene.messages.poison,
        )
    return Run(
        scene.mischief.happened,
        scene.messages.twice,
        after,
        scene.ledger.missing,
        asking_seconds=asked - started,
        rest_seconds=rested - asked,
    )


def _set_scene(deployed: Deployed, plan: Plan, people: People, tell: Tell) -> Scene:
    ledger, messages = Ledger(plan.scores), Messages(deployed, datetime.now(UTC))
    mischief = Mischief(
        deployed,
        Random(plan.seed),
        promised=lambda: ledger.people,
        silence=messages.silence,
        kills=plan.kills,
        restarts=plan.restarts,
        longest_pause=plan.longest_pause,
    )
    askers = [people.staff("analyst") for _ in range(PEOPLE)]
    unscorable = people.client(answers=ANSWERS | UNSCORABLE)
    return Scene(deployed, plan, tell, askers, unscorable, ledger, messages, mischief)


def _hurt(scene: Scene, client: httpx.Client) -> None:
    """Lets everybody ask, and does everything to the stack meanwhile."""
    deployed, ledger, tell = scene.deployed, scene.ledger, scene.tell
    clients, random = everybody(deployed), Random(scene.plan.seed)
    with scene.messages.sent_twice(), asking(deployed, ledger, clients, scene.askers, random):
        scene.messages.poison_both()
        eventually(lambda: ledger.people > 2 * PEOPLE, WARM_SECONDS)
        _count_month(client)
        scene.mischief.do_all(lambda one: tell(f"{_said(one)}; {ledger.progress}"))
        _wait_until_enough(ledger, scene.plan.load_seconds, tell)


def _count_month(client: httpx.Client) -> None:
    """Has the month counted meanwhile; asks again until it is answered that it is under way."""
    month = {"month": f"{bank_date():%Y-%m}"}

    def is_under_way() -> bool:
        return client.post("/api/monitoring/runs", json=month).status_code in {202, 409}

    eventually(is_under_way)


def _said(one: Happened) -> str:
    times = f" ({one.met})" if one.met > 1 else ""
    return f"{one.at_seconds:6.1f} s  {one.fault}{times} {one.seen}".rstrip()


def _wait_until_enough(ledger: Ledger, seconds: float, tell: Tell) -> None:
    deadline = monotonic() + seconds
    while ledger.missing and monotonic() < deadline:
        tell(f"          {ledger.progress}")
        eventually(lambda: not ledger.missing, PROGRESS_SECONDS)


def _come_to_rest(scene: Scene) -> None:
    """Waits until nothing is open any more, or for as long as it may take."""
    deployed, deadline = scene.deployed, monotonic() + scene.plan.rest_seconds
    seen: list[int] = []
    while monotonic() < deadline:
        waits = say_open(deployed, scene.asker_ids)
        # A request that nobody waits for any more may still write one
        seen = [] if waits else [*seen, len(finished(deployed, scene.asker_ids))]
        if len(seen) >= STEADY_LOOKS and len(set(seen[-STEADY_LOOKS:])) == 1:
            return
        if waits:
            scene.tell(f"          left: {waits}")
        if waits and scene.plan.hurry:
            deployed.query(HURRY)
            deployed.maintain("sweep")
        sleep(PAUSE_SECONDS)
