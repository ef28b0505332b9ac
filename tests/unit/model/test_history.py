"""Payment history features: what they say, and that lateness only ever raises them."""

from functools import cache

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.clients.rules.history import SEVERITY, Months
from core.clients.rules.questionnaire import build_features
from model.history import (
    HISTORY_FEATURES,
    MONTHS,
    build_history_features,
    is_long_enough,
    to_severities,
)
from model.scoring import Applicant, ScoringModel, load_model
from tests.unit.answers import ANSWERS, AS_OF, in_a_row
from training.observations import history_at

STATUSES = st.text("CX012345", min_size=1, max_size=MONTHS)


def features(statuses: str) -> dict[str, float]:
    (row,) = build_history_features(to_severities([in_a_row(statuses)])).tolist()
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
    now, earlier = to_severities([in_a_row(statuses), in_a_row(statuses, newest)])
    np.testing.assert_array_equal(now, earlier)


def test_months_that_are_missing_are_not_known() -> None:
    (row,) = to_severities([Months([24_000, 23_998], "0C")]).tolist()
    assert row[:4] == [SEVERITY["0"], -1, SEVERITY["C"], -1]


def test_months_beyond_what_is_looked_at_are_left_out() -> None:
    (row,) = to_severities([in_a_row("0" * MONTHS + "5")])
    assert set(row.tolist()) == {SEVERITY["0"]}


@given(st.lists(STATUSES, min_size=1, max_size=5))
def test_a_batch_builds_what_single_histories_do(many: list[str]) -> None:
    batch = build_history_features(to_severities([in_a_row(one) for one in many]))
    for row, one in zip(batch, many, strict=True):
        np.testing.assert_array_equal(row, list(features(one).values()))
    assert np.isfinite(batch).all()


@given(STATUSES)
def test_training_and_scoring_see_the_same_months(statuses: str) -> None:
    served = to_severities([in_a_row(statuses)])
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
    answers = build_features(ANSWERS, AS_OF)
    scored = model().score([Applicant(answers, in_a_row(one)) for one in many])
    return [one.proba for one in scored]


@pytest.mark.parametrize(("months", "enough"), [(5, False), (6, True)])
def test_six_months_are_enough(months: int, enough: bool) -> None:
    assert is_long_enough(to_severities([in_a_row("C" * months)])).tolist() == [enough]


def test_an_empty_history_is_none() -> None:
    assert is_long_enough(to_severities([Months()])).tolist() == [False]
