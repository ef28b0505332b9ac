"""What queries on people return; the API shows ``User`` as it is."""

from dataclasses import dataclass
from datetime import datetime

from core.people.rules.roles import Role


@dataclass(frozen=True)
class User:
    """A user; never with anything about the password."""

    id: int
    login: str
    first_name: str
    last_name: str
    role: Role
    is_test: bool
    created_at: datetime
    disabled_at: datetime | None


@dataclass(frozen=True)
class Credentials:
    """What a login is checked against."""

    user_id: int
    password_hash: str
    role: Role
    disabled: bool


@dataclass(frozen=True)
class Actor:
    """Who asks: the user of a live session, with the client or manager record they own."""

    user_id: int
    role: Role
    client_id: int | None
    manager_id: int | None
