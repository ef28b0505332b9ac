"""Statements that seal the journal: what was written gets its place in the chain.

Writers do not wait for one another: a seal is made afterwards, of committed events alone, by one
sealer at a time. The chain has an order of its own, so an event that is committed after one with a
higher number is sealed after it.
"""

from sqlalchemy import Connection, text

from core.journal.records import ChainState
from core.journal.rules.chain import START, Event, Head, Seal, seal_events

EVENT_COLUMNS = """
    e.id, e.occurred_at, e.actor_id, e.action, e.subject_table, e.subject_id,
    e.old_values::text AS old_values, e.new_values::text AS new_values
"""
MOST_COUNTED = 10_000

# The number is this table's own; another sealer goes away with nothing done
_BE_THE_ONLY_ONE = text("SELECT pg_try_advisory_xact_lock(314159265)")
_HEAD = text("SELECT seal_no, sha256 FROM audit_seals ORDER BY seal_no DESC LIMIT 1")
# An event that is gone before it was sealed keeps its line here, for the check to find
_TAKE = text(
    f"""
    WITH taken AS (
      DELETE FROM audit_unsealed WHERE event_id = ANY(ARRAY(
        SELECT u.event_id FROM audit_unsealed u JOIN audit_events e ON e.id = u.event_id
         ORDER BY u.event_id LIMIT :at_most))
      RETURNING event_id)
    SELECT {EVENT_COLUMNS} FROM audit_events e JOIN taken t ON t.event_id = e.id ORDER BY e.id
    """
)
# Lists, for a row a parameter each would take longer than the sealing
_ADD = text(
    """
    INSERT INTO audit_seals (seal_no, event_id, previous_sha256, sha256)
    SELECT * FROM unnest(CAST(:seal_no AS bigint[]), CAST(:event_id AS bigint[]),
                         CAST(:previous_sha256 AS text[]), CAST(:sha256 AS text[]))
    """
)
_STATE = text(
    """
    SELECT s.seal_no, s.event_id, s.sha256, s.sealed_at,
           (SELECT count(*) FROM (SELECT FROM audit_unsealed LIMIT :most_counted) u) AS unsealed,
           c.finished_at AS checked_at, c.seal_no AS checked_seal_no,
           c.fault, c.fault_event_id, c.fault_seal_no, r.seal_no AS checking_seal_no
      FROM (SELECT) one
      LEFT JOIN (SELECT * FROM audit_seals ORDER BY seal_no DESC LIMIT 1) s ON true
      LEFT JOIN (SELECT * FROM audit_checks WHERE finished_at IS NOT NULL
                  ORDER BY finished_at DESC LIMIT 1) c ON true
      LEFT JOIN audit_checks r ON r.finished_at IS NULL
    """
)


def seal_step(connection: Connection, at_most: int) -> int:
    """Seals the oldest events that wait, in one transaction of the caller; returns how many."""
    if not connection.execute(_BE_THE_ONLY_ONE).scalar_one():
        return 0
    events = [Event(**row._mapping) for row in connection.execute(_TAKE, {"at_most": at_most})]
    if events:
        seals = seal_events(find_head(connection), events)
        names = Seal.__dataclass_fields__
        lists = {name: [getattr(seal, name) for seal in seals] for name in names}
        connection.execute(_ADD, lists)
    return len(events)


def find_head(connection: Connection) -> Head:
    """Returns the last seal: what has to be published outside of this database."""
    row = connection.execute(_HEAD).one_or_none()
    return Head(**row._mapping) if row else START


def find_chain_state(connection: Connection) -> ChainState:
    """Returns how far the journal is sealed, and what the last check of it found."""
    row = connection.execute(_STATE, {"most_counted": MOST_COUNTED}).one()
    return ChainState(**row._mapping)
