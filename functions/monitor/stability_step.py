"""The step of stability: whether the people of the month are still those of the models."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np
from pydantic import TypeAdapter
from sqlalchemy import Connection

from analysis.grading import herfindahl, matrix_weighted_bandwidth, p_of_no_concentration
from core.kit.database import connect
from core.monitoring.populations import (
    ReadScore,
    Scored,
    count_moves,
    count_scores,
    list_scored,
    read_scores,
)
from core.monitoring.stability_records import ModelStability, ReasonShift, Stability
from core.scores.rules.master_scale import master_scale
from core.scores.rules.vocabulary import ModelName
from monitor.baselines import Baseline, find_baseline
from monitor.input_tally import InputTally
from monitor.stability_figures import FrozenBins, characteristic
from monitor.task import Task

MOST_READ = 100_000  # scores whose inputs are read; of more, some are drawn

_FOUND = TypeAdapter(Stability)
_Tallies = Mapping[tuple[str, str], InputTally]


def find_stability(task: Task) -> Any:
    """Returns how far scores, grades, inputs and reasons are from those of training."""
    month = task.run.month
    with connect() as connection:
        scored = list_scored(connection, month)
        baselines = {
            one: find_baseline(connection, ModelName(one.model), one.model_version)
            for one in scored
        }
    tallies = {one[:2]: InputTally(baseline) for one, baseline in baselines.items()}
    _read(task, tallies, sum(one.people for one in scored))
    with connect() as connection:
        models = tuple(
            _of_version(connection, month, one, tallies[one[:2]], baseline)
            for one, baseline in baselines.items()
        )
        down, up = _bandwidth(connection, month)
    return _FOUND.dump_python(Stability(month, models, down, up), mode="json")


def _read(task: Task, tallies: _Tallies, count: int) -> None:
    share = min(1.0, MOST_READ / count) if count else 0.0
    after: int | None = 0
    while after is not None:
        task.go_on_if_time()
        with connect() as connection:
            found, after = read_scores(connection, task.run.month, after, share)
        _add(tallies, found)


def _add(tallies: _Tallies, found: Iterable[ReadScore]) -> None:
    for one in found:
        tallies[one.model, one.model_version].add(one.features, one.contributions)


def _of_version(
    connection: Connection,
    month: date,
    scored: Scored,
    tally: InputTally,
    baseline: Baseline | None,
) -> ModelStability:
    model, sampled = ModelName(scored.model), tally.count
    shifts = tuple(ReasonShift(code, shift) for code, shift in tally.shifts())
    shift = sum(one.log_odds for one in shifts) if shifts else None
    if baseline is None:
        nothing = (None, (), shift, shifts, None, None, None)
        return ModelStability(model, scored.model_version, scored.people, sampled, *nothing)
    people, people_scored = baseline.people, baseline.people_scored
    scores, grades = _count(connection, month, scored, baseline)
    told = (
        characteristic(baseline.score, people_scored, scores),
        characteristic(baseline.grades, people_scored, grades),
        *(characteristic(one, people, counts) for one, counts in tally.counted()),
    )
    return ModelStability(
        model,
        scored.model_version,
        scored.people,
        sampled,
        people,
        told,
        shift,
        shifts,
        *_concentration(baseline, grades),
    )


def _count(
    connection: Connection, month: date, scored: Scored, baseline: Baseline
) -> tuple[list[int], list[int]]:
    """Returns counts by the frozen bins of the score, and by grades."""
    by_place: Counter[int] = Counter()
    by_grade: Counter[str] = Counter()
    edges = edges_of(baseline.score)
    for place, grade, count in count_scores(connection, month, scored, edges):
        by_place[place] += count
        by_grade[grade] += count
    known = [by_grade.pop(str(one.word), 0) for one in baseline.grades.bins[:-1]]
    places = range(len(baseline.score.bins) - 1)  # a score is never missing
    return [*(by_place[place] for place in places), 0], [*known, by_grade.total()]


def edges_of(frozen: FrozenBins) -> list[float]:
    """Returns the edges between bins of ranges."""
    return [one.high for one in frozen.bins if one.high is not None]


def _concentration(
    baseline: Baseline, grades: list[int]
) -> tuple[float | None, float | None, float | None]:
    """Returns how concentrated the grades are, and were, and how likely so much more is."""
    now = np.array(grades[:-1], dtype=float)
    before = np.array([one.expected for one in baseline.grades.bins[:-1]])
    if not now.sum() or len(now) < 2:
        return None, None, None
    return herfindahl(now), herfindahl(before), p_of_no_concentration(now, before)


def _bandwidth(connection: Connection, month: date) -> tuple[float | None, float | None]:
    grades = [one.grade for one in master_scale()]
    moves = np.zeros((len(grades), len(grades)))
    for before, now, count in count_moves(connection, month, grades):
        moves[grades.index(before), grades.index(now)] = count
    return matrix_weighted_bandwidth(moves) if moves.sum() else (None, None)
