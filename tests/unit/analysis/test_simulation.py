"""The simulation against a plain computation, draw by draw and person by person."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.cutoff_curve import CurvePoint
from analysis.lending_figures import APPROVE, DECLINE, REVIEW, Compared, Estimate, Worth
from analysis.profit import Economics
from analysis.resampling import DRAWS_AT_ONCE, poisson_weights
from analysis.simulation import (
    CutOffs,
    Drawing,
    MixedVersionsError,
    Population,
    Simulation,
    drawing_order,
    simulate,
)

ROWS, DRAWS, SEED = 500, 70, 7
WORTH = Worth(
    Economics(300_000, loss_given_default=0.45, interest_rate=0.16, funding_rate=0.08),
    review_rub=900,
    application_rub=150,
    working_days=21,
)
CURVE_AT = np.array([0.001, 0.01, 0.03, 0.1, 0.3])
SINGLE_PRECISION = 1e-5


def population(rows: int = ROWS) -> Population:
    random = np.random.default_rng(11)
    proba = 1 / (1 + np.exp(random.normal(3.5, 1.5, rows)))
    proba[:3] = 1.0
    return Population(
        proba=proba,
        exposure_rub=random.uniform(10_000, 900_000, rows).round(2),
        least=np.where(proba == 1, DECLINE, random.choice(3, rows, p=[0.8, 0.15, 0.05])),
        version=np.where(proba == 1, None, "2026-11-28-a").astype(object),
        defaulted=np.where(random.random(rows) < 0.4, np.nan, random.random(rows) < proba),
        groups={"women": random.random(rows) < 0.5, "nobody": np.zeros(rows, bool)},
    )


def cut_offs(rows: int, approve: float, decline: float) -> CutOffs:
    """Every third has a band of its own."""
    third = np.arange(rows) % 3 == 0
    return CutOffs(np.where(third, approve / 2, approve), np.where(third, decline / 2, decline))


BEFORE, AFTER = cut_offs(ROWS, 0.02, 0.2), cut_offs(ROWS, 0.04, 0.15)


@pytest.fixture(scope="module")
def made() -> Simulation:
    return simulate(population(), BEFORE, AFTER, WORTH, CURVE_AT, Drawing(SEED, DRAWS))


def outcome(person: int, people: Population, of: CutOffs) -> int:
    proba = people.proba[person]
    if proba < of.approve_below[person]:
        told = APPROVE
    else:
        told = REVIEW if proba < of.decline_from[person] else DECLINE
    return max(told, int(people.least[person]))


def plainly(people: Population, outcomes: list[int], times: np.ndarray) -> dict[str, float]:
    """The figures as one would add them up by hand."""
    found = dict.fromkeys(("approved", "reviewed", "declined", "defaults", "loss", "nii"), 0.0)
    lent = women = women_approved = 0.0
    for person, told in enumerate(outcomes):
        proba, exposure = people.proba[person], people.exposure_rub[person]
        count = times[person]
        found[("approved", "reviewed", "declined")[told]] += count
        found["nii"] -= count * (150 + (900 if told == REVIEW else 0))
        women += count * people.groups["women"][person]
        if told == APPROVE:
            lent += count * exposure
            women_approved += count * people.groups["women"][person]
            found["defaults"] += count * proba
            found["loss"] += count * proba * 0.45 * exposure
            found["nii"] += count * exposure * ((1 - proba) * 0.08 - proba * 0.45)
    total = times.sum()
    return {
        "approved": found["approved"],
        "reviewed": found["reviewed"],
        "declined": found["declined"],
        "approval_rate": found["approved"] / total,
        "review_rate": found["reviewed"] / total,
        "decline_rate": found["declined"] / total,
        "expected_defaults": found["defaults"],
        "expected_loss_rub": found["loss"],
        "cost_of_risk": found["loss"] / lent,
        "nii_after_loss_rub": found["nii"],
        "reviews_a_day": found["reviewed"] / 21,
        "women": women_approved / women,
    }


def drawn_times() -> list[np.ndarray]:
    """The same weights, one draw after the other, brought back to the number of people."""
    generator, left, found = np.random.default_rng(SEED), DRAWS, []
    places = np.argsort(drawing_order(population(), BEFORE, AFTER))
    while left:
        block = poisson_weights(generator, min(DRAWS_AT_ONCE, left), ROWS).astype(float)
        found += [weights[places] * ROWS / weights.sum() for weights in block]
        left -= len(block)
    return found


def by_hand(name: str, of: list[dict[str, float]]) -> Estimate:
    values = [each[name] for each in of]
    low, high = np.quantile(values[1:], (0.025, 0.975))
    return Estimate(values[0], low, high)


def check(found: Estimate, expected: Estimate, scale: float) -> None:
    assert (found.value, found.low, found.high) == pytest.approx(
        (expected.value, expected.low, expected.high), rel=SINGLE_PRECISION, abs=scale
    )


def test_every_figure_and_interval_is_what_a_plain_computation_gives(made: Simulation) -> None:
    people = population()
    sides = [[outcome(person, people, of) for person in range(ROWS)] for of in (BEFORE, AFTER)]
    times = [np.ones(ROWS), *drawn_times()]
    before, after = ([plainly(people, side, draw) for draw in times] for side in sides)
    differences = [
        {name: newer[name] - older[name] for name in newer}
        for older, newer in zip(before, after, strict=True)
    ]
    women = [group for group in made.approval_by_group if group.name == "women"]
    compared: list[Compared] = [*made.figures, *women]
    assert {figure.name for figure in compared} == set(before[0])
    for figure in compared:
        scale = SINGLE_PRECISION * abs(before[0][figure.name])
        check(figure.baseline, by_hand(figure.name, before), scale)
        check(figure.candidate, by_hand(figure.name, after), scale)
        check(figure.difference, by_hand(figure.name, differences), scale)


def test_the_curve_is_what_a_plain_computation_gives(made: Simulation) -> None:
    people, times = population(), [np.ones(ROWS), *drawn_times()]
    candidate = [outcome(person, people, AFTER) for person in range(ROWS)]
    for point in made.curve:
        approves = (people.proba < point.approve_below) & (people.least == APPROVE)
        told = [
            APPROVE if approves[person] else max(REVIEW, candidate[person])
            for person in range(ROWS)
        ]
        plain = [plainly_or_nobody(people, told, draw) for draw in times]
        assert point.approval_rate == pytest.approx(told.count(APPROVE) / ROWS)
        scale = SINGLE_PRECISION * 1e7
        check(point.nii_after_loss_rub, by_hand("nii_after_loss_rub", plain), scale)


def plainly_or_nobody(people: Population, told: list[int], draw: np.ndarray) -> dict[str, float]:
    reviewed = sum(draw[person] for person in range(ROWS) if told[person] == REVIEW)
    if APPROVE in told:
        return plainly(people, told, draw)
    return {"nii_after_loss_rub": -150 * draw.sum() - 900 * reviewed}


def test_the_flat_part_is_what_cannot_be_told_from_the_best(made: Simulation) -> None:
    def nii(point: CurvePoint) -> Estimate:
        return point.nii_after_loss_rub

    best = max(made.curve, key=lambda point: nii(point).value or 0)
    assert best.is_flat
    assert not all(point.is_flat for point in made.curve)
    for point in made.curve:
        high, low = nii(point).high, nii(best).low
        assert high is not None and low is not None
        assert point.is_flat == (high >= low)


def test_moves_and_swap_set_count_everybody_once(made: Simulation) -> None:
    assert sum(map(sum, made.moves)) == ROWS == sum(cell.count for cell in made.swap_set)
    cells = {cell.name: cell for cell in made.swap_set}
    assert cells["in"].count == made.moves[REVIEW][APPROVE] + made.moves[DECLINE][APPROVE] > 0
    assert cells["kept"].count == made.moves[APPROVE][APPROVE]


def test_nobody_is_given_an_outcome_whom_nobody_approved(made: Simulation) -> None:
    cells = {cell.name: cell for cell in made.swap_set}
    for name in ("in", "never"):
        assert (cells[name].matured, cells[name].defaults) == (None, None)
    kept, people = cells["kept"], population()
    told = [
        outcome(person, people, BEFORE) == APPROVE == outcome(person, people, AFTER)
        for person in range(ROWS)
    ]
    known = [
        people.defaulted[person]
        for person in range(ROWS)
        if told[person] and not np.isnan(people.defaulted[person])
    ]
    assert (kept.matured, kept.defaults) == (len(known), sum(known))


def test_an_uplift_makes_those_approved_newly_worse_and_nobody_else(made: Simulation) -> None:
    candidate = {figure.name: figure.candidate.value for figure in made.figures}
    plain, *worse = made.uplifts
    assert plain.nii_after_loss_rub == pytest.approx(candidate["nii_after_loss_rub"])
    assert plain.expected_loss_rub == pytest.approx(candidate["expected_loss_rub"])
    newly = next(cell for cell in made.swap_set if cell.name == "in")
    assert newly.mean_proba is not None and newly.mean_proba * 3 < 1
    for raised in worse:
        more = (raised.uplift - 1) * newly.count * newly.mean_proba
        assert raised.expected_defaults - plain.expected_defaults == pytest.approx(more)


def test_the_same_seed_draws_the_same_and_another_one_does_not(made: Simulation) -> None:
    again = simulate(population(), BEFORE, AFTER, WORTH, CURVE_AT, Drawing(SEED, DRAWS))
    other = simulate(population(), BEFORE, AFTER, WORTH, CURVE_AT, Drawing(SEED + 1, DRAWS))
    assert again == made
    assert other.figures[0].baseline.value == made.figures[0].baseline.value
    assert other.figures[0].baseline.low != made.figures[0].baseline.low


def test_what_is_in_force_keeps_its_intervals_while_the_candidate_moves(made: Simulation) -> None:
    moved = cut_offs(ROWS, 0.07, 0.3)
    other = simulate(population(), BEFORE, moved, WORTH, CURVE_AT, Drawing(SEED, DRAWS))
    for one, again in zip(made.figures, other.figures, strict=True):
        assert again.baseline.low == pytest.approx(one.baseline.low, rel=SINGLE_PRECISION)
        assert again.baseline.high == pytest.approx(one.baseline.high, rel=SINGLE_PRECISION)


def test_scores_of_two_model_versions_are_refused() -> None:
    people = population()
    version = people.version.copy()
    version[-1] = "2026-12-01-b"
    with pytest.raises(MixedVersionsError, match="2026-11-28-a, 2026-12-01-b"):
        replace(people, version=version)


def test_nobody_is_no_population() -> None:
    with pytest.raises(ValueError, match="no scores"):
        population(0)


@pytest.mark.parametrize("rows", [1, 2, 4])
def test_a_handful_of_people_is_drawn_from_too(rows: int) -> None:
    few = cut_offs(rows, 0.02, 0.2)
    made = simulate(population(rows), few, few, WORTH, CURVE_AT, Drawing(SEED, DRAWS))
    found = {figure.name: figure for figure in made.figures}
    assert found["declined"].baseline == Estimate(min(rows, 3), *edges(found["declined"]))
    assert found["declined"].difference == Estimate(0, 0, 0)


def edges(figure: Compared) -> tuple[float | None, float | None]:
    low, high = figure.baseline.low, figure.baseline.high
    assert low is not None and high is not None and 0 <= low <= high
    return low, high


def test_a_group_without_members_has_no_rate(made: Simulation) -> None:
    nobody = next(group for group in made.approval_by_group if group.name == "nobody")
    assert nobody.baseline == Estimate(None, None, None) == nobody.difference
