"""Recommends for applications that were tied to a score after the scorer had made it."""

from aws_lambda_powertools import Logger
from sqlalchemy import Connection, text

from core.decisions.policies import policy_in_force
from core.decisions.recommending import recommend_apart

# Who asks for a score is given the one on its way, which may be done before the application knows.
# They come in no order, or so many for which nothing can be recommended would keep all others out.
_LEFT_BEHIND = text(
    """
    SELECT a.score_id FROM applications a JOIN scores s ON s.id = a.score_id
     WHERE a.state IN ('submitted', 'in_review') AND s.status = 'done' AND s.as_of IS NOT NULL
       AND a.amount_rub IS NOT NULL AND a.term_months IS NOT NULL
       AND s.scored_at < now() - interval '1 minute'
       AND NOT EXISTS (SELECT FROM recommendations r
                        WHERE r.application_id = a.id AND r.score_id = a.score_id)
     GROUP BY a.score_id
     ORDER BY random() LIMIT :limit
    """
)


def recommend_left_behind(connection: Connection, limit: int, logger: Logger) -> tuple[int, int]:
    """Recommends where a score was there before the application was tied to it.

    Returns:
        Of how many scores something was recommended, and of how many nothing could be.
    """
    score_ids = list(connection.execute(_LEFT_BEHIND, {"limit": limit}).scalars())
    failed = recommend_apart(connection, score_ids, policy_in_force(connection), logger)
    return len(score_ids) - failed, failed
