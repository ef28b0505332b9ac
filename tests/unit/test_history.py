"""Payment history features: what they say, and that lateness only ever raises them."""

from functools import cache

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.features import build_features
from model.history import (
    HISTORY_FEATURES,
    MONTHS,
    SEVERITY,
    build_history_features,
    is_long_enough,
    to_severities,
)
from model.scoring import Applicant, ScoringModel, load_model
from tests.unit.answers import ANSWERS
from training.observations import history_at

STATUSES = st.text("CX012345", min_size=1, max_size=MONTHS)


def history(statuses: str, newest: int = 0) -> list[dict[str, object]]:
    """Months newest first."""
    return [
        {"months_ago": newest + place, "status": status} for place, status in enumerate(statuses)
    ]


def features(statuses: str) -> dict[str, float]:
    (row,) = build_history_features(to_severities([history(statuses)])).tolist()
    return dict(zip(HISTORY_FEATURES, row, strict=True))


def test_features_of_a_known_history() -> None:
    built = features("0210CCXX")
    assert built["latest_status"] == SEVERITY["0"]
    assert built["previous_status"] == SEVERITY["2"]
    assert built["worst_status_3_months"] == built["worst_status"] == SEVERITY["2"]
    assert built["months_late"] == built["months_late_12_months"] == built["late_in_a_row"] == 4
    assert built["months_late_3_months"] == 3
    assert built["months_late_30"] == 2
    assert built["months_late_60"] == 1
    assert built["share_late"] == 0.5
    assert built["months_since_late"] == 0
    assert built["months_since_late_30"] == 1
    assert built["months_on_book"] == 8
    assert built["share_no_loan"] == built["share_paid_off"] == 0.25
    assert built["months_since_paid_off"] == 4
    assert built["same_kind_in_a_row"] == 4
    assert built["changes_of_kind"] == 2
    assert built["first_kind"] == SEVERITY["X"]


def test_never_late_is_far_away() -> None:
    assert features("CCCCCC")["months_since_late"] == 99


@given(STATUSES, st.integers(0, 40))
def test_the_latest_recorded_month_is_where_it_looks_from(statuses: str, newest: int) -> None:
    now, earlier = to_severities([history(statuses), history(statuses, newest)])
    np.testing.assert_array_equal(now, earlier)


@given(STATUSES)
def test_the_order_of_months_in_the_record_does_not_matter(statuses: str) -> None:
    forward, backward = to_severities([history(statuses), history(statuses)[::-1]])
    np.testing.assert_array_equal(forward, backward)


@given(st.lists(STATUSES, min_size=1, max_size=5))
def test_a_batch_builds_what_single_histories_do(many: list[str]) -> None:
    batch = build_history_features(to_severities([history(one) for one in many]))
    for row, one in zip(batch, many, strict=True):
        np.testing.assert_array_equal(row, list(features(one).values()))
    assert np.isfinite(batch).all()


@given(STATUSES)
def test_training_and_scoring_see_the_same_months(statuses: str) -> None:
    served = to_severities([history(statuses)])
    calendar = np.full((1, MONTHS + 1), -1, dtype=np.int8)
    calendar[0, 1 : len(statuses) + 1] = [SEVERITY[status] for status in statuses]
    np.testing.assert_array_equal(history_at(calendar, 1), served)


@given(STATUSES.filter(lambda text: len(text) >= 6), st.data())
def test_a_later_payment_never_lowers_the_probability(statuses: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(statuses) - 1))
    assume(statuses[place] not in "CX")
    worse = data.draw(st.sampled_from([one for one in "012345" if one >= statuses[place]]))
    changed = statuses[:place] + worse + statuses[place + 1 :]
    low, high = probas([statuses, changed])
    assert high >= low - 1e-12  # the last digit of a sum over trees


@cache
def model() -> ScoringModel:
    return load_model()


def probas(many: list[str]) -> list[float]:
    answers = build_features(ANSWERS)
    scored = model().score([Applicant(answers, history(one)) for one in many])
    return [one.proba for one in scored]


@pytest.mark.parametrize(("months", "enough"), [(5, False), (6, True)])
def test_six_months_are_enough(months: int, enough: bool) -> None:
    assert is_long_enough(to_severities([history("C" * months)])).tolist() == [enough]


def test_an_empty_history_is_none() -> None:
    assert is_long_enough(to_severities([[]])).tolist() == [False]
