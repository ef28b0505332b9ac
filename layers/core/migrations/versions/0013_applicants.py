"""Let people be known by name without a login, as applicants before they are clients.

Each keeps a name, ways to be reached, and the lender's own number; credits keep that of the contract.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True)
SEARCHED = (
    "translate(lower(last_name || ' ' || first_name || ' ' || patronymic"
    " || coalesce(' ' || phone, '') || coalesce(' ' || external_id, '')), 'ё', 'е')"
)


def upgrade() -> None:
    op.alter_column("clients", "user_id", nullable=True)
    op.add_column("clients", sa.Column("last_name", sa.Text))
    op.add_column("clients", sa.Column("first_name", sa.Text))
    op.execute(
        "UPDATE clients c SET last_name = u.last_name, first_name = u.first_name"
        " FROM users u WHERE u.id = c.user_id"
    )
    op.alter_column("clients", "last_name", nullable=False)
    op.alter_column("clients", "first_name", nullable=False)
    op.add_column("clients", sa.Column("patronymic", sa.Text, nullable=False, server_default=""))
    for name in ("phone", "email", "document_hash", "external_id"):
        op.add_column("clients", sa.Column(name, sa.Text))
    op.add_column("clients", sa.Column("searched", sa.Text, sa.Computed(SEARCHED, persisted=True)))
    now = sa.text("now()")
    op.add_column("clients", sa.Column("created_at", MOMENT, nullable=False, server_default=now))
    op.add_column("clients", sa.Column("client_since", MOMENT, server_default=now))
    op.add_column("clients", sa.Column("closed_at", MOMENT))
    op.add_column("credits", sa.Column("external_id", sa.Text))
    _keys()


def _keys() -> None:
    for table in ("clients", "credits"):
        op.create_unique_constraint(f"uq_{table}_external_id", table, ["external_id"])
    op.create_index("ix_clients_document_hash", "clients", ["document_hash"])
    op.create_index("ix_clients_born_on", "clients", ["born_on", "last_name"])
    given = sa.text("phone IS NOT NULL")
    op.create_index("ix_clients_phone", "clients", ["phone"], postgresql_where=given)


def downgrade() -> None:
    op.drop_column("credits", "external_id")
    op.drop_column("clients", "searched")
    for name in (
        "closed_at", "client_since", "created_at", "external_id", "document_hash", "email",
        "phone", "patronymic", "first_name", "last_name",
    ):  # fmt: skip
        op.drop_column("clients", name)
    # Where everybody has a login, who has none cannot be kept
    nobody = "SELECT id FROM clients WHERE user_id IS NULL"
    op.execute(f"DELETE FROM scores WHERE client_id IN ({nobody})")
    theirs = f"SELECT id FROM credits WHERE client_id IN ({nobody})"
    op.execute(f"DELETE FROM payment_months WHERE credit_id IN ({theirs})")
    op.execute(f"DELETE FROM credits WHERE client_id IN ({nobody})")
    op.execute("DELETE FROM clients WHERE user_id IS NULL")
    op.alter_column("clients", "user_id", nullable=False)
