"""What is known of somebody, before anything else is supposed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from core.applications.rates import usual_annual_rate
from core.applications.records import Application
from core.applications.rules.completeness import answers_told, find_missing
from core.clients.payments import list_credits
from core.clients.records import Client, Credit
from core.clients.rules.contradictions import find_contradictions
from core.clients.rules.history import Months, check_months, month_number
from core.clients.rules.questionnaire import build_features
from core.clients.rules.schedule import monthly_payment
from core.decisions.rules.assessment import Wanted
from core.decisions.rules.scenarios import OwedCredit, Situation
from core.kit.clock import bank_date
from core.kit.errors import ImpossibleFeaturesError, IncompleteApplicationError
from core.scores.rules.trials import TriedPerson
from core.scores.trying import to_person


@dataclass(frozen=True)
class Known:
    """What the model and the policy look at, as it is or as somebody supposes it.

    Attributes:
        answers: of the questionnaire.
        wanted: the credit that is wanted, if one is.
    """

    answers: dict[str, Any]
    situation: Situation
    wanted: Wanted | None = None

    def to_person(self) -> TriedPerson:
        """Returns what the model may look at.

        Raises:
            ImpossibleFeaturesError, ImpossibleHistoryError: answers or months cannot be.
        """
        as_of = self.situation.as_of
        build_features(self.answers, as_of)
        if impossible := find_contradictions(self.answers):
            raise ImpossibleFeaturesError(impossible)
        months = [check_months(credit.months, as_of) for credit in self.situation.credits]
        return to_person(self.answers, months, as_of)


def known_of_client(connection: Connection, client: Client) -> Known:
    """Returns what is known of a client today."""
    return Known(client.answers, _situation(connection, client.id))


def known_of_application(connection: Connection, application: Application) -> Known:
    """Returns what is known of an applicant today, with the credit that is wanted.

    Raises:
        IncompleteApplicationError: it cannot be scored yet.
    """
    content = application.content
    if missing := find_missing(content, bank_date()):
        raise IncompleteApplicationError(missing)
    assert content.amount_rub is not None
    assert content.term_months is not None
    rate = usual_annual_rate() if content.annual_rate is None else content.annual_rate
    return Known(
        answers_told(content),
        _situation(connection, application.client_id),
        Wanted(content.amount_rub, content.term_months, rate),
    )


def _situation(connection: Connection, client_id: int | None) -> Situation:
    today = bank_date()
    credits = [] if client_id is None else list_credits(connection, client_id, today)
    return Situation(today, _owed(credits))


def _owed(credits: Sequence[Credit]) -> tuple[OwedCredit, ...]:
    return tuple(
        OwedCredit(
            id=credit.id,
            months=Months(
                [month_number(one.month) for one in credit.payment_history],
                "".join(one.status for one in credit.payment_history),
            ),
            payment_rub=_payment(credit),
            overdue_rub=credit.amount_overdue,
        )
        for credit in credits
    )


def _payment(credit: Credit) -> Decimal:
    if credit.closed_on is not None:
        return Decimal(0)
    return monthly_payment(credit.amount_total, credit.annual_rate, credit.term_months)
