"""The sweep of counteroffers: those that nobody accepted in time end."""

from core.decisions.booking import expire_counteroffers
from core.kit.database import connect


def sweep_counteroffers() -> int:
    """Returns how many ended."""
    with connect() as connection:
        return expire_counteroffers(connection)
