"""Cases over HTTP: a row of the queue, and the card with all that a decision needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from api.applications.schemas import ApplicationResponse
from api.decisions.access import Hindrance
from api.decisions.case_examples import CARD_EXAMPLE, ID_EXAMPLE
from api.scores.schemas import ScoreResponse
from core.applications.records import LikePerson
from core.applications.rules.states import ApplicationState
from core.clients.records import Credit
from core.decisions.case_records import (
    Case,
    ChangedAnswer,
    DecisionMade,
    EarlierApplication,
    Precedents,
)
from core.decisions.records import Recommendation
from core.decisions.rules.assessment import Finding
from core.decisions.rules.vocabulary import DeclinedBy, Outcome
from core.scores.rules.points import edge_points
from core.scores.rules.vocabulary import Decision


class NextCase(BaseModel):
    """The case that was taken; null if none is left."""

    model_config = ConfigDict(json_schema_extra={"example": {"application_id": ID_EXAMPLE}})

    application_id: UUID | None


@dataclass(frozen=True)
class RecommendationResponse(Recommendation):
    """What is recommended, with the cut-offs in points: approved from, declined below."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict()

    findings: list[Finding]
    approve_from_points: int
    decline_below_points: int

    @classmethod
    def of(cls, made: Recommendation) -> Self:
        """Renders a recommendation."""
        return cls(
            **{**vars(made), "findings": [_finding(one) for one in made.findings]},
            approve_from_points=edge_points(made.approve_below),
            decline_below_points=edge_points(made.decline_from),
        )


def _finding(stored: Mapping[str, Any]) -> Finding:
    return Finding(**{**stored, "outcome": Decision(stored["outcome"])})


class AuthoritiesResponse(BaseModel):
    """What one person decides alone, and what nobody may."""

    alone_up_to_rub: float
    alone_up_to_expected_loss_rub: float
    second_against_knock_out: bool
    never_overridden: list[str]
    score_age_hours: int


class TimelineKind(StrEnum):
    """What an entry of the timeline is of."""

    STEP = "step"
    SCORE = "score"
    DECISION = "decision"


class TimelineEntry(BaseModel):
    """Something that happened; of a step its states, of a score its points, of a decision what."""

    at: datetime
    kind: TimelineKind
    actor_name: str | None = None
    from_state: ApplicationState | None = None
    to_state: ApplicationState | None = None
    note: str | None = None
    points: int | None = None
    grade: str | None = None
    outcome: Outcome | None = None


class CaseResponse(BaseModel):
    """A case with all that a decision needs.

    Attributes:
        hindrance: what keeps the caller from deciding it.
        changed: fields that say something else than when it was submitted first.
        duplicates: others on record who may be the same person.
        score, recommendation, precedents: null while a new score is made.
        declined_by: what would decline it, and `decline_codes` the reasons that may be told of it.
        decisions: what was decided, the latest first.
        first: the decision that waits for a second person.
        timeline: the latest first.
    """

    model_config = ConfigDict(json_schema_extra={"example": CARD_EXAMPLE})

    case: Case
    hindrance: Hindrance | None
    application: ApplicationResponse
    changed: list[ChangedAnswer]
    duplicates: list[LikePerson]
    earlier: list[EarlierApplication]
    credits: list[Credit]
    score: ScoreResponse | None
    recommendation: RecommendationResponse | None
    precedents: Precedents | None
    declined_by: DeclinedBy | None
    decline_codes: list[str]
    authorities: AuthoritiesResponse
    decisions: list[DecisionMade]
    first: DecisionMade | None
    timeline: list[TimelineEntry]
