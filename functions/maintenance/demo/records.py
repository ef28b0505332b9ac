"""What one seeded person looks like, whether generated or read from files.

Both are told as the source data tell them: in days and months before the day they are seeded on.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from core.clients.rules.history import (
    LONGEST_HISTORY_MONTHS,
    Months,
    PaymentStatus,
    check_months,
    month_number,
    month_of,
)
from core.clients.rules.questionnaire import QUESTIONNAIRE, answers_of_days, build_features
from core.clients.rules.schedule import monthly_payment

DAYS_OF_MONTH = 30  # a payment is due on the day of issue, which is the 28th at the latest


class Month(BaseModel):
    """One month of a payment history."""

    months_ago: Annotated[int, Field(ge=0, le=LONGEST_HISTORY_MONTHS)]
    status: PaymentStatus


class CreditRecord(BaseModel):
    """A credit of a seeded client, issued in the month with which its history begins."""

    amount_total: Annotated[Decimal, Field(gt=0, le=3_000_000)]
    annual_rate: Annotated[Decimal, Field(ge=0, le=100)]
    issued_day: Annotated[int, Field(ge=1, le=28)]
    term_months: Annotated[int, Field(ge=1, le=480)]
    external_id: str
    payment_history: Annotated[list[Month], Field(min_length=1)]

    def months(self, as_of: date) -> Months:
        """Returns the months counted back from a day.

        Raises:
            ImpossibleHistoryError: they cannot belong to a credit.
        """
        newest_first = sorted(self.payment_history, key=lambda month: month.months_ago)
        now = month_number(as_of)
        numbers = [now - month.months_ago for month in newest_first]
        statuses = "".join(month.status for month in newest_first)
        return check_months(Months(numbers, statuses), as_of)

    def issued_on(self, as_of: date) -> date:
        """Returns the day of issue in the oldest month."""
        return month_of(self.months(as_of).numbers[-1]).replace(day=self.issued_day)

    def overdue(self, status: str) -> Decimal | None:
        """Returns what is owed in arrears at the end of a month; None where nothing is late."""
        if not status.isdigit():
            return None
        payment = monthly_payment(self.amount_total, self.annual_rate, self.term_months)
        return payment * (int(status) + 1)

    def days_past_due(self, status: str) -> int | None:
        """Returns the days that the oldest unpaid payment is late at the end of a month."""
        return int(status) * 30 + DAYS_OF_MONTH - self.issued_day if status.isdigit() else None


class Applicant(BaseModel):
    """The payment histories of all credits, and the 16 questionnaire answers as further fields."""

    model_config = ConfigDict(extra="allow", hide_input_in_errors=True)

    payment_histories: list[Annotated[list[Month], Field(min_length=1)]]


class Person(BaseModel):
    """A client: name, login, credits, and the 16 questionnaire answers as further fields."""

    model_config = ConfigDict(extra="allow", hide_input_in_errors=True)

    login: str
    first_name: str
    last_name: str
    patronymic: str
    phone: str
    external_id: str
    credits: list[CreditRecord]

    def answers(self, as_of: date) -> dict[str, Any]:
        """Returns the questionnaire answers, checked by the one feature builder.

        Raises:
            ImpossibleFeaturesError: they cannot belong to a person.
        """
        answers = answers_of_days(self.model_extra or {}, as_of)
        build_features(answers, as_of)
        return {name: answers[name] for name in QUESTIONNAIRE}


@dataclass(frozen=True)
class Dated:
    """A person, and the days that what is told of them is counted back from.

    Attributes:
        answered_on: of the answers.
        paid_until: of the payments.
        client_since, closed_on: when the person came, and left; the latter null of who stays.
    """

    person: Person
    answered_on: date
    paid_until: date
    client_since: date
    closed_on: date | None = None

    def answers(self) -> dict[str, Any]:
        """Returns the questionnaire answers, checked by the one feature builder.

        Raises:
            ImpossibleFeaturesError: they cannot belong to a person.
        """
        return self.person.answers(self.answered_on)


def told_today(person: Person, today: date) -> Dated:
    """Returns a person of whom everything is told as of today, a client since the first credit."""
    since = min((credit.issued_on(today) for credit in person.credits), default=today)
    return Dated(person, today, today, since)
