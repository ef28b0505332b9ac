"""Users, managers and sessions over HTTP."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from core.entities import Manager, User
from core.vocabulary import Role

# PostgreSQL text holds no NUL, so no request may bring one.
TEXT_PATTERN = r"^[^\x00]*$"
Text = Annotated[str, Field(max_length=200, pattern=TEXT_PATTERN)]


MANAGER_EXAMPLE: dict[str, Any] = {
    "id": 3,
    "user_id": 3,
    "first_name": "Пётр",
    "last_name": "Смирнов",
    "role": "manager",
    "client_count": 50,
}


class LoginRequest(BaseModel):
    """Credentials."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"login": "anna.ivanova", "password": "correct horse"}},
    )

    login: Annotated[Text, Field(min_length=1)]
    password: Annotated[SecretStr, Field(min_length=1, max_length=200)]


class UserResponse(BaseModel):
    """A user; never with anything about the password."""

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_extra={
            "example": {
                "id": 41,
                "login": "anna.ivanova",
                "first_name": "Анна",
                "last_name": "Иванова",
                "role": "client",
                "is_test": True,
                "created_at": "2026-11-23T09:00:00Z",
            }
        },
    )

    id: int
    login: str
    first_name: str
    last_name: str
    role: Role
    is_test: bool
    created_at: datetime


class MeResponse(UserResponse):
    """The user of this session, with the ids that lead to the own records."""

    client_id: int | None
    manager_id: int | None

    @classmethod
    def of(cls, user: User, client_id: int | None, manager_id: int | None) -> Self:
        """Joins the user with the own records."""
        return cls(**vars(user), client_id=client_id, manager_id=manager_id)


class ManagerResponse(BaseModel):
    """A manager as clients and colleagues see them."""

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_extra={"example": MANAGER_EXAMPLE},
    )

    id: int
    user_id: int
    first_name: str
    last_name: str
    role: Role
    client_count: int

    @classmethod
    def of(cls, manager: Manager) -> Self:
        """Renders a manager."""
        return cls.model_validate(manager)


class DismissalRequest(BaseModel):
    """Who takes over the clients; nobody if left out."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"successor_manager_id": 4}}
    )

    successor_manager_id: Annotated[int | None, Field(ge=1, le=2**63 - 1)] = None


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
