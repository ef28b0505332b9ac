"""Notices and objections over HTTP."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from core.applications.rules.states import ApplicationState
from core.decisions.rules.vocabulary import Outcome
from core.kit.patterns import LETTER_PATTERN, NAME_PATTERN
from core.notices.records import Notice, NoticeText, Objection
from core.notices.rules.decline_reasons import NoticeReason
from core.notices.rules.vocabulary import Component, Deed, NoticeState, SendingChannel

APPLICATION_ID_EXAMPLE = "01936d3c-7f5a-7cc0-8a33-0242ac120004"
SUMMARY_EXAMPLE: dict[str, Any] = {
    "id": 31,
    "application_id": APPLICATION_ID_EXAMPLE,
    "number": 1042,
    "last_name": "Иванова",
    "first_name": "Анна",
    "patronymic": "Сергеевна",
    "manager_id": 3,
    "manager_name": "Смирнов Пётр",
    "outcome": "decline",
    "state": "produced",
    "decided_at": "2026-11-24T09:10:00Z",
    "due_at": "2026-12-23T09:00:00Z",
    "is_late": False,
    "produced_at": "2026-11-24T10:00:00Z",
    "sent_at": None,
    "channel": None,
    "delivered_at": None,
    "returned_at": None,
    "object_until": "2027-01-23T10:00:00Z",
}
OBJECTION_EXAMPLE: dict[str, Any] = {
    "id": 5,
    "notice_id": 31,
    "application_id": APPLICATION_ID_EXAMPLE,
    "text": "I have repaid the credit that the notice speaks of.",
    "new_facts": "The bank's paper of November 20 says so.",
    "raised_by": 17,
    "raised_at": "2026-11-25T09:00:00Z",
    "due_at": "2026-12-25T09:00:00Z",
    "is_late": False,
    "outcome": None,
    "answer": None,
    "answered_at": None,
}
OBJECTION_SUMMARY_EXAMPLE: dict[str, Any] = {
    "id": 5,
    "notice_id": 31,
    "application_id": APPLICATION_ID_EXAMPLE,
    "number": 1042,
    "last_name": "Иванова",
    "first_name": "Анна",
    "patronymic": "Сергеевна",
    "raised_at": "2026-11-25T09:00:00Z",
    "due_at": "2026-12-25T09:00:00Z",
    "is_late": False,
    "decided_by_name": "Орлова Мария",
}
NOTICE_EXAMPLE: dict[str, Any] = {
    **SUMMARY_EXAMPLE,
    "application_state": "declined",
    "component": "knock_out",
    "reasons": [{"code": "BURDEN_TOO_HIGH", "value": 0.91, "limit": 0.8, "difference": None}],
    "texts": [
        {"language": "en", "text": "Notice of the decision ...", "sha256": "9f86d081884c7d65" * 4}
    ],
    "evidence": None,
    "returned_reason": None,
    "objections": [],
    "may": ["object", "send"],
}


class NoticeResponse(BaseModel):
    """A notice: why it was decided so, its texts as they are printed, and where it is.

    Attributes:
        component: what declined; null until the notice was written, as its reasons are.
        texts: by language, each with the SHA-256 of its UTF-8 bytes.
        evidence, returned_reason: told to staff only.
        may: what the caller may do with it now.
    """

    model_config = ConfigDict(json_schema_extra={"example": NOTICE_EXAMPLE})

    id: int
    application_id: UUID
    number: Annotated[int, Field(description="of the application")]
    last_name: str
    first_name: str
    patronymic: str | None
    manager_id: int | None
    manager_name: str | None
    outcome: Outcome
    state: NoticeState
    decided_at: datetime
    due_at: datetime
    is_late: bool
    produced_at: datetime | None
    sent_at: datetime | None
    channel: SendingChannel | None
    delivered_at: datetime | None
    returned_at: datetime | None
    object_until: datetime | None
    application_state: ApplicationState
    component: Component | None
    reasons: list[NoticeReason] | None
    texts: list[NoticeText]
    evidence: str | None
    returned_reason: str | None
    objections: list[Objection]
    may: list[Deed]

    @classmethod
    def of(cls, notice: Notice, may: frozenset[Deed], *, to_staff: bool) -> Self:
        """Renders a notice for who reads it."""
        return cls(
            **vars(notice.summary),
            application_state=notice.application_state,
            component=notice.component,
            reasons=notice.reasons,
            texts=notice.texts,
            evidence=notice.evidence if to_staff else None,
            returned_reason=notice.returned_reason if to_staff else None,
            objections=notice.objections,
            may=sorted(may),
        )


Line = Annotated[str, Field(min_length=1, max_length=500, pattern=NAME_PATTERN)]
LetterText = Annotated[str, Field(min_length=10, max_length=4000, pattern=LETTER_PATTERN)]


class SendRequest(BaseModel):
    """How a notice was sent."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"channel": "post"}})

    channel: SendingChannel


class DeliverRequest(BaseModel):
    """What shows that a notice has arrived."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"evidence": "Receipt RA123456789RU"}}
    )

    evidence: Line


class GiveBackRequest(BaseModel):
    """Why a notice came back."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"reason": "The address is not known."}}
    )

    reason: Line


class ObjectionRequest(BaseModel):
    """What somebody has against a decision, and what was not known when it was made."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {name: OBJECTION_EXAMPLE[name] for name in ("text", "new_facts")}
        },
    )

    text: LetterText
    new_facts: LetterText | None = None


class UpholdRequest(BaseModel):
    """Why the decision stands: the applicant reads it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"answer": "The credit is on record as open: ask the bank to report it."}
        },
    )

    answer: LetterText
