"""Notices of decisions, objections to them, and of each score what every reason code contributed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

# In the transaction of the decision, by whatever statement it is written: no notice can be missed
FOLLOW_DECISION = """
CREATE FUNCTION follow_final_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE notices SET replaced_at = now()
   WHERE application_id = NEW.application_id AND sent_at IS NULL AND replaced_at IS NULL;
  IF NEW.outcome IN ('decline', 'counteroffer') THEN
    INSERT INTO notices (application_id, decision_id, client_id, outcome, clock_from, decided_at)
    SELECT a.id, NEW.id, a.client_id, NEW.outcome,
           coalesce((SELECT max(o.raised_at) FROM objections o
                      WHERE o.application_id = a.id AND o.answered_at IS NULL),
                    a.completed_at),
           NEW.decided_at
      FROM applications a WHERE a.id = NEW.application_id;
  END IF;
  UPDATE objections
     SET outcome = CASE NEW.outcome WHEN 'decline' THEN 'upheld' ELSE 'corrected' END,
         answered_at = now(), answered_by = NEW.actor_id, answering_decision_id = NEW.id
   WHERE application_id = NEW.application_id AND answered_at IS NULL;
  RETURN NULL;
END
$$;
CREATE TRIGGER decisions_followed AFTER INSERT ON decisions
  FOR EACH ROW WHEN (NEW.is_final) EXECUTE FUNCTION follow_final_decision();
"""
# Nobody is told of a decision on what they want no longer
FOLLOW_WITHDRAWAL = """
CREATE FUNCTION follow_withdrawal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE objections SET outcome = 'withdrawn', answered_at = now()
   WHERE application_id = NEW.id AND answered_at IS NULL;
  RETURN NULL;
END
$$;
CREATE TRIGGER applications_withdrawn AFTER UPDATE OF state ON applications
  FOR EACH ROW WHEN (NEW.state = 'withdrawn' AND OLD.state <> 'withdrawn')
  EXECUTE FUNCTION follow_withdrawal();
"""
APPEND_ONLY = """
CREATE TRIGGER notice_texts_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON notice_texts
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""
# Those decided before there were notices are due as well
OPEN_FORMER = """
INSERT INTO notices (application_id, decision_id, client_id, outcome, clock_from, decided_at)
SELECT a.id, d.id, a.client_id, d.outcome, a.completed_at, d.decided_at
  FROM (SELECT DISTINCT ON (application_id) * FROM decisions WHERE is_final
         ORDER BY application_id, sequence DESC) d
  JOIN applications a ON a.id = d.application_id
 WHERE d.outcome IN ('decline', 'counteroffer')
"""


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("application_id", sa.UUID(), nullable=False),
        sa.Column("decision_id", sa.BigInteger(), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column(
            "clock_from",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "decided_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("component", sa.Text(), nullable=True),
        sa.Column("reasons", postgresql.JSONB(), nullable=True),
        sa.Column("produced_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("produced_by", sa.BigInteger(), nullable=True),
        sa.Column("object_until", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("sent_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("sent_by", sa.BigInteger(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("delivered_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("returned_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("returned_reason", sa.Text(), nullable=True),
        sa.Column("replaced_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "channel IN ('account', 'post', 'email', 'in_person')", name=op.f("ck_notices_channel")
        ),
        sa.CheckConstraint(
            "component IN ('knock_out', 'score', 'limit', 'person')",
            name=op.f("ck_notices_component"),
        ),
        sa.CheckConstraint(
            "outcome IN ('approve', 'counteroffer', 'decline', 'return')",
            name=op.f("ck_notices_outcome"),
        ),
        sa.CheckConstraint(
            "produced_at IS NULL OR num_nulls(component, reasons) = 0 AND reasons <> '[]'",
            name=op.f("ck_notices_produced_is_complete"),
        ),
        sa.CheckConstraint(
            "(delivered_at IS NULL OR sent_at IS NOT NULL AND evidence IS NOT NULL) AND (returned_at IS NULL OR sent_at IS NOT NULL AND returned_reason IS NOT NULL) AND num_nonnulls(delivered_at, returned_at) < 2",
            name=op.f("ck_notices_delivered_or_returned"),
        ),
        sa.CheckConstraint(
            "sent_at IS NULL OR num_nulls(produced_at, sent_by, channel) = 0",
            name=op.f("ck_notices_sent_is_complete"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_notices_application_id")
        ),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_notices_client_id")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_notices_decision_id")
        ),
        sa.ForeignKeyConstraint(["produced_by"], ["users.id"], name=op.f("fk_notices_produced_by")),
        sa.ForeignKeyConstraint(["sent_by"], ["users.id"], name=op.f("fk_notices_sent_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_notices_decision_id")),
    )
    op.create_index("ix_notices_application_id", "notices", ["application_id", "id"], unique=False)
    op.create_index("ix_notices_client_id", "notices", ["client_id", "id"], unique=False)
    op.create_index(
        "ix_notices_due",
        "notices",
        ["clock_from", "id"],
        unique=False,
        postgresql_where=sa.text(
            "(sent_at IS NULL OR returned_at IS NOT NULL) AND replaced_at IS NULL"
        ),
    )
    op.create_index(
        "ix_notices_unwritten",
        "notices",
        ["decided_at"],
        unique=False,
        postgresql_where=sa.text("produced_at IS NULL AND replaced_at IS NULL"),
    )
    op.create_table(
        "notice_texts",
        sa.Column("notice_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.CHAR(length=64), nullable=False),
        sa.Column(
            "produced_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("language IN ('ru', 'en')", name=op.f("ck_notice_texts_language")),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name=op.f("fk_notice_texts_notice_id")
        ),
        sa.PrimaryKeyConstraint("notice_id", "language", name=op.f("pk_notice_texts")),
    )
    op.create_table(
        "objections",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("notice_id", sa.BigInteger(), nullable=False),
        sa.Column("application_id", sa.UUID(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("new_facts", sa.Text(), nullable=True),
        sa.Column("raised_by", sa.BigInteger(), nullable=False),
        sa.Column(
            "raised_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "due_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("decided_by", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("answered_by", sa.BigInteger(), nullable=True),
        sa.Column("answering_decision_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(outcome IS NULL) = (answered_at IS NULL) AND (outcome IS DISTINCT FROM 'upheld' OR num_nulls(answer, answering_decision_id) < 2) AND (outcome IS DISTINCT FROM 'corrected' OR answering_decision_id IS NOT NULL)",
            name=op.f("ck_objections_answered_is_complete"),
        ),
        sa.CheckConstraint(
            "outcome IN ('upheld', 'corrected', 'withdrawn')", name=op.f("ck_objections_outcome")
        ),
        sa.CheckConstraint("answered_by <> decided_by", name=op.f("ck_objections_another_person")),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["users.id"], name=op.f("fk_objections_answered_by")
        ),
        sa.ForeignKeyConstraint(
            ["answering_decision_id"],
            ["decisions.id"],
            name=op.f("fk_objections_answering_decision_id"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_objections_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["users.id"], name=op.f("fk_objections_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name=op.f("fk_objections_notice_id")
        ),
        sa.ForeignKeyConstraint(["raised_by"], ["users.id"], name=op.f("fk_objections_raised_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objections")),
    )
    op.create_index(
        "ix_objections_due",
        "objections",
        ["due_at", "id"],
        unique=False,
        postgresql_where=sa.text("answered_at IS NULL"),
    )
    op.create_index("ix_objections_notice_id", "objections", ["notice_id", "id"], unique=False)
    op.create_index(
        "uq_objections_open",
        "objections",
        ["application_id"],
        unique=True,
        postgresql_where=sa.text("answered_at IS NULL"),
    )
    op.add_column("scores", sa.Column("contributions", postgresql.JSONB(), nullable=True))
    op.create_index(
        "ix_scores_approved",
        "scores",
        ["model_version", "model", "proba"],
        unique=False,
        postgresql_where=sa.text("contributions IS NOT NULL"),
    )
    for statement in (APPEND_ONLY, FOLLOW_DECISION, FOLLOW_WITHDRAWAL, OPEN_FORMER):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TRIGGER applications_withdrawn ON applications")
    op.execute("DROP TRIGGER decisions_followed ON decisions")
    op.execute("DROP FUNCTION follow_withdrawal()")
    op.execute("DROP FUNCTION follow_final_decision()")
    for table in ("objections", "notice_texts", "notices"):
        op.drop_table(table)
    op.drop_index("ix_scores_approved", "scores")
    op.drop_column("scores", "contributions")
