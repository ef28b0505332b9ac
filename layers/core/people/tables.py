"""Users, managers, sessions, second factors, tokens, and attempts to prove who one is."""

from sqlalchemy import (
    TIMESTAMP,
    BigInteger,
    Boolean,
    Column,
    Computed,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from core.kit.tables import metadata, moment, one_of
from core.people.rules.roles import Role

# One spelling of name and login, see core.kit.patterns
SEARCHED = "translate(lower(last_name || ' ' || first_name || ' ' || login), 'ё', 'е')"

users = Table(
    "users",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("login", Text, nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    Column("first_name", Text, nullable=False),
    Column("last_name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("is_test", Boolean, nullable=False, server_default=text("false")),
    moment("created_at"),
    moment("disabled_at", nullable=True),
    # Only of a one-time password, which somebody else has seen and which has to be changed
    moment("one_time_until", nullable=True),
    Column("searched", Text(collation="C"), Computed(SEARCHED, persisted=True)),
    one_of("role", Role),
    Index("ix_users_by_name", "searched", "id"),
    Index("ix_users_role", "role"),
    Index("ix_users_search_parts", text("search_parts(searched)"), postgresql_using="gin"),
)

managers = Table(
    "managers",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("user_id", ForeignKey("users.id"), nullable=False, unique=True),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("id", BigInteger, Identity(), nullable=False, unique=True),
    Column("user_id", ForeignKey("users.id"), nullable=False, index=True),
    Column("browser", Text, nullable=False, server_default=""),
    moment("created_at"),
    moment("last_seen_at"),
    Column("expires_at", TIMESTAMP(timezone=True), nullable=False, index=True),
)

second_factors = Table(
    "second_factors",
    metadata,
    Column("user_id", ForeignKey("users.id"), primary_key=True),
    Column("salt", Text, nullable=False),  # the secret itself is derived, and stored nowhere
    moment("created_at"),
    moment("confirmed_at", nullable=True),
    Column("last_step", BigInteger, nullable=False, server_default=text("0")),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("user_id", ForeignKey("users.id"), primary_key=True),
    Column("code_hash", Text, primary_key=True),
)

attempts = Table(
    "attempts",
    metadata,
    Column("key_hash", Text, primary_key=True),
    Column("level", Float, nullable=False),
    moment("last_attempt_at"),
    Column("blocked_until", TIMESTAMP(timezone=True), nullable=False),
    Column("is_reported", Boolean, nullable=False, server_default=text("false")),
    Column("forgotten_at", TIMESTAMP(timezone=True), nullable=False, index=True),
)

request_counts = Table(
    "request_counts",
    metadata,
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("deed", Text, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("began_at", TIMESTAMP(timezone=True), nullable=False),
    PrimaryKeyConstraint("user_id", "deed"),
)

# The user is the program itself: what it does is counted and written to the journal as anybody's
api_tokens = Table(
    "api_tokens",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("user_id", ForeignKey("users.id"), nullable=False, unique=True),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("ends_with", Text, nullable=False),
    Column("scopes", ARRAY(Text), nullable=False),
    Column("created_by", ForeignKey("users.id"), nullable=False),
    moment("created_at"),
    Column("expires_at", TIMESTAMP(timezone=True), nullable=False),
    moment("last_used_at", nullable=True),
    moment("revoked_at", nullable=True),
)

# Answers to requests that may come twice; they may hold people's data, and go after a day
idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("key", Text, nullable=False),
    Column("request_sha256", Text, nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("location", Text),
    Column("response", JSONB, nullable=False),
    moment("created_at"),
    PrimaryKeyConstraint("user_id", "key"),
    Index("ix_idempotency_keys_created_at", "created_at"),
)
