"""Statements that check the chain of the journal, in bounded steps that another can go on with."""

from dataclasses import dataclass

from sqlalchemy import Connection, Row, text

from core.journal.rules.chain import Event, Fault, FaultKind, Head, Seal, follow
from core.journal.sealing import EVENT_COLUMNS

_START = text("INSERT INTO audit_checks DEFAULT VALUES ON CONFLICT DO NOTHING")
_RUNNING = text(
    """
    SELECT id, seal_no, sha256, event_id FROM audit_checks
     WHERE finished_at IS NULL FOR NO KEY UPDATE
    """
)
_IS_DUE = text(
    """
    SELECT NOT EXISTS (SELECT FROM audit_checks
                        WHERE finished_at > now() - make_interval(hours => :hours))
        OR EXISTS (SELECT FROM audit_checks WHERE finished_at IS NULL)
    """
)
_LINKS = text(
    f"""
    SELECT s.seal_no, s.event_id, s.previous_sha256, s.sha256, {EVENT_COLUMNS}
      FROM audit_seals s LEFT JOIN audit_events e ON e.id = s.event_id
     WHERE s.seal_no > :seal_no ORDER BY s.seal_no LIMIT :at_most
    """
)
_NEXT_EVENTS = text(
    """
    SELECT max(id) AS last,
           min(id) FILTER (
             WHERE NOT EXISTS (SELECT FROM audit_seals s WHERE s.event_id = e.id)
               AND NOT EXISTS (SELECT FROM audit_unsealed u WHERE u.event_id = e.id)) AS slipped_in
      FROM (SELECT id FROM audit_events WHERE id > :event_id ORDER BY id LIMIT :at_most) e
    """
)
_LOST = text(
    """
    SELECT min(event_id) FROM audit_unsealed u
     WHERE NOT EXISTS (SELECT FROM audit_events e WHERE e.id = u.event_id)
    """
)
# What an earlier check has seen must still be there
_CHANGED_HEAD = text(
    """
    SELECT c.seal_no FROM (
      SELECT seal_no, sha256 FROM audit_checks
       WHERE finished_at IS NOT NULL AND fault IS NULL AND seal_no > 0
       ORDER BY finished_at DESC LIMIT 1) c
     WHERE NOT EXISTS (
       SELECT FROM audit_seals s WHERE s.seal_no = c.seal_no AND s.sha256 = c.sha256)
    """
)
_IS_THERE = text(
    "SELECT EXISTS (SELECT FROM audit_seals WHERE seal_no = :seal_no AND sha256 = :sha256)"
)
_ADVANCE = text(
    """
    UPDATE audit_checks SET seal_no = :seal_no, sha256 = :sha256, event_id = :event_id
     WHERE id = :id
    """
)
_FINISH = text(
    """
    UPDATE audit_checks
       SET finished_at = clock_timestamp(), fault = :fault,
           fault_event_id = :fault_event_id, fault_seal_no = :fault_seal_no
     WHERE id = :id
    """
)


@dataclass(frozen=True)
class Progress:
    """A check that runs: up to which seal the chain holds, up to which event none is without."""

    id: int
    seal_no: int
    sha256: str
    event_id: int

    @property
    def head(self) -> Head:
        """The last seal that was followed."""
        return Head(self.seal_no, self.sha256)


def is_check_due(connection: Connection, hours: int) -> bool:
    """Says whether a check runs, or none has come to its end for so many hours."""
    due: bool = connection.execute(_IS_DUE, {"hours": hours}).scalar_one()
    return due


def check_step(connection: Connection, at_most: int) -> bool:
    """Goes on with the running check, or begins one; says whether it has come to its end.

    One transaction of the caller: who checks at the same time waits, and goes on behind it.
    """
    progress = _find_running(connection)
    head, fault = _follow_on(connection, progress.head, at_most)
    event_id = progress.event_id
    is_at_end = head == progress.head and not fault
    if is_at_end:
        last, fault = _look_for_slipped_in(connection, event_id, at_most)
        is_at_end, event_id = last is None, last or event_id
    values = {"id": progress.id, **vars(head), "event_id": event_id}
    connection.execute(_ADVANCE, values)
    if is_at_end and not fault:
        fault = _find_lost(connection)
    if is_at_end or fault:
        _finish(connection, progress.id, fault)
    return is_at_end or fault is not None


def check_head(connection: Connection, head: Head) -> bool:
    """Holds the chain against a head that was published; a check that fails ends with that."""
    if connection.execute(_IS_THERE, vars(head)).scalar_one():
        return True
    fault = Fault(FaultKind.HEAD_CHANGED, seal_no=head.seal_no)
    _finish(connection, _find_running(connection).id, fault)
    return False


def _find_running(connection: Connection) -> Progress:
    connection.execute(_START)
    return Progress(**connection.execute(_RUNNING).one()._mapping)


def _follow_on(connection: Connection, head: Head, at_most: int) -> tuple[Head, Fault | None]:
    rows = connection.execute(_LINKS, {"seal_no": head.seal_no, "at_most": at_most})
    return follow(head, map(_link, rows))


def _link(row: Row[tuple[object, ...]]) -> tuple[Seal, Event | None]:
    seal = Seal(row.seal_no, row.event_id, row.previous_sha256, row.sha256)
    if row.id is None:
        return seal, None
    return seal, Event(**{name: row._mapping[name] for name in Event.__dataclass_fields__})


def _look_for_slipped_in(
    connection: Connection, event_id: int, at_most: int
) -> tuple[int | None, Fault | None]:
    """Looks at the next events; returns the last of them, None behind the end."""
    values = {"event_id": event_id, "at_most": at_most}
    row = connection.execute(_NEXT_EVENTS, values).one()
    if row.slipped_in is None:
        return row.last, None
    return row.last, Fault(FaultKind.EVENT_SLIPPED_IN, event_id=row.slipped_in)


def _find_lost(connection: Connection) -> Fault | None:
    """Finds what the chain alone cannot tell: what is gone before its seal, or with its seals."""
    if (event_id := connection.execute(_LOST).scalar()) is not None:
        return Fault(FaultKind.EVENT_REMOVED, event_id=event_id)
    if (seal_no := connection.execute(_CHANGED_HEAD).scalar()) is not None:
        return Fault(FaultKind.HEAD_CHANGED, seal_no=seal_no)
    return None


def _finish(connection: Connection, check_id: int, fault: Fault | None) -> None:
    found = {
        "fault": fault and fault.kind,
        "fault_event_id": fault and fault.event_id,
        "fault_seal_no": fault and fault.seal_no,
    }
    connection.execute(_FINISH, {"id": check_id, **found})
