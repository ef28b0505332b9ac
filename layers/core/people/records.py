"""What queries on people return; the API shows ``User`` as it is."""

from dataclasses import dataclass
from datetime import datetime

from core.people.rules.roles import Role


@dataclass(frozen=True)
class User:
    """A user; of the password only until when it is of use, if it is a one-time one."""

    id: int
    login: str
    first_name: str
    last_name: str
    role: Role
    is_test: bool
    created_at: datetime
    disabled_at: datetime | None
    one_time_until: datetime | None

    @property
    def may_have_clients(self) -> bool:
        """Whether this is a manager who is neither dismissed nor locked out."""
        return self.role is Role.MANAGER and self.disabled_at is None


@dataclass(frozen=True)
class Credentials:
    """What a login is checked against."""

    user_id: int
    login: str
    first_name: str
    last_name: str
    password_hash: str
    role: Role
    disabled: bool
    password_expired: bool


@dataclass(frozen=True)
class Actor:
    """Who asks: the user of a live session, with the client or manager record they own."""

    user_id: int
    role: Role
    client_id: int | None
    manager_id: int | None
    session_id: int
    must_change_password: bool
    has_second_factor: bool


@dataclass(frozen=True)
class Session:
    """A browser that is logged in; ``browser`` is what it says of itself."""

    id: int
    browser: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class SecondFactor:
    """An authenticator app: what its secret is derived from, and when it was last used."""

    salt: str
    confirmed: bool
    last_step: int
