"""The tables, as SQLAlchemy Core sees them; migrations/versions creates them."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    TIMESTAMP,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    Numeric,
    SmallInteger,
    Table,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID

from core.features import QUESTIONNAIRE, Category, Number
from core.vocabulary import Role, ScoreStatus

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _one_of(column: str, values: type[Role] | type[ScoreStatus]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _now(name: str) -> "Column[datetime]":
    return Column(name, TIMESTAMP(timezone=True), server_default=func.now(), nullable=False)


def _answer(name: str, kind: Category | Number) -> "Column[Any]":
    """A questionnaire answer: text for a category, a number of the fitting size otherwise."""
    if isinstance(kind, Category):
        return Column(name, Text, nullable=kind.nullable)
    if not kind.whole:
        return Column(name, Numeric(14, 2), nullable=False)
    return Column(name, Integer if kind.minimum < -32768 else SmallInteger, nullable=False)


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
    _now("created_at"),
    Column("disabled_at", TIMESTAMP(timezone=True)),
    _one_of("role", Role),
)

managers = Table(
    "managers",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("user_id", ForeignKey("users.id"), nullable=False, unique=True),
)

clients = Table(
    "clients",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("user_id", ForeignKey("users.id"), nullable=False, unique=True),
    Column("manager_id", ForeignKey("managers.id"), index=True),
    *(_answer(name, kind) for name, kind in QUESTIONNAIRE.items()),
    _now("updated_at"),
)

credits = Table(
    "credits",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("client_id", ForeignKey("clients.id"), nullable=False, unique=True),
    Column("amount_total", Numeric(14, 2), nullable=False),
    Column("annual_rate", Numeric(5, 2), nullable=False),
    Column("issued_at", Date, nullable=False),
    Column("term_months", SmallInteger, nullable=False, server_default=text("60")),
    Column("payment_history", JSONB, nullable=False, server_default=text("'[]'")),
    CheckConstraint("term_months BETWEEN 1 AND 480", name="term_months"),
)

portfolio_batches = Table(
    "portfolio_batches",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("requested_by", ForeignKey("users.id"), nullable=False),
    _now("requested_at"),
    Column("filters", JSONB, nullable=False),
    Column("total", Integer, nullable=False),
)

scores = Table(
    "scores",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("client_id", ForeignKey("clients.id"), nullable=False),
    Column("status", Text, nullable=False, server_default=ScoreStatus.PENDING),
    Column("proba", Double),
    Column("grade", Text),
    Column("decision", Text),
    Column("reasons", JSONB),
    Column("features", JSONB),
    Column("model", Text),
    Column("challengers", JSONB),
    Column("model_version", Text),
    Column("policy_version", Text),
    Column("requested_by", ForeignKey("users.id"), nullable=False, index=True),
    _now("requested_at"),
    Column("resent_at", TIMESTAMP(timezone=True)),
    Column("scored_at", TIMESTAMP(timezone=True)),
    Column("error", Text),
    Column("batch_id", ForeignKey("portfolio_batches.id")),
    _one_of("status", ScoreStatus),
    CheckConstraint("proba > 0 AND proba < 1", name="proba"),
    CheckConstraint(
        "status <> 'done' OR (proba IS NOT NULL AND decision IS NOT NULL AND reasons IS NOT NULL"
        " AND features IS NOT NULL AND model_version IS NOT NULL AND policy_version IS NOT NULL"
        " AND scored_at IS NOT NULL)",
        name="done_is_complete",
    ),
    # UUIDv7 ids grow with time, so this index also gives the latest score of a client.
    Index("ix_scores_client_id_id", "client_id", "id"),
    Index("ix_scores_batch_id", "batch_id", postgresql_where=text("batch_id IS NOT NULL")),
    Index("ix_scores_pending", "requested_at", postgresql_where=text("status = 'pending'")),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("user_id", ForeignKey("users.id"), nullable=False, index=True),
    _now("created_at"),
    _now("last_seen_at"),
    Column("expires_at", TIMESTAMP(timezone=True), nullable=False),
)

login_attempts = Table(
    "login_attempts",
    metadata,
    Column("key_hash", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    _now("last_attempt_at"),
    Column("blocked_until", TIMESTAMP(timezone=True), nullable=False),
)

audit_events = Table(
    "audit_events",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    _now("occurred_at"),
    Column("actor_id", ForeignKey("users.id"), nullable=False),
    Column("action", Text, nullable=False),
    Column("subject_table", Text, nullable=False),
    Column("subject_id", BigInteger, nullable=False),
    Column("old_values", JSONB),
    Column("new_values", JSONB),
    Index("ix_audit_events_subject_table_subject_id", "subject_table", "subject_id"),
)
