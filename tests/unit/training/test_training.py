"""Training: loading, folds, figures, policy and calibration, on tiny tables."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tqdm import tqdm

from analysis.calibration_figures import expected_calibration_error
from core.clients.rules.questionnaire import FEATURE_NAMES
from core.scores.rules.reasons import reason_codes
from tests.unit.answers import ANSWERS
from training.business import compare
from training.calibration_fit import KINDS, cross_fit_recent, fit_level, fit_recent, fit_sigmoid
from training.contributions import centre, tabulate
from training.data import Array, load_applicants
from training.evaluation import bootstrap
from training.files import DataError
from training.learning import Progress, Sample, fit, out_of_fold, predict, split

Save = Callable[[pd.DataFrame, Path], None]


def save_csv(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path.with_suffix(".csv"), index=False)


def save_parquet(table: pd.DataFrame, path: Path) -> None:
    table.to_parquet(path.with_suffix(".parquet"), index=False)


both_formats = pytest.mark.parametrize("save", [save_csv, save_parquet], ids=["csv", "parquet"])


def application(identifier: int, **changes: Any) -> dict[str, Any]:
    """A row of application_record, with a column that training has no use for."""
    told = {name: value for name, value in ANSWERS.items() if not name.endswith(("_on", "_since"))}
    answers = {**told, "days_birth": -12_000, "days_employed": -2_000, **changes}
    return {
        "ID": identifier,
        **{name.upper(): value for name, value in answers.items()},
        "FLAG_MOBIL": 1,
    }


def tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Five applicants, out of order; 9 has no history and 99 no application."""
    applications = [
        application(5, occupation_type=None),
        application(2),
        application(9, cnt_children=4),
        application(3, occupation_type=None),
        application(1),
        application(4, cnt_children=2),
    ]
    statuses = {1: "XC", 2: "03", 3: "21", 4: "C5C", 5: "004", 99: "5"}
    credits = [
        {"ID": identifier, "MONTHS_BALANCE": -month, "STATUS": status}
        for identifier, history in statuses.items()
        for month, status in enumerate(history)
    ]
    return pd.DataFrame(applications), pd.DataFrame(credits)


def save_both(folder: Path, save: Save) -> Path:
    """Writes both tables into a new folder."""
    folder.mkdir()
    applications, credits = tables()
    save(applications, folder / "application_record")
    save(credits, folder / "credit_record")
    return folder


@both_formats
def test_applicants_are_those_of_both_tables_by_id(tmp_path: Path, save: Save) -> None:
    applicants = load_applicants(save_both(tmp_path / "data", save))
    assert applicants.ids.tolist() == [1, 2, 3, 4, 5]
    assert applicants.defaulted.tolist() == [False, True, False, True, True]
    assert [row["occupation_type"] for row in applicants.features] == [
        "Core staff",
        "Core staff",
        "Unknown",
        "Core staff",
        "Unknown",
    ]
    assert tuple(applicants.table().columns) == FEATURE_NAMES


def test_csv_and_parquet_give_equal_applicants(tmp_path: Path) -> None:
    of_csv = load_applicants(save_both(tmp_path / "csv", save_csv))
    of_parquet = load_applicants(save_both(tmp_path / "parquet", save_parquet))
    assert of_csv.features == of_parquet.features
    for name in ("ids", "defaulted", "groups"):
        np.testing.assert_array_equal(getattr(of_csv, name), getattr(of_parquet, name))


@both_formats
def test_groups_are_equal_for_equal_questionnaires_only(tmp_path: Path, save: Save) -> None:
    groups = load_applicants(save_both(tmp_path / "data", save)).groups.tolist()
    one, two, three, four, five = groups
    assert one == two
    assert three == five
    assert len({one, three, four}) == 3


def test_the_last_row_of_an_id_counts(tmp_path: Path) -> None:
    applications, credits = tables()
    again = pd.DataFrame([application(1, cnt_children=7)])
    save_csv(pd.concat([applications, again]), tmp_path / "application_record")
    save_csv(credits, tmp_path / "credit_record")
    applicants = load_applicants(tmp_path)
    assert applicants.ids.tolist() == [1, 2, 3, 4, 5]
    assert applicants.features[0]["cnt_children"] == 7


@both_formats
@pytest.mark.parametrize("name", ["application_record", "credit_record"])
def test_a_missing_file_is_named(tmp_path: Path, save: Save, name: str) -> None:
    folder = save_both(tmp_path / "data", save)
    next(folder.glob(f"{name}.*")).unlink()
    with pytest.raises(DataError, match=rf"neither {name}\.parquet nor {name}\.csv"):
        load_applicants(folder)


@both_formats
@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("application_record", "DAYS_BIRTH"),
        ("application_record", "ID"),
        ("credit_record", "STATUS"),
    ],
)
def test_a_missing_column_is_named(tmp_path: Path, save: Save, name: str, column: str) -> None:
    folder = save_both(tmp_path / "data", save)
    table = tables()[name == "credit_record"]
    save(table.drop(columns=column), folder / name)
    with pytest.raises(DataError, match=f"{name} has no column {column}"):
        load_applicants(folder)


@both_formats
def test_tables_without_a_common_applicant_are_refused(tmp_path: Path, save: Save) -> None:
    folder = save_both(tmp_path / "data", save)
    credits = tables()[1]
    save(credits.assign(ID=credits["ID"] + 1_000), folder / "credit_record")
    with pytest.raises(DataError, match="both tables"):
        load_applicants(folder)


def test_an_impossible_row_is_refused(tmp_path: Path) -> None:
    folder = save_both(tmp_path / "data", save_csv)
    applications = tables()[0].assign(DAYS_BIRTH=-5)
    save_csv(applications, folder / "application_record")
    with pytest.raises(DataError, match=r"5 of 5 .* DAYS_BIRTH is not .* \(5: ID 1, 2, 3, 4, 5\)"):
        load_applicants(folder)


def test_statuses_that_are_all_digits_are_statuses(tmp_path: Path) -> None:
    folder = save_both(tmp_path / "data", save_csv)
    credits = pd.DataFrame({"ID": [1, 2], "MONTHS_BALANCE": [0, 0], "STATUS": ["0", "5"]})
    save_csv(credits, folder / "credit_record")
    assert load_applicants(folder).defaulted.tolist() == [False, True]


def sample(count: int = 400, seed: int = 7) -> Sample:
    """A number that tells the target, and a group for every five rows or so."""
    random = np.random.default_rng(seed)
    signal = random.normal(size=count)
    return Sample(
        "test",
        pd.DataFrame({"signal": signal, "noise": random.normal(size=count)}),
        random.random(count) < 1 / (1 + np.exp(1 - 2 * signal)),
        random.integers(80, size=count),
        (1, 0),
        {"iterations": 20, "depth": 3, "learning_rate": 0.2},
    )


def no_progress() -> Progress:
    return Progress(tqdm(disable=True))


def test_folds_never_split_a_group() -> None:
    of = sample()
    folds = list(split(of, np.arange(400), 5))
    assert len(folds) == 5
    for rows, held_out in folds:
        assert not set(of.groups[rows]) & set(of.groups[held_out])
        assert sorted([*rows, *held_out]) == list(range(400))
        assert 0 < of.target[held_out].sum() < len(held_out)
    assert sorted(row for _, held_out in folds for row in held_out) == list(range(400))


def test_out_of_fold_scores_do_not_look_at_the_held_out_targets() -> None:
    of = sample()
    raw, fold = out_of_fold(of, np.arange(400), no_progress())
    flipped = dataclasses.replace(of, target=np.where(fold == 2, ~of.target, of.target))
    held_out = np.flatnonzero(fold == 2)
    model = fit(flipped, np.flatnonzero(fold != 2))
    np.testing.assert_array_equal(predict(model, flipped, held_out), raw[held_out])


def test_two_fits_give_equal_scores_and_constraints_hold() -> None:
    of = sample()
    rows = np.arange(400)
    first, again = (predict(fit(of, rows), of, rows) for _ in range(2))
    np.testing.assert_array_equal(first, again)
    rising = dataclasses.replace(
        of, table=pd.DataFrame({"signal": np.linspace(-3, 3, 400), "noise": np.zeros(400)})
    )
    raised = predict(fit(of, rows), rising, rows)
    assert (np.diff(raised) >= 0).all()
    assert np.ptp(raised) > 1


def mixed_sample(monotone: tuple[int, ...]) -> Sample:
    """Two numbers and a category under names that reason codes know."""
    random = np.random.default_rng(5)
    table = pd.DataFrame(
        {
            "worst_status": random.normal(size=600),
            "months_on_book": random.integers(9, size=600).astype(float),
            "name_income_type": random.choice(list("abcd"), 600).astype(object),
        }
    )
    target = random.random(600) < 1 / (1 + np.exp(-table["worst_status"]))
    parameters = {"iterations": 30, "depth": 4}
    return Sample("test", table, target.to_numpy(), np.arange(600), monotone, parameters)


def leaf_contributions(of: Sample, model: Any) -> tuple[Array, float]:
    """Returns the tabulated contributions of each row by feature, and the base."""
    pool = of.pool(np.arange(600))
    contributions, base, codes = tabulate(model, pool)
    leaves = model.calc_leaf_indexes(pool)
    owner = {name: code.code for code in reason_codes().values() for name in code.features}
    places = [codes.index(owner[name]) for name in of.table]
    return contributions[np.arange(len(contributions)), leaves].sum(axis=1)[:, places], base


def test_contributions_of_leaves_are_the_shap_values_of_catboost() -> None:
    of = mixed_sample((0, 0, 0))
    model = fit(of, np.arange(600))
    contributions, base = leaf_contributions(of, model)
    expected = model.get_feature_importance(of.pool(np.arange(600)), type="ShapValues")
    np.testing.assert_allclose(contributions, expected[:, :-1], atol=1e-9, rtol=0)
    assert base == pytest.approx(expected[0, -1], abs=1e-9)


def test_contributions_of_a_monotone_model_add_up() -> None:
    of = mixed_sample((1, 0, 0))
    rows = np.arange(600)
    model = fit(of, rows)
    contributions, base = leaf_contributions(of, model)
    raw = predict(model, of, rows)
    np.testing.assert_allclose(contributions.sum(axis=1) + base, raw, atol=1e-9, rtol=0)
    assert base == pytest.approx(raw.mean(), abs=1e-9)


def test_centred_contributions_are_zero_on_average_and_add_up_as_before() -> None:
    of = mixed_sample((1, 0, 0))
    model = fit(of, np.arange(600))
    pool = of.pool(np.arange(600))
    table, base, _ = tabulate(model, pool)
    leaves = model.calc_leaf_indexes(pool)
    some = np.flatnonzero(of.table["worst_status"] > 0)
    centred, moved = centre(table, base, leaves[some])

    def contributions(of_table: Array, rows: Array) -> Array:
        return of_table[np.arange(len(of_table)), leaves[rows]].sum(axis=1)

    np.testing.assert_allclose(contributions(centred, some).mean(axis=0), 0, atol=1e-12)
    assert np.abs(contributions(table, some).mean(axis=0)).max() > 0.1
    everybody = np.arange(600)
    np.testing.assert_allclose(
        contributions(centred, everybody).sum(axis=1) + moved,
        contributions(table, everybody).sum(axis=1) + base,
        atol=1e-9,
    )


def test_expected_calibration_error_of_known_cases() -> None:
    nobody = np.zeros(20, dtype=bool)
    assert expected_calibration_error(nobody, np.full(20, 0.2)) == pytest.approx(0.2)
    every_second = np.arange(20) % 2 == 0
    assert expected_calibration_error(every_second, np.full(20, 0.5)) == pytest.approx(0)
    # Ten bins of one row: the mean of |0.25 - 0| nine times and |0.85 - 1| once.
    target = np.arange(10) == 9
    proba = np.where(target, 0.85, 0.25)
    assert expected_calibration_error(target, proba) == pytest.approx((9 * 0.25 + 0.15) / 10)
    # Bins go by probability, not by the order of rows.
    assert expected_calibration_error(target[::-1], proba[::-1]) == pytest.approx(0.24)


def test_expected_calibration_error_weighs_bins_by_size() -> None:
    # Eleven rows: the first bin takes two of them.
    proba = np.array([0.1, 0.1, *[0.5] * 9])
    target = np.array([True, True, *[False] * 9])
    assert expected_calibration_error(target, proba) == pytest.approx((2 * 0.9 + 9 * 0.5) / 11)


def test_rules_and_model_are_compared_at_the_same_approval_rate() -> None:
    target = np.array([True, False, False, True, False, False] * 10)
    rules = np.array([True, True, True, False, False, True] * 10)
    proba = np.array([0.9, 0.1, 0.2, 0.8, 0.3, 0.4] * 10)
    compared = compare(target, proba, rules, np.arange(60))
    assert compared["approval_rate"] == pytest.approx(4 / 6, abs=1e-4)
    assert compared["rule"]["defaults"] == 10
    assert compared["model"]["defaults"] == 0
    assert compared["model"]["approved"] == compared["rule"]["approved"] == 40
    assert compared["loss_reduction"] == 1


def rates(count: int = 20_000) -> tuple[Array, Array]:
    random = np.random.default_rng(11)
    raw = random.normal(size=count)
    return raw, random.random(count) < 1 / (1 + np.exp(-(2 * raw - 1)))


@pytest.mark.parametrize("kind", KINDS)
def test_every_calibration_rises_within_zero_and_one_and_keeps_the_base_rate(kind: str) -> None:
    raw, target = rates()
    calibrator = KINDS[kind](raw, target)
    probas = calibrator.apply(np.linspace(-60, 60, 5_001))
    assert (np.diff(probas) >= 0).all()
    assert (probas > 0).all() and (probas < 1).all()
    assert calibrator.apply(raw).mean() == pytest.approx(target.mean(), abs=2e-3)


def test_calibration_finds_the_sigmoid() -> None:
    sigmoid = fit_sigmoid(*rates())
    assert sigmoid.slope == pytest.approx(2, abs=0.1)
    assert sigmoid.intercept == pytest.approx(-1, abs=0.1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_ranking_worse_than_chance_is_calibrated_to_the_base_rate(kind: str) -> None:
    raw, target = rates(2_000)
    probas = KINDS[kind](-raw, target).apply(np.linspace(-3, 3, 50))
    assert (np.diff(probas) >= 0).all()
    assert probas == pytest.approx(target.mean(), abs=0.1)


def test_the_level_is_that_of_the_newest_months_and_the_slope_of_all() -> None:
    raw, _ = rates(60_000)
    months = np.arange(60_000) % 40 + 12
    random = np.random.default_rng(5)
    # The older months defaulted far more often, with the same slope
    log_odds = 1.5 * raw - np.where(months < 18, 3.0, 1.0)
    target = random.random(60_000) < 1 / (1 + np.exp(-log_odds))
    fitted = fit_recent(raw, target, months)
    assert fitted.slope == pytest.approx(fit_sigmoid(raw, target).slope)
    assert fitted.intercept == pytest.approx(-3, abs=0.2)
    newest = months < 18
    assert fitted.apply(raw[newest]).sum() == pytest.approx(target[newest].sum(), rel=0.02)


def test_a_level_expects_as_many_as_happened() -> None:
    raw, target = rates()
    fitted = fit_level(0.7, raw, target)
    assert fitted.slope == 0.7
    expected = 1 / (1 + np.exp(-(0.7 * raw + fitted.intercept)))
    assert expected.sum() == pytest.approx(target.sum(), abs=1e-6)


def test_a_cross_fitted_calibration_does_not_look_at_its_own_fold() -> None:
    raw, target = rates(5_000)
    fold, months = np.arange(5_000) % 5, np.arange(5_000) // 5 % 12
    before = cross_fit_recent(raw, target, months, fold)
    flipped = np.where(fold == 3, ~target, target)
    after = cross_fit_recent(raw, flipped, months, fold)
    np.testing.assert_array_equal(before[fold == 3], after[fold == 3])
    assert (before[fold != 3] != after[fold != 3]).all()


def test_bootstrap_draws_whole_groups() -> None:
    groups = np.repeat(np.arange(50), 4)
    seen = []
    low, high = bootstrap(lambda weights: seen.append(weights) or weights.sum(), groups)
    assert low == high == 200
    assert all((weights.reshape(50, 4) == weights[::4, None]).all() for weights in seen)
