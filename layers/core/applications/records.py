"""What queries on applications return; the API shows ``Summary``, ``Event`` and ``Likeness``."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from core.applications.rules.likeness import Likeness
from core.applications.rules.states import ApplicationState, Channel, Purpose
from core.clients.rules.contradictions import Doubt
from core.scores.rules.vocabulary import Decision, ScoreStatus


@dataclass(frozen=True)
class Content:
    """What an application says, as far as it is known.

    Attributes:
        person: last_name, first_name, patronymic, phone, email, consent_on; a name that is not
            there was not given.
        answers: of the questionnaire, the birth date among them.
        document_hash: of the number of the identity document; the number itself is kept nowhere.
        annual_rate: in percent a year; None for the usual one.
    """

    person: dict[str, Any]
    answers: dict[str, Any]
    document_hash: str | None = None
    amount_rub: Decimal | None = None
    term_months: int | None = None
    purpose: Purpose | None = None
    annual_rate: Decimal | None = None


@dataclass(frozen=True)
class NewApplication:
    """An application that begins."""

    channel: Channel
    created_by: int
    content: Content
    client_id: int | None = None
    manager_id: int | None = None
    external_id: str | None = None


@dataclass(frozen=True)
class Submission:
    """What who submits has looked at.

    Attributes:
        confirmed: doubts about the answers that are so.
        same_person: the id of the client whose application it is.
        another_person: whether all those who are like the applicant are others.
    """

    confirmed: Collection[Doubt] = ()
    same_person: int | None = None
    another_person: bool = False


@dataclass(frozen=True)
class Application:
    """An application.

    Attributes:
        number: what people call it.
        state: scored as soon as the score of a submitted one is there.
        version: another one after every change.
        times_changed: how often it was submitted again with other answers.
        updated_at: when what it says was changed.
    """

    id: UUID
    number: int
    client_id: int | None
    manager_id: int | None
    channel: Channel
    state: ApplicationState
    content: Content
    score_id: UUID | None
    score_status: ScoreStatus | None
    external_id: str | None
    version: int
    times_changed: int
    created_by: int
    created_at: datetime
    updated_at: datetime
    submitted_at: datetime | None
    completed_at: datetime | None
    returned_reason: str | None

    @property
    def has_unsubmitted_changes(self) -> bool:
        """Whether it says something that its score was not made of."""
        return self.submitted_at is not None and self.updated_at > self.submitted_at


@dataclass(frozen=True)
class ApplicationSummary:
    """A row of the list of applications, with what the latest score says."""

    id: UUID
    number: int
    state: ApplicationState
    channel: Channel
    client_id: int | None
    manager_id: int | None
    manager_name: str | None
    last_name: str | None
    first_name: str | None
    patronymic: str | None
    amount_rub: Decimal | None
    term_months: int | None
    purpose: Purpose | None
    points: int | None
    grade: str | None
    decision: Decision | None
    score_status: ScoreStatus | None
    created_at: datetime
    updated_at: datetime
    submitted_at: datetime | None
    returned_reason: str | None


@dataclass(frozen=True)
class ApplicationEvent:
    """A step of an application, with who took it."""

    place: int
    at: datetime
    actor_id: int
    actor_name: str
    from_state: ApplicationState | None
    to_state: ApplicationState
    note: str | None


@dataclass(frozen=True)
class LikePerson:
    """Somebody on record who may be the applicant, and why."""

    client_id: int
    last_name: str
    first_name: str
    patronymic: str
    born_on: date
    manager_id: int | None
    manager_name: str | None
    client_since: datetime | None
    closed_at: datetime | None
    reasons: tuple[Likeness, ...]
