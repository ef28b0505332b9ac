"""Features of the months of all credits: what they say, and that lateness only ever raises them."""

from functools import cache
from random import Random

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from core.clients.rules.history import SEVERITY, Months
from core.clients.rules.questionnaire import build_features
from model.history import (
    MONTHS,
    NEW_CREDIT_FEATURES,
    STATE_FEATURES,
    Credits,
    build_new_credit_features,
    build_state_features,
    newest_open,
    to_credits,
)
from model.scoring import Applicant, ScoringModel, has_long_open, load_model
from tests.unit.answers import ANSWERS, AS_OF, in_a_row
from training.observations import history_at

# What is paid off stays so: a credit is paid off at its end only
CREDIT = st.tuples(
    st.text("C", max_size=4), st.text("X012345", min_size=1, max_size=MONTHS - 4)
).map("".join)
PERSON = st.lists(CREDIT, min_size=1, max_size=4)


def features(*credits: str | Months) -> dict[str, float]:
    months = [in_a_row(one) if isinstance(one, str) else one for one in credits]
    (row,) = build_state_features(to_credits([months])).tolist()
    return dict(zip(STATE_FEATURES, row, strict=True))


def new_credit(*credits: str) -> dict[str, float]:
    person = to_credits([[in_a_row(one) for one in credits]])
    (row,) = build_new_credit_features(person, newest_open(person)).tolist()
    return dict(zip(NEW_CREDIT_FEATURES, row, strict=True))


def test_features_of_a_known_history() -> None:
    built = features("0210XXXX")
    assert built["latest_status"] == SEVERITY["0"]
    assert built["worst_status_6_months"] == built["worst_status"] == SEVERITY["2"]
    assert built["months_late_6_months"] == built["months_late_12_months"] == 4
    assert built["late_in_a_row"] == 4
    assert built["months_late_30"] == built["months_late_30_12_months"] == 2
    assert built["months_late_60"] == 1
    assert built["share_late"] == built["share_without_debt"] == 0.5
    assert built["months_since_late_30"] == 1
    assert built["months_on_book"] == 8
    assert built["without_debt_12_months"] == 4
    assert built["credits_open"] == built["credits_late_now"] == built["credits_late_30"] == 1
    assert built["credits_late_30_now"] == built["credits_paid_off_24_months"] == 0


def test_the_credits_of_a_person_are_read_together() -> None:
    built = features("00X", "1XX0", "CCC2", "C" * 25 + "X")
    assert built["latest_status"] == SEVERITY["1"]
    assert built["credits_open"] == 2
    assert built["credits_late_now"] == 2
    assert built["credits_late_30_now"] == 1
    assert built["credits_late_30"] == 2
    assert built["months_late_30"] == 2
    assert built["credits_paid_off_24_months"] == 1
    assert built["months_on_book"] == 26


def test_never_late_is_far_away() -> None:
    assert features("XXXXXX")["months_since_late_30"] == 99


def test_a_credit_is_looked_at_from_the_newest_month_of_those_open() -> None:
    silent, closed = in_a_row("0X", newest=2), in_a_row("CC2")
    assert features(silent, closed)["latest_status"] == SEVERITY["2"]  # two months ago
    assert features(in_a_row("C2", newest=5))["credits_paid_off_24_months"] == 1


def test_what_is_paid_off_stays_so_where_nothing_more_is_recorded() -> None:
    told = features("0XXX", in_a_row("C1", newest=2))
    assert told == features("0XXX", in_a_row("CCC1"))


def test_an_open_credit_that_is_not_recorded_any_more_is_not_open() -> None:
    assert features("0XXX", in_a_row("XX", newest=1))["credits_open"] == 1


def test_the_newest_open_credit_is_told_beside_the_others() -> None:
    built = new_credit("10", "XX2X", "CC0")
    assert built["own_months"] == built["own_months_late"] == 2
    assert built["own_status"] == SEVERITY["1"]
    assert built["own_months_late_30"] == 1
    assert built["others_credits_open"] == built["others_credits_paid_off_24_months"] == 1
    assert built["others_months_late_30"] == 1


def test_without_an_open_credit_there_is_no_own_month() -> None:
    built = new_credit("CC0", "C2")
    assert (built["own_months"], built["own_status"]) == (0, -1)
    assert built["others_credits_paid_off_24_months"] == 2


@given(PERSON, st.randoms())
@example(["01", "2X"], Random(1))  # equally new
@example(["1XXXX", "0X2XX"], Random(3))
def test_the_order_of_credits_means_nothing(credits: list[str], random) -> None:
    shuffled = random.sample(credits, len(credits))
    assert features(*credits) == features(*shuffled)
    assert new_credit(*credits) == pytest.approx(new_credit(*shuffled))


@pytest.mark.parametrize("order", [slice(None), slice(None, None, -1)])
@pytest.mark.parametrize(
    ("credits", "status", "months_late_30"),
    [(["12", "21"], "2", 2), (["10", "12"], "1", 2), (["0X", "X5"], "0", 0)],
)
def test_of_equally_new_credits_the_own_is_the_one_later_paid_in_the_newest_month(
    credits: list[str], status: str, months_late_30: int, order: slice
) -> None:
    built = new_credit(*credits[order])
    assert (built["own_status"], built["own_months_late_30"]) == (SEVERITY[status], months_late_30)


@given(CREDIT, st.integers(0, 40))
def test_the_latest_recorded_month_is_where_it_looks_from(statuses: str, newest: int) -> None:
    assert features(in_a_row(statuses)) == features(in_a_row(statuses, newest))


def test_months_that_are_missing_are_not_known() -> None:
    (row,) = to_credits([[Months([24_000, 23_998], "0X")]]).severities.tolist()
    assert row[:4] == [SEVERITY["0"], -1, SEVERITY["X"], -1]


def test_months_beyond_what_is_looked_at_are_left_out() -> None:
    (row,) = to_credits([[in_a_row("0" * MONTHS + "5")]]).severities.tolist()
    assert set(row) == {SEVERITY["0"]}


@given(st.lists(PERSON, min_size=1, max_size=5))
def test_a_batch_builds_what_single_people_do(many: list[list[str]]) -> None:
    together = to_credits([[in_a_row(one) for one in person] for person in many])
    batch = build_state_features(together)
    for row, person in zip(batch.tolist(), many, strict=True):
        assert row == list(features(*person).values())
    assert np.isfinite(batch).all()


def test_people_without_a_credit_are_counted_too() -> None:
    people = to_credits([[], [in_a_row("0")], [Months()]])
    assert people.people == 3
    assert people.count(people.open()).tolist() == [0, 1, 0]


@given(PERSON)
def test_training_and_scoring_see_the_same_months(credits: list[str]) -> None:
    served = to_credits([[in_a_row(one) for one in credits]])
    calendar = np.full((len(credits), MONTHS + 1), -1, dtype=np.int8)
    for row, statuses in zip(calendar, credits, strict=True):
        row[1 : len(statuses) + 1] = [SEVERITY[status] for status in statuses]
    trained = Credits(history_at(calendar, 1), np.zeros(len(credits), int), 1)
    np.testing.assert_array_equal(trained.severities, served.severities)
    np.testing.assert_array_equal(build_state_features(trained), build_state_features(served))


def worse(person: list[str], data: st.DataObject, allowed: str) -> list[str]:
    """The same credits, with one month later paid, or with a loan where there was none."""
    which = data.draw(st.integers(0, len(person) - 1))
    place = data.draw(st.integers(0, len(person[which]) - 1))
    told = person[which][place]
    assume(told != "C")
    order = "X012345"
    changed = data.draw(
        st.sampled_from([one for one in allowed if order.find(one) > order.find(told)] or [told])
    )
    statuses = person[which][:place] + changed + person[which][place + 1 :]
    return [*person[:which], statuses, *person[which + 1 :]]


@given(PERSON, st.data())
def test_a_later_payment_never_lowers_the_probability(
    person: list[str], data: st.DataObject
) -> None:
    low, high = probas([person, worse(person, data, "012345")])
    assert high >= low - 1e-12  # the last digit of a sum over trees


@given(st.integers(30_000, 900_000), st.integers(1, 500_000), st.text("X01", max_size=5))
def test_a_higher_income_never_raises_the_probability(low: int, more: int, own: str) -> None:
    credits = tuple(in_a_row(one) for one in (own, "CC0") if one)
    scored = model().score(
        [
            Applicant(build_features({**ANSWERS, "amt_income_total": income}, AS_OF), credits)
            for income in (low, low + more)
        ]
    )
    assert scored[1].proba <= scored[0].proba + 1e-12


@cache
def model() -> ScoringModel:
    return load_model()


def probas(people: list[list[str]]) -> list[float]:
    answers = build_features(ANSWERS, AS_OF)
    scored = model().score(
        [Applicant(answers, tuple(in_a_row(one) for one in person)) for person in people]
    )
    return [one.proba for one in scored]


@pytest.mark.parametrize(
    ("credits", "long"),
    [
        (["X" * 5], False),
        (["X" * 6], True),
        (["C" * 9], False),
        (["X", "0" * 7], True),
        ([], False),
    ],
)
def test_an_open_credit_of_six_months_is_long_enough(credits: list[str], long: bool) -> None:
    people = to_credits([[in_a_row(one) for one in credits]])
    assert has_long_open(people).tolist() == [long]
