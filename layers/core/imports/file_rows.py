"""Rows of files once they were read: ``row`` is the number that Excel shows beside it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple


class ApplicantRecord(NamedTuple):
    """A person, as a file tells it; ``answers`` are the 16 of the questionnaire."""

    row: int
    external_id: str
    last_name: str
    first_name: str
    patronymic: str
    phone: str | None
    email: str | None
    document: str | None
    manager_login: str | None
    answers: Mapping[str, Any]


class CreditRecord(NamedTuple):
    """A credit, as a file tells it."""

    row: int
    client_external_id: str
    external_id: str
    amount_total: Decimal
    annual_rate: Decimal
    issued_on: date
    term_months: int


class PaymentRecord(NamedTuple):
    """A month of a credit, as a file tells it; ``month`` is its first day."""

    row: int
    credit_external_id: str
    month: date
    status: str
    days_past_due: int | None
    amount_overdue: Decimal | None


Record = ApplicantRecord | CreditRecord | PaymentRecord
