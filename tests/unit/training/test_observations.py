"""Observation points: no look ahead, one row a person, nobody in default."""

import dataclasses

import numpy as np
import pytest

from core.clients.rules.history import SEVERITY
from model.history import NEW_CREDIT_FEATURES, UNKNOWN
from training.data import Applicants, make_tables
from training.new_credits import measure_segment, observe_new_credits
from training.observations import DEFAULT, observe

FEATURES = {"days_employed": -900, "amt_income_total": 100_000.0, "name_income_type": "Working"}


def applicants_of(months: np.ndarray, groups: list[int]) -> Applicants:
    count = len(months)
    features = [dict(FEATURES) for _ in range(count)]
    return Applicants(np.arange(count), features, np.zeros(count, bool), np.array(groups), months)


def calendar(*credits: tuple[int, str]) -> np.ndarray:
    """Months of credits: (months ago of the newest, statuses newest first)."""
    rows = np.full((len(credits), 61), UNKNOWN, dtype=np.int8)
    for row, (newest, statuses) in zip(rows, credits, strict=True):
        row[newest : newest + len(statuses)] = [SEVERITY[status] for status in statuses]
    return rows


def panel() -> Applicants:
    """A hundred persons with three random credits each, of up to 61 months."""
    random = np.random.default_rng(1)
    months = random.integers(1, 5, size=(300, 61)).astype(np.int8)
    months[random.random((300, 61)) < 0.01] = DEFAULT
    for row, length in zip(months, random.integers(1, 61, size=300), strict=True):
        row[length:] = UNKNOWN
    return applicants_of(months, (np.arange(300) // 3).tolist())


@pytest.mark.parametrize("look", [observe, observe_new_credits])
def test_shuffling_the_future_changes_no_feature_and_no_row_at_risk(look) -> None:
    applicants = panel()
    observed = look(applicants)
    random = np.random.default_rng(2)
    for months_ago in np.unique(observed.months_ago)[::9]:
        changed = applicants.months.copy()
        future = changed[:, :months_ago]
        future[future > UNKNOWN] = random.integers(0, 8, size=(future > UNKNOWN).sum())
        again = look(dataclasses.replace(applicants, months=changed))
        before, after = (
            of.table[of.months_ago == months_ago].to_numpy() for of in (observed, again)
        )
        np.testing.assert_array_equal(before, after)
        assert len(before) > 0


def test_a_person_is_one_row_a_month_and_nobody_in_default_is_one() -> None:
    observed = observe(panel())
    rows = list(zip(observed.people.tolist(), observed.months_ago.tolist(), strict=True))
    assert len(set(rows)) == len(rows)
    assert observed.table["latest_status"].max() < DEFAULT
    assert observed.months_ago.min() == 12


def test_the_target_is_whether_an_open_credit_falls_far_behind_within_a_year() -> None:
    fine = "0" * 40
    months = calendar(
        (0, "0" * 5 + "3" + "0" * 34),  # falls behind 5 months ago
        (0, fine),  # the same person's other credit
        (0, fine),
        (0, "3" + fine),  # paid off by another credit's fall: a person of its own
    )
    observed = observe(applicants_of(months, [0, 0, 1, 2]))
    falls = {
        (person, month)
        for person, month, target in zip(
            observed.people, observed.months_ago, observed.target, strict=True
        )
        if target
    }
    assert {month for person, month in falls if person == 0} == set(range(12, 18))
    assert not any(person == 1 for person, _ in falls)
    assert {month for person, month in falls if person == 2} == {12}


def test_who_has_only_paid_off_credits_is_not_in_the_behavioural_sample() -> None:
    months = calendar((0, "C" * 20 + "0" * 20), (0, "0" * 40))
    observed = observe(applicants_of(months, [0, 1]))
    assert observed.months_ago[observed.people == 0].min() == 20
    assert observed.months_ago[observed.people == 1].min() == 12


def test_default_and_cure_period_are_out_and_the_cured_are_marked() -> None:
    months = calendar((0, "0" * 20 + "3" + "0" * 30), (0, "0" * 51))
    observed = observe(applicants_of(months, [0, 1]))
    mine = observed.months_ago[observed.people == 0]
    assert not {18, 19, 20} & set(mine.tolist())
    cured = observed.months_ago[observed.cured & (observed.people == 0)]
    assert cured.tolist() == list(range(12, 18))


def test_a_new_credit_is_seen_beside_the_others_from_before_its_opening() -> None:
    months = calendar((0, "0" * 50), (0, "1" + "X" * 19))
    observed = observe_new_credits(applicants_of(months, [0, 0]))
    own = observed.own_months[observed.applicants == 1]
    assert own.tolist() == [5, 4, 3, 2, 1, 0]
    first = observed.table[observed.applicants == 1].iloc[-1]
    assert first["others_credits_open"] == 1
    assert first["own_months"] == 0
    assert first["others_months_late_12_months"] == 12
    assert set(NEW_CREDIT_FEATURES) < set(observed.table)


def test_a_first_credit_before_its_opening_is_no_row_but_counts_for_the_segment() -> None:
    months = calendar((0, "0" * 30), (0, "0" * 20 + "3" + "0" * 9), (0, "0" * 5))
    applicants = applicants_of(months, [0, 1, 2])
    assert observe_new_credits(applicants).own_months.min() == 1
    segment = measure_segment(applicants)
    # The third was opened less than a year ago: its outcome is not known
    assert (segment.people, segment.defaults, segment.proba) == (2, 1, 0.5)


def test_invented_people_are_persons_with_credits_of_their_own() -> None:
    applications, credits = make_tables(50)
    assert set(credits["ID"]) <= set(applications["ID"])
