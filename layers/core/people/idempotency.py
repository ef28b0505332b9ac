"""Statements on answers that are kept for who asks the same a second time.

The key is held by a lock of the transaction that does the deed, and the answer is written in it:
whatever happens to a request, its deed is done and its answer kept, or neither.
"""

from sqlalchemy import Connection, text
from sqlalchemy.dialects.postgresql import insert

from core.people.records import KeptAnswer
from core.people.tables import idempotency_keys

# Two keys of one hash at the same moment would make one of them wait a moment: no harm
_HOLD = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:key, :user_id))")
_FIND = text(
    """
    SELECT request_sha256, status, location, response FROM idempotency_keys
     WHERE user_id = :user_id AND key = :key AND created_at > now() - interval '24 hours'
    """
)
_PURGE = text(
    """
    WITH old AS MATERIALIZED (
      SELECT user_id, key FROM idempotency_keys WHERE created_at < now() - interval '24 hours'
       ORDER BY created_at LIMIT :at_most FOR UPDATE SKIP LOCKED
    )
    DELETE FROM idempotency_keys k USING old WHERE k.user_id = old.user_id AND k.key = old.key
    """
)


def hold_key(connection: Connection, user_id: int, key: str) -> bool:
    """Holds a key of a user until the end of the transaction; False if another request does."""
    held: bool = connection.execute(_HOLD, {"user_id": user_id, "key": key}).scalar_one()
    return held


def find_answer(connection: Connection, user_id: int, key: str) -> KeptAnswer | None:
    """Returns what was answered to this key within a day."""
    row = connection.execute(_FIND, {"user_id": user_id, "key": key}).one_or_none()
    return KeptAnswer(**row._mapping) if row else None


def keep_answer(connection: Connection, user_id: int, key: str, answer: KeptAnswer) -> None:
    """Writes what is answered to this key, in place of what was before."""
    fresh = {**vars(answer), "created_at": text("now()")}
    statement = (
        insert(idempotency_keys)
        .values(user_id=user_id, key=key, **fresh)
        .on_conflict_do_update(index_elements=["user_id", "key"], set_=fresh)
    )
    connection.execute(statement)


def purge_answers(connection: Connection, at_most: int) -> int:
    """Removes answers that are a day old; returns how many."""
    return connection.execute(_PURGE, {"at_most": at_most}).rowcount
