"""Bundles of models, how they compare, and who asked for which to be in force."""

from sqlalchemy import (
    CHAR,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from core.kit.tables import metadata, moment, one_of
from core.models.rules.vocabulary import ModelSource, ModelState, PromotionKind, PromotionState

models = Table(
    "models",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("version", Text, nullable=False, unique=True),  # its date and digits of the hash
    Column("sha256", CHAR(64), nullable=False, unique=True),  # of the hashes of all files
    Column("files", JSONB, nullable=False),  # name -> SHA-256
    Column("card", JSONB, nullable=False),
    Column("source", Text, nullable=False),
    Column("state", Text, nullable=False, server_default=ModelState.CHALLENGER),
    moment("registered_at"),
    moment("champion_since", nullable=True),
    one_of("source", ModelSource),
    one_of("state", ModelState),
    CheckConstraint("state <> 'champion' OR champion_since IS NOT NULL", name="champion_since"),
    # One scores for real
    Index("ix_models_champion", "state", unique=True, postgresql_where=text("state = 'champion'")),
)

# What a challenger would do in the champion's place: evidence, never changed once it is there
model_comparisons = Table(
    "model_comparisons",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("champion_id", ForeignKey("models.id"), nullable=False),
    Column("challenger_id", ForeignKey("models.id"), nullable=False),
    Column("policy_sha256", CHAR(64), nullable=False),  # of the cut-offs it was made with
    Column("asked_by", ForeignKey("users.id"), nullable=False),
    moment("asked_at"),
    moment("ended_at", nullable=True),
    Column("figures", JSONB),
    Column("error", Text),
    CheckConstraint("champion_id <> challenger_id", name="of_two"),
    CheckConstraint(
        "(ended_at IS NULL) = (figures IS NULL AND error IS NULL)", name="ended_with_something"
    ),
    Index("ix_model_comparisons_challenger_id_id", "challenger_id", "id"),
)

# Requests for another bundle, and roll backs: one open at a time
promotions = Table(
    "promotions",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("model_id", ForeignKey("models.id"), nullable=False),
    Column("back_to_id", ForeignKey("models.id"), nullable=False),  # was in force before
    Column("policy_id", ForeignKey("policies.id"), nullable=False),
    Column("back_to_policy_id", ForeignKey("policies.id"), nullable=False),
    Column("comparison_id", ForeignKey("model_comparisons.id")),
    Column("state", Text, nullable=False),
    Column("justification", Text, nullable=False),
    Column("requested_by", ForeignKey("users.id"), nullable=False),
    moment("requested_at"),
    Column("decided_by", ForeignKey("users.id")),  # null of what time decided
    moment("decided_at", nullable=True),
    Column("rejected_reason", Text),
    moment("effective_at", nullable=True),
    moment("confirm_by", nullable=True),  # of a roll back: without a second person it is taken back
    one_of("kind", PromotionKind),
    one_of("state", PromotionState),
    CheckConstraint("model_id <> back_to_id", name="of_another"),
    CheckConstraint(
        "state = 'withdrawn' OR decided_by IS NULL OR decided_by <> requested_by", name="four_eyes"
    ),
    CheckConstraint(
        "state <> 'done' OR decided_by IS NOT NULL AND effective_at IS NOT NULL",
        name="done_by_another",
    ),
    CheckConstraint("(kind = 'promotion') = (comparison_id IS NOT NULL)", name="on_evidence"),
    CheckConstraint(
        "state <> 'unconfirmed' OR kind = 'roll_back' AND confirm_by IS NOT NULL"
        " AND effective_at IS NOT NULL",
        name="unconfirmed_is_a_roll_back",
    ),
    CheckConstraint("kind <> 'roll_back' OR state <> 'requested'", name="roll_back_is_at_once"),
    Index(
        "ix_promotions_open",
        text("(state = ANY (ARRAY['requested'::text, 'unconfirmed'::text]))"),
        unique=True,
        postgresql_where=text("state = ANY (ARRAY['requested'::text, 'unconfirmed'::text])"),
    ),
    Index("ix_promotions_model_id_id", "model_id", "id"),
)
