"""Makes the list of what is found: without what was dealt with, the dearest first."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from uuid import UUID

from core.worklist.rules.candidates import Candidate
from core.worklist.rules.finding import Finding, Told
from core.worklist.rules.subject import Subject
from core.worklist.rules.work_words import (
    GROUP_OF,
    NEXT_STEP_OF,
    Group,
    MarkState,
    NextStep,
    Reason,
)

MOST_LISTED = 50  # of a group: who has done these finds the next ones
FINGERPRINT_DIGITS = 12


@dataclass(frozen=True)
class Mark:
    """What was done about one reason of one subject.

    Attributes:
        key: of the row of the list that it was done to.
        evidence: what was known then; the same reason with other evidence is new work.
        until: the day on which what is snoozed comes back.
    """

    subject: Subject
    reason: Reason
    evidence: str
    key: str
    state: MarkState
    until: date | None = None

    def hides(self, finding: Finding, as_of: date) -> bool:
        """Says whether this reason is dealt with for today."""
        if finding.evidence != self.evidence:
            return False
        return self.state is MarkState.DONE or (self.until is not None and as_of < self.until)


@dataclass(frozen=True)
class Item:
    """A row of the list: one person, with every reason that is still open.

    Attributes:
        key: by it the row is marked; another one once there is something new to know.
        client_id: null of an application of whom nobody knows yet.
        application_id: null of a client.
        number: the lender's own one of the person, or that of the application.
        amount_overdue: in RUB on all open credits; null where nobody recorded it.
        expected_loss: PD x LGD x what is owed or wanted, in RUB; null without a PD.
    """

    key: str
    group: Group
    client_id: int | None
    application_id: UUID | None
    last_name: str
    first_name: str
    patronymic: str
    number: str | None
    phone: str | None
    reasons: tuple[Told, ...]
    next_step: NextStep
    amount_overdue: Decimal | None
    expected_loss: Decimal | None
    points: int | None
    grade: str | None


@dataclass(frozen=True)
class GroupOfWork:
    """What is to do of one kind.

    Attributes:
        items: the dearest ones.
        has_more: whether there are more than are listed.
    """

    group: Group
    items: tuple[Item, ...]
    has_more: bool


@dataclass(frozen=True)
class Comeback:
    """The next day on which snoozed work comes back, and how many rows of it."""

    on: date
    count: int


@dataclass(frozen=True)
class Worklist:
    """The work of a day; ``next`` is null where nothing is snoozed."""

    as_of: date
    groups: tuple[GroupOfWork, ...]
    next: Comeback | None


@dataclass(frozen=True)
class Lister:
    """What turns candidates into rows on one day, given what was done about them."""

    as_of: date
    marks: Mapping[tuple[Subject, Reason], Mark] = field(default_factory=dict)

    def list(self, candidates: Sequence[Candidate]) -> Worklist:
        """Returns the work that these make."""
        items = [item for one in candidates if (item := self.item(one)) is not None]
        groups = tuple(_group(group, items) for group in Group)
        return Worklist(self.as_of, groups, self._comeback(candidates))

    def open_findings(self, candidate: Candidate) -> tuple[Finding, ...]:
        """Returns the reasons that were not dealt with."""
        return tuple(one for one in candidate.findings if self._hiding(candidate, one) is None)

    def item(self, candidate: Candidate) -> Item | None:
        """Returns the row of a candidate; None if there is nothing to do."""
        findings = self.open_findings(candidate)
        if not findings:
            return None
        first = findings[0].reason
        own = {name: value for name, value in vars(candidate).items() if name in _OF_CANDIDATE}
        return Item(
            key=f"{candidate.subject}-{_fingerprint(findings)}",
            group=GROUP_OF[first],
            reasons=tuple(one.told for one in findings),
            next_step=NEXT_STEP_OF[first],
            **own,
        )

    def _hiding(self, candidate: Candidate, finding: Finding) -> Mark | None:
        mark = self.marks.get((candidate.subject, finding.reason))
        return mark if mark and mark.hides(finding, self.as_of) else None

    def _comeback(self, candidates: Sequence[Candidate]) -> Comeback | None:
        """Counts the rows that come back on the first day on which any does."""
        days = Counter(day for one in candidates if (day := self._back_on(one)) is not None)
        return Comeback(min(days), days[min(days)]) if days else None

    def _back_on(self, candidate: Candidate) -> date | None:
        hiding = [self._hiding(candidate, one) for one in candidate.findings]
        return min((mark.until for mark in hiding if mark and mark.until), default=None)


_OF_CANDIDATE = {one.name for one in fields(Candidate)} & {one.name for one in fields(Item)}


def _fingerprint(findings: Sequence[Finding]) -> str:
    told = "\n".join(sorted(f"{one.reason} {one.evidence}" for one in findings))
    return hashlib.sha256(told.encode()).hexdigest()[:FINGERPRINT_DIGITS]


def _group(group: Group, items: Sequence[Item]) -> GroupOfWork:
    of_it = [item for item in items if item.group is group]
    of_it.sort(key=lambda item: (-(item.expected_loss or 0), item.client_id))
    return GroupOfWork(group, tuple(of_it[:MOST_LISTED]), len(of_it) > MOST_LISTED)
