"""Scores and rescorings over HTTP; batches and changes are shown as the core records them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field

from api.kit.fields import LargeId
from core.clients.rules.questionnaire import Features
from core.people.records import Actor
from core.people.rules.roles import Role
from core.scores.records import Score, ScoreChange
from core.scores.rules.master_scale import UNKNOWN_GRADE, Grade
from core.scores.rules.moving import Moved
from core.scores.rules.reasons import Reader, tell
from core.scores.rules.showing import shown
from core.scores.rules.vocabulary import Direction

SCORE_EXAMPLE: dict[str, Any] = {
    "id": "01936d3c-7f5a-7cc0-8a33-0242ac120002",
    "client_id": 17,
    "enquiry_id": None,
    "status": "done",
    "requested_at": "2026-11-23T09:00:00Z",
    "scored_at": "2026-11-23T09:00:00.050000Z",
    "as_of": "2026-11-23",
    "proba": 0.0031,
    "grade": "B",
    "decision": "approve",
    "reasons": [
        {
            "code": "CREDITS_PAID_OFF",
            "direction": "lowers_risk",
            "contribution": -0.31,
            "actionable": False,
            "text_ru": "За последние два года вы погасили до конца кредитов: 2",
            "text_en": "Credits you have paid off in the last two years: 2",
        }
    ],
    "features": {"code_gender": "F", "credits_paid_off_24_months": 2},
    "model": "behavioural",
    "challengers": {"boosted-2027": 0.0042},
    "model_version": "2026-11-23-9f2c41ab",
    "model_sha256": "9f2c41ab" + "0" * 56,
    "policy_version": "2026-11-23-4d1e77c0",
    "policy_sha256": "4d1e77c0" + "0" * 56,
    "redecided": None,
    "redecided_by": None,
    "error": None,
    "points": 585,
    "rating": 1.0,
}
BATCH_EXAMPLE: dict[str, Any] = {
    "id": "01936d3c-7f5a-7cc0-8a33-0242ac120003",
    "requested_by": 3,
    "requested_at": "2026-11-23T09:00:00Z",
    "planned": True,
    "total": 1510,
    "pending": 310,
    "done": 1199,
    "failed": 1,
    "cancelled_at": None,
    "ended_at": None,
}
CHANGE_EXAMPLE: dict[str, Any] = {
    "client_id": 17,
    "first_name": "Анна",
    "last_name": "Иванова",
    "proba_before": 0.0031,
    "proba": 0.0126,
    "points_before": 585,
    "points": 483,
    "grade_before": "B",
    "grade": "C",
    "decision_before": "approve",
    "decision": "approve",
}
GRADE_EXAMPLE: dict[str, Any] = {
    "grade": "B",
    "points_from": 500,
    "proba_from": 0.002532,
    "proba_to": 0.010069,
    "text_ru": "Хорошая",
    "text_en": "Good",
}


class ReasonResponse(BaseModel):
    """Why the probability is what it is; the contribution is in log-odds, null from a rule."""

    code: str
    direction: Direction
    contribution: float | None
    actionable: bool
    text_ru: str
    text_en: str


@dataclass(frozen=True)
class ScoreResponse(Score):
    """A score; the texts of its reasons are in the words of who reads them.

    `decision` is by `policy_version`, for good; what a later policy made of the same probability
    when it came into force is `redecided`. What challengers say is for staff only. Beside it stand
    what people see of the probability: points from 1 to 999 (500 is a PD of 1 %, every 50 halve the
    odds) and the rating; both are null where the grade is `unknown`, for `proba` is then the
    average of people without any payments: the borrower, of whom it says nothing, is not told it.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={"example": SCORE_EXAMPLE}
    )

    reasons: list[ReasonResponse]
    points: int | None
    rating: float | None

    @classmethod
    def of(cls, score: Score, actor: Actor) -> Self:
        """Renders a score for the borrower or for staff."""
        borrower = actor.role is Role.CLIENT
        reader = Reader.BORROWER if borrower else Reader.MANAGER
        average_of_others = score.grade == UNKNOWN_GRADE
        return cls(
            **{
                **vars(score),
                "proba": None if borrower and average_of_others else score.proba,
                "challengers": None if borrower else score.challengers,
                "reasons": list(render_reasons(score.reasons, score.features, reader)),
                **vars(shown(score.proba, score.grade)),
            }
        )


def render_reasons(
    reasons: Iterable[Mapping[str, Any]] | None, features: Features | None, reader: Reader
) -> Iterator[ReasonResponse]:
    """Yields what can be told truly of the person, with the figures the score was made of."""
    figures = features or {}
    for reason in reasons or ():
        told = tell(reason["code"], Direction(reason["direction"]), figures)
        if told:
            text = told.text(reader, figures)
            yield ReasonResponse(
                **reason, actionable=told.actionable, text_ru=text.ru, text_en=text.en
            )


class GradeResponse(BaseModel):
    """A grade: its fewest points, and its probabilities of default, the lower edge included."""

    model_config = ConfigDict(json_schema_extra={"example": GRADE_EXAMPLE})

    grade: str
    points_from: int
    proba_from: float
    proba_to: float
    text_ru: str
    text_en: str

    @classmethod
    def of(cls, grade: Grade) -> Self:
        """Renders a grade."""
        return cls(
            grade=grade.grade,
            points_from=grade.points_from,
            proba_from=grade.proba_from,
            proba_to=grade.proba_to,
            text_ru=grade.text.ru,
            text_en=grade.text.en,
        )


class PortfolioRequest(BaseModel):
    """Which clients to rescore: all, those of one manager, or the named ones."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"manager_id": 3}})

    manager_id: LargeId | None = None
    client_ids: Annotated[list[LargeId] | None, Field(min_length=1, max_length=200)] = None


class ChangesResponse(BaseModel):
    """What a rescoring moved: how many clients have another grade, and the largest changes.

    Of `unknown` clients there is not enough to tell now. The others are compared with their score
    before; who had none, or one that could not tell, is counted as first.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "better": 21,
                "worse": 12,
                "same": 1430,
                "first": 7,
                "unknown": 40,
                "decision_changed": 4,
                "largest": [CHANGE_EXAMPLE],
            }
        }
    )

    better: int
    worse: int
    same: int
    first: int
    unknown: int
    decision_changed: int
    largest: list[ScoreChange]

    @classmethod
    def of(cls, moved: Moved, largest: list[ScoreChange]) -> Self:
        """Returns the counts beside the largest changes, which come with their names."""
        return cls(**{**vars(moved), "largest": largest})
