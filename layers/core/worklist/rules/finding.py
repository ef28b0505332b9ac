"""Finds in the facts about a client why somebody should call or look."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.clients.rules.history import PaymentStatus
from core.scores.rules.master_scale import DEFAULT_GRADE, UNKNOWN_GRADE, master_scale
from core.scores.rules.vocabulary import Decision, Freshness
from core.worklist.rules.client_facts import ClientFacts, OpenCredit, Verdict
from core.worklist.rules.work_words import Reason

MONTHS_IN_A_ROW = 2


@dataclass(frozen=True)
class Told:
    """A reason with its figures; those that do not belong to it are null.

    Attributes:
        status: of the credit that is latest, in its newest month.
        since: of who is silent, the newest month on record.
    """

    reason: Reason
    status: PaymentStatus | None = None
    days_past_due: int | None = None
    grade_before: str | None = None
    grade: str | None = None
    decision_before: Decision | None = None
    decision: Decision | None = None
    since: date | None = None


@dataclass(frozen=True)
class Finding:
    """A reason to deal with somebody.

    Attributes:
        evidence: another one once there is something new to know.
    """

    told: Told
    evidence: str

    @property
    def reason(self) -> Reason:
        """The reason without its figures."""
        return self.told.reason


def find(facts: ClientFacts) -> tuple[Finding, ...]:
    """Returns every reason to deal with a client, the most pressing first."""
    return (*_find_lateness(facts.credits), *_find_changes(facts), *_find_gaps(facts))


def _find_lateness(credits: tuple[OpenCredit, ...]) -> Iterator[Finding]:
    """30 days late or more; else late in the two newest months and not in the one before.

    Who has been a few days late for longer is told by the score: a call was due when it began.
    """
    late = [credit for credit in credits if credit.recent[:1].isdigit()]
    if not late:
        return
    worst = max(late, key=lambda credit: (credit.recent[0], credit.days_past_due or 0))
    status = PaymentStatus(worst.recent[0])
    if status is not PaymentStatus.PAST_DUE_1_29:
        told = Told(Reason.LATE_30, status=status, days_past_due=worst.days_past_due)
        yield Finding(told, f"{worst.newest} {status}")
        return
    again = [credit for credit in late if _months_late(credit.recent) == MONTHS_IN_A_ROW]
    if again:
        newest = max(str(credit.newest) for credit in again)
        days = max((credit.days_past_due or 0 for credit in again), default=0) or None
        yield Finding(Told(Reason.LATE_AGAIN, status=status, days_past_due=days), newest)


def _months_late(recent: str) -> int:
    return len(recent) - len(recent.lstrip("012345"))


def _find_changes(facts: ClientFacts) -> Iterator[Finding]:
    """Compares with the score before; one that only repeats the latest changes nothing."""
    last = facts.last
    before = next((one for one in facts.earlier if _differs(one, last)), None)
    if last is None or before is None:
        return
    evidence = f"{before.id} {last.grade} {last.decision}"
    if _is_worse(last.grade, before.grade):
        told = Told(Reason.GRADE_FELL, grade_before=before.grade, grade=last.grade)
        yield Finding(told, evidence)
    if last.decision is not before.decision:
        told = Told(
            Reason.RECOMMENDATION_CHANGED,
            decision_before=before.decision,
            decision=last.decision,
        )
        yield Finding(told, evidence)


def _differs(one: Verdict, last: Verdict | None) -> bool:
    return last is not None and (one.grade, one.decision) != (last.grade, last.decision)


def _is_worse(grade: str | None, before: str | None) -> bool:
    order = [*(one.grade for one in master_scale()), DEFAULT_GRADE]
    known = grade in order and before in order  # a grade of another scale is no place on this one
    return known and order.index(str(grade)) > order.index(str(before))


def _find_gaps(facts: ClientFacts) -> Iterator[Finding]:
    """Says what keeps a score from telling how a client stands today, the cause alone."""
    if facts.failed_id is not None:
        yield Finding(Told(Reason.NOT_SCORABLE), str(facts.failed_id))
    elif facts.freshness is Freshness.UNSCORED:
        yield Finding(Told(Reason.UNSCORED), "")
    elif facts.freshness is Freshness.SILENT:
        yield Finding(Told(Reason.SILENT, since=facts.seen_until), str(facts.seen_until))
    elif facts.freshness is Freshness.STALE and facts.last is not None:
        yield Finding(Told(Reason.STALE), str(facts.last.id))
    elif facts.last is not None and facts.last.grade == UNKNOWN_GRADE:
        yield Finding(Told(Reason.NO_HISTORY), UNKNOWN_GRADE)
