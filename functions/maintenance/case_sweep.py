"""The sweep of cases: what missed its recommendation gets it, and offers nobody accepted end."""

from core.decisions.booking import expire_counteroffers
from core.decisions.left_behind import recommend_left_behind
from core.kit.database import transaction

APPLICATIONS_A_SWEEP = 200


def sweep_cases() -> dict[str, int]:
    """Returns how many were recommended for, and how many offers ended."""
    with transaction() as connection:
        recommended = recommend_left_behind(connection, APPLICATIONS_A_SWEEP)
    with transaction() as connection:
        return {"recommended": recommended, "expired": expire_counteroffers(connection)}
