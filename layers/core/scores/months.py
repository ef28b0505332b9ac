"""The parts that scores lie in, a month each: made ahead, and dropped once nobody needs them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from sqlalchemy import Connection, text

from core.clients.rules.history import month_number, month_of
from core.kit.identifiers import first_id_of, moment_of

_END = text(
    """
    SELECT max(substring(pg_get_expr(c.relpartbound, c.oid) FROM $$TO \\('([-0-9a-f]+)'\\)$$))
      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'scores'::regclass
    """
)
_IS_THERE = text("SELECT to_regclass(:part) IS NOT NULL")
# Who names a score for good. A replay that found nothing says nothing that must stay.
_NEEDED = text(
    """
    SELECT (SELECT count(*) FROM applications WHERE score_id >= :first AND score_id < :end)
             AS applications,
           (SELECT count(*) FROM credits WHERE score_id >= :first AND score_id < :end) AS credits,
           (SELECT count(*) FROM recommendations WHERE score_id >= :first AND score_id < :end)
             AS recommendations,
           (SELECT count(*) FROM decisions WHERE score_id >= :first AND score_id < :end)
             AS decisions,
           (SELECT count(*) FROM replays
             WHERE score_id >= :first AND score_id < :end AND verdict <> 'identical') AS replays,
           (SELECT count(DISTINCT client_id) FROM scores s
             WHERE id >= :first AND id < :end AND status = 'done' AND NOT EXISTS (
               SELECT FROM scores WHERE client_id = s.client_id AND status = 'done' AND id >= :end))
             AS latest_scores
    """
)
_THIN = text(
    """
    DELETE FROM scores WHERE id = ANY(ARRAY(
      SELECT id FROM scores s
       WHERE id >= :first AND id < :end AND status <> 'pending'
         AND (status <> 'done' OR client_id IS NULL OR EXISTS (
           SELECT FROM scores WHERE client_id = s.client_id AND status = 'done' AND id > s.id))
         AND NOT EXISTS (SELECT FROM applications WHERE score_id = s.id)
         AND NOT EXISTS (SELECT FROM credits WHERE score_id = s.id)
         AND NOT EXISTS (SELECT FROM recommendations WHERE score_id = s.id)
         AND NOT EXISTS (SELECT FROM decisions WHERE score_id = s.id)
         AND NOT EXISTS (SELECT FROM replays WHERE score_id = s.id AND verdict <> 'identical')
       LIMIT :at_most))
    """
)
_FORGET_REPLAYS = text("DELETE FROM replays WHERE score_id >= :first AND score_id < :end")
_COUNT = "SELECT count(*) FROM {part}"


@dataclass(frozen=True)
class Dropped:
    """What came of a month that was to go.

    Attributes:
        scores: how many went.
        needed: who needs them still, and how many of them do; then nothing went.
    """

    scores: int
    needed: dict[str, int]


def last_month(connection: Connection) -> date:
    """Returns the last month that has a part: scores of later ones cannot be written."""
    end = UUID(connection.execute(_END).scalar_one())
    return month_of(month_number(moment_of(end).date()) - 1)


def make_months(connection: Connection, until: date) -> list[date]:
    """Makes the parts of the months up to one, as the tables' owner; returns those that were new.

    A part is made by itself and attached, so that nobody who reads scores meanwhile waits.
    """
    last = month_number(last_month(connection))
    new = [month_of(number) for number in range(last + 1, month_number(until) + 1)]
    for month in new:
        first, end = _bounds(month)
        part = _part(month)
        connection.execute(text(f"CREATE TABLE {part} (LIKE scores INCLUDING ALL)"))
        connection.execute(
            text(
                f"ALTER TABLE scores ATTACH PARTITION {part}"
                f" FOR VALUES FROM ('{first}') TO ('{end}')"
            )
        )
    return new


def drop_month(connection: Connection, month: date) -> Dropped | None:
    """Drops the scores of a month, as the tables' owner, unless somebody needs one of them.

    Returns:
        None where the month has no part of its own.
    """
    part = _part(month)
    if not connection.execute(_IS_THERE, {"part": part}).scalar_one():
        return None
    first, end = _bounds(month)
    known = {"first": str(first), "end": str(end)}
    found = connection.execute(_NEEDED, known).one()._mapping
    needed = {name: count for name, count in found.items() if count}
    if needed:
        return Dropped(0, needed)
    connection.execute(_FORGET_REPLAYS, known)
    scores: int = connection.execute(text(_COUNT.format(part=part))).scalar_one()
    # PostgreSQL looks once more whether anybody names one of them
    connection.execute(text(f"ALTER TABLE scores DETACH PARTITION {part}"))
    connection.execute(text(f"DROP TABLE {part}"))
    return Dropped(scores, {})


def thin_month(connection: Connection, month: date, at_most: int) -> int:
    """Removes scores of a month that nobody needs, as the tables' owner; returns how many."""
    first, end = _bounds(month)
    known = {"first": str(first), "end": str(end), "at_most": at_most}
    return connection.execute(_THIN, known).rowcount


def give_room_back(connection: Connection, month: date) -> None:
    """Writes the part of a month anew, without the room of what was removed."""
    if connection.execute(_IS_THERE, {"part": _part(month)}).scalar_one():
        connection.execute(text(f"VACUUM (FULL, ANALYZE) {_part(month)}"))


def _part(month: date) -> str:
    return f"scores_{month:%Y_%m}"


def _bounds(month: date) -> tuple[UUID, UUID]:
    """Returns the ids between which those of a month lie; its moments are those of UTC."""
    after = month_of(month_number(month) + 1)
    first, end = (first_id_of(datetime.combine(day, time(), UTC)) for day in (month, after))
    return first, end
