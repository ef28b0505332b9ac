"""Whoever may be work today: who it is, why, and what it may cost."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from core.applications.records import ApplicationSummary
from core.applications.rules.states import ApplicationState
from core.scores.rules.showing import shown
from core.worklist.rules.client_facts import ClientFacts
from core.worklist.rules.finding import Finding, Told, find
from core.worklist.rules.subject import Subject
from core.worklist.rules.work_words import Reason

REASON_OF_STATE = {
    ApplicationState.WAITING_FOR_APPLICANT: Reason.APPLICATION_WAITS,
    ApplicationState.SCORED: Reason.APPLICATION_SCORED,
}
"""The states of an application in which somebody has to do something."""


@dataclass(frozen=True)
class Candidate:
    """One person with every reason to deal with them, whether it was dealt with or not.

    Attributes:
        client_id: null of an application of whom nobody knows yet.
        application_id: null of a client.
        number: the lender's own one of the person, or that of the application.
        amount_overdue: in RUB on all open credits; null where nobody recorded it.
        expected_loss: PD x LGD x what is owed or wanted, in RUB; null without a PD.
    """

    subject: Subject
    findings: tuple[Finding, ...]
    client_id: int | None
    application_id: UUID | None
    last_name: str
    first_name: str
    patronymic: str
    number: str | None
    phone: str | None
    amount_overdue: Decimal | None
    expected_loss: Decimal | None
    points: int | None
    grade: str | None


def candidate_of(facts: ClientFacts, as_of: date, loss_given_default: float) -> Candidate:
    """Returns what is to do about a client on a day."""
    last = facts.last
    owed = sum((credit.owed(as_of) for credit in facts.credits), Decimal(0))
    return Candidate(
        subject=Subject(client_id=facts.id),
        findings=find(facts),
        client_id=facts.id,
        application_id=None,
        last_name=facts.last_name,
        first_name=facts.first_name,
        patronymic=facts.patronymic,
        number=facts.external_id,
        phone=facts.phone,
        amount_overdue=_overdue(facts),
        expected_loss=_loss(owed, last.proba if last else None, loss_given_default),
        points=shown(last.proba, last.grade).points if last else None,
        grade=last.grade if last else None,
    )


def _overdue(facts: ClientFacts) -> Decimal | None:
    known = [one.amount_overdue for one in facts.credits if one.amount_overdue is not None]
    return sum(known, Decimal(0)) if known else None


def _loss(owed: Decimal, proba: float | None, loss_given_default: float) -> Decimal | None:
    return None if proba is None else round(owed * Decimal(proba * loss_given_default), 2)


@dataclass(frozen=True)
class WaitingApplication:
    """An application that waits for somebody.

    Attributes:
        place: of the step that led here: another one once it was taken anew.
        proba: of its score.
    """

    summary: ApplicationSummary
    place: int | None
    phone: str | None = None
    proba: float | None = None


def candidate_of_application(waiting: WaitingApplication, loss_given_default: float) -> Candidate:
    """Returns what is to do about an application, of which the amount wanted is at stake."""
    summary = waiting.summary
    reason = REASON_OF_STATE[summary.state]
    return Candidate(
        subject=Subject(application_number=summary.number),
        findings=(Finding(Told(reason), f"{summary.state} {waiting.place}"),),
        client_id=summary.client_id,
        application_id=summary.id,
        last_name=summary.last_name or "",
        first_name=summary.first_name or "",
        patronymic=summary.patronymic or "",
        number=str(summary.number),
        phone=waiting.phone,
        amount_overdue=None,
        expected_loss=_loss(summary.amount_rub or Decimal(0), waiting.proba, loss_given_default),
        points=summary.points,
        grade=summary.grade,
    )
