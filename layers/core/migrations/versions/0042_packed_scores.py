"""Scores of a portfolio can be packed: what many have alike is said once.

What is recorded stays as it is, and readers know both. Checks hold for what is written from now on;
the next revision looks through what is there, without keeping anybody from writing.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

PACKED = ("packed_features", "packed_contributions", "packed_reasons")
_DONE = """
ALTER TABLE scores DROP CONSTRAINT ck_scores_done_is_complete;
ALTER TABLE scores ADD CONSTRAINT ck_scores_done_is_complete CHECK (
  status <> 'done' OR (proba IS NOT NULL AND decision IS NOT NULL AND scored_at IS NOT NULL
    AND ({packed} reasons IS NOT NULL AND features IS NOT NULL
         AND policy_version IS NOT NULL AND (proba = 1 OR model_version IS NOT NULL)))) NOT VALID
"""
_WHOLE = """
ALTER TABLE scores ADD CONSTRAINT ck_scores_packed_as_a_whole CHECK (
  kind_id IS NULL OR (batch_id IS NOT NULL AND packed_features IS NOT NULL
    AND packed_reasons IS NOT NULL AND num_nonnulls(features, contributions, reasons, model,
        model_version, model_sha256, policy_version, policy_sha256, provenance_id) = 0)) NOT VALID
"""
MAY_FOLLOW = {"redecided", "redecided_by"}  # a policy that comes later
MAY_COME_ONCE = "challengers"  # said in the shadow, after the score
_STAYS = """
CREATE TRIGGER scores_stay BEFORE UPDATE ON scores FOR EACH ROW
  WHEN (OLD.scored_at IS NOT NULL AND ROW({new}) IS DISTINCT FROM ROW({old}))
  EXECUTE FUNCTION refuse_rewriting()
"""
_UNPACK = """
UPDATE scores s
   SET features = whole.features, contributions = whole.contributions, reasons = whole.reasons,
       model = whole.model, model_version = whole.model_version,
       model_sha256 = whole.model_sha256, policy_version = whole.policy_version,
       policy_sha256 = whole.policy_sha256, provenance_id = whole.provenance_id
  FROM (
    SELECT p.id, kind.model, kind.model_version, kind.model_sha256, kind.policy_version,
           kind.policy_sha256, kind.provenance_id, f.features, c.contributions, r.reasons
      FROM scores p JOIN score_kinds kind ON kind.id = p.kind_id
     CROSS JOIN LATERAL (
       SELECT jsonb_object_agg(
                kind.feature_names[n],
                CASE WHEN kind.feature_names[n] = ANY (kind.decimals) AND value !~ '[.e]'
                     THEN (value || '.0')::jsonb ELSE value::jsonb END) AS features
         FROM generate_subscripts(kind.feature_names, 1) n
        CROSS JOIN LATERAL (SELECT (p.packed_features -> (n - 1))::text AS value) v
     ) f
      LEFT JOIN LATERAL (
       SELECT jsonb_object_agg(kind.codes[n], p.packed_contributions::jsonb -> (n - 1))
                AS contributions
         FROM generate_subscripts(kind.codes, 1) n
     ) c ON p.packed_contributions IS NOT NULL
     CROSS JOIN LATERAL (
       SELECT coalesce(jsonb_agg(
                CASE WHEN jsonb_typeof(one) <> 'number' THEN one
                     ELSE jsonb_build_object(
                       'code', kind.codes[one::int + 1],
                       'contribution', p.packed_contributions::jsonb -> one::int,
                       'direction', CASE WHEN (p.packed_contributions::jsonb -> one::int)::float > 0
                                         THEN 'raises_risk' ELSE 'lowers_risk' END) END
                ORDER BY place), '[]') AS reasons
         FROM jsonb_array_elements(p.packed_reasons::jsonb) WITH ORDINALITY r(one, place)
     ) r
  ) whole
 WHERE s.id = whole.id
"""
_COLUMNS = (
    "client_id", "score_id", "proba", "grade", "decision", "model", "model_version",
    "policy_version", "requested_at", "scored_at",
)  # fmt: skip
_KEEPING = f"""
CREATE OR REPLACE FUNCTION keep_latest_scores() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO latest_scores AS l ({", ".join(_COLUMNS)})
  {{latest}}
  ON CONFLICT (client_id) DO UPDATE
    SET ({", ".join(_COLUMNS[1:])}) = ROW ({", ".join(f"excluded.{one}" for one in _COLUMNS[1:])})
    WHERE l.score_id IS NULL OR excluded.score_id > l.score_id
       OR excluded.score_id = l.score_id AND excluded.policy_version <> l.policy_version;
  RETURN NULL;
END $$
"""
_LATEST = """
  SELECT DISTINCT ON (w.client_id) w.client_id, w.id, w.proba, w.grade,
         coalesce(w.redecided, w.decision), coalesce(w.model, kind.model),
         coalesce(w.model_version, kind.model_version),
         coalesce(w.redecided_by, w.policy_version, kind.policy_version), w.requested_at,
         w.scored_at
    FROM written w LEFT JOIN score_kinds kind ON kind.id = w.kind_id
   WHERE w.status = 'done' AND w.client_id IS NOT NULL
   ORDER BY w.client_id, w.id DESC
"""
_LATEST_BEFORE = """
  SELECT DISTINCT ON (client_id) client_id, id, proba, grade, coalesce(redecided, decision),
         model, model_version, coalesce(redecided_by, policy_version), requested_at, scored_at
    FROM written WHERE status = 'done' AND client_id IS NOT NULL
   ORDER BY client_id, id DESC
"""


def upgrade() -> None:
    _kinds()
    # In one step with the column, so that PostgreSQL looks through no row for it
    op.execute(
        "ALTER TABLE scores ADD COLUMN kind_id integer"
        " CONSTRAINT fk_scores_kind_id REFERENCES score_kinds (id)"
    )
    for name in PACKED:
        op.add_column("scores", sa.Column(name, sa.JSON))
    op.execute(_DONE.format(packed="kind_id IS NOT NULL OR"))
    op.execute(_WHOLE)
    op.execute(_KEEPING.format(latest=_LATEST))
    op.execute("DROP TRIGGER scores_stay ON scores")
    _hold(PACKED)


def _kinds() -> None:
    op.create_table(
        "score_kinds",
        sa.Column("id", sa.Integer, sa.Identity(), nullable=False),
        sa.Column("sha256", sa.CHAR(64), nullable=False),
        *(sa.Column(name, sa.Text) for name in ("model", "model_version", "model_sha256")),
        sa.Column("policy_version", sa.Text, nullable=False),
        sa.Column("policy_sha256", sa.Text),
        sa.Column("provenance_id", sa.Integer),
        *(
            sa.Column(name, sa.ARRAY(sa.Text), nullable=False)
            for name in ("feature_names", "decimals", "codes")
        ),
        sa.CheckConstraint(
            "model IN ('behavioural', 'thin_file', 'segment', 'application')",
            name=op.f("ck_score_kinds_model"),
        ),
        sa.CheckConstraint(
            "(model IS NULL) = (model_version IS NULL)", name=op.f("ck_score_kinds_of_a_model")
        ),
        sa.ForeignKeyConstraint(
            ["provenance_id"], ["provenances.id"], name="fk_score_kinds_provenance_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_score_kinds"),
        sa.UniqueConstraint("sha256", name="uq_score_kinds_sha256"),
    )


def _hold(of_json: Sequence[str]) -> None:
    """What was recorded stays; the shadow's word comes once, a later policy's over and over."""
    columns = [column["name"] for column in sa.inspect(op.get_bind()).get_columns("scores")]
    held = [name for name in columns if name not in {*MAY_FOLLOW, MAY_COME_ONCE}]
    as_text = {name: f"{name}::text" for name in of_json}  # no json equals another
    new, old = ([f"{row}.{as_text.get(name, name)}" for name in held] for row in ("NEW", "OLD"))
    new.append(f"NEW.{MAY_COME_ONCE}")
    old.append(f"coalesce(OLD.{MAY_COME_ONCE}, NEW.{MAY_COME_ONCE})")
    op.execute(_STAYS.format(new=", ".join(new), old=", ".join(old)))


def downgrade() -> None:
    """Packed scores are written whole again."""
    op.execute("DROP TRIGGER scores_stay ON scores")
    op.execute("ALTER TABLE scores DROP CONSTRAINT ck_scores_packed_as_a_whole")
    op.execute(_UNPACK)
    op.execute(_KEEPING.format(latest=_LATEST_BEFORE))
    op.execute(_DONE.format(packed=""))
    for name in ("kind_id", *PACKED):
        op.drop_column("scores", name)
    op.drop_table("score_kinds")
    _hold(())
