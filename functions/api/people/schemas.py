"""Users, managers and sessions over HTTP; users and managers are shown as the core records them."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from api.kit.fields import LargeId, PersonName, Text
from core.people.records import User

USER_EXAMPLE: dict[str, Any] = {
    "id": 41,
    "login": "anna.ivanova",
    "first_name": "Анна",
    "last_name": "Иванова",
    "role": "client",
    "is_test": True,
    "created_at": "2026-11-23T09:00:00Z",
    "disabled_at": None,
}
ME_EXAMPLE = {**USER_EXAMPLE, "client_id": 17, "manager_id": None}
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


class LoginRequest(BaseModel):
    """Credentials."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"login": "anna.ivanova", "password": "correct horse"}},
    )

    login: Annotated[Text, Field(min_length=1)]
    password: Password


@dataclass(frozen=True)
class Me(User):
    """The user of this session, with the ids that lead to the own records."""

    client_id: int | None
    manager_id: int | None


class UserRequest(BaseModel):
    """A new member of staff; borrowers come with their questionnaire from the bank's systems."""

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

    login: Annotated[str, Field(max_length=64, pattern=r"^[a-z0-9][a-z0-9._-]{2,63}$")]
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
    new_password: Annotated[Password, Field(min_length=12)]


class DismissalRequest(BaseModel):
    """Who takes over the clients; nobody if left out."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"successor_manager_id": 4}}
    )

    successor_manager_id: LargeId | None = None


class DismissalResponse(BaseModel):
    """What the dismissal did."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"manager_id": 3, "clients_handed_over": 50, "successor_manager_id": 4}
        }
    )

    manager_id: int
    clients_handed_over: int
    successor_manager_id: int | None
