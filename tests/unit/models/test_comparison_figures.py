"""The figures of a comparison, against plain counting and against scikit-learn."""

from dataclasses import asdict, replace
from uuid import UUID

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, roc_auc_score

from core.decisions.rules.policy import Policy, first_policy
from core.scores.rules.points import points
from monitor.comparison_figures import change_figures, outcome_figures
from monitor.comparison_rows import ComparisonRows

POLICY = replace(first_policy(), approve_below=0.05, decline_from=0.20)


def rows_of(count: int, seed: int, known: bool = True) -> ComparisonRows:
    draw = np.random.default_rng(seed)
    first = draw.beta(1, 20, count)
    second = np.clip(first * draw.lognormal(0, 0.4, count), 1e-5, 0.99)
    defaulted = (draw.random(count) < first).astype(float)
    return ComparisonRows(
        ids=[(place, UUID(int=place)) for place in range(count)],
        months=draw.integers(24_000, 24_006, count).tolist(),
        champion=first.tolist(),
        challenger=second.tolist(),
        overlap=draw.choice([0.5, 1.0, np.nan], count).tolist(),
        least=draw.choice([0, 0, 0, 1, 2], count).tolist(),
        owed_rub=draw.integers(1, 9, count).astype(float).tolist(),
        gender=draw.choice(["F", "M"], count).tolist(),
        age=draw.integers(20, 70, count).tolist(),
        defaulted=(defaulted if known else np.full(count, np.nan)).tolist(),
    )


def decide(policy: Policy, proba: float, least: int) -> int:
    return max(least, (proba >= policy.approve_below) + (proba >= policy.decline_from))


@pytest.mark.parametrize("seed", range(5))
def test_areas_and_squares_are_those_of_scikit_learn(seed):
    rows = rows_of(800, seed)
    told = outcome_figures(rows, POLICY)
    for name, probas in (("champion", rows.champion), ("challenger", rows.challenger)):
        side = told[name]
        assert side["auc"] == pytest.approx(roc_auc_score(rows.defaulted, probas), abs=1e-6)
        assert side["brier"] == pytest.approx(brier_score_loss(rows.defaulted, probas), abs=1e-6)
        low, high = side["auc_interval"]
        assert low < side["auc"] < high
        assert side["mean_proba"] == pytest.approx(np.mean(probas), abs=1e-6)
    assert told["defaults"] == sum(rows.defaulted)
    assert 0 <= told["p_value"] <= 1


def test_a_model_that_ranks_the_outcomes_by_their_cause_beats_a_guess():
    rows = rows_of(3_000, 1)
    rows.challenger = np.random.default_rng(9).permutation(rows.champion).tolist()
    assert outcome_figures(rows, POLICY)["conclusion"] == "champion_better"
    rows.champion, rows.challenger = rows.challenger, rows.champion
    assert outcome_figures(rows, POLICY)["conclusion"] == "challenger_better"


def test_two_that_are_the_same_are_a_tie():
    rows = rows_of(3_000, 1)
    rows.challenger = list(rows.champion)
    told = outcome_figures(rows, POLICY)
    assert (told["conclusion"], told["p_value"]) == ("tie", None)


def test_few_outcomes_say_how_long_to_wait():
    rows = rows_of(60, 3)
    told = outcome_figures(rows, POLICY)
    assert told["defaults"] < 20
    assert told["conclusion"] == "not_enough_evidence"
    assert told["months_more"] is None or told["months_more"] > 0


def test_without_outcomes_nothing_is_told_of_them():
    told = outcome_figures(rows_of(60, 3, known=False), POLICY)
    assert (told["people"], told["champion"], told["conclusion"]) == (
        0,
        None,
        "not_enough_evidence",
    )


def test_swaps_and_moves_are_what_the_policy_makes_of_each_word():
    rows = rows_of(500, 2)
    pairs = [
        (decide(POLICY, first, least), decide(POLICY, second, least))
        for first, second, least in zip(rows.champion, rows.challenger, rows.least, strict=True)
    ]
    told = change_figures(rows, POLICY)
    assert told["moves"] == [[pairs.count((one, two)) for two in range(3)] for one in range(3)]
    swaps = {one["name"]: one["people"] for one in told["swaps"]}
    assert swaps["in"] == sum(one > 0 and two == 0 for one, two in pairs)
    assert swaps["out"] == sum(one == 0 and two > 0 for one, two in pairs)
    assert swaps["kept"] == sum(one == two == 0 for one, two in pairs)
    assert swaps["never"] == sum(one > 0 and two > 0 for one, two in pairs)
    assert told["changed_share"] == pytest.approx(np.mean([one != two for one, two in pairs]))
    assert told["reasons_overlap"] == pytest.approx(np.nanmean(rows.overlap), abs=1e-6)
    assert sum(cell[2] for cell in told["cells"]) == 500


def test_both_approve_as_many_in_money():
    rows = rows_of(500, 4)
    told = outcome_figures(rows, POLICY)["nii_at_the_same_rate"]
    order = {
        name: sorted(range(500), key=lambda place: (rows.least[place] > 0, probas[place]))
        for name, probas in (("champion", rows.champion), ("challenger", rows.challenger))
    }
    for name, places in order.items():
        earned = sum(
            rows.owed_rub[place] * (-0.45 if rows.defaulted[place] else 0.08)
            for place in places[: told["approved"]]
        )
        assert told[f"{name}_rub"] == pytest.approx(earned, abs=0.01)


def test_whose_outcome_is_not_known_is_in_no_figure_of_outcomes():
    rows = rows_of(500, 4)
    rows.defaulted[::3] = [np.nan] * len(rows.defaulted[::3])
    known = [place for place in range(500) if place % 3]
    told = {name: [column[place] for place in known] for name, column in asdict(rows).items()}
    assert outcome_figures(rows, POLICY) == outcome_figures(ComparisonRows(**told), POLICY)


def test_those_who_move_most_come_first():
    rows = rows_of(300, 5)
    movers = change_figures(rows, POLICY)["movers"]
    distances = [abs(one["champion_points"] - one["challenger_points"]) for one in movers]
    assert distances == sorted(distances, reverse=True)
    assert len(movers) == 50
    every = [
        abs(points(first) - points(second))
        for first, second in zip(rows.champion, rows.challenger, strict=True)
    ]
    assert distances[0] == max(every)


def test_groups_of_few_people_are_not_told():
    rows = rows_of(200, 6)
    rows.gender[:] = ["F"] * 190 + ["M"] * 10
    names = {one["name"] for one in change_figures(rows, POLICY)["approval_by_group"]}
    assert "gender:F" in names and "gender:M" not in names
