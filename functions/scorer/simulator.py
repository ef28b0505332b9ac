"""Lays two policies over frozen scores for somebody who waits, and writes nothing.

It runs here because the scorer alone has NumPy.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.lending_figures import Worth
from analysis.profit import Economics
from analysis.score_cells import cells_of_scores
from analysis.simulation import Drawing, Population, Simulation, simulate
from core.clients.rules.questionnaire import AGE_EDGES, AGE_GROUPS
from core.decisions.frozen_scores import FrozenScores, read_frozen_scores
from core.decisions.rules.policy import Policy
from core.decisions.rules.policy_differences import CUT_OFFS, differences
from core.decisions.rules.simulator_messages import (
    CutOffsSegment,
    PopulationKind,
    ScoreCells,
    SimulatedEconomics,
    SimulatedFigures,
    SimulationWish,
    SimulatorAnswer,
)
from core.kit.database import connect
from core.scores.rules.points import BEST_POINTS, WORST_POINTS, edge_proba
from scorer.laying import lay_cut_offs, segments_of

Array = npt.NDArray[Any]

CURVE_POINTS = range(950, 140, -10)
POINT_EDGES = np.array([edge_proba(points) for points in range(BEST_POINTS, WORST_POINTS - 1, -1)])
BANDS = "lending.bands."
MONEY_DIGITS, PROBA_DIGITS = 2, 9


@dataclass(frozen=True)
class Columns:
    """What was read, each an array of shape (n,)."""

    proba: Array
    model: Array
    version: Array
    least: Array
    amount_rub: Array
    gender: Array
    age: Array
    defaulted: Array


def answer_wish(event: Mapping[str, Any]) -> SimulatorAnswer:
    """Returns what the simulator is asked for.

    Raises:
        UnavailableError: the database is away.
        ValidationError: the event is none of a simulation.
    """
    wish = SimulationWish.model_validate(event)
    with connect() as connection:
        frozen = read_frozen_scores(connection, wish.population, wish.seed, wish.as_of)
    return simulate_frozen(wish, frozen)


def simulate_frozen(wish: SimulationWish, frozen: FrozenScores) -> SimulatorAnswer:
    """Returns the figures over scores, or why there are none: nobody, or versions that differ."""
    if not frozen.rows:
        return SimulatorAnswer()
    columns = _columns(frozen)
    versions = Counter(version for version in columns.version.tolist() if version is not None)
    if len(versions) > 1:
        return SimulatorAnswer(versions=dict(versions))
    return _simulate(wish, frozen, columns)


def _columns(frozen: FrozenScores) -> Columns:
    _, proba, model, version, least, amount, gender, age, defaulted = zip(*frozen.rows, strict=True)
    return Columns(
        proba=np.array(proba, float),
        model=np.array(model, object),
        version=np.array(version, object),
        least=np.array(least, int),
        amount_rub=np.array(amount, float),
        gender=np.array(gender, object),
        age=np.array(age, int),
        defaulted=np.array(defaulted, float),  # None becomes NaN
    )


def _simulate(wish: SimulationWish, frozen: FrozenScores, columns: Columns) -> SimulatorAnswer:
    wanted = columns.amount_rub
    if wish.population.kind is PopulationKind.CLIENTS:
        wanted = np.full(len(wanted), np.nan)
    before, after = (
        lay_cut_offs(Policy.of(body), columns.model, wanted)
        for body in (wish.baseline, wish.candidate)
    )
    population = _population(wish.economics, columns)
    found = simulate(
        population,
        before.cut_offs,
        after.cut_offs,
        _worth(wish.economics, population),
        np.array([edge_proba(points) for points in CURVE_POINTS]),
        Drawing(wish.seed),
    )
    segments, segment = segments_of(before, after)
    figures = SimulatedFigures(
        **_told(found),
        known_scores=frozen.known,
        scores_sha256=_hash(frozen),
        model_version=next((one for one in columns.version.tolist() if one is not None), None),
        seed=wish.seed,
        segments=segments,
        not_simulated=_not_simulated(before.policy, after.policy),
    )
    return SimulatorAnswer(figures=figures, cells=_cells(population, segments, segment))


def _not_simulated(baseline: Policy, candidate: Policy) -> list[str]:
    """Returns what else differs: frozen scores keep the rules that fired for them."""
    fields = (difference.field for difference in differences(baseline, candidate))
    return [name for name in fields if name not in CUT_OFFS and not name.startswith(BANDS)]


def _told(found: Simulation) -> dict[str, Any]:
    told = asdict(found)
    return {
        **told,
        "scores": told.pop("count"),
        "moves": [list(row) for row in found.moves],
        "curve": [
            {"points": points, **place}
            for points, place in zip(CURVE_POINTS, told["curve"], strict=True)
        ],
    }


def _population(economics: SimulatedEconomics, columns: Columns) -> Population:
    exposure = columns.amount_rub
    if economics.exposure_rub is not None:
        exposure = np.full(len(exposure), economics.exposure_rub)
    return Population(
        proba=columns.proba,
        exposure_rub=exposure,
        least=columns.least,
        version=columns.version,
        defaulted=columns.defaulted,
        groups=dict(_groups(columns)),
    )


def _groups(columns: Columns) -> Iterator[tuple[str, Array]]:
    """Yields groups that have members: by gender, and by age."""
    for gender in sorted(set(columns.gender.tolist())):
        yield f"gender:{gender}", columns.gender == gender
    places = np.searchsorted(AGE_EDGES, columns.age, side="right")
    for place, name in enumerate(AGE_GROUPS):
        if (places == place).any():
            yield f"age:{name}", places == place


def _worth(economics: SimulatedEconomics, population: Population) -> Worth:
    shares = Economics(
        exposure_rub=float(population.exposure_rub.mean()),
        loss_given_default=economics.loss_given_default,
        interest_rate=economics.interest_rate,
        funding_rate=economics.funding_rate,
    )
    return Worth(shares, economics.review_rub, economics.application_rub, economics.working_days)


def _hash(frozen: FrozenScores) -> str:
    """Returns the SHA-256 of ids and probabilities: two simulations of one hash had the same."""
    lines = (f"{row.id} {row.proba!r}\n" for row in frozen.rows)
    return sha256("".join(lines).encode()).hexdigest()


def _cells(population: Population, segments: list[CutOffsSegment], segment: Array) -> ScoreCells:
    cut_offs = [
        cut_off
        for one in segments
        for cut_off in (
            *(one.baseline_approve_below, one.baseline_decline_from),
            *(one.candidate_approve_below, one.candidate_decline_from),
        )
    ]
    sums = cells_of_scores(
        np.column_stack([segment, population.least]),
        population.proba,
        population.exposure_rub,
        population.defaulted,
        np.unique([*POINT_EDGES, *cut_offs]),
    )
    digits = {
        "proba": PROBA_DIGITS,
        "exposure_rub": MONEY_DIGITS,
        "defaulted_exposure_rub": MONEY_DIGITS,
    }
    columns = {
        name: values.round(digits[name]).tolist() if name in digits else values.tolist()
        for name, values in vars(sums).items()
    }
    above = np.searchsorted(POINT_EDGES, sums.proba_to, side="left")
    points = np.maximum(WORST_POINTS, BEST_POINTS - above)
    return ScoreCells(points=points.tolist(), **columns)
