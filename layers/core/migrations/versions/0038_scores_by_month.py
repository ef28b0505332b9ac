"""Scores lie month by month, what is finished stays as it was, and what is looked for has its index.

No row is copied: the table that stands becomes the part of all months up to this one. It is locked
while its rows are looked through once, and those that name a score are checked.
"""

from datetime import UTC, datetime
from uuid import UUID

import sqlalchemy as sa
from alembic import op

from core.migrations import online

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

EARLIER = "scores_earlier"
NEWLY_INDEXED = ("credits", "recommendations", "decisions")
# Whoever owns the tables can take this off as well, and mends what has to be mended
STAYS = """
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a finished score stays as it was recorded';
END $$;
CREATE TRIGGER scores_stay BEFORE UPDATE ON scores FOR EACH ROW
  WHEN (OLD.scored_at IS NOT NULL AND ROW({new}) IS DISTINCT FROM ROW({old}))
  EXECUTE FUNCTION refuse_rewriting();
"""
MAY_FOLLOW = {"redecided", "redecided_by"}  # a policy that comes later
MAY_COME_ONCE = "challengers"  # said in the shadow, after the score
# Looks at the row from inside the database, ever more seldom, so that it is found at most a tenth
# later than it could be. A volatile function sees what others commit meanwhile. It asks for what no
# index of pending rows answers: with old statistics PostgreSQL would look through all that waits.
WAIT_FOR_SCORE = """
CREATE FUNCTION wait_for_score(wanted uuid, seconds double precision) RETURNS SETOF scores
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  started timestamptz := clock_timestamp();
  waited double precision := 0;
BEGIN
  WHILE waited < seconds AND EXISTS (SELECT FROM scores WHERE id = wanted AND {pending})
  LOOP
    PERFORM pg_sleep(least(0.005 + waited * 0.1, 0.25, seconds - waited));
    waited := extract(epoch FROM clock_timestamp() - started);
  END LOOP;
  RETURN QUERY SELECT * FROM scores WHERE id = wanted;
END $$;
"""
DROP_WAIT = "DROP FUNCTION wait_for_score(uuid, double precision)"


def upgrade() -> None:
    online.create_index(
        "ix_scores_tried",
        "scores",
        ["requested_at"],
        postgresql_where=sa.text("status = 'pending' AND attempts > 0"),
    )
    for table in NEWLY_INDEXED:
        online.create_index(f"ix_{table}_score_id", table, ["score_id"])
    # Nothing asks for it: chunks know their scores
    online.drop_index("ix_scores_batch_id", "scores")
    op.execute(
        "UPDATE scores SET scored_at = requested_at WHERE status <> 'pending' AND scored_at IS NULL"
    )
    op.create_check_constraint(
        op.f("ck_scores_pending_is_unscored"),
        "scores",
        "(status = 'pending'::text) = (scored_at IS NULL)",
    )
    op.execute(DROP_WAIT)
    _part()
    op.execute(WAIT_FOR_SCORE.format(pending="scored_at IS NULL"))
    _hold()


def _part() -> None:
    """Makes the table that stands a part of a new one, under which the next months come."""
    named_by = _drop_named_by("scores")
    bound = _start_of_next_month()
    op.execute(f"ALTER TABLE scores ADD CONSTRAINT earlier CHECK (id < CAST('{bound}' AS uuid))")
    op.execute(f"ALTER TABLE scores RENAME TO {EARLIER}")
    made_of = [*_own_keys(EARLIER), *_take_indexes(EARLIER), *_take_triggers(EARLIER)]
    op.execute(
        f"CREATE TABLE scores (LIKE {EARLIER} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)"
        " PARTITION BY RANGE (id)"
    )
    op.execute("ALTER TABLE scores DROP CONSTRAINT earlier")
    op.create_primary_key("pk_scores", "scores", ["id"])
    op.execute(
        f"ALTER TABLE scores ATTACH PARTITION {EARLIER} FOR VALUES FROM (MINVALUE) TO ('{bound}')"
    )
    for statement in (*made_of, *named_by):
        op.execute(statement)
    op.execute(f"ALTER TABLE {EARLIER} DROP CONSTRAINT earlier")


def _start_of_next_month() -> UUID:
    now = datetime.now(UTC)
    year, month = (now.year, now.month + 1) if now.month < 12 else (now.year + 1, 1)
    return UUID(int=int(datetime(year, month, 1, tzinfo=UTC).timestamp() * 1_000) << 80)


def _asked(statement: str, table: str) -> list[tuple[str, str, str]]:
    found = op.get_bind().execute(sa.text(statement), {"table": table})
    return [tuple(row) for row in found]


def _drop_named_by(table: str) -> list[str]:
    """Takes the keys away by which other tables name a score; returns what gives them back."""
    keys = _asked(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE confrelid = CAST(:table AS regclass) AND contype = 'f' AND conparentid = 0",
        table,
    )
    for other, name, _ in keys:
        op.execute(f"ALTER TABLE {other} DROP CONSTRAINT {name}")
    return [f"ALTER TABLE {other} ADD CONSTRAINT {name} {rule}" for other, name, rule in keys]


def _own_keys(table: str) -> list[str]:
    """Returns what gives the new table the keys by which this one names others."""
    keys = _asked(
        "SELECT conname, pg_get_constraintdef(oid), '' FROM pg_constraint"
        " WHERE conrelid = CAST(:table AS regclass) AND contype = 'f' AND conparentid = 0",
        table,
    )
    return [f"ALTER TABLE scores ADD CONSTRAINT {name} {rule}" for name, rule, _ in keys]


def _take_indexes(table: str) -> list[str]:
    """Gives the indexes' names free; returns what has the new table take them on."""
    indexes = _asked(
        "SELECT c.relname, CASE WHEN i.indisprimary THEN '' ELSE"
        " regexp_replace(regexp_replace(pg_get_indexdef(c.oid), ' ON .* USING ',"
        " ' ON scores USING '), ' INDEX ', ' INDEX IF NOT EXISTS ') END, ''"
        " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
        " WHERE i.indrelid = CAST(:table AS regclass)",
        table,
    )
    for name, *_ in indexes:
        op.execute(f"ALTER INDEX {name} RENAME TO {name}_earlier")
    return [definition for _, definition, _ in indexes if definition]


def _take_triggers(table: str) -> list[str]:
    """Takes the triggers away; returns what makes them on the new table."""
    triggers = _asked(
        "SELECT tgname, regexp_replace(pg_get_triggerdef(oid), ' ON [^ ]*scores[^ ]* ',"
        " ' ON scores '), '' FROM pg_trigger"
        " WHERE tgrelid = CAST(:table AS regclass) AND NOT tgisinternal",
        table,
    )
    for name, *_ in triggers:
        op.execute(f"DROP TRIGGER {name} ON {table}")
    return [definition for _, definition, _ in triggers]


def _hold() -> None:
    """What was recorded stays; the shadow's word comes once, a later policy's over and over."""
    columns = [column["name"] for column in sa.inspect(op.get_bind()).get_columns("scores")]
    held = [name for name in columns if name not in {*MAY_FOLLOW, MAY_COME_ONCE}]
    new, old = ([f"{row}.{name}" for name in held] for row in ("NEW", "OLD"))
    new.append(f"NEW.{MAY_COME_ONCE}")
    old.append(f"coalesce(OLD.{MAY_COME_ONCE}, NEW.{MAY_COME_ONCE})")
    op.execute(STAYS.format(new=", ".join(new), old=", ".join(old)))


def downgrade() -> None:
    """The part of the earlier months takes the others in, and is the table again."""
    op.execute(DROP_WAIT)
    op.execute("DROP TRIGGER scores_stay ON scores")
    op.execute("DROP FUNCTION refuse_rewriting()")
    named_by, triggers = _drop_named_by("scores"), _take_triggers("scores")
    op.execute(f"ALTER TABLE scores DETACH PARTITION {EARLIER}")
    op.execute(f"INSERT INTO {EARLIER} SELECT * FROM scores")
    op.execute("DROP TABLE scores")
    op.execute(f"ALTER TABLE {EARLIER} RENAME TO scores")
    indexes = _asked(
        "SELECT relname, regexp_replace(relname, '_earlier$', ''), '' FROM pg_class"
        " JOIN pg_index ON indexrelid = oid WHERE indrelid = CAST(:table AS regclass)",
        "scores",
    )
    for name, before, _ in indexes:
        op.execute(f"ALTER INDEX {name} RENAME TO {before}")
    for statement in (*triggers, *named_by):
        op.execute(statement)
    for table in NEWLY_INDEXED:
        op.drop_index(f"ix_{table}_score_id", table)
    op.drop_index("ix_scores_tried", "scores")
    op.create_index(
        "ix_scores_batch_id",
        "scores",
        ["batch_id"],
        postgresql_where=sa.text("batch_id IS NOT NULL"),
    )
    op.drop_constraint(op.f("ck_scores_pending_is_unscored"), "scores", type_="check")
    op.execute(WAIT_FOR_SCORE.format(pending="status = 'pending'"))
