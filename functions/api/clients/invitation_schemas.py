"""Invitations over HTTP: the link, what it tells, and the login that is made of it."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.people.schemas import NewLogin, NewPassword

TOKEN_EXAMPLE = "kXb2Qp7Yc0v5m1nR8sT4uW6zA3dE9fGhJkLmNoPqRst"  # noqa: S105

Token = Annotated[
    str, Field(max_length=43, pattern=r"^[A-Za-z0-9_-]{43}$", examples=[TOKEN_EXAMPLE])
]


class InvitationResponse(BaseModel):
    """A link, shown this once: `#/invitation/` and the token, behind the site's address."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"token": TOKEN_EXAMPLE, "expires_at": "2026-11-30T09:00:00Z"}
        }
    )

    token: str
    expires_at: datetime


class LinkRequest(BaseModel):
    """The token of a link."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"token": TOKEN_EXAMPLE}}
    )

    token: Token


class LinkResponse(BaseModel):
    """Who is invited, until when, and a login that nobody has."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "first_name": "Анна",
                "login": "anna.ivanova",
                "expires_at": "2026-11-30T09:00:00Z",
            }
        }
    )

    first_name: str
    login: str
    expires_at: datetime


class AcceptanceRequest(BaseModel):
    """The password of a new login; the login itself is proposed where it is left out."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "token": TOKEN_EXAMPLE,
                "login": "anna.ivanova",
                "password": "battery staple 9",
            }
        },
    )

    token: Token
    login: NewLogin | None = None
    password: NewPassword


class AcceptanceResponse(BaseModel):
    """What to log in with, beside the password."""

    model_config = ConfigDict(json_schema_extra={"example": {"login": "anna.ivanova"}})

    login: str
