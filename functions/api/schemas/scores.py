"""Scores and portfolio batches over HTTP."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from core.entities import Actor, PortfolioBatch, Score, ScoreChange
from core.policy import rating
from core.reasons import Reader, reason_codes
from core.vocabulary import Decision, Direction, ModelName, Role, ScoreStatus

SCORE_EXAMPLE: dict[str, Any] = {
    "id": "01936d3c-7f5a-7cc0-8a33-0242ac120002",
    "client_id": 17,
    "status": "done",
    "requested_at": "2026-11-23T09:00:00Z",
    "scored_at": "2026-11-23T09:00:00.050000Z",
    "proba": 0.0031,
    "rating": 1.0,
    "grade": "C",
    "decision": "approve",
    "reasons": [
        {
            "code": "INCOME",
            "direction": "lowers_risk",
            "contribution": -0.31,
            "actionable": True,
            "text_ru": "Указанный доход улучшает вашу оценку",
            "text_en": "The income you stated raises your rating",
        }
    ],
    "features": {"code_gender": "F", "flag_own_car": "N"},
    "model": "behavioural",
    "challengers": {"boosted-2027": 0.0042},
    "model_version": "2026.11.2",
    "policy_version": "policy-1",
    "error": None,
}


LARGEST_CHANGES = 50
LargeId = Annotated[int, Field(ge=1, le=2**63 - 1)]


class ReasonResponse(BaseModel):
    """Why the probability is what it is; the contribution is in log-odds."""

    code: str
    direction: Direction
    contribution: float
    actionable: bool
    text_ru: str
    text_en: str


class ScoreResponse(BaseModel):
    """A score; the texts of its reasons are in the words of who reads them.

    What challengers say is for staff only.
    """

    model_config = ConfigDict(json_schema_extra={"example": SCORE_EXAMPLE})

    id: UUID
    client_id: int
    status: ScoreStatus
    requested_at: datetime
    scored_at: datetime | None
    proba: float | None
    rating: float | None
    grade: str | None
    decision: Decision | None
    reasons: list[ReasonResponse]
    features: dict[str, str | int | float] | None
    model: ModelName | None
    challengers: dict[str, float] | None
    model_version: str | None
    policy_version: str | None
    error: str | None

    @classmethod
    def of(cls, score: Score, actor: Actor) -> Self:
        """Renders a score for the borrower or for staff."""
        borrower = actor.role is Role.CLIENT
        reader = Reader.BORROWER if borrower else Reader.MANAGER
        return cls(
            **{
                **vars(score),
                "challengers": None if borrower else score.challengers,
                "rating": None if score.proba is None else rating(score.proba),
                "reasons": [_render_reason(reason, reader) for reason in score.reasons or []],
            }
        )


def _render_reason(reason: dict[str, Any], reader: Reader) -> ReasonResponse:
    code = reason_codes()[reason["code"]]
    text = code.texts[reader, Direction(reason["direction"])]
    return ReasonResponse(**reason, actionable=code.actionable, text_ru=text.ru, text_en=text.en)


class PortfolioRequest(BaseModel):
    """Which clients to rescore: all, those of one manager, or the named ones."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"manager_id": 3}})

    manager_id: int | None = None
    client_ids: Annotated[list[LargeId] | None, Field(min_length=1, max_length=200)] = None


class PortfolioResponse(BaseModel):
    """How far a portfolio rescoring is: total = pending + done + failed."""

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_extra={
            "example": {
                "id": "01936d3c-7f5a-7cc0-8a33-0242ac120003",
                "requested_at": "2026-11-23T09:00:00Z",
                "total": 1510,
                "pending": 310,
                "done": 1199,
                "failed": 1,
            }
        },
    )

    id: UUID
    requested_at: datetime
    total: int
    pending: int
    done: int
    failed: int

    @classmethod
    def of(cls, batch: PortfolioBatch) -> Self:
        """Renders a batch."""
        return cls.model_validate(batch)


class ChangeResponse(BaseModel):
    """What a rescoring said of one client, beside the finished score before it."""

    model_config = ConfigDict(from_attributes=True)

    client_id: int
    first_name: str
    last_name: str
    proba_before: float | None
    proba: float
    grade_before: str | None
    grade: str | None
    decision_before: Decision | None
    decision: Decision


class ChangesResponse(BaseModel):
    """What a rescoring moved: how many clients have another grade, and the largest changes.

    A client without an earlier score is counted as first.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "better": 21,
                "worse": 12,
                "same": 1470,
                "first": 7,
                "decision_changed": 4,
                "largest": [
                    {
                        "client_id": 17,
                        "first_name": "Анна",
                        "last_name": "Иванова",
                        "proba_before": 0.0031,
                        "proba": 0.0126,
                        "grade_before": "C",
                        "grade": "E",
                        "decision_before": "approve",
                        "decision": "approve",
                    }
                ],
            }
        }
    )

    better: int
    worse: int
    same: int
    first: int
    decision_changed: int
    largest: list[ChangeResponse]

    @classmethod
    def of(cls, changes: list[ScoreChange]) -> Self:
        """Counts the changes, which come largest first."""
        known = [change for change in changes if change.proba_before is not None]
        moved = [change for change in known if change.grade != change.grade_before]
        worse = sum(change.proba > (change.proba_before or 0) for change in moved)
        return cls(
            better=len(moved) - worse,
            worse=worse,
            same=len(known) - len(moved),
            first=len(changes) - len(known),
            decision_changed=sum(change.decision != change.decision_before for change in known),
            largest=[ChangeResponse.model_validate(change) for change in moved[:LARGEST_CHANGES]],
        )
