"""Policies, what they recommend, the cases of the queue, and what people decide."""

from sqlalchemy import (
    CHAR,
    UUID,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Numeric,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from core.decisions.rules.vocabulary import Outcome, OverrideReason, PolicyState
from core.kit.tables import metadata, moment, one_of
from core.scores.rules.vocabulary import Decision, ModelName

policies = Table(
    "policies",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("body", JSONB, nullable=False),
    Column("version", Text, nullable=False),  # its date and digits of the hash
    Column("sha256", CHAR(64), nullable=False),  # of the canonical body
    Column("state", Text, nullable=False, server_default=PolicyState.DRAFT),
    Column("based_on", ForeignKey("policies.id")),
    Column("author_id", ForeignKey("users.id")),  # null of the first, which came with the release
    Column("justification", Text),
    Column("simulation", JSONB),
    Column("approver_id", ForeignKey("users.id")),
    Column("approved_sha256", CHAR(64)),  # what was approved, and nothing else
    Column("rejected_reason", Text),
    Column("is_emergency", Boolean, nullable=False, server_default=text("false")),
    moment("created_at"),
    moment("requested_at", nullable=True),
    moment("approved_at", nullable=True),
    moment("effective_from", nullable=True),
    moment("active_since", nullable=True),
    moment("confirm_by", nullable=True),  # of an emergency that no second person confirmed yet
    moment("superseded_at", nullable=True),
    Column("revision", Integer, nullable=False, server_default=text("1")),  # of the row
    one_of("state", PolicyState),
    CheckConstraint("approver_id <> author_id", name="four_eyes"),
    CheckConstraint(
        "state NOT IN ('approved', 'scheduled') OR approver_id IS NOT NULL", name="approved_by"
    ),
    CheckConstraint(
        "approver_id IS NULL OR approved_sha256 = sha256", name="approved_is_what_it_says"
    ),
    CheckConstraint(
        "state IN ('draft', 'withdrawn') OR author_id IS NULL"
        " OR justification IS NOT NULL AND (simulation IS NOT NULL OR is_emergency)",
        name="leaves_draft_explained",
    ),
    CheckConstraint(
        "state <> 'active' OR active_since IS NOT NULL"
        " AND (approver_id IS NOT NULL OR author_id IS NULL OR is_emergency)",
        name="active_is_approved",
    ),
    Index("ix_policies_active", "state", unique=True, postgresql_where=text("state = 'active'")),
    # One open request at a time
    Index(
        "ix_policies_in_review",
        text("(state = 'in_review')"),
        unique=True,
        postgresql_where=text("state = 'in_review'"),
    ),
)

# How far the stored scores have followed a policy that became active; the newest is worked at
policy_activations = Table(
    "policy_activations",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("policy_id", ForeignKey("policies.id"), nullable=False),
    moment("started_at"),
    Column("clients_to", BigInteger, nullable=False),  # the largest id when it began
    Column("clients_reached", BigInteger, nullable=False, server_default=text("0")),
    Column("applications_reached", UUID),
    Column("redecided", Integer, nullable=False, server_default=text("0")),
    Column("changed", Integer, nullable=False, server_default=text("0")),
    # Made under other hard rules: who has defaulted can only be told by scoring anew
    Column("to_score_anew", Integer, nullable=False, server_default=text("0")),
    moment("ended_at", nullable=True),
    Index("ix_policy_activations_policy_id_id", "policy_id", "id"),
    # One at a time
    Index(
        "ix_policy_activations_open",
        text("(ended_at IS NULL)"),
        unique=True,
        postgresql_where=text("ended_at IS NULL"),
    ),
)

# What a candidate would do, as it was simulated: never changed
simulations = Table(
    "simulations",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("made_by", ForeignKey("users.id"), nullable=False),
    moment("made_at"),
    Column("baseline_sha256", CHAR(64), nullable=False),
    Column("candidate_sha256", CHAR(64), nullable=False),
    Column("asked", JSONB, nullable=False),
    Column("figures", JSONB, nullable=False),
)

# What a policy says of an application once its score is there: one row a score, never changed
recommendations = Table(
    "recommendations",
    metadata,
    Column("application_id", ForeignKey("applications.id"), nullable=False),
    Column("score_id", ForeignKey("scores.id"), nullable=False, index=True),
    Column("policy_version", Text, nullable=False),
    Column("policy_sha256", CHAR(64), nullable=False),
    Column("decision", Text, nullable=False),
    Column("by_cut_offs", Text, nullable=False),
    Column("approve_below", Double, nullable=False),
    Column("decline_from", Double, nullable=False),
    Column("findings", JSONB, nullable=False),
    Column("amount_rub", Numeric(14, 2), nullable=False),
    Column("term_months", Integer, nullable=False),
    Column("annual_rate", Numeric(5, 2), nullable=False),
    Column("payment_rub", Numeric(14, 2), nullable=False),
    Column("payment_to_income", Double),
    Column("burden", Double),
    Column("limit_rub", Numeric(14, 2), nullable=False),
    Column("limit_reason", Text, nullable=False),
    Column("expected_loss_rub", Numeric(14, 2), nullable=False),
    Column("answers_sha256", CHAR(64), nullable=False),  # of the questionnaire it was made of
    moment("made_at"),
    PrimaryKeyConstraint("application_id", "score_id", "policy_sha256"),
    one_of("decision", Decision),
    one_of("by_cut_offs", Decision),
)

# What waits for a person's decision. The clock stops while the applicant is waited for.
cases = Table(
    "cases",
    metadata,
    Column("application_id", ForeignKey("applications.id"), primary_key=True),
    moment("opened_at"),
    moment("due_at"),
    moment("waiting_since", nullable=True),
    Column("expected_loss_rub", Numeric(14, 2), nullable=False),
    Column("recommendation", Text, nullable=False),
    Column("assignee_id", ForeignKey("users.id")),
    moment("leased_until", nullable=True),
    moment("taken_at", nullable=True),  # by the present assignee
    # Whoever decided before does not look at an objection
    Column("not_for_id", ForeignKey("users.id")),
    Column("is_objection", Boolean, nullable=False, server_default=text("false")),
    Column("needs_second", Boolean, nullable=False, server_default=text("false")),
    # Whose decision waits for a second person: never the same one
    Column("first_actor_id", ForeignKey("users.id")),
    moment("closed_at", nullable=True),
    moment("answer_by", nullable=True),  # until when the applicant may accept a counteroffer
    one_of("recommendation", Decision),
    CheckConstraint("needs_second = (first_actor_id IS NOT NULL)", name="second_of_a_first"),
    Index(
        "ix_cases_open",
        "due_at",
        "application_id",
        postgresql_where=text("closed_at IS NULL"),
    ),
    # What may be lost comes first: the queue's order among the overdue, and among the others
    Index(
        "ix_cases_by_loss",
        text("expected_loss_rub DESC"),
        "application_id",
        postgresql_where=text("closed_at IS NULL"),
    ),
    Index("ix_cases_assignee_id", "assignee_id", postgresql_where=text("closed_at IS NULL")),
    Index("ix_cases_closed_at", "closed_at", postgresql_where=text("closed_at IS NOT NULL")),
    Index("ix_cases_answer_by", "answer_by", postgresql_where=text("answer_by IS NOT NULL")),
)

# Only ever added to (a trigger refuses the rest); each row says what was known when it was made
decisions = Table(
    "decisions",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("application_id", ForeignKey("applications.id"), nullable=False),
    Column("sequence", Integer, nullable=False),  # 1, 2, ... of one application
    Column("score_id", ForeignKey("scores.id"), nullable=False, index=True),
    Column("model", Text),
    Column("model_version", Text),
    Column("policy_version", Text, nullable=False),
    Column("policy_sha256", CHAR(64), nullable=False),
    Column("approve_below", Double, nullable=False),
    Column("decline_from", Double, nullable=False),
    Column("proba", Double, nullable=False),
    Column("recommendation", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("amount_rub", Numeric(14, 2), nullable=False),
    Column("term_months", Integer, nullable=False),
    Column("annual_rate", Numeric(5, 2), nullable=False),
    # Of a person who declines: what the applicant is told (codes of core.notices or of the score)
    Column("decline_reasons", JSONB, nullable=False, server_default=text("'[]'")),
    Column("override_reason", Text),
    Column("rationale", Text),
    Column("actor_id", ForeignKey("users.id"), nullable=False),
    # A first decision that waits for a second person, and the second's word on a first one
    Column("needs_second", Boolean, nullable=False, server_default=text("false")),
    Column("confirms", BigInteger),
    Column("first_actor_id", ForeignKey("users.id")),
    Column("is_final", Boolean, nullable=False),
    Column("answers_sha256", CHAR(64), nullable=False),
    Column("seconds_spent", Integer),
    moment("decided_at"),
    Column(
        "agrees",
        Boolean,
        Computed(
            # Written as PostgreSQL keeps it, so that the two can be compared
            "recommendation = outcome OR outcome = 'return'::text"
            " OR recommendation = 'review'::text"
            " OR recommendation = 'approve'::text AND outcome = 'counteroffer'::text",
            persisted=True,
        ),
    ),
    Column(
        "direction",
        Text,
        Computed(
            "CASE WHEN recommendation = 'decline'::text"
            " AND (outcome = 'approve'::text OR outcome = 'counteroffer'::text)"
            " THEN 'low_side'::text"
            " WHEN recommendation = 'approve'::text AND outcome = 'decline'::text"
            " THEN 'high_side'::text ELSE NULL::text END",
            persisted=True,
        ),
    ),
    one_of("model", ModelName),
    one_of("recommendation", Decision),
    one_of("outcome", Outcome),
    one_of("override_reason", OverrideReason),
    CheckConstraint("first_actor_id <> actor_id", name="second_is_another"),
    CheckConstraint(
        "agrees = (override_reason IS NULL) AND (agrees OR length(rationale) >= 30)",
        name="contradiction_is_explained",
    ),
    CheckConstraint("outcome <> 'decline' OR decline_reasons <> '[]'", name="decline_has_reasons"),
    Index("uq_decisions_application_id", "application_id", "sequence", unique=True),
    Index("ix_decisions_actor_id_id", "actor_id", "id"),
    Index("ix_decisions_overrides", "decided_at", "id", postgresql_where=text("NOT agrees")),
    Index("ix_decisions_decided_at", "decided_at"),
    Index("ix_decisions_actor_id_decided_at", "actor_id", "decided_at"),
    # What was decided of cases like one at hand
    Index("ix_decisions_final", "model", "id", postgresql_where=text("is_final")),
)
