"""Reasons of retrainings are compared person by person, as the service would tell them."""

import numpy as np
import pytest

from core.scores.rules.vocabulary import ModelName
from model.history import STATE_FEATURES
from training.learning import Sample, fit
from training.retraining import TOP_REASONS, overlap, top_reasons

ROWS = 400


@pytest.fixture(scope="module")
def sample() -> Sample:
    import pandas as pd

    random = np.random.default_rng(5)
    features = {name: random.integers(0, 6, ROWS).astype(float) for name in STATE_FEATURES}
    table = pd.DataFrame(features)
    risk = table["months_late_30"] + table["share_late"] - table["credits_paid_off_24_months"]
    target = (risk + random.normal(0, 1, ROWS) > 4).to_numpy()
    return Sample(
        name=ModelName.BEHAVIOURAL,
        table=table,
        target=target,
        groups=np.arange(ROWS),
        monotone=(),
        parameters={"iterations": 30, "depth": 3, "learning_rate": 0.2},
    )


def test_each_person_has_four_largest_reasons(sample):
    rows = np.arange(ROWS)
    largest = top_reasons(fit(sample, rows), sample, rows, rows[:50])
    assert largest.shape[0] == 50
    assert set(largest.sum(axis=1)) == {TOP_REASONS}


def test_a_model_agrees_with_itself_and_one_of_other_people_not_wholly(sample):
    rows = np.arange(ROWS)
    one = top_reasons(fit(sample, rows), sample, rows, rows)
    assert overlap(one, one) == 1
    half = rows[: ROWS // 8]
    other = top_reasons(fit(sample, half), sample, half, rows)
    assert 0 < overlap(one, other) < 1


def test_the_overlap_is_the_mean_over_people():
    one = np.array([[True, True, False, False], [True, True, False, False]])
    other = np.array([[True, True, False, False], [False, True, True, False]])
    assert overlap(one, other) == 0.75
