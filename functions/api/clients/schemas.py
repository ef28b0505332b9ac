"""Clients over HTTP; the questionnaire's fields come from ``core.clients.rules.questionnaire``."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StrictBool, create_model

from api.clients.profile_fields import PROFILE, Reason
from api.kit.fields import PlainDate, amount_between
from core.clients.records import Client, LoginState
from core.clients.rules.answer_kinds import Category, Kind, PastDate
from core.clients.rules.contradictions import Doubt
from core.clients.rules.questionnaire import (
    NOT_EMPLOYED_DAYS,
    QUESTIONNAIRE,
    derive_features,
    find_faults,
)
from core.scores.rules.vocabulary import Freshness

CLIENT_EXAMPLE: dict[str, Any] = {
    "id": 17,
    "user_id": 54,
    "manager_id": 3,
    "first_name": "Анна",
    "last_name": "Иванова",
    "patronymic": "Сергеевна",
    "phone": "+79161234567",
    "email": "anna@example.com",
    "external_id": "C-000017",
    "client_since": "2026-10-01T09:00:00Z",
    "closed_at": None,
    "closed_reason": None,
    "login": "anna.ivanova",
    "invited_until": None,
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
    "born_on": "1991-04-20",
    "employed_since": "2020-01-18",
    "flag_work_phone": 0,
    "flag_phone": 1,
    "flag_email": 0,
    "occupation_type": "Core staff",
    "cnt_fam_members": 3,
    "as_of": "2026-11-23",
    "days_birth": -13001,
    "days_employed": -2501,
    "age_group": "35-45",
    "days_employed_bin": "5-10 year",
    "freshness": "current",
    "impossible_answers": {},
}
CREDIT_EXAMPLE: dict[str, Any] = {
    "id": 17,
    "client_id": 17,
    "external_id": "K-2026-0017",
    "amount_total": "900000.00",
    "annual_rate": "16.00",
    "issued_on": "2026-10-01",
    "term_months": 60,
    "closed_on": None,
    "in_default": False,
    "amount_overdue": "43772.50",
    "payment_history": [
        {"month": "2026-11-01", "months_ago": 0, "status": "1"},
        {"month": "2026-10-01", "months_ago": 1, "status": "0"},
    ],
    "unreadable_months": [],
}
SUMMARY_EXAMPLE: dict[str, Any] = {
    "id": 17,
    "user_id": 54,
    "manager_id": 3,
    "manager_name": "Смирнов Пётр",
    "first_name": "Анна",
    "last_name": "Иванова",
    "patronymic": "Сергеевна",
    "amt_income_total": "157500.00",
    "score_id": "01936d3c-7f5a-7cc0-8a33-0242ac120002",
    "proba": 0.0031,
    "points": 585,
    "rating": 1.0,
    "grade": "B",
    "decision": "approve",
    "scored_at": "2026-11-23T09:00:00.050000Z",
    "updated_at": "2026-11-23T08:00:00Z",
    "freshness": "current",
    "lateness": None,
}
ANSWERS_EXAMPLE = {name: CLIENT_EXAMPLE[name] for name in QUESTIONNAIRE}
UNITS = {
    "amt_income_total": "yearly income, RUB",
    "born_on": "date of birth",
    "employed_since": "start of the present employment; null: not employed",
}


def request_type(kind: Kind) -> Any:
    """What may be sent: the closed list or the bounds of the answer."""
    if isinstance(kind, Category):
        values: Any = Literal[kind.values]
        return values | None if kind.nullable else values
    if isinstance(kind, PastDate):
        return PlainDate | None if kind.nullable else PlainDate
    if not kind.whole:
        return amount_between(kind.minimum, kind.maximum)
    return Annotated[int, Field(strict=True, ge=kind.minimum, le=kind.maximum)]


def response_type(kind: Kind) -> Any:
    """What may be read: an answer that an older rule let in is still shown."""
    if isinstance(kind, Category):
        return str | None if kind.nullable else str
    if isinstance(kind, PastDate):
        return date | None if kind.nullable else date
    return int if kind.whole else Decimal


def _fields(type_of: Callable[[Kind], Any], **options: Any) -> dict[str, Any]:
    """Returns the questionnaire as pydantic field definitions."""
    return {
        name: (type_of(kind), Field(description=UNITS.get(name), **options))
        for name, kind in QUESTIONNAIRE.items()
    }


def _profile_fields() -> dict[str, Any]:
    """Returns who a person is as pydantic field definitions, none of which has to be there."""
    return {name: (kind, Field(default=None)) for name, kind in PROFILE.items()}


ClientPatch: type[BaseModel] = create_model(
    "ClientPatch",
    __doc__="What to change of name, phone, e-mail, number and answers; at least one of them.",
    __config__=ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"amt_income_total": "180000.00"}, "minProperties": 1},
    ),
    **_profile_fields(),
    **_fields(request_type, default=None),
    confirm=(
        list[Doubt] | None,
        Field(
            default=None,
            max_length=len(Doubt),
            description="codes of `unconfirmed_answers` that were looked at and are so",
        ),
    ),
)

QuestionnaireAnswers: type[BaseModel] = create_model(
    "QuestionnaireAnswers",
    __doc__="The 16 answers of the questionnaire.",
    **_fields(response_type),
)


QuestionnaireRequest: type[BaseModel] = create_model(
    "QuestionnaireRequest",
    __doc__="The 16 answers of the questionnaire, all of them; null only where it may be.",
    __config__=ConfigDict(extra="forbid", json_schema_extra={"example": ANSWERS_EXAMPLE}),
    **_fields(request_type),
)


class ClientResponse(QuestionnaireAnswers):  # type: ignore[misc, valid-type]
    """A client with the answers, and the features that follow from their dates.

    Attributes:
        as_of: the bank's date from which days are counted back.
        freshness: whether the latest score was made of what is known today.
        impossible_answers: answer -> why no score can be made of it as it is; mostly empty.
    """

    model_config = ConfigDict(json_schema_extra={"example": CLIENT_EXAMPLE})

    id: int
    user_id: Annotated[int | None, Field(description="of the login; null without one")]
    manager_id: int | None
    first_name: str
    last_name: str
    patronymic: str
    phone: str | None
    email: str | None
    external_id: Annotated[str | None, Field(description="the lender's own number")]
    client_since: Annotated[datetime | None, Field(description="null of an applicant")]
    closed_at: datetime | None
    closed_reason: str | None
    login: str | None
    invited_until: Annotated[
        datetime | None, Field(description="when the link ends that has not made a login yet")
    ]
    updated_at: datetime
    as_of: date
    days_birth: Annotated[int, Field(description="days from as_of back to birth, negative")]
    days_employed: Annotated[
        int,
        Field(
            description="days from as_of back to the start of employment, negative;"
            f" {NOT_EMPLOYED_DAYS} = not employed"
        ),
    ]
    age_group: str
    days_employed_bin: str
    freshness: Freshness
    impossible_answers: dict[str, str]

    @classmethod
    def of(cls, client: Client, as_of: date, freshness: Freshness, login: LoginState) -> Self:
        """Renders a client, deriving what is never stored."""
        days = {
            kind.feature: _days(client.answers[name], kind, as_of)
            for name, kind in QUESTIONNAIRE.items()
            if isinstance(kind, PastDate)
        }
        derived = {**days, **derive_features(client.answers, as_of)}
        told = {**vars(client), **vars(login), **client.answers, **derived}
        faults = find_faults(client.answers, as_of)
        told |= {"as_of": as_of, "freshness": freshness, "impossible_answers": faults}
        return cls(**told)


def _days(value: date | None, kind: PastDate, as_of: date) -> int:
    """Returns the days of a stored date, also of one that an older rule let in."""
    return kind.none_means or 0 if value is None else (value - as_of).days


class ClosingRequest(BaseModel):
    """Why the relation ends; a credit that is not paid off has to be confirmed."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"reason": "Moved to another bank"}}
    )

    reason: Reason
    confirm_open_credit: StrictBool = False
