"""Work over HTTP; the list is shown as the core makes it."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from api.kit.fields import PlainDate

WORKLIST_EXAMPLE: dict[str, Any] = {
    "as_of": "2026-11-23",
    "groups": [
        {
            "group": "call",
            "items": [
                {
                    "key": "client-17-5f0c6a1b9e3d",
                    "group": "call",
                    "client_id": 17,
                    "application_id": None,
                    "last_name": "Иванова",
                    "first_name": "Анна",
                    "patronymic": "Сергеевна",
                    "number": "C-000017",
                    "phone": "+79161234567",
                    "reasons": [
                        {
                            "reason": "late_30",
                            "status": "1",
                            "days_past_due": 32,
                            "grade_before": None,
                            "grade": None,
                            "decision_before": None,
                            "decision": None,
                            "since": None,
                        }
                    ],
                    "next_step": "call",
                    "amount_overdue": "43772.50",
                    "expected_loss": "81250.00",
                    "points": 212,
                    "grade": "D",
                }
            ],
            "has_more": False,
        },
        {"group": "look_at", "items": [], "has_more": False},
        {"group": "applications", "items": [], "has_more": False},
    ],
    "next": {"on": "2026-11-28", "count": 3},
}


class SnoozeRequest(BaseModel):
    """The day on which the row comes back, from tomorrow to 90 days from today."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"until": "2026-11-28"}}
    )

    until: Annotated[PlainDate, Field(description="as the bank counts days")]
