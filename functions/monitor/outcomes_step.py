"""The step of outcomes: what became of the people who were scored a year before."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from pydantic import TypeAdapter
from sqlalchemy import Connection

from analysis.backtest import OutcomeCells
from core.decisions.rules.binomial import jeffreys_interval
from core.kit.clock import bank_date
from core.kit.database import connect
from core.monitoring.cohorts import ScoreCell, cohort_of, tally_cohort
from core.monitoring.outcome_records import (
    Backtest,
    CohortState,
    GradeObserved,
    InitialArea,
    ModelOutcomes,
    Outcomes,
)
from core.monitoring.run_months import month_after
from core.scores.rules.master_scale import master_scale
from core.scores.rules.vocabulary import ModelName
from monitor.backtesting import GradedCells, backtest
from monitor.baselines import find_baseline
from monitor.task import Task

FOLLOWED = "followed"
MOST_UNKNOWN = 0.05  # of a cohort; with more the payments of its last month are not all there yet

_FOUND = TypeAdapter(Outcomes)
_Version = tuple[str, str]
_Sums = Mapping[ScoreCell, "np.typing.NDArray[np.float64]"]
_Initial = Mapping[_Version, InitialArea | None]


def find_outcomes(task: Task) -> Any:
    """Returns the outcomes of the cohort that is as old as the horizon when the month is over."""
    sums: defaultdict[ScoreCell, Any] = defaultdict(lambda: np.zeros(6))
    after: int | None = 0
    while after is not None:
        task.go_on_if_time()
        with connect() as connection:
            cells, after = tally_cohort(connection, task.run.month, after)
        for cell, values in cells.items():
            sums[cell] += values
    with connect() as connection:
        initial = {of: _initial(connection, *of) for of in {cell[:2] for cell in sums}}
    found = outcomes_of(task.run.month, sums, bank_date(), initial)
    return _FOUND.dump_python(found, mode="json")


def _initial(connection: Connection, model: str, version: str) -> InitialArea | None:
    baseline = find_baseline(connection, ModelName(model), version)
    return baseline.initial if baseline else None


def outcomes_of(month: date, sums: _Sums, today: date, initial: _Initial) -> Outcomes:
    """Returns what the cells of a whole cohort say.

    Args:
        sums: by what is said of the people of a cell, see ``ScoreCell``.
        today: where the bank is.
        initial: how well each version separated when it was made.
    """
    state = _state(month, sums, today)
    versions = sorted({(cell.model, cell.model_version) for cell in sums})
    return Outcomes(
        month=month,
        cohort=cohort_of(month),
        state=state,
        grades=_grades(sums) if state is CohortState.MATURED else (),
        models=tuple(_of_version(one, sums, state, initial.get(one)) for one in versions),
    )


def _state(month: date, sums: _Sums, today: date) -> CohortState:
    kinds: Counter[str] = Counter()
    for cell, values in sums.items():
        kinds[cell.kind] += int(values[0])
    if not kinds:
        return CohortState.NO_SCORES
    if month_after(month) > today:
        return CohortState.TOO_EARLY
    asked = kinds[FOLLOWED] + kinds["unknown"]
    too_many = kinds["unknown"] > MOST_UNKNOWN * asked
    return CohortState.INCOMPLETE if too_many else CohortState.MATURED


def _of_version(
    version: _Version, sums: _Sums, state: CohortState, initial: InitialArea | None
) -> ModelOutcomes:
    own = {cell: values for cell, values in sums.items() if cell[:2] == version}
    kinds: Counter[str] = Counter()
    for cell, values in own.items():
        kinds[cell.kind] += int(values[0])
    followed = {cell: values for cell, values in own.items() if cell.kind == FOLLOWED}
    usual = {cell: values for cell, values in followed.items() if not cell.overridden}
    overridden = sum(int(values[0]) for cell, values in followed.items() if cell.overridden)
    told = state is CohortState.MATURED
    return ModelOutcomes(
        model=ModelName(version[0]),
        model_version=version[1],
        scored=kinds.total(),
        in_default=kinds["in_default"],
        without_credit=kinds["without_credit"],
        unknown=kinds["unknown"],
        overridden=overridden,
        backtest=_backtest(followed, initial) if told and followed else None,
        without_overrides=_backtest(usual, initial) if told and overridden and usual else None,
    )


def _backtest(sums: _Sums, initial: InitialArea | None) -> Backtest:
    cells = sorted(sums, key=_by_rising_risk)
    columns = np.array([sums[cell] for cell in cells]).T
    graded = GradedCells(OutcomeCells(*columns), [cell.grade for cell in cells])
    return backtest(graded, initial)


def _by_rising_risk(cell: ScoreCell) -> tuple[int, bool]:
    return -cell.points, cell.overridden


def _grades(sums: _Sums) -> tuple[GradeObserved, ...]:
    """Returns what was seen of each grade, whichever model gave it: nothing was foretold here."""
    found = []
    for grade in (one.grade for one in master_scale()):
        of_grade = [
            values for cell, values in sums.items() if (cell.grade, cell.kind) == (grade, FOLLOWED)
        ]
        count, defaults = (int(sum(values[place] for values in of_grade)) for place in (0, 1))
        if count:
            interval = jeffreys_interval(defaults, count)
            found.append(GradeObserved(grade, count, defaults, defaults / count, *interval))
    return tuple(found)
