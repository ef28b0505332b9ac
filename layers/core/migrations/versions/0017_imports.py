"""Take in files: imports, what was found in them, what they changed, and remembered mappings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0017"
down_revision = "0019"
branch_labels = None
depends_on = None

NOW = sa.text("now()")
ZERO = sa.text("0")
MOMENT = sa.TIMESTAMP(timezone=True)
STATES = (
    "'waiting', 'uploaded', 'profiled', 'checked', 'confirmed', 'applying', 'applied', 'rejected',"
    " 'cancelled', 'expired', 'undoing', 'undone'"
)


def upgrade() -> None:
    _imports()
    op.create_table(
        "import_issues",
        sa.Column("id", sa.BigInteger, sa.Identity(), nullable=False),
        sa.Column(
            "import_id",
            sa.BigInteger,
            sa.ForeignKey("imports.id", name="fk_import_issues_import_id"),
            nullable=False,
        ),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("is_error", sa.Boolean, nullable=False),
        sa.Column("row", sa.Integer),
        sa.Column("column_name", sa.Text),
        sa.Column("value", sa.Text, nullable=False, server_default=""),
        sa.Column("args", JSONB, nullable=False),
        sa.PrimaryKeyConstraint("import_id", "id", name="pk_import_issues"),
    )
    op.create_index(
        "ix_import_issues_import_id_code_id", "import_issues", ["import_id", "code", "id"]
    )
    op.create_table(
        "import_changes",
        sa.Column(
            "import_id",
            sa.BigInteger,
            sa.ForeignKey("imports.id", name="fk_import_changes_import_id"),
            nullable=False,
        ),
        sa.Column("subject_table", sa.Text, nullable=False),
        sa.Column("subject_id", sa.BigInteger, nullable=False),
        sa.Column("old_values", JSONB),
        sa.Column("new_values", JSONB),
        sa.PrimaryKeyConstraint(
            "import_id", "subject_table", "subject_id", name="pk_import_changes"
        ),
    )
    op.create_table(
        "import_mappings",
        sa.Column(
            "user_id",
            sa.BigInteger,
            sa.ForeignKey("users.id", name="fk_import_mappings_user_id"),
            nullable=False,
        ),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("signature", sa.Text, nullable=False),
        sa.Column("mapping", JSONB, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("user_id", "kind", "signature", name="pk_import_mappings"),
    )
    op.add_column("payment_months", sa.Column("import_id", sa.BigInteger))
    op.create_index(
        "ix_payment_months_import_id",
        "payment_months",
        ["import_id", "credit_id", "month"],
        postgresql_where=sa.text("import_id IS NOT NULL"),
    )


def _imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False, server_default="waiting"),
        sa.Column("step", sa.Text),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column(
            "created_by",
            sa.BigInteger,
            sa.ForeignKey("users.id", name="fk_imports_created_by"),
            nullable=False,
        ),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        *(
            sa.Column(name, JSONB)
            for name in ("declared", "hints", "profile", "mapping", "options", "report")
        ),
        sa.Column("rows_total", sa.Integer),
        sa.Column("rows_done", sa.Integer, nullable=False, server_default=ZERO),
        sa.Column("applied", JSONB),
        sa.Column("forgotten_at", MOMENT),
        sa.Column("fault", JSONB),
        sa.Column("touched_after", sa.BigInteger),
        sa.Column("portfolio_batch_ids", ARRAY(sa.Uuid), nullable=False, server_default="{}"),
        sa.Column("lease", sa.Uuid),
        sa.Column("leased_until", MOMENT),
        sa.Column("attempts", sa.SmallInteger, nullable=False, server_default=ZERO),
        sa.CheckConstraint("kind IN ('applicants', 'credits', 'payments')", name="ck_imports_kind"),
        sa.CheckConstraint(f"state IN ({STATES})", name="ck_imports_state"),
        sa.CheckConstraint(
            "step IN ('profile', 'check', 'apply', 'score', 'undo')", name="ck_imports_step"
        ),
        sa.CheckConstraint("size_bytes > 0", name="ck_imports_size_bytes"),
    )
    op.create_index(
        "uq_imports_kind_sha256",
        "imports",
        ["kind", "sha256"],
        unique=True,
        postgresql_where=sa.text("state NOT IN ('rejected', 'cancelled', 'expired', 'undone')"),
    )
    op.create_index("ix_imports_created_by_id", "imports", ["created_by", "id"])
    op.create_index(
        "ix_imports_step", "imports", ["leased_until"], postgresql_where=sa.text("step IS NOT NULL")
    )


def downgrade() -> None:
    op.drop_column("payment_months", "import_id")
    for table in ("import_mappings", "import_changes", "import_issues", "imports"):
        op.drop_table(table)
