"""Dead letters over HTTP."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from core.scores.dead_letters import DeadScore


class DeadLetterResponse(BaseModel):
    """A message that nobody could score; without scores if it is not a scoring message."""

    id: str
    sent_at: datetime
    correlation_id: str | None
    scores: list[DeadScore]


class DeadLetterList(BaseModel):
    """How many dead letters wait, and the first of them."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "total": 1,
                "items": [
                    {
                        "id": "1d0b7f0e-0d5f-4f0e-9a53-2f4ac0a8a1de",
                        "sent_at": "2026-11-23T09:00:00Z",
                        "correlation_id": "JKJaXmPLvHcESHA=",
                        "scores": [
                            {
                                "score_id": "01936d3c-7f5a-7cc0-8a33-0242ac120002",
                                "client_id": 17,
                                "status": "pending",
                                "error": None,
                            }
                        ],
                    }
                ],
            }
        }
    )

    total: int
    items: list[DeadLetterResponse]


class RedriveResponse(BaseModel):
    """How many dead letters went back to the scoring queue."""

    model_config = ConfigDict(json_schema_extra={"example": {"moved": 1}})

    moved: int
