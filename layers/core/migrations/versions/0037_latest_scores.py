"""Keep the latest finished score beside each client, and what lists are sorted and searched by."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

CLIENTS_A_STEP = 10_000
MOMENT = sa.TIMESTAMP(timezone=True)
# Each word from each of its letters on, down to three. Its cost is told, so that the index is asked
# however many are found: to make it anew takes longer than to look a row up.
_PARTS = """
CREATE FUNCTION search_parts(told text) RETURNS tsvector
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT COST 10000 AS $$
  SELECT array_to_tsvector(array_agg(DISTINCT substr(word, place)))
    FROM unnest(string_to_array(told, ' ')) word,
         generate_series(1, greatest(length(word) - 2, 1)) place
   WHERE word <> ''
$$
"""
_LATEST = """
  SELECT DISTINCT ON (client_id) client_id, id, proba, grade, coalesce(redecided, decision),
         model, model_version, coalesce(redecided_by, policy_version), requested_at, scored_at
    FROM {scores} WHERE status = 'done' AND client_id IS NOT NULL
   ORDER BY client_id, id DESC
"""
_COLUMNS = (
    "client_id", "score_id", "proba", "grade", "decision", "model", "model_version",
    "policy_version", "requested_at", "scored_at",
)  # fmt: skip
# Rows are locked in the order of the clients, so that no two scorers wait for each other. The same
# score again is one that a later policy decided on.
_KEEPING = f"""
CREATE FUNCTION keep_latest_scores() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO latest_scores AS l ({", ".join(_COLUMNS)})
  {_LATEST.format(scores="written")}
  ON CONFLICT (client_id) DO UPDATE
    SET ({", ".join(_COLUMNS[1:])}) = ROW ({", ".join(f"excluded.{one}" for one in _COLUMNS[1:])})
    WHERE l.score_id IS NULL OR excluded.score_id > l.score_id
       OR excluded.score_id = l.score_id AND excluded.policy_version <> l.policy_version;
  RETURN NULL;
END $$;
CREATE TRIGGER scores_keep_added AFTER INSERT ON scores REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION keep_latest_scores();
CREATE TRIGGER scores_keep_changed AFTER UPDATE ON scores REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION keep_latest_scores();
CREATE FUNCTION add_latest_scores() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO latest_scores (client_id) SELECT id FROM written;
  RETURN NULL;
END $$;
CREATE TRIGGER clients_add_latest_scores AFTER INSERT ON clients REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION add_latest_scores();
"""
_FILL = sa.text(
    f"""
    INSERT INTO latest_scores ({", ".join(_COLUMNS)})
    SELECT c.id, s.id, s.proba, s.grade, coalesce(s.redecided, s.decision), s.model,
           s.model_version, coalesce(s.redecided_by, s.policy_version), s.requested_at, s.scored_at
      FROM (SELECT id FROM clients WHERE id > :after ORDER BY id LIMIT :step) c
      LEFT JOIN LATERAL (
        SELECT * FROM scores WHERE client_id = c.id AND status = 'done' ORDER BY id DESC LIMIT 1
      ) s ON true
    """
)
_INDEXES = {
    "ix_latest_scores_own_proba": ("latest_scores", ["own_proba", "client_id"]),
    "ix_latest_scores_scored_at": ("latest_scores", ["scored_at", "client_id"]),
    "ix_latest_scores_grade": ("latest_scores", ["grade", "own_proba", "client_id"]),
    "ix_latest_scores_decision": ("latest_scores", ["decision", "own_proba", "client_id"]),
    "ix_clients_by_name": ("clients", ["searched", "id"]),
    "ix_clients_by_income": ("clients", ["amt_income_total", "id"]),
    "ix_clients_by_change": ("clients", ["updated_at", "id"]),
    "ix_users_by_name": ("users", ["searched", "id"]),
    "ix_users_role": ("users", ["role"]),
    "ix_audit_events_occurred_at": ("audit_events", ["occurred_at", "id"]),
    "ix_audit_events_actor_id": ("audit_events", ["actor_id", "occurred_at", "id"]),
    "ix_audit_events_action": ("audit_events", ["action", "occurred_at", "id"]),
    "ix_audit_events_subject": (
        "audit_events",
        ["subject_table", "subject_id", "occurred_at", "id"],
    ),
}


def upgrade() -> None:
    for table in ("clients", "users"):  # the order of the letters, by which beginnings are found
        op.execute(f'ALTER TABLE {table} ALTER COLUMN searched TYPE text COLLATE "C"')
    _table()
    _fill()
    op.execute(_KEEPING)
    for name, (table, columns) in _INDEXES.items():
        op.create_index(name, table, columns)
    op.create_index(
        "ix_latest_scores_unscored",
        "latest_scores",
        ["client_id"],
        postgresql_where=sa.text("score_id IS NULL"),
    )
    op.create_index(
        "ix_clients_closed",
        "clients",
        ["closed_at"],
        postgresql_where=sa.text("closed_at IS NOT NULL"),
    )
    op.execute(_PARTS)
    for table in ("clients", "users"):
        parts = [sa.text("search_parts(searched)")]
        op.create_index(f"ix_{table}_search_parts", table, parts, postgresql_using="gin")
    op.drop_index("ix_scores_done", "scores")
    op.drop_index("ix_audit_events_subject_table_subject_id", "audit_events")


def _table() -> None:
    op.create_table(
        "latest_scores",
        sa.Column("client_id", sa.BigInteger, nullable=False),
        sa.Column("score_id", sa.UUID),
        sa.Column("proba", sa.Double),
        *(
            sa.Column(name, sa.Text)
            for name in ("grade", "decision", "model", "model_version", "policy_version")
        ),
        sa.Column("requested_at", MOMENT),
        sa.Column("scored_at", MOMENT),
        sa.Column(
            "own_proba",
            sa.Double,
            sa.Computed(
                "CASE WHEN (grade <> 'unknown'::text) THEN proba ELSE NULL::double precision END",
                persisted=True,
            ),
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name="fk_latest_scores_client_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("client_id", name="pk_latest_scores"),
    )


def _fill() -> None:
    """Steps by the clients' ids, so that none of them sorts or keeps more than its own."""
    connection, after = op.get_bind(), 0
    last = sa.text("SELECT max(client_id) FROM latest_scores")
    while connection.execute(_FILL, {"after": after, "step": CLIENTS_A_STEP}).rowcount:
        after = connection.execute(last).scalar_one()


def downgrade() -> None:
    op.create_index(
        "ix_audit_events_subject_table_subject_id", "audit_events", ["subject_table", "subject_id"]
    )
    op.create_index(
        "ix_scores_done",
        "scores",
        ["client_id", "id"],
        postgresql_include=[
            "proba",
            "grade",
            "decision",
            "model",
            "model_version",
            "policy_version",
            "redecided",
            "redecided_by",
            "requested_at",
        ],
        postgresql_where=sa.text("status = 'done'"),
    )
    for name in ("ix_users_search_parts", "ix_clients_search_parts", "ix_clients_closed"):
        op.drop_index(name)
    op.execute("DROP FUNCTION search_parts(text)")
    for name, (table, _) in _INDEXES.items():
        if table != "latest_scores":
            op.drop_index(name)
    for trigger, table in (
        ("clients_add_latest_scores", "clients"),
        ("scores_keep_changed", "scores"),
        ("scores_keep_added", "scores"),
    ):
        op.execute(f"DROP TRIGGER {trigger} ON {table}")
    op.execute("DROP FUNCTION add_latest_scores()")
    op.execute("DROP FUNCTION keep_latest_scores()")
    op.drop_table("latest_scores")
    for table in ("clients", "users"):
        op.execute(f'ALTER TABLE {table} ALTER COLUMN searched TYPE text COLLATE "default"')
