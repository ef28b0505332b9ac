"""Applications over HTTP, as they are shown."""

from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, create_model

from api.applications.draft_schemas import PERSON_EXAMPLE, WANTED_EXAMPLE
from api.clients.schemas import UNITS, response_type
from core.applications.records import Application
from core.applications.rules.completeness import find_missing, find_unlikely
from core.applications.rules.states import ApplicationState, Channel, Purpose
from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.kit.errors import Fault
from core.kit.patterns import NAME_PATTERN
from core.scores.rules.vocabulary import ScoreStatus

ID_EXAMPLE = "01936d3c-7f5a-7cc0-8a33-0242ac120004"
ANSWERS_EXAMPLE: dict[str, Any] = {"born_on": "1991-04-20", "amt_income_total": "180000.00"}
SUMMARY_EXAMPLE: dict[str, Any] = {
    "id": ID_EXAMPLE,
    "number": 1042,
    "state": "scored",
    "channel": "manager",
    "client_id": 17,
    "manager_id": 3,
    "manager_name": "Смирнов Пётр",
    "last_name": "Иванова",
    "first_name": "Анна",
    "patronymic": "Сергеевна",
    "amount_rub": "300000.00",
    "term_months": 24,
    "purpose": "consumer",
    "points": 585,
    "grade": "B",
    "decision": "approve",
    "score_status": "done",
    "created_at": "2026-11-23T08:55:00Z",
    "updated_at": "2026-11-23T08:59:00Z",
    "submitted_at": "2026-11-23T09:00:00Z",
    "returned_reason": None,
}
EVENT_EXAMPLE: dict[str, Any] = {
    "place": 3,
    "at": "2026-11-23T09:10:00Z",
    "actor_id": 3,
    "actor_name": "Смирнов Пётр",
    "from_state": "scored",
    "to_state": "waiting_for_applicant",
    "note": "Please send a proof of income.",
}
LIKE_EXAMPLE: dict[str, Any] = {
    "client_id": 17,
    "last_name": "Иванова",
    "first_name": "Анна",
    "patronymic": "Сергеевна",
    "born_on": "1991-04-20",
    "manager_id": 3,
    "manager_name": "Смирнов Пётр",
    "client_since": "2026-10-01T09:00:00Z",
    "closed_at": None,
    "reasons": ["document", "name_and_birth"],
}
APPLICATION_EXAMPLE: dict[str, Any] = {
    "id": ID_EXAMPLE,
    "number": 1042,
    "client_id": None,
    "manager_id": 3,
    "channel": "manager",
    "state": "draft",
    "person": PERSON_EXAMPLE,
    "has_document": True,
    "answers": ANSWERS_EXAMPLE,
    "wanted": WANTED_EXAMPLE,
    "score_id": None,
    "score_status": None,
    "external_id": None,
    "version": 4,
    "times_changed": 0,
    "has_unsubmitted_changes": False,
    "created_by": 3,
    "created_at": "2026-11-23T08:55:00Z",
    "updated_at": "2026-11-23T08:59:00Z",
    "submitted_at": None,
    "completed_at": None,
    "returned_reason": None,
    "missing": [
        {
            "field": "answers.cnt_children",
            "code": "missing",
            "message": "is missing",
            "limits": None,
        }
    ],
    "unlikely": [],
}


class Person(BaseModel):
    """Who applies, as far as it is known."""

    last_name: str | None = None
    first_name: str | None = None
    patronymic: str | None = None
    phone: str | None = None
    email: str | None = None
    consent_on: date | None = None


_ANSWERS: dict[str, Any] = {
    name: (response_type(kind) | None, Field(default=None, description=UNITS.get(name)))
    for name, kind in QUESTIONNAIRE.items()
}
AnswersSoFar: type[BaseModel] = create_model(
    "AnswersSoFar",
    __doc__="The questionnaire answers so far; what was not answered is not there.",
    **_ANSWERS,
)


class Wanted(BaseModel):
    """The credit that is wanted; the rate in percent a year."""

    amount_rub: Decimal | None
    term_months: int | None
    purpose: Purpose | None
    annual_rate: Decimal | None


class ApplicationResponse(BaseModel):
    """An application.

    Attributes:
        missing: what keeps it from being submitted.
        unlikely: answers that are seldom so, to be confirmed when it is submitted.
    """

    model_config = ConfigDict(json_schema_extra={"example": APPLICATION_EXAMPLE})

    id: UUID
    number: Annotated[int, Field(description="what people call it")]
    client_id: int | None
    manager_id: int | None
    channel: Channel
    state: ApplicationState
    person: Person
    has_document: bool
    answers: AnswersSoFar  # type: ignore[valid-type]
    wanted: Wanted
    score_id: UUID | None
    score_status: ScoreStatus | None
    external_id: str | None
    version: int
    times_changed: Annotated[int, Field(description="submitted again with other answers")]
    has_unsubmitted_changes: bool
    created_by: int
    created_at: datetime
    updated_at: datetime
    submitted_at: datetime | None
    completed_at: Annotated[datetime | None, Field(description="when the last input came")]
    returned_reason: str | None
    missing: list[Fault]
    unlikely: list[Fault]

    @classmethod
    def of(cls, application: Application, today: date) -> Self:
        """Renders an application with what it still needs."""
        content = application.content
        told = {
            field.name: getattr(application, field.name)
            for field in fields(Application)
            if field.name != "content"
        }
        return cls(
            **told,
            person=Person(**content.person),
            has_document=content.document_hash is not None,
            answers=AnswersSoFar(**content.answers),
            wanted=Wanted(**{name: getattr(content, name) for name in Wanted.model_fields}),
            has_unsubmitted_changes=application.has_unsubmitted_changes,
            missing=find_missing(content, today),
            unlikely=find_unlikely(content, today),
        )


class ReturnRequest(BaseModel):
    """Why an application goes back to the applicant, who reads it."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"reason": "Please send a proof of income."}}
    )

    reason: Annotated[str, Field(min_length=1, max_length=500, pattern=NAME_PATTERN)]
