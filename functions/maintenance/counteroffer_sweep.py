"""The sweep of counteroffers: those that nobody accepted in time end."""

from core.decisions.booking import expire_counteroffers
from core.kit.database import transaction


def sweep_counteroffers() -> int:
    """Returns how many ended."""
    with transaction() as connection:
        return expire_counteroffers(connection)
