"""Statements on scores as people see them: ask for one, wait for it, look at them."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from time import monotonic, sleep
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select, text

from core.kit.database import between_transactions
from core.kit.identifiers import first_id_of, new_id
from core.scores.packed_scores import PACKED_COLUMNS, read_whole
from core.scores.records import Score
from core.scores.rules.vocabulary import Decision, ModelName, ScoreStatus
from core.scores.tables import scores

_COLUMNS = [*(scores.c[field.name] for field in fields(Score)), *PACKED_COLUMNS]
_WAIT = text(
    f"SELECT {', '.join(column.name for column in _COLUMNS)}"
    " FROM wait_for_score(CAST(:score_id AS uuid), :seconds)"
)
# Somebody waits behind this statement, so all is asked on the way: whether the client exists, and
# whether a score is on its way that will be made of what is known now. A rescoring of many does not
# count, for it may wait long; nor what waits so long already that its message may be lost. The
# moment is that of the statement: what the same transaction has changed before is known to it. What
# is on its way has no moment of scoring: so the client's index finds it, however many others wait.
_ASK = text(
    """
    WITH client AS (
      SELECT id, greatest(updated_at, payments_updated_at) AS changed_at
        FROM clients WHERE id = :client_id AND closed_at IS NULL
    ), on_its_way AS (
      SELECT s.id FROM scores s JOIN client c ON c.id = s.client_id
       WHERE s.id >= CAST(:not_before AS uuid) AND s.scored_at IS NULL AND s.batch_id IS NULL
         AND s.requested_at > c.changed_at
         AND s.requested_at > now() - make_interval(secs => :lost_after_seconds)
       ORDER BY s.id DESC LIMIT 1
    ), asked AS (
      INSERT INTO scores (id, client_id, requested_by, requested_at)
      SELECT CAST(:id AS uuid), id, :requested_by, clock_timestamp() FROM client
       WHERE NOT EXISTS (SELECT 1 FROM on_its_way)
      RETURNING id
    )
    SELECT id FROM on_its_way UNION ALL SELECT id FROM asked
    """
).columns(scores.c.id)
MESSAGE_LOST_AFTER_SECONDS = 60  # from then on the sweep sends it again
WATCHED_SECONDS = 0.25  # by one statement
LOOK_AGAIN_SECONDS = 0.2
CLOCKS_DIFFER = timedelta(hours=1)  # at most, those of two functions and the database's


def ask_for_score(
    connection: Connection, client_id: int, requested_by: int
) -> tuple[UUID, bool] | None:
    """Writes a pending score, the outbox of the message that follows, or finds one on its way.

    Returns:
        Its id and whether it is new, or None if there is no such client, or not any more.
    """
    new = new_id()
    values = {
        "id": str(new),
        "client_id": client_id,
        "requested_by": requested_by,
        "lost_after_seconds": MESSAGE_LOST_AFTER_SECONDS,
        # Of the parts that scores lie in, one or two are looked into
        "not_before": str(first_id_of(datetime.now(UTC) - CLOCKS_DIFFER)),
    }
    score_id: UUID | None = connection.execute(_ASK, values).scalar_one_or_none()
    return None if score_id is None else (score_id, score_id == new)


def get_score(connection: Connection, score_id: UUID) -> Score | None:
    """Returns one score."""
    found = connection.execute(select(*_COLUMNS).where(scores.c.id == score_id)).all()
    return next(iter(_to_scores(connection, found)), None)


def wait_for_score(connection: Connection, score_id: UUID, seconds: float) -> Score:
    """Returns a score as soon as it is no longer pending, or as it is after ``seconds``.

    At first the database looks at the row by itself: one round trip instead of dozens, and no
    notification channel, which connection proxies cannot share. Most scores come while it does.
    Who waits longer looks now and then, and holds nothing meanwhile: no transaction, and no
    connection behind a proxy. What the caller has written before is committed.
    """
    until = monotonic() + seconds
    with between_transactions(connection):
        score = _watch(connection, score_id, min(seconds, WATCHED_SECONDS))
        while score.status is ScoreStatus.PENDING and (left := until - monotonic()) > 0:
            sleep(min(left, LOOK_AGAIN_SECONDS))
            score = _watch(connection, score_id, 0)
    return score


def _watch(connection: Connection, score_id: UUID, seconds: float) -> Score:
    found = connection.execute(_WAIT, {"score_id": score_id, "seconds": seconds}).all()
    [score] = _to_scores(connection, found)
    return score


def list_scores(connection: Connection, client_id: int, limit: int) -> list[Score]:
    """Returns the latest scores of a client, newest first."""
    statement = (
        select(*_COLUMNS)
        .where(scores.c.client_id == client_id)
        .order_by(scores.c.id.desc())
        .limit(limit)
    )
    return _to_scores(connection, connection.execute(statement).all())


def _to_scores(connection: Connection, rows: Sequence[Row[Any]]) -> list[Score]:
    return [_to_score(told) for told in read_whole(connection, rows)]


def _to_score(told: Mapping[str, Any]) -> Score:
    words = {
        "status": ScoreStatus(told["status"]),
        "decision": told["decision"] and Decision(told["decision"]),
        "redecided": told["redecided"] and Decision(told["redecided"]),
        "model": told["model"] and ModelName(told["model"]),
    }
    return Score(**{**told, **words})
