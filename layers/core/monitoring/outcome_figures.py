"""What the newest cohort whose outcome is known says, as a run has written it down."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from core.monitoring.live_records import Discrimination
from core.monitoring.portfolio_records import Observed
from core.scores.rules.vocabulary import ModelName

# Each month once, as its newest run that ended well says
_NEWEST = text(
    """
    SELECT figures -> 'outcomes' FROM monitor_runs
     WHERE month <= :month AND ended_at IS NOT NULL AND error IS NULL
       AND figures #>> '{outcomes,state}' = 'matured'
     ORDER BY month DESC, id DESC LIMIT 1
    """
)


def find_observed(
    connection: Connection, month: date
) -> tuple[date | None, Mapping[str, Observed]]:
    """Returns the cohort and grade -> defaults of it; None and nothing as long as there is none."""
    told = _newest(connection, month)
    if told is None:
        return None, {}
    return date.fromisoformat(told["cohort"]), {
        row["grade"]: Observed(row["n"], row["defaults"], row["rate"], row["low"], row["high"])
        for row in told["grades"]
    }


def find_discrimination(connection: Connection, month: date) -> list[Discrimination]:
    """Returns how well each version of a model told who would default; versions are never mixed."""
    told = _newest(connection, month)
    models = told["models"] if told else []
    return [_discrimination(told, one) for one in models if told and one["backtest"]]


def _discrimination(told: Mapping[str, Any], one: Mapping[str, Any]) -> Discrimination:
    total, separation = one["backtest"]["total"], one["backtest"]["separation"] or {}
    return Discrimination(
        cohort=date.fromisoformat(told["cohort"]),
        model=ModelName(one["model"]),
        model_version=one["model_version"],
        clients=total["count"],
        defaulted=total["defaults"],
        **{name: separation.get(name) for name in ("auc", "low", "high", "gini")},
    )


def _newest(connection: Connection, month: date) -> dict[str, Any] | None:
    found: dict[str, Any] | None = connection.execute(_NEWEST, {"month": month}).scalar()
    return found
