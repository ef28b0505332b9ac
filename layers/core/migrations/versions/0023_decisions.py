"""Policies with four eyes, what they recommend for applications, the queue, and what people decide."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

# What was recommended and decided stays as it was
APPEND_ONLY = """
CREATE TRIGGER {table}_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


def upgrade() -> None:
    op.create_index("ix_applications_score_id", "applications", ["score_id"])
    op.create_table(
        "policies",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("body", postgresql.JSONB(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("sha256", sa.CHAR(length=64), nullable=False),
        sa.Column("state", sa.Text(), server_default="draft", nullable=False),
        sa.Column("based_on", sa.BigInteger(), nullable=True),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("justification", sa.Text(), nullable=True),
        sa.Column("simulation", postgresql.JSONB(), nullable=True),
        sa.Column("approver_id", sa.BigInteger(), nullable=True),
        sa.Column("approved_sha256", sa.CHAR(length=64), nullable=True),
        sa.Column("rejected_reason", sa.Text(), nullable=True),
        sa.Column("is_emergency", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column(
            "created_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("requested_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("approved_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("effective_from", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("active_since", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("confirm_by", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("superseded_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state <> 'active' OR active_since IS NOT NULL AND (approver_id IS NOT NULL OR author_id IS NULL OR is_emergency)",
            name=op.f("ck_policies_active_is_approved"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'in_review', 'approved', 'scheduled', 'active', 'superseded', 'rejected', 'withdrawn')",
            name=op.f("ck_policies_state"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'withdrawn') OR author_id IS NULL OR justification IS NOT NULL AND (simulation IS NOT NULL OR is_emergency)",
            name=op.f("ck_policies_leaves_draft_explained"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'scheduled') OR approver_id IS NOT NULL",
            name=op.f("ck_policies_approved_by"),
        ),
        sa.CheckConstraint("approver_id <> author_id", name=op.f("ck_policies_four_eyes")),
        sa.CheckConstraint(
            "approver_id IS NULL OR approved_sha256 = sha256",
            name=op.f("ck_policies_approved_is_what_it_says"),
        ),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["users.id"], name=op.f("fk_policies_approver_id")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_policies_author_id")),
        sa.ForeignKeyConstraint(["based_on"], ["policies.id"], name=op.f("fk_policies_based_on")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policies")),
    )
    op.create_index(
        "ix_policies_active",
        "policies",
        ["state"],
        unique=True,
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_index(
        "ix_policies_in_review",
        "policies",
        [sa.literal_column("(state = 'in_review')")],
        unique=True,
        postgresql_where=sa.text("state = 'in_review'"),
    )
    op.create_table(
        "recommendations",
        sa.Column("application_id", sa.UUID(), nullable=False),
        sa.Column("score_id", sa.UUID(), nullable=False),
        sa.Column("policy_version", sa.Text(), nullable=False),
        sa.Column("policy_sha256", sa.CHAR(length=64), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("by_cut_offs", sa.Text(), nullable=False),
        sa.Column("approve_below", sa.Double(), nullable=False),
        sa.Column("decline_from", sa.Double(), nullable=False),
        sa.Column("findings", postgresql.JSONB(), nullable=False),
        sa.Column("amount_rub", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("term_months", sa.Integer(), nullable=False),
        sa.Column("annual_rate", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column("payment_rub", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("payment_to_income", sa.Double(), nullable=True),
        sa.Column("burden", sa.Double(), nullable=True),
        sa.Column("limit_rub", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("limit_reason", sa.Text(), nullable=False),
        sa.Column("expected_loss_rub", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("answers_sha256", sa.CHAR(length=64), nullable=False),
        sa.Column(
            "made_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.CheckConstraint(
            "by_cut_offs IN ('approve', 'review', 'decline')",
            name=op.f("ck_recommendations_by_cut_offs"),
        ),
        sa.CheckConstraint(
            "decision IN ('approve', 'review', 'decline')", name=op.f("ck_recommendations_decision")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_recommendations_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["score_id"], ["scores.id"], name=op.f("fk_recommendations_score_id")
        ),
        sa.PrimaryKeyConstraint(
            "application_id", "score_id", "policy_sha256", name=op.f("pk_recommendations")
        ),
    )
    op.create_table(
        "cases",
        sa.Column("application_id", sa.UUID(), nullable=False),
        sa.Column(
            "opened_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "due_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("waiting_since", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("expected_loss_rub", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("recommendation", sa.Text(), nullable=False),
        sa.Column("assignee_id", sa.BigInteger(), nullable=True),
        sa.Column("leased_until", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("taken_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("not_for_id", sa.BigInteger(), nullable=True),
        sa.Column("is_objection", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("needs_second", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("closed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "recommendation IN ('approve', 'review', 'decline')",
            name=op.f("ck_cases_recommendation"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_cases_application_id")
        ),
        sa.ForeignKeyConstraint(["assignee_id"], ["users.id"], name=op.f("fk_cases_assignee_id")),
        sa.ForeignKeyConstraint(["not_for_id"], ["users.id"], name=op.f("fk_cases_not_for_id")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_cases")),
    )
    op.create_index(
        "ix_cases_assignee_id",
        "cases",
        ["assignee_id"],
        unique=False,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "ix_cases_open",
        "cases",
        ["due_at", "application_id"],
        unique=False,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("application_id", sa.UUID(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("score_id", sa.UUID(), nullable=False),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("model_version", sa.Text(), nullable=True),
        sa.Column("policy_version", sa.Text(), nullable=False),
        sa.Column("policy_sha256", sa.CHAR(length=64), nullable=False),
        sa.Column("approve_below", sa.Double(), nullable=False),
        sa.Column("decline_from", sa.Double(), nullable=False),
        sa.Column("proba", sa.Double(), nullable=False),
        sa.Column("recommendation", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("amount_rub", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("term_months", sa.Integer(), nullable=False),
        sa.Column("annual_rate", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column(
            "decline_reasons",
            postgresql.JSONB(),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column("override_reason", sa.Text(), nullable=True),
        sa.Column("rationale", sa.Text(), nullable=True),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("needs_second", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("confirms", sa.BigInteger(), nullable=True),
        sa.Column("first_actor_id", sa.BigInteger(), nullable=True),
        sa.Column("is_final", sa.Boolean(), nullable=False),
        sa.Column("answers_sha256", sa.CHAR(length=64), nullable=False),
        sa.Column("seconds_spent", sa.Integer(), nullable=True),
        sa.Column(
            "decided_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "agrees",
            sa.Boolean(),
            sa.Computed(
                "recommendation = outcome OR outcome = 'return'::text OR recommendation = 'review'::text OR recommendation = 'approve'::text AND outcome = 'counteroffer'::text",
                persisted=True,
            ),
            nullable=True,
        ),
        sa.Column(
            "direction",
            sa.Text(),
            sa.Computed(
                "CASE WHEN recommendation = 'decline'::text AND (outcome = 'approve'::text OR outcome = 'counteroffer'::text) THEN 'low_side'::text WHEN recommendation = 'approve'::text AND outcome = 'decline'::text THEN 'high_side'::text ELSE NULL::text END",
                persisted=True,
            ),
            nullable=True,
        ),
        sa.CheckConstraint(
            "model IN ('behavioural', 'thin_file', 'segment', 'application')",
            name=op.f("ck_decisions_model"),
        ),
        sa.CheckConstraint(
            "outcome <> 'decline' OR decline_reasons <> '[]'",
            name=op.f("ck_decisions_decline_has_reasons"),
        ),
        sa.CheckConstraint(
            "outcome IN ('approve', 'counteroffer', 'decline', 'return')",
            name=op.f("ck_decisions_outcome"),
        ),
        sa.CheckConstraint(
            "override_reason IN ('income_confirmed', 'collateral', 'guarantor', 'technical_delay', 'data_quality', 'concentration', 'negative_information', 'known_customer', 'other')",
            name=op.f("ck_decisions_override_reason"),
        ),
        sa.CheckConstraint(
            "recommendation IN ('approve', 'review', 'decline')",
            name=op.f("ck_decisions_recommendation"),
        ),
        sa.CheckConstraint(
            "agrees = (override_reason IS NULL) AND (agrees OR length(rationale) >= 30)",
            name=op.f("ck_decisions_contradiction_is_explained"),
        ),
        sa.CheckConstraint(
            "first_actor_id <> actor_id", name=op.f("ck_decisions_second_is_another")
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_decisions_actor_id")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_decisions_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["first_actor_id"], ["users.id"], name=op.f("fk_decisions_first_actor_id")
        ),
        sa.ForeignKeyConstraint(["score_id"], ["scores.id"], name=op.f("fk_decisions_score_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index("ix_decisions_actor_id_id", "decisions", ["actor_id", "id"], unique=False)
    op.create_index("ix_decisions_decided_at", "decisions", ["decided_at"], unique=False)
    op.create_index(
        "ix_decisions_overrides",
        "decisions",
        ["decided_at", "id"],
        unique=False,
        postgresql_where=sa.text("NOT agrees"),
    )
    op.create_index(
        "uq_decisions_application_id", "decisions", ["application_id", "sequence"], unique=True
    )
    for table in ("recommendations", "decisions"):
        op.execute(APPEND_ONLY.format(table=table))


def downgrade() -> None:
    for table in ("decisions", "cases", "recommendations", "policies"):
        op.drop_table(table)
    op.drop_index("ix_applications_score_id", "applications")
