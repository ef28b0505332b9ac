"""What runs have found: of the population, of outcomes, and of groups."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import TypeAdapter
from sqlalchemy import Connection

from api.kit.connections import ConnectionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers
from api.kit.fields import MONTH_PATTERN, first_day
from api.monitoring.access import MonitoringActor
from api.monitoring.finding_schemas import (
    FAIRNESS_EXAMPLE,
    OUTCOMES_EXAMPLE,
    STABILITY_EXAMPLE,
    FairnessResponse,
    OutcomesResponse,
    StabilityResponse,
)
from core.kit.errors import NotFoundError
from core.monitoring.found_figures import (
    Found,
    find_figures,
    list_found_months,
    outcome_lines,
    psi_lines,
)
from core.monitoring.rules.vocabulary import Step
from core.scores.rules.vocabulary import ModelName

router = APIRouter(prefix="/monitoring", tags=["monitoring"])

MOST_MONTHS = 120
ERRORS = error_responses(401, 403, 404)

_STABILITY = TypeAdapter(StabilityResponse)
_OUTCOMES = TypeAdapter(OutcomesResponse)
_FAIRNESS = TypeAdapter(FairnessResponse)


@dataclass(frozen=True)
class FindingsWanted:
    """Which month is wanted, and of which model."""

    month: Annotated[
        str | None,
        Query(pattern=MONTH_PATTERN, max_length=7, description="the newest found unless given"),
    ] = None
    model: ModelName | None = None

    def day(self) -> date | None:
        """Returns the first day of the month."""
        return first_day(self.month) if self.month else None


WantedDep = Annotated[FindingsWanted, Depends()]


@router.get(
    "/stability",
    operation_id="get_stability",
    responses=answers(STABILITY_EXAMPLE) | ERRORS,
)
async def get_stability(
    actor: MonitoringActor, wanted: WantedDep, connection: ConnectionDep
) -> StabilityResponse:
    """Returns how far scores, grades, inputs and reasons of a month are from those of training."""
    found = _find(connection, Step.STABILITY, wanted)
    line = psi_lines(connection, found.month) if found else []
    answer = _answer(connection, found, wanted.model)
    return _STABILITY.validate_python({**answer, "line": _of_model(line, wanted.model)})


@router.get(
    "/outcomes",
    operation_id="get_outcomes",
    responses=answers(OUTCOMES_EXAMPLE) | ERRORS,
)
async def get_outcomes(
    actor: MonitoringActor, wanted: WantedDep, connection: ConnectionDep
) -> OutcomesResponse:
    """Returns what became of the people who were scored a year before, against what was foretold.

    A cohort matures as a whole: before that nothing is told of any of its people.
    """
    found = _find(connection, Step.OUTCOMES, wanted)
    line = outcome_lines(connection, found.month) if found else []
    answer = _answer(connection, found, wanted.model)
    return _OUTCOMES.validate_python({**answer, "line": _of_model(line, wanted.model)})


@router.get(
    "/fairness",
    operation_id="get_fairness",
    responses=answers(FAIRNESS_EXAMPLE) | ERRORS,
)
async def get_fairness(
    actor: MonitoringActor, wanted: WantedDep, connection: ConnectionDep
) -> FairnessResponse:
    """Returns approvals and outcomes of groups that are in no model, with how many they are of."""
    found = _find(connection, Step.FAIRNESS, wanted)
    return _FAIRNESS.validate_python(_answer(connection, found, None))


def _find(connection: Connection, step: Step, wanted: FindingsWanted) -> Found | None:
    found = find_figures(connection, step, wanted.day())
    if found is None and wanted.month is not None:
        raise NotFoundError(
            f"No run has looked at {wanted.month}. Choose another month, or ask for a run."
        )
    return found


def _answer(connection: Connection, found: Found | None, model: ModelName | None) -> dict[str, Any]:
    told = found and {**found.found}
    if told and "models" in told:
        told["models"] = _of_model(told["models"], model)
    return {
        "months": list_found_months(connection, MOST_MONTHS),
        "run_id": found and found.run_id,
        "found": told,
    }


def _of_model(rows: list[dict[str, Any]], model: ModelName | None) -> list[dict[str, Any]]:
    return [row for row in rows if model is None or row["model"] == model]
