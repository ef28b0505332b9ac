"""Tokens of programs over HTTP; they are shown as the core records them."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from api.kit.fields import PersonName
from core.people.records import ApiToken
from core.people.rules.scopes import Scope

LONGEST_DAYS = 366
TOKEN_EXAMPLE: dict[str, Any] = {
    "id": 5,
    "user_id": 71,
    "name": "Loan origination",
    "ends_with": "x4Qz",
    "scopes": ["scores:write", "scores:read"],
    "created_by": 2,
    "created_at": "2026-11-23T09:00:00Z",
    "expires_at": "2027-02-21T09:00:00Z",
    "last_used_at": "2026-11-23T10:30:00Z",
    "revoked_at": None,
}


class TokenRequest(BaseModel):
    """A token for a program: what it is called, what it is good for, and for how long."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "name": "Loan origination",
                "scopes": ["scores:write", "scores:read"],
                "expires_in_days": 90,
            }
        },
    )

    name: PersonName
    scopes: Annotated[
        list[Scope],
        Field(min_length=1, max_length=len(Scope), json_schema_extra={"uniqueItems": True}),
    ]
    expires_in_days: Annotated[int, Field(strict=True, ge=1, le=LONGEST_DAYS)] = 90


class NewToken(BaseModel):
    """A token, shown this once and stored nowhere."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"token": "creditscore_" + "x" * 42 + "x4Qz", "details": TOKEN_EXAMPLE}
        }
    )

    token: str
    details: ApiToken
