"""Whether scores are of applications: the scorer asks, which starts without this room."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, text

_IS_OF_ANY = text(
    "SELECT EXISTS (SELECT FROM applications WHERE score_id = ANY(CAST(:score_ids AS uuid[])))"
)


def are_of_applications(connection: Connection, score_ids: Sequence[UUID]) -> bool:
    """Returns whether an application asked for any of these scores."""
    ids = [str(score_id) for score_id in score_ids]
    asked: bool = connection.execute(_IS_OF_ANY, {"score_ids": ids}).scalar_one()
    return asked
