"""Statements that forget what a file told of people once the bucket has let the file go."""

from sqlalchemy import Connection, text

# What a report shows of rows, and what was before: undoing is not possible any more
_FORGET_ISSUES = text(
    """
    WITH old AS MATERIALIZED (
      SELECT s.import_id, s.id FROM import_issues s JOIN imports i ON i.id = s.import_id
       WHERE i.created_at < now() - make_interval(days => :days) LIMIT :limit
    )
    DELETE FROM import_issues s USING old WHERE s.import_id = old.import_id AND s.id = old.id
    """
)
_FORGET_CHANGES = text(
    """
    WITH old AS MATERIALIZED (
      SELECT h.import_id, h.subject_table, h.subject_id
        FROM import_changes h JOIN imports i ON i.id = h.import_id
       WHERE i.created_at < now() - make_interval(days => :days) AND i.step IS NULL LIMIT :limit
    )
    DELETE FROM import_changes h USING old
     WHERE h.import_id = old.import_id AND h.subject_table = old.subject_table
       AND h.subject_id = old.subject_id
    """
)
_FORGET_ROWS = text(
    """
    UPDATE imports SET forgotten_at = now(), profile = NULL, report = report - 'faults'
     WHERE created_at < now() - make_interval(days => :days) AND forgotten_at IS NULL
       AND step IS NULL
    """
)


def forget_files(connection: Connection, days: int, limit: int) -> int:
    """Forgets rows, issues and former values of imports older than so many days."""
    values = {"days": days, "limit": limit}
    issues = connection.execute(_FORGET_ISSUES, values).rowcount
    changes = connection.execute(_FORGET_CHANGES, values).rowcount
    return issues + changes + connection.execute(_FORGET_ROWS, {"days": days}).rowcount
