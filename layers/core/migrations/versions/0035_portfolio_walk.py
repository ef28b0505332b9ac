"""Rescorings as a walk: laid out in chunks along the clients' ids, each recorded once."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True)
NOW = sa.text("now()")
NONE = sa.text("0")
# What was asked for before: its scores are there, or wait as single ones do
_KEEP_WHAT_WAS = """
INSERT INTO portfolio_chunks (batch_id, chunk_no, after_id, to_id, clients, recorded_at, done, failed)
SELECT batch_id, 0, 0, 0, count(*), now(), count(*) FILTER (WHERE status = 'done'),
       count(*) FILTER (WHERE status = 'failed')
  FROM scores WHERE batch_id IS NOT NULL GROUP BY batch_id
"""


def upgrade() -> None:
    for column in (
        sa.Column("scope", sa.Text),
        sa.Column("clients_reached", sa.BigInteger, nullable=False, server_default=NONE),
        sa.Column("stepped_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("planned_at", MOMENT),
        sa.Column("cancelled_at", MOMENT),
        sa.Column("ended_at", MOMENT),
    ):
        op.add_column("portfolio_batches", column)
    op.drop_column("portfolio_batches", "total")
    op.execute("UPDATE portfolio_batches SET planned_at = requested_at, ended_at = requested_at")
    op.create_index(
        "ix_portfolio_batches_running",
        "portfolio_batches",
        ["scope"],
        unique=True,
        postgresql_where=sa.text("scope IS NOT NULL AND ended_at IS NULL"),
    )
    op.create_index(
        "ix_portfolio_batches_unplanned",
        "portfolio_batches",
        ["stepped_at"],
        postgresql_where=sa.text("planned_at IS NULL"),
    )
    _chunks()
    op.execute(_KEEP_WHAT_WAS)


def _chunks() -> None:
    op.create_table(
        "portfolio_chunks",
        sa.Column("batch_id", sa.UUID(), nullable=False),
        sa.Column("chunk_no", sa.Integer, nullable=False),
        sa.Column("after_id", sa.BigInteger, nullable=False),
        sa.Column("to_id", sa.BigInteger, nullable=False),
        sa.Column("as_of", sa.Date),
        sa.Column("clients", sa.Integer, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("attempts", sa.SmallInteger, nullable=False, server_default=NONE),
        sa.Column("recorded_at", MOMENT),
        sa.Column("done", sa.Integer, nullable=False, server_default=NONE),
        sa.Column("failed", sa.Integer, nullable=False, server_default=NONE),
        sa.Column("moved", postgresql.JSONB),
        sa.Column("largest_change", sa.Double),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["portfolio_batches.id"], name="fk_portfolio_chunks_batch_id"
        ),
        sa.PrimaryKeyConstraint("batch_id", "chunk_no", name="pk_portfolio_chunks"),
    )
    op.create_index(
        "ix_portfolio_chunks_batch_id_largest_change",
        "portfolio_chunks",
        ["batch_id", "largest_change"],
    )
    op.create_index(
        "ix_portfolio_chunks_open",
        "portfolio_chunks",
        ["batch_id", "sent_at"],
        postgresql_where=sa.text("recorded_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("portfolio_chunks")
    op.drop_index("ix_portfolio_batches_unplanned", "portfolio_batches")
    op.drop_index("ix_portfolio_batches_running", "portfolio_batches")
    for column in (
        "ended_at", "cancelled_at", "planned_at", "stepped_at", "clients_reached", "scope",
    ):  # fmt: skip
        op.drop_column("portfolio_batches", column)
    op.add_column(
        "portfolio_batches", sa.Column("total", sa.Integer, nullable=False, server_default=NONE)
    )
