"""The published comparison: its sample, its twins, and what is written down."""

from dataclasses import replace

import numpy as np
import pytest

from core.clients.rules.questionnaire import FEATURE_NAMES
from maintenance.demo.population import generate_client
from tests.unit.answers import features_of
from training.data import Applicants
from training.files import DataError
from training.reproduce import (
    PUBLISHED,
    Result,
    one_hot,
    published_split,
    render,
    to_row,
    twin_share,
)

COUNT = 600


@pytest.fixture(scope="module")
def applicants() -> Applicants:
    features = [features_of(generate_client(index // 2)) for index in range(COUNT)]
    defaulted = np.arange(COUNT) % 12 == 0
    months = np.zeros((COUNT, 61), dtype=np.int8)
    return Applicants(np.arange(COUNT), features, defaulted, np.arange(COUNT) // 2, months)


@pytest.mark.parametrize("defaults", [0, 19, 200])
def test_too_few_of_either_kind_are_refused(applicants: Applicants, defaults: int) -> None:
    few = replace(applicants, defaulted=np.arange(COUNT) < defaults)
    with pytest.raises(DataError, match=f"{defaults} of 600 applicants default"):
        published_split(few)


def test_the_table_is_numbers_only_and_an_unknown_job_has_no_column(
    applicants: Applicants,
) -> None:
    table = one_hot(applicants)
    assert len(table) == COUNT
    assert not [name for name in table if name.endswith("_Unknown")]
    assert "code_gender_M" in table and "code_gender_F" not in table
    assert {name for name in table if name in FEATURE_NAMES} >= {"days_birth", "cnt_children"}


def test_the_sample_has_one_bad_to_four_good_split_60_20_20(applicants: Applicants) -> None:
    split = published_split(applicants)
    bad = int(applicants.defaulted.sum())
    assert split.target.sum() == bad
    assert len(split.target) == 5 * bad
    places = np.concatenate([split.training, split.validation, split.test])
    assert sorted(places) == list(range(5 * bad))
    assert len(split.test) == len(split.validation) == bad


def test_twins_are_test_rows_whose_questionnaire_is_in_training(applicants: Applicants) -> None:
    split = published_split(applicants)
    training = set(split.groups[split.training])
    expected = np.mean([group in training for group in split.groups[split.test]])
    assert twin_share(split) == expected > 0


def test_a_row_names_both_figures_and_the_table_every_model() -> None:
    results = [
        Result(name, protocol, np.array([True, False, True]), np.array([0.9, 0.2, 0.4]))
        for name in PUBLISHED
        for protocol in ("seed", "honest")
    ]
    rows = [to_row(result) for result in results]
    assert rows[0] == {
        "model": "LogisticRegression, balanced",
        "protocol": "seed",
        "roc_auc": 1.0,
        "ap": 1.0,
        "f1": 0.6667,
        "precision": 1.0,
        "recall": 0.5,
        "published": {"roc_auc": 0.8166, "ap": 0.6936},
    }
    text = render(rows, 0.68)
    assert all(name in text for name in PUBLISHED)
    assert "68%" in text
