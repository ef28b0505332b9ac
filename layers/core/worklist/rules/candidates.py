"""Whoever may be work today: who it is, why, and what it may cost."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.scores.rules.showing import shown
from core.worklist.rules.client_facts import ClientFacts
from core.worklist.rules.finding import Finding, find
from core.worklist.rules.subject import Subject


@dataclass(frozen=True)
class Candidate:
    """One person with every reason to deal with them, whether it was dealt with or not.

    Attributes:
        client_id: null of an application of whom nobody knows yet.
        application_id: null of a client.
        number: the lender's own one of the person or of the application, if there is one.
        amount_overdue: in RUB on all open credits; null where nobody recorded it.
        expected_loss: PD x LGD x what is owed, in RUB; null without a PD.
    """

    subject: Subject
    findings: tuple[Finding, ...]
    client_id: int | None
    application_id: str | None
    last_name: str
    first_name: str
    patronymic: str
    number: str | None
    phone: str | None
    amount_overdue: Decimal | None = None
    expected_loss: Decimal | None = None
    points: int | None = None
    grade: str | None = None


def candidate_of(facts: ClientFacts, as_of: date, loss_given_default: float) -> Candidate:
    """Returns what is to do about a client on a day."""
    last = facts.last
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
        expected_loss=expected_loss(facts, as_of, loss_given_default),
        points=shown(last.proba, last.grade).points if last else None,
        grade=last.grade if last else None,
    )


def _overdue(facts: ClientFacts) -> Decimal | None:
    known = [one.amount_overdue for one in facts.credits if one.amount_overdue is not None]
    return sum(known, Decimal(0)) if known else None


def expected_loss(facts: ClientFacts, as_of: date, loss_given_default: float) -> Decimal | None:
    """Returns PD x LGD x what is owed on the open credits, in RUB; None without a PD."""
    if facts.last is None or facts.last.proba is None:
        return None
    owed = sum((credit.owed(as_of) for credit in facts.credits), Decimal(0))
    return round(owed * Decimal(facts.last.proba * loss_given_default), 2)
