"""Keep beside each client until when the payments of the open credits are known.

Filled in steps of so many clients, so that no statement grows with the bank.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

CLIENTS_A_STEP = 10_000


def upgrade() -> None:
    op.add_column("clients", sa.Column("payments_seen_until", sa.Date()))
    last = op.get_bind().execute(sa.text("SELECT coalesce(max(id), 0) FROM clients")).scalar_one()
    for first in range(0, last + 1, CLIENTS_A_STEP):
        op.execute(_FILL.bindparams(first=first, end=first + CLIENTS_A_STEP))


_FILL = sa.text(
    """
    UPDATE clients c SET payments_seen_until = seen.until
      FROM (
        SELECT k.client_id, max(p.month) AS until
          FROM credits k
          JOIN LATERAL (
            SELECT month FROM payment_months
             WHERE credit_id = k.id AND superseded_at IS NULL ORDER BY month DESC LIMIT 1
          ) p ON true
         WHERE k.client_id >= :first AND k.client_id < :end AND k.closed_on IS NULL
         GROUP BY k.client_id
      ) seen
     WHERE c.id = seen.client_id
    """
)


def downgrade() -> None:
    op.drop_column("clients", "payments_seen_until")
