"""Where a list's rows may come from: the source that gives the fewest, if it gives few."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

MOST_COUNTED = 10_000
"""So many rows can be looked at for a page; above that they are not counted either."""
_COUNT = "SELECT count(*) FROM (SELECT FROM ({source}) one LIMIT :most) counted"


def of_few(
    connection: Connection, sources: Sequence[str], parameters: Mapping[str, Any]
) -> str | None:
    """Returns the source with the fewest rows; None where even that has too many to look at all.

    Args:
        sources: statements that each give every row which may be wanted; at least one.
    """
    told = {**parameters, "most": MOST_COUNTED + 1}
    counts = {
        source: connection.execute(text(_COUNT.format(source=source)), told).scalar_one()
        for source in sources
    }
    fewest = min(counts, key=lambda source: counts[source])
    return fewest if counts[fewest] <= MOST_COUNTED else None
