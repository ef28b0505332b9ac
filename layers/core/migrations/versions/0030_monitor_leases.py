"""One worker at a time does a run of the monitor, and one that dies again and again is given up.

Whose a snapshot is names no row that has to be looked up a million times a month.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("monitor_runs", sa.Column("lease", sa.UUID(), nullable=True))
    op.add_column(
        "monitor_runs",
        sa.Column("attempts", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
    )
    op.drop_constraint("fk_snapshots_client_id", "snapshots", type_="foreignkey")


def downgrade() -> None:
    op.create_foreign_key("fk_snapshots_client_id", "snapshots", "clients", ["client_id"], ["id"])
    op.drop_column("monitor_runs", "attempts")
    op.drop_column("monitor_runs", "lease")
