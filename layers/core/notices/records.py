"""What queries on notices and objections return; the API shows most as they are."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.applications.rules.states import ApplicationState
from core.decisions.rules.vocabulary import Outcome
from core.notices.rules.decline_reasons import NoticeReason
from core.notices.rules.vocabulary import (
    Component,
    NoticeState,
    ObjectionOutcome,
    SendingChannel,
)


@dataclass(frozen=True)
class NoticeSummary:
    """A row of the list of notices.

    Attributes:
        number: of the application.
        due_at: until when it has to be sent.
        is_late: whether that has passed and it was not.
        object_until: until when the applicant may object; null where nobody may.
    """

    id: int
    application_id: UUID
    number: int
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


@dataclass(frozen=True)
class NoticeText:
    """What is printed in one language, and its hash: SHA-256 of the text in UTF-8."""

    language: str
    text: str
    sha256: str


@dataclass(frozen=True)
class Objection:
    """What somebody has against a decision, and what came of it."""

    id: int
    notice_id: int
    application_id: UUID
    text: str
    new_facts: str | None
    raised_by: int
    raised_at: datetime
    due_at: datetime
    is_late: bool
    outcome: ObjectionOutcome | None
    answer: str | None
    answered_at: datetime | None


@dataclass(frozen=True)
class ObjectionSummary:
    """A row of the list of open objections."""

    id: int
    notice_id: int
    application_id: UUID
    number: int
    last_name: str
    first_name: str
    patronymic: str | None
    raised_at: datetime
    due_at: datetime
    is_late: bool
    decided_by_name: str


@dataclass(frozen=True)
class Notice:
    """A notice with all that is known of it.

    Attributes:
        client_id: whom it is to.
        manager_id: who handles the application.
        deciders: who decided, and who did before on the same application; every signature.
        is_latest: whether no other decision of this application came later.
        reasons: codes with their values, the gravest first; null until it was produced.
        texts: what is printed, by language; none until it was produced.
        objections: the latest first.
    """

    summary: NoticeSummary
    client_id: int
    application_state: ApplicationState
    deciders: tuple[int, ...]
    is_latest: bool
    component: Component | None
    reasons: list[NoticeReason] | None
    evidence: str | None
    returned_reason: str | None
    texts: list[NoticeText]
    objections: list[Objection]
