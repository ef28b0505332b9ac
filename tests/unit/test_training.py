"""Training: loading, folds, figures, policy and calibration, on tiny tables."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from core.errors import ImpossibleFeaturesError
from core.features import FEATURE_NAMES
from core.policy import Policy
from core.vocabulary import Decision
from tests.unit.answers import ANSWERS
from training.application import fit_calibration
from training.bundle import choose_policy
from training.data import DataError, load_applicants
from training.evaluation import expected_calibration_error, grouped_folds

Save = Callable[[pd.DataFrame, Path], None]


def save_csv(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path.with_suffix(".csv"), index=False)


def save_parquet(table: pd.DataFrame, path: Path) -> None:
    table.to_parquet(path.with_suffix(".parquet"), index=False)


both_formats = pytest.mark.parametrize("save", [save_csv, save_parquet], ids=["csv", "parquet"])


def application(identifier: int, **changes: Any) -> dict[str, Any]:
    """A row of application_record, with a column that training has no use for."""
    answers = {**ANSWERS, **changes}
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
    with pytest.raises(ImpossibleFeaturesError):
        load_applicants(folder)


def test_statuses_that_are_all_digits_are_statuses(tmp_path: Path) -> None:
    folder = save_both(tmp_path / "data", save_csv)
    credits = pd.DataFrame({"ID": [1, 2], "MONTHS_BALANCE": [0, 0], "STATUS": ["0", "5"]})
    save_csv(credits, folder / "credit_record")
    assert load_applicants(folder).defaulted.tolist() == [False, True]


def test_folds_never_split_a_group() -> None:
    random = np.random.default_rng(7)
    groups = random.integers(80, size=400)
    target = random.random(400) < 0.25
    folds = list(grouped_folds(target, groups, seed=1))
    assert len(folds) == 5
    for rows, held_out in folds:
        assert not set(groups[rows]) & set(groups[held_out])
        assert sorted([*rows, *held_out]) == list(range(400))
        assert 0 < target[held_out].sum() < len(held_out)
    assert sorted(row for _, held_out in folds for row in held_out) == list(range(400))


def test_folds_depend_on_the_seed_only() -> None:
    groups = np.arange(200) // 2
    target = np.arange(200) % 4 == 0
    first, again, other = (
        [held_out.tolist() for _, held_out in grouped_folds(target, groups, seed)]
        for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


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


def test_the_policy_approves_four_fifths_and_declines_a_twentieth() -> None:
    proba = np.random.default_rng(3).permutation(np.linspace(0.001, 0.3, 10_000))
    chosen = choose_policy(proba)
    policy = Policy(**chosen)  # type: ignore[arg-type]
    decisions = [policy.decide(value) for value in proba.tolist()]
    assert decisions.count(Decision.APPROVE) / 10_000 == pytest.approx(0.80, abs=0.001)
    assert decisions.count(Decision.DECLINE) / 10_000 == pytest.approx(0.05, abs=0.001)
    assert decisions.count(Decision.REVIEW) / 10_000 == pytest.approx(0.15, abs=0.001)


def test_calibration_finds_the_sigmoid() -> None:
    random = np.random.default_rng(11)
    raw = random.normal(size=20_000)
    target = random.random(20_000) < 1 / (1 + np.exp(-(2 * raw - 1)))
    calibration = fit_calibration(raw, target)
    assert calibration.slope == pytest.approx(2, abs=0.1)
    assert calibration.intercept == pytest.approx(-1, abs=0.1)
    assert calibration.apply(raw).mean() == pytest.approx(target.mean(), abs=1e-4)


def test_calibration_refuses_an_inverted_ranking() -> None:
    random = np.random.default_rng(11)
    raw = random.normal(size=2_000)
    target = random.random(2_000) < 1 / (1 + np.exp(2 * raw))
    with pytest.raises(ValueError, match="no better than chance"):
        fit_calibration(raw, target)
