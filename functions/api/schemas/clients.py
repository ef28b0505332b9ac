"""Clients and credits over HTTP; the questionnaire's fields come from ``core.features``."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, create_model

from core.entities import Client, ClientSummary
from core.features import DERIVED, NOT_EMPLOYED_DAYS, QUESTIONNAIRE, Category, Number
from core.policy import rating
from core.vocabulary import Decision, Freshness, PaymentStatus

CLIENT_EXAMPLE: dict[str, Any] = {
    "id": 17,
    "user_id": 54,
    "manager_id": 3,
    "first_name": "Анна",
    "last_name": "Иванова",
    "updated_at": "2026-11-23T09:00:00Z",
    "code_gender": "F",
    "flag_own_car": "N",
    "flag_own_realty": "Y",
    "cnt_children": 1,
    "amt_income_total": "157500.00",
    "name_income_type": "Working",
    "name_education_type": "Higher education",
    "name_family_status": "Married",
    "name_housing_type": "House / apartment",
    "days_birth": -13000,
    "days_employed": -2500,
    "flag_work_phone": 0,
    "flag_phone": 1,
    "flag_email": 0,
    "occupation_type": "Core staff",
    "cnt_fam_members": 3,
    "age_group": "35-45",
    "days_employed_bin": "5-10 year",
}
CREDIT_EXAMPLE: dict[str, Any] = {
    "id": 17,
    "client_id": 17,
    "amount_total": "900000.00",
    "annual_rate": "16.00",
    "issued_at": "2024-12-01",
    "term_months": 60,
    "payment_history": [{"months_ago": 0, "status": "C"}, {"months_ago": 1, "status": "0"}],
}
LIST_EXAMPLE: dict[str, Any] = {
    "items": [
        {
            "id": 17,
            "user_id": 54,
            "manager_id": 3,
            "manager_name": "Смирнов Пётр",
            "first_name": "Анна",
            "last_name": "Иванова",
            "amt_income_total": "157500.00",
            "score_id": "01936d3c-7f5a-7cc0-8a33-0242ac120002",
            "proba": 0.0031,
            "rating": 1.0,
            "grade": "C",
            "decision": "approve",
            "scored_at": "2026-11-23T09:00:00.050000Z",
            "updated_at": "2026-11-23T08:00:00Z",
            "freshness": "current",
        }
    ],
    "page": 1,
    "page_size": 50,
    "total": 1,
}
UNITS = {
    "amt_income_total": "yearly income, RUB",
    "days_birth": "days from today back to birth, negative",
    "days_employed": (
        f"days from today back to the start of employment, negative; "
        f"{NOT_EMPLOYED_DAYS} = not employed"
    ),
}


def _request_type(kind: Category | Number) -> Any:
    """What may be sent: the closed list or the bounds of the answer."""
    if isinstance(kind, Category):
        values: Any = Literal[kind.values]
        return values | None if kind.nullable else values
    if not kind.whole:
        bounded = Field(ge=kind.minimum, le=kind.maximum, max_digits=14, decimal_places=2)
        return Annotated[Decimal, bounded]
    whole = Annotated[int, Field(strict=True, ge=kind.minimum, le=kind.maximum)]
    return whole if kind.also is None else whole | Literal[kind.also]


def _response_type(kind: Category | Number) -> Any:
    """What may be read: an answer that an older rule let in is still shown."""
    if isinstance(kind, Category):
        return str | None if kind.nullable else str
    return int if kind.whole else Decimal


def _fields(type_of: Callable[[Category | Number], Any], **options: Any) -> dict[str, Any]:
    """Returns the questionnaire as pydantic field definitions."""
    return {
        name: (type_of(kind), Field(description=UNITS.get(name), **options))
        for name, kind in QUESTIONNAIRE.items()
    }


ClientPatch: type[BaseModel] = create_model(
    "ClientPatch",
    __doc__="The questionnaire answers to change; at least one. Derived features follow.",
    __config__=ConfigDict(
        extra="forbid", json_schema_extra={"example": {"amt_income_total": "180000.00"}}
    ),
    **_fields(_request_type, default=None),
)

QuestionnaireAnswers: type[BaseModel] = create_model(
    "QuestionnaireAnswers",
    __doc__="The 16 answers of the questionnaire.",
    **_fields(_response_type),
)


class ClientResponse(QuestionnaireAnswers):  # type: ignore[misc, valid-type]
    """A client with the 18 scoring features."""

    model_config = ConfigDict(json_schema_extra={"example": CLIENT_EXAMPLE})

    id: int
    user_id: int
    manager_id: int | None
    first_name: str
    last_name: str
    updated_at: datetime
    age_group: str
    days_employed_bin: str

    @classmethod
    def of(cls, client: Client) -> Self:
        """Renders a client, deriving the two features that are never stored."""
        derived = {
            name: derive(client.answers[source]) for name, (source, derive, _) in DERIVED.items()
        }
        return cls(**{**vars(client), **client.answers, **derived})


class MonthlyPaymentResponse(BaseModel):
    """One month: X no loan, C paid off, 0 = 1-29 days past due ... 5 = 150+ or written off."""

    model_config = ConfigDict(from_attributes=True)

    months_ago: int
    status: PaymentStatus


class CreditResponse(BaseModel):
    """A credit with its payment history, paid back by equal monthly payments over the term.

    Amounts in RUB, the rate in percent a year.
    """

    model_config = ConfigDict(from_attributes=True, json_schema_extra={"example": CREDIT_EXAMPLE})

    id: int
    client_id: int
    amount_total: Decimal
    annual_rate: Decimal
    issued_at: date
    term_months: int
    payment_history: list[MonthlyPaymentResponse]


class ClientListItem(BaseModel):
    """A row of the client list with the latest finished score."""

    id: int
    user_id: int
    manager_id: int | None
    manager_name: str | None
    first_name: str
    last_name: str
    amt_income_total: Decimal
    score_id: UUID | None
    proba: float | None
    rating: float | None
    grade: str | None
    decision: Decision | None
    scored_at: datetime | None
    updated_at: datetime
    freshness: Freshness

    @classmethod
    def of(cls, client: ClientSummary) -> Self:
        """Renders a row of the list."""
        return cls(**vars(client), rating=None if client.proba is None else rating(client.proba))


class ClientList(BaseModel):
    """One page of clients."""

    model_config = ConfigDict(json_schema_extra={"example": LIST_EXAMPLE})

    items: list[ClientListItem]
    page: int
    page_size: int
    total: int
