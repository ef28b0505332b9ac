"""Statements that forget what a file told of people once the bucket has let the file go."""

from sqlalchemy import Connection, text

# What a report shows of rows, and what was before: undoing is not possible any more
_FORGET_ISSUES = text(
    """
    DELETE FROM import_issues WHERE (import_id, id) IN (
      SELECT s.import_id, s.id FROM import_issues s JOIN imports i ON i.id = s.import_id
       WHERE i.created_at < now() - make_interval(days => :days) LIMIT :limit)
    """
)
_FORGET_CHANGES = text(
    """
    DELETE FROM import_changes WHERE (import_id, subject_table, subject_id) IN (
      SELECT h.import_id, h.subject_table, h.subject_id
        FROM import_changes h JOIN imports i ON i.id = h.import_id
       WHERE i.created_at < now() - make_interval(days => :days) AND i.step IS NULL LIMIT :limit)
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
