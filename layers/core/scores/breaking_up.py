"""What becomes of a chunk that no scorer survives: halves of it are tried, down to one client."""

from sqlalchemy import Connection, Row, text

from core.kit.identifiers import new_id
from core.scores.chunks import end_batch
from core.scores.planning import MATCHING
from core.scores.sweeping import SweepRules

_TRIED_ENOUGH = text(
    """
    SELECT c.batch_id, c.chunk_no, c.after_id, c.to_id, c.as_of, c.clients
      FROM portfolio_batches b JOIN portfolio_chunks c ON c.batch_id = b.id
     WHERE b.ended_at IS NULL AND c.recorded_at IS NULL AND c.attempts >= :most_attempts
       AND c.sent_at < now() - make_interval(secs => :resend_after)
     LIMIT :limit FOR UPDATE OF c SKIP LOCKED
    """
)
# The half below stays where it was; each begins anew, sent so long ago that the sweep sends it
_HALVE = text(
    f"""
    WITH counted AS (
      SELECT count(*) FILTER (WHERE c.id <= :middle) AS below,
             count(*) FILTER (WHERE c.id > :middle) AS above
        FROM portfolio_batches b JOIN clients c ON {MATCHING}
       WHERE b.id = :batch_id AND c.id > :after_id AND c.id <= :to_id
    ), above AS (
      INSERT INTO portfolio_chunks (batch_id, chunk_no, after_id, to_id, as_of, clients, sent_at)
      SELECT :batch_id, (SELECT max(chunk_no) + 1 FROM portfolio_chunks WHERE batch_id = :batch_id),
             :middle, :to_id, :as_of, above, '-infinity'
        FROM counted
    )
    UPDATE portfolio_chunks SET to_id = :middle, clients = below, attempts = 0,
           sent_at = '-infinity'
      FROM counted WHERE batch_id = :batch_id AND chunk_no = :chunk_no
    """
)
_GIVE_UP = text(
    f"""
    WITH ended AS (
      UPDATE portfolio_chunks SET recorded_at = now(), failed = clients
       WHERE batch_id = :batch_id AND chunk_no = :chunk_no
    )
    INSERT INTO scores (id, client_id, requested_by, requested_at, batch_id, status, as_of,
                        scored_at, error)
    SELECT :score_id, c.id, b.requested_by, b.requested_at, b.id, 'failed', :as_of, now(), :error
      FROM portfolio_batches b JOIN clients c ON {MATCHING}
     WHERE b.id = :batch_id AND c.id > :after_id AND c.id <= :to_id
    """
)


def break_up_chunks(connection: Connection, rules: SweepRules, error: str) -> int:
    """Halves chunks that were tried often enough; what is of one client fails with this error.

    Returns:
        How many were halved or given up.
    """
    chunks = connection.execute(_TRIED_ENOUGH, vars(rules)).all()
    for chunk in chunks:
        if chunk.clients > 1:
            middle = (chunk.after_id + chunk.to_id) // 2
            connection.execute(_HALVE, {**chunk._mapping, "middle": middle})
        else:
            _give_up(connection, chunk, error)
    return len(chunks)


def _give_up(connection: Connection, chunk: Row[tuple[object, ...]], error: str) -> None:
    told = {**chunk._mapping, "score_id": str(new_id()), "error": error}
    connection.execute(_GIVE_UP, told)
    end_batch(connection, told["batch_id"])
