"""Invented months of a population that is, or is no more, the one of the model in the bundle."""

from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import NormalDist

import numpy as np

from analysis.backtest import OutcomeCells
from core.monitoring.outcome_records import InitialArea, ModelOutcomes
from core.monitoring.rules.verdict import Judgement, judge
from core.monitoring.stability_records import ModelStability
from core.scores.rules.master_scale import grade_of
from core.scores.rules.vocabulary import ModelName
from monitor.backtesting import GradedCells, backtest
from monitor.baselines import Baseline
from monitor.signals import outcome_signals, population_signals
from monitor.stability_figures import FrozenBins, characteristic

MODEL, VERSION = ModelName.BEHAVIOURAL, "2026-01-01-abcdef01"
LEVELS = 400
NORMAL = NormalDist()


@dataclass(frozen=True)
class World:
    """People by level of risk: how many are of each, and what the model and the truth say.

    Attributes:
        proba: what the model says, rising.
        truth: how likely they default.
    """

    shares: np.ndarray
    proba: np.ndarray
    truth: np.ndarray
    initial: InitialArea


def quiet_world(baseline: Baseline) -> World:
    """People spread over the bins of the score as when the model was made; the model is right."""
    edges = [one.high for one in baseline.score.bins if one.high is not None]
    ends = np.array([0.0005, *edges, 0.5])
    shares = np.array([one.expected for one in baseline.score.bins[: len(edges) + 1]])
    each = LEVELS // len(shares)
    proba = np.concatenate(
        [np.geomspace(low * 1.0001, high * 0.9999, each) for low, high in pairwise(ends)]
    )
    spread = np.repeat(shares / each, each)
    spread /= spread.sum()
    initial = InitialArea(true_area(spread, proba), 0.0, 0.0, "grouped")
    width = baseline.initial.high - baseline.initial.low
    initial = replace(initial, low=initial.auc - width / 2, high=initial.auc + width / 2)
    return World(spread, proba, proba, initial)


def true_area(shares: np.ndarray, proba: np.ndarray) -> float:
    bad, good = shares * proba, shares * (1 - proba)
    below = np.cumsum(good) - good / 2
    return float((bad * below).sum() / bad.sum() / good.sum())


def draw_cells(random: np.random.Generator, world: World, count: int) -> GradedCells:
    """A cohort of so many people."""
    counts = random.multinomial(count, world.shares)
    some = counts > 0
    counts, proba = counts[some].astype(float), world.proba[some]
    defaults = random.binomial(counts.astype(int), world.truth[some]).astype(float)
    cells = OutcomeCells(
        counts,
        defaults,
        counts * proba,
        counts * proba**2,
        defaults * proba,
        counts * proba * (1 - proba) * (1 - 2 * proba) ** 2,
    )
    return GradedCells(cells, [grade_of(one) for one in proba])


def draw_population(
    random: np.random.Generator,
    baseline: Baseline,
    count: int,
    shifted: dict[str, np.ndarray] | None = None,
) -> ModelStability:
    """A month's scores; ``shifted`` holds the shares of inputs that have changed."""
    found = tuple(
        characteristic(
            one, baseline.people, random.multinomial(count, _shares(one, shifted or {})).tolist()
        )
        for one in (baseline.score, baseline.grades, *baseline.inputs)
    )
    nothing = (None, (), None, None, None)
    return ModelStability(MODEL, VERSION, count, count, baseline.people, found, *nothing)


def _shares(frozen: FrozenBins, shifted: dict[str, np.ndarray]) -> np.ndarray:
    shares = shifted.get(frozen.name, np.array([one.expected for one in frozen.bins]))
    return shares / shares.sum()


def shares_after_shift(frozen: FrozenBins, deviations: float) -> np.ndarray:
    """The shares of a feature that was normal, after its mean has moved by standard deviations."""
    shares = np.array([one.expected for one in frozen.bins])
    cumulated = np.clip(np.cumsum(shares / shares.sum()), 0, 1)
    edges = np.array([NORMAL.inv_cdf(min(max(one, 1e-9), 1 - 1e-9)) for one in cumulated[:-1]])
    below = np.array([NORMAL.cdf(edge - deviations) for edge in edges])
    return np.diff(np.concatenate([[0.0], below, [1.0]])) * (shares > 0)


def judged(
    random: np.random.Generator,
    baseline: Baseline,
    world: World,
    count: int,
    red_before: frozenset[str] = frozenset(),
) -> Judgement:
    """The verdict of a month of such a world with a matured cohort of the same size."""
    population = draw_population(random, baseline, count)
    cells = draw_cells(random, world, count)
    outcome = outcomes_of(cells, world.initial)
    return judge([*population_signals(population), *outcome_signals(outcome)], red_before)


def outcomes_of(cells: GradedCells, initial: InitialArea) -> ModelOutcomes:
    count = int(cells.cells.count.sum())
    return ModelOutcomes(MODEL, VERSION, count, 0, 0, 0, 0, backtest(cells, initial), None)
