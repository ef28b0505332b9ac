"""Imports, what was found in their files, what they changed, and mappings that are remembered."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from core.imports.rules.import_states import ImportKind, ImportState, ImportStep
from core.kit.tables import metadata, moment, one_of

# Whose file is in the tables, or may be: the same one is not taken twice
IN_EFFECT = "state NOT IN ('rejected', 'cancelled', 'expired', 'undone')"

imports = Table(
    "imports",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False, server_default=ImportState.WAITING),
    Column("step", Text),  # what the importer has to do: the row is the outbox of its message
    Column("file_name", Text, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("created_by", ForeignKey("users.id"), nullable=False),
    moment("created_at"),
    moment("updated_at"),
    Column("declared", JSONB),  # control totals, as whoever sent it gave them
    Column("hints", JSONB),  # what the sender says of encoding, delimiter, dates ...
    Column("profile", JSONB),  # what the file looks like, and its first rows
    Column("mapping", JSONB),  # which column is what
    Column("options", JSONB),  # duplicates, who gets the new people
    Column("report", JSONB),
    Column("rows_total", Integer),
    Column("rows_done", Integer, nullable=False, server_default=text("0")),  # of the present step
    Column("applied", JSONB),  # outcome -> rows, while it is applied
    moment("forgotten_at", nullable=True),  # since then nothing is known of its rows
    Column("fault", JSONB),  # code and args of what stopped it
    Column("touched_after", BigInteger),  # clients up to this id are rescored
    Column("portfolio_batch_ids", ARRAY(Uuid), nullable=False, server_default="{}"),
    # Who works on it; a chunk is recorded only by who holds the lease
    Column("lease", Uuid),
    moment("leased_until", nullable=True),
    Column("attempts", SmallInteger, nullable=False, server_default=text("0")),
    one_of("kind", ImportKind),
    one_of("state", ImportState),
    one_of("step", ImportStep),
    CheckConstraint("size_bytes > 0", name="size_bytes"),
    Index(
        "uq_imports_kind_sha256", "kind", "sha256", unique=True, postgresql_where=text(IN_EFFECT)
    ),
    Index("ix_imports_created_by_id", "created_by", "id"),
    Index("ix_imports_step", "leased_until", postgresql_where=text("step IS NOT NULL")),
)

# At most 10,000 of an import; the report counts all
import_issues = Table(
    "import_issues",
    metadata,
    Column("id", BigInteger, Identity(), nullable=False),
    Column("import_id", ForeignKey("imports.id"), nullable=False),
    Column("code", Text, nullable=False),
    Column("is_error", Boolean, nullable=False),
    Column("row", Integer),  # as the file counts them; null where it is about a column
    Column("column_name", Text),
    Column("value", Text, nullable=False, server_default=""),  # as it stands there, cut off
    Column("args", JSONB, nullable=False),
    PrimaryKeyConstraint("import_id", "id"),
    Index("ix_import_issues_import_id_code_id", "import_id", "code", "id"),
)

# What an import made (``old_values`` null) or changed of people and credits, so that it can be
# undone; months are found by payment_months.import_id.
import_changes = Table(
    "import_changes",
    metadata,
    Column("import_id", ForeignKey("imports.id"), nullable=False),
    Column("subject_table", Text, nullable=False),
    Column("subject_id", BigInteger, nullable=False),
    Column("old_values", JSONB(none_as_null=True)),
    Column("new_values", JSONB(none_as_null=True)),
    PrimaryKeyConstraint("import_id", "subject_table", "subject_id"),
)

# Which column is what in files of these columns, as this sender said it last
import_mappings = Table(
    "import_mappings",
    metadata,
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("signature", Text, nullable=False),  # SHA-256 of the header
    Column("mapping", JSONB, nullable=False),
    moment("updated_at"),
    PrimaryKeyConstraint("user_id", "kind", "signature"),
)
