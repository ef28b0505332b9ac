"""What administrators look after, over HTTP: the audit journal and the dead letters."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from core.entities import Score
from core.vocabulary import ScoreStatus


class AuditEventResponse(BaseModel):
    """Who did what to whom."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    occurred_at: datetime
    actor_id: int
    actor_name: str
    action: str
    subject_table: str
    subject_id: int
    old_values: dict[str, Any] | None
    new_values: dict[str, Any] | None


class AuditEventList(BaseModel):
    """One page of the journal, newest first."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "items": [
                    {
                        "id": 7,
                        "occurred_at": "2026-11-23T09:00:00Z",
                        "actor_id": 3,
                        "actor_name": "Смирнов Пётр",
                        "action": "client.edit",
                        "subject_table": "clients",
                        "subject_id": 17,
                        "old_values": {"cnt_children": 1},
                        "new_values": {"cnt_children": 2},
                    }
                ],
                "page": 1,
                "page_size": 50,
                "total": 1,
            }
        }
    )

    items: list[AuditEventResponse]
    page: int
    page_size: int
    total: int


class DeadScore(BaseModel):
    """A score that a dead letter asks for; without a client if there is no such score."""

    score_id: UUID
    client_id: int | None
    status: ScoreStatus | None
    error: str | None

    @classmethod
    def of(cls, score_id: UUID, score: Score | None) -> Self:
        """Renders the score, or that there is none."""
        if score is None:
            return cls(score_id=score_id, client_id=None, status=None, error=None)
        return cls(
            score_id=score_id, client_id=score.client_id, status=score.status, error=score.error
        )


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
