"""What the grades mean."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from api.authorization import CurrentActor
from api.error_responses import error_responses
from core.master_scale import master_scale

router = APIRouter(tags=["scores"])


class GradeResponse(BaseModel):
    """A grade and the probabilities of default it stands for, lower edge included."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "grade": "C",
                "proba_from": 0.0015,
                "proba_to": 0.004,
                "text_ru": "Хорошая",
                "text_en": "Good",
            }
        }
    )

    grade: str
    proba_from: float
    proba_to: float
    text_ru: str
    text_en: str


@router.get("/master-scale", operation_id="get_master_scale", responses=error_responses(401, 403))
async def get_master_scale(actor: CurrentActor) -> list[GradeResponse]:
    """Returns all grades, the best first."""
    return [
        GradeResponse(
            grade=one.grade,
            proba_from=one.proba_from,
            proba_to=one.proba_to,
            text_ru=one.text.ru,
            text_en=one.text.en,
        )
        for one in master_scale()
    ]
