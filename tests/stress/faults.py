"""What is done to the stack meanwhile, by the levers of the end-to-end suite."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from random import Random
from time import monotonic, sleep

from tests.e2e.deployed import Deployed, eventually
from tests.e2e.levers import BLOCKED, held, kill_blocked, permission_missing

Seen = tuple[str, int]  # in words, and how many it met
VICTIM_SECONDS = 90  # until there is somebody whom a fault meets: the end of all hope
AWAY_SECONDS = 1.5
REFUSED_SECONDS = 4
FROZEN_SECONDS = 4
NEWEST = "SELECT id::text FROM scores WHERE status = 'pending' ORDER BY id DESC LIMIT 10"
AMONG = "SELECT id::text FROM scores WHERE status = 'pending' AND id = ANY(%s::uuid[])"


@dataclass(frozen=True)
class Happened:
    """A fault, when it began, in seconds since the first one, and what was seen of it.

    Attributes:
        met: how many it met: where it met nobody, nothing was tried.
    """

    fault: str
    at_seconds: float
    seen: str
    met: int = 1


@dataclass
class Mischief:
    """Does one thing after the other to a stack, in an order of chance.

    Attributes:
        promised: returns how many scores people were promised so far.
        silence: nothing is sent beside the service meanwhile, so that what it cannot send stays unsent.
        kills: how often scorers are killed at any moment, beside once in mid-batch.
        restarts: how often the database is stopped and started, half of them by a crash.
        longest_pause: seconds between two faults at most.
    """

    deployed: Deployed
    random: Random
    promised: Callable[[], int]
    silence: Callable[[], AbstractContextManager[None]]
    kills: int
    restarts: int
    longest_pause: float
    started: float = field(default_factory=monotonic)
    happened: list[Happened] = field(default_factory=list)

    def do_all(self, tell: Callable[[Happened], None]) -> None:
        """Does all of it; ``tell`` hears of each fault when it is over."""
        faults = [
            *[self.kill_scorers] * self.kills,
            *([self.restart_database, self.crash_database] * self.restarts)[: self.restarts],
            self.kill_in_mid_batch,
            self.refuse_messages,
            self.freeze_emulator,
        ]
        self.random.shuffle(faults)
        for fault in faults:
            sleep(self.random.uniform(self.longest_pause / 4, self.longest_pause))
            at_seconds = monotonic() - self.started
            seen, met = fault()
            name = fault.__name__.replace("_", " ")
            self.happened.append(Happened(name, at_seconds, seen, met))
            tell(self.happened[-1])

    def kill_scorers(self) -> Seen:
        """SIGKILL, whatever they are doing."""
        killed = 0

        def have_killed() -> bool:
            nonlocal killed
            killed = self.deployed.host.kill_scorers()
            return killed > 0

        eventually(have_killed, VICTIM_SECONDS)
        return "", killed

    def kill_in_mid_batch(self) -> Seen:
        """SIGKILL when what they have computed is about to be recorded."""
        deadline, killed = monotonic() + VICTIM_SECONDS, 0
        while not killed and monotonic() < deadline:
            waiting = self._pending(NEWEST)
            with held(self.deployed, waiting):
                if caught := self._pending(AMONG, waiting):
                    self.deployed.send(*map(self.deployed.message, caught))
                    eventually(lambda: bool(self.deployed.query(BLOCKED)), VICTIM_SECONDS)
                    killed = kill_blocked(self.deployed)
        return "", killed

    def _pending(self, statement: str, *among: list[str]) -> list[str]:
        return [row[0] for row in self.deployed.query(statement, *among)]

    def restart_database(self) -> Seen:
        """Stopped in order, with all connections cut, and started again."""
        self.deployed.host.stop_database()
        sleep(AWAY_SECONDS)
        self.deployed.host.start_database()
        return f"away for {AWAY_SECONDS} s and its start", 1

    def crash_database(self) -> Seen:
        """Killed with all its processes, and started again: it recovers from its log."""
        self.deployed.host.crash_database()
        sleep(AWAY_SECONDS)
        self.deployed.host.start_database()
        return f"away for {AWAY_SECONDS} s and its recovery", 1

    def refuse_messages(self) -> Seen:
        """The queues refuse what the api sends, until somebody was promised a score all the same."""
        api = self.deployed.given("outputs")["ApiFunctionName"]
        with self.silence(), ExitStack() as missing:
            for right in ("SendScores", "SendPortfolios"):
                missing.enter_context(permission_missing(self.deployed, api, right))
            before = self.promised()
            sleep(REFUSED_SECONDS)
            eventually(lambda: self.promised() > before, VICTIM_SECONDS)
            met = self.promised() - before
        return "", met

    def freeze_emulator(self) -> Seen:
        """No service of AWS answers anybody: who has asked waits, or gives up."""
        with self.silence():
            self.deployed.host.freeze_emulator(FROZEN_SECONDS)
        return f"for {FROZEN_SECONDS} s", 1
