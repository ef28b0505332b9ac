"""What may be said in an application: each field bounded, none of them needed yet."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from api.clients.profile_fields import Email, ExternalId, Phone
from api.clients.schemas import UNITS, request_type
from api.kit.fields import LargeId, PersonName, PlainDate, amount_between
from core.applications.rules.states import Purpose
from core.clients.rules.contradictions import Doubt
from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.kit.patterns import NAME_PATTERN

LEAST_AMOUNT_RUB, MOST_AMOUNT_RUB = 1_000, 100_000_000
LEAST_MONTHS, MOST_MONTHS = 1, 360
MOST_RATE = 300
PERSON_EXAMPLE: dict[str, Any] = {
    "last_name": "Иванова",
    "first_name": "Анна",
    "patronymic": "Сергеевна",
    "phone": "+79161234567",
    "email": "anna@example.com",
    "consent_on": "2026-11-23",
}
WANTED_EXAMPLE: dict[str, Any] = {
    "amount_rub": "300000.00",
    "term_months": 24,
    "purpose": "consumer",
    "annual_rate": "24.00",
}


class PersonDraft(BaseModel):
    """Who applies, as far as it is known; null takes back what was said."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {**PERSON_EXAMPLE, "document": "4509 123456"}}
    )

    last_name: PersonName | None = None
    first_name: PersonName | None = None
    patronymic: PersonName | None = None
    phone: Phone | None = None
    email: Email | None = None
    consent_on: Annotated[
        PlainDate | None, Field(description="when the person agreed to the use of these data")
    ] = None
    document: Annotated[
        str | None,
        Field(
            min_length=4,
            max_length=40,
            pattern=NAME_PATTERN,
            description="number of the identity document: looked for, and kept nowhere",
        ),
    ] = None


_ANSWERS: dict[str, Any] = {
    name: (request_type(kind) | None, Field(default=None, description=UNITS.get(name)))
    for name, kind in QUESTIONNAIRE.items()
}
AnswersDraft: type[BaseModel] = create_model(
    "AnswersDraft",
    __doc__="The questionnaire answers so far; null takes back one that may not be null.",
    __config__=ConfigDict(
        extra="forbid", json_schema_extra={"example": {"amt_income_total": "180000.00"}}
    ),
    **_ANSWERS,
)


class WantedDraft(BaseModel):
    """The credit that is wanted; the rate in percent a year, by default the usual one."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": WANTED_EXAMPLE})

    amount_rub: amount_between(LEAST_AMOUNT_RUB, MOST_AMOUNT_RUB) | None = None  # type: ignore[valid-type]
    term_months: Annotated[int, Field(strict=True, ge=LEAST_MONTHS, le=MOST_MONTHS)] | None = None
    purpose: Purpose | None = None
    annual_rate: amount_between(0, MOST_RATE) | None = None  # type: ignore[valid-type]


class ApplicationPatch(BaseModel):
    """What to change: what is not named stays as it is."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"answers": {"amt_income_total": "180000.00"}}},
    )

    person: PersonDraft | None = None
    answers: AnswersDraft | None = None  # type: ignore[valid-type]
    wanted: WantedDraft | None = None


class SubmissionRequest(BaseModel):
    """What who submits has looked at; an empty one for nothing."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"same_person": 17}})

    confirm: Annotated[
        list[Doubt],
        Field(
            max_length=len(Doubt),
            description="codes of `unconfirmed_answers` that were looked at and are so",
        ),
    ] = []
    same_person: Annotated[
        LargeId | None, Field(description="the client on record whose application it is")
    ] = None
    another_person: Annotated[
        bool, Field(strict=True, description="those of `possible_duplicates` are others")
    ] = False


class ApplicationRequest(ApplicationPatch, SubmissionRequest):
    """An application: a draft of what is known already, or with `submit` at once the whole."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"person": PERSON_EXAMPLE, "wanted": WANTED_EXAMPLE}},
    )

    client_id: Annotated[
        LargeId | None, Field(description="of somebody on record: what is known is filled in")
    ] = None
    external_id: Annotated[ExternalId | None, Field(description="of your own system, once")] = None
    submit: Annotated[bool, Field(strict=True)] = False
