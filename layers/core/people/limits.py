"""How much a user may ask for in an hour: one row a user and deed, so nothing grows."""

from enum import StrEnum

from sqlalchemy import Connection, text

from core.kit.errors import TooManyRequestsError


class Deed(StrEnum):
    """What is counted."""

    SCORE = "score"
    PORTFOLIO = "portfolio"
    IMPORT = "import"
    IMPORT_STEP = "import_step"
    EXPORT = "export"
    PROGRAM = "program"
    APPLICATION = "application"
    SIMULATION = "simulation"
    WHAT_IF = "what_if"
    RECOURSE = "recourse"
    REPLAY = "replay"
    COMPARISON = "comparison"
    MONITOR_RUN = "monitor_run"


# One statement counts and decides, so that requests in parallel queue up on the row. The hour
# begins with the first request in it; what is refused is not counted.
_COUNT = text(
    """
    INSERT INTO request_counts AS r (user_id, deed, asked, began_at)
    VALUES (:user_id, :deed, 1, now())
    ON CONFLICT (user_id, deed) DO UPDATE SET
      asked = CASE WHEN r.began_at > now() - interval '1 hour' THEN r.asked + 1 ELSE 1 END,
      began_at = CASE WHEN r.began_at > now() - interval '1 hour' THEN r.began_at ELSE now() END
    WHERE r.asked < :limit OR r.began_at <= now() - interval '1 hour'
    RETURNING asked
    """
)
_WAIT = text(
    """
    SELECT ceil(extract(epoch FROM began_at + interval '1 hour' - now()))::int
      FROM request_counts WHERE user_id = :user_id AND deed = :deed
    """
)


def count_request(connection: Connection, user_id: int, deed: Deed, limit: int) -> None:
    """Counts a request of a user.

    Raises:
        TooManyRequestsError: the user has asked for it ``limit`` times within the hour.
    """
    parameters = {"user_id": user_id, "deed": deed, "limit": limit}
    if connection.execute(_COUNT, parameters).one_or_none():
        return
    seconds = max(1, connection.execute(_WAIT, parameters).scalar_one())
    raise TooManyRequestsError(
        f"This is possible {limit} times an hour. Try again in {-(-seconds // 60)} minutes.",
        seconds,
    )
