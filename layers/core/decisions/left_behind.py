"""Recommends for applications that were tied to a score after the scorer had made it."""

from sqlalchemy import Connection, text

from core.decisions.policies import policy_in_force
from core.decisions.recommending import recommend

# Who asks for a score is given the one on its way, which may be done before the application knows
_LEFT_BEHIND = text(
    """
    SELECT a.score_id FROM applications a JOIN scores s ON s.id = a.score_id
     WHERE a.state IN ('submitted', 'in_review') AND s.status = 'done' AND s.as_of IS NOT NULL
       AND a.amount_rub IS NOT NULL AND a.term_months IS NOT NULL
       AND s.scored_at < now() - interval '1 minute'
       AND NOT EXISTS (SELECT FROM recommendations r
                        WHERE r.application_id = a.id AND r.score_id = a.score_id)
     ORDER BY a.id LIMIT :limit
    """
)


def recommend_left_behind(connection: Connection, limit: int) -> int:
    """Recommends where a score was there before the application was tied to it.

    Returns:
        How many applications were recommended something.
    """
    score_ids = list(connection.execute(_LEFT_BEHIND, {"limit": limit}).scalars())
    return recommend(connection, score_ids, policy_in_force(connection))
