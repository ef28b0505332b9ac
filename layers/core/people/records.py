"""What queries on people return; the API shows ``User`` as it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.people.rules.roles import Role
from core.people.rules.scopes import Scope


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
    """Who asks: the user of a live session, with the client or manager record they own.

    A program has neither, and no session: its ``session_id`` is 0.
    """

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


@dataclass(frozen=True)
class ApiToken:
    """A token of a program; of the token itself only how it ends.

    Attributes:
        user_id: of the program, under which the journal names what it did.
        last_used_at: to the minute; null while nobody used it.
        revoked_at: null of one that was not.
    """

    id: int
    user_id: int
    name: str
    ends_with: str
    scopes: tuple[Scope, ...]
    created_by: int
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True)
class MadeToken:
    """What is kept of a token that was just made."""

    token_hash: str
    ends_with: str
    scopes: Sequence[Scope]


@dataclass(frozen=True)
class Program:
    """Who a token belongs to, and what has become of the token."""

    user_id: int
    scopes: frozenset[str]
    expired: bool
    revoked: bool


@dataclass(frozen=True)
class KeptAnswer:
    """What was answered to a request that came with an idempotency key."""

    request_sha256: str
    status: int
    location: str | None
    response: Any
