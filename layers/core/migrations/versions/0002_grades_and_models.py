"""Record with each score its grade, the model that gave it, and what challengers say."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("scores", sa.Column("grade", sa.Text(), nullable=True))
    op.add_column("scores", sa.Column("model", sa.Text(), nullable=True))
    op.add_column("scores", sa.Column("challengers", JSONB(), nullable=True))


def downgrade() -> None:
    op.drop_column("scores", "challengers")
    op.drop_column("scores", "model")
    op.drop_column("scores", "grade")
