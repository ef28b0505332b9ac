"""What people were told, and what stands afterwards: plain data that the checks compare."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Way(StrEnum):
    """How somebody asks for a score."""

    WAIT = "waits"
    LATER = "comes back"
    ENQUIRY = "enquires"
    PORTFOLIO = "rescores many"


@dataclass(frozen=True)
class Told:
    """One request and its answer.

    Attributes:
        subject: the client's id; the mark of an enquiry, which is its income; 0 of a portfolio.
        status: of HTTP; 0 where no answer came.
        body: of an answer in JSON.
        retry_after: whether the answer says when to come back.
        clients: of a portfolio, whom it was asked for.
    """

    way: Way
    subject: int
    status: int
    body: Mapping[str, Any]
    seconds: float
    retry_after: bool = False
    clients: frozenset[int] = frozenset()

    @property
    def is_accepted(self) -> bool:
        """Whether something was promised."""
        return self.status in {200, 202}


@dataclass(frozen=True)
class Stands:
    """A score as it stands in the database.

    Attributes:
        mark: the income that an enquiry told.
        resent: whether the sweep had to send it again.
    """

    id: str
    client_id: int | None
    mark: int | None
    batch_id: str | None
    status: str
    error: str | None
    proba: float | None
    grade: str | None
    decision: str | None
    model: str | None
    raw_score: float | None
    reasons: Sequence[Mapping[str, Any]] | None
    contributions: Mapping[str, float] | None
    scored_at: datetime | None
    resent: bool


@dataclass(frozen=True)
class Batch:
    """A rescoring of many: what was asked, and how far the API says it is.

    Attributes:
        wanted: the clients whose scores were asked for.
    """

    id: str
    wanted: frozenset[int]
    total: int
    pending: int
    done: int
    failed: int
    has_ended: bool


@dataclass(frozen=True)
class Aftermath:
    """What stands when all is quiet again.

    Attributes:
        finished_before: score -> when it was scored, of those that were finished while messages
            were still sent twice.
        unscorable: clients of whom no score can be made.
        letters: bodies of the dead letters.
        poison: bodies of the messages that nobody can score.
        waiting: messages left in the queues.
        latest: client -> the latest score that the client list shows.
        month: the state of the month's count that was under way.
    """

    told: Sequence[Told]
    scores: Sequence[Stands]
    batches: Sequence[Batch]
    finished_before: Mapping[str, datetime]
    unscorable: frozenset[int]
    letters: Counter[str]
    poison: Counter[str]
    waiting: int
    latest: Mapping[int, str | None]
    month: str


@dataclass(frozen=True)
class Finding:
    """Something that must not be, and of what."""

    fault: str
    of: str
