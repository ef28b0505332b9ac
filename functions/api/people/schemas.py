"""Users, managers and sessions over HTTP; users and managers are shown as the core records them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    StrictBool,
    model_validator,
)

from api.kit.fields import LargeId, PersonName, Text
from core.people.records import Session, User
from core.people.rules.logins import LOGIN_PATTERN
from core.people.rules.password_strength import SHORTEST_PASSWORD

USER_EXAMPLE: dict[str, Any] = {
    "id": 41,
    "login": "anna.ivanova",
    "first_name": "Анна",
    "last_name": "Иванова",
    "role": "client",
    "is_test": True,
    "created_at": "2026-11-23T09:00:00Z",
    "disabled_at": None,
    "one_time_until": None,
}
ME_EXAMPLE = {
    **USER_EXAMPLE,
    "client_id": 17,
    "manager_id": None,
    "has_second_factor": False,
    "must": None,
}
SESSION_EXAMPLE: dict[str, Any] = {
    "id": 9,
    "browser": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "created_at": "2026-11-23T09:00:00Z",
    "last_seen_at": "2026-11-23T10:30:00Z",
    "expires_at": "2026-11-23T21:00:00Z",
    "is_this": True,
}
MANAGER_EXAMPLE: dict[str, Any] = {
    "id": 3,
    "user_id": 3,
    "first_name": "Пётр",
    "last_name": "Смирнов",
    "role": "manager",
    "client_count": 50,
}


def _encodes(secret: SecretStr) -> SecretStr:
    try:
        secret.get_secret_value().encode()
    except UnicodeEncodeError as error:
        raise ValueError("is not text that can be stored: type it again") from error
    return secret


Password = Annotated[SecretStr, Field(min_length=1, max_length=200), AfterValidator(_encodes)]
NewPassword = Annotated[Password, Field(min_length=SHORTEST_PASSWORD)]
NewLogin = Annotated[str, Field(max_length=64, pattern=LOGIN_PATTERN)]
Code = Annotated[str, Field(max_length=40, pattern=r"^[0-9A-Za-z -]{6,40}$", examples=["492039"])]


class LoginRequest(BaseModel):
    """Credentials; the code only of who has a second factor."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"login": "anna.ivanova", "password": "correct horse"}},
    )

    login: Annotated[Text, Field(min_length=1)]
    password: Password
    code: Code | None = None


class Obligation(StrEnum):
    """What a user has to do before anything else."""

    CHANGE_PASSWORD = "change_password"  # noqa: S105
    ADD_SECOND_FACTOR = "add_second_factor"


@dataclass(frozen=True)
class Me(User):
    """The user of this session, with the ids that lead to the own records."""

    client_id: int | None
    manager_id: int | None
    has_second_factor: bool
    must: Obligation | None


@dataclass(frozen=True)
class OwnSession(Session):
    """A session of the caller; ``is_this`` is the one that asks."""

    is_this: bool


class SecondFactorRequest(BaseModel):
    """The password, because a session alone may not change how one logs in."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"password": "correct horse"}}
    )

    password: Password


class SecondFactorSecret(BaseModel):
    """What an authenticator app is set up with, shown this once."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
                "uri": "otpauth://totp/Credit%20scoring:petr.smirnov"
                "?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Credit%20scoring",
            }
        }
    )

    secret: str
    uri: str


class SecondFactorCode(BaseModel):
    """A code of the authenticator app."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"code": "492039"}})

    code: Code


class RecoveryCodes(BaseModel):
    """Codes for the day on which the app is lost: each of use once, shown this once."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"codes": ["K7QMA2-2FTDRX-VB5TNC-W3LE6Q"]}}
    )

    codes: list[str]


class UserRequest(BaseModel):
    """A new member of staff; borrowers come to a login by the link of an invitation."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "login": "petr.smirnov",
                "first_name": "Пётр",
                "last_name": "Смирнов",
                "role": "manager",
            }
        },
    )

    login: NewLogin
    first_name: PersonName
    last_name: PersonName
    role: Literal["manager", "underwriter", "analyst", "admin"]


class PasswordResponse(BaseModel):
    """A user with a fresh password, which is shown this once and stored nowhere."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"user": USER_EXAMPLE, "password": "cs5tNY4XbFq0aU2w"}}
    )

    user: User
    password: str


class PasswordChange(BaseModel):
    """The own password, old and new."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"old_password": "correct horse", "new_password": "battery staple 9"}
        },
    )

    old_password: Password
    new_password: NewPassword


class DismissalRequest(BaseModel):
    """Who takes over the clients: one manager, all others evenly, or nobody if left out."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"successor_manager_id": 4}}
    )

    successor_manager_id: LargeId | None = None
    share_evenly: StrictBool = False

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if self.share_evenly and self.successor_manager_id is not None:
            raise ValueError("name a successor or share evenly, not both")
        return self


class DismissalResponse(BaseModel):
    """What the dismissal did; each client's new manager stands in the journal."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"manager_id": 3, "clients_handed_over": 50, "successor_manager_id": 4}
        }
    )

    manager_id: int
    clients_handed_over: int
    successor_manager_id: int | None
