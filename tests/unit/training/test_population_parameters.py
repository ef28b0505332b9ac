"""The parameters of the synthetic population are aggregates: no small group shows through."""

import json

import pandas as pd
import pytest

from core.clients.rules.history import STATUSES_BY_SEVERITY
from maintenance.demo.drawing import PARAMETERS
from training.cells import SMALLEST_GROUP, heaps_by, quantiles_by, rates_by, shares_by
from training.history_figures import measure_histories


def people(small: int) -> pd.DataFrame:
    large = pd.DataFrame({"group": "large", "kind": "a", "income": range(1_000)})
    few = pd.DataFrame({"group": "small", "kind": "secret", "income": [10**6] * small})
    return pd.concat([large, few])


def moves(*told: tuple[str, int, int]) -> pd.DataFrame:
    """Months after status 3: what followed, of so many people, so many months of each."""
    rows = [
        {"person": f"{after}{person}", "before": "3", "after": after}
        for after, persons, months in told
        for person in range(persons)
        for _ in range(months)
    ]
    return pd.DataFrame(rows)


def credits(histories: dict[int, str]) -> pd.DataFrame:
    """Histories by ID, told with the oldest month first."""
    rows = [
        {"ID": identifier, "STATUS": status}
        for identifier, statuses in histories.items()
        for status in statuses
    ]
    return pd.DataFrame(rows)


def test_a_small_group_is_given_everybodys_quantiles() -> None:
    quantiles = quantiles_by(people(6), "income", "group")
    assert max(quantiles["small"]) < 10**6
    assert len(quantiles["small"]) == 21


def test_a_large_group_keeps_its_own_quantiles() -> None:
    quantiles = quantiles_by(people(SMALLEST_GROUP), "income", "group")
    assert set(quantiles["small"]) == {10**6}


def test_a_share_of_few_people_is_left_out_everywhere() -> None:
    assert shares_by(people(19), "kind") == {"a": 1.0}
    assert shares_by(people(19), "kind", "group") == {"large": {"a": 1.0}, "small": {"a": 1.0}}
    assert shares_by(people(20), "kind", "group")["small"] == {"secret": 1.0}


def test_a_rare_number_counts_as_the_nearest_that_many_tell() -> None:
    incomes = [100_000] * 150 + [200_000] * 100 + [149_000, 151_000, 900_000]
    table = pd.DataFrame({"group": "large", "income": incomes})
    few = pd.DataFrame({"group": "small", "income": [200_000] * 30})
    heaps = heaps_by(pd.concat([table, few]), "income", "group")
    assert heaps["large"] == {"100000": round(151 / 253, 5), "200000": round(102 / 253, 5)}
    assert heaps["small"] == {"100000": round(151 / 283, 5), "200000": round(132 / 283, 5)}


def test_a_rare_move_counts_as_the_nearest() -> None:
    told = moves(("0", 30, 1), ("4", 50, 1), ("1", 19, 2), ("5", 1, 10), ("C", 5, 2))
    rates = rates_by(told, "before", "after", STATUSES_BY_SEVERITY)
    assert rates == {"3": {"0": round(78 / 138, 5), "4": round(60 / 138, 5)}}


def test_many_months_of_few_people_are_a_small_cell() -> None:
    assert rates_by(moves(("4", 19, 60)), "before", "after", STATUSES_BY_SEVERITY) == {}


def test_a_kind_of_payer_and_a_habit_hold_for_a_person() -> None:
    """Of 90 people with two credits each, 30 are late by 30 days in one of them only."""
    owners, histories = {}, {}
    for person in range(90):
        owners |= {2 * person: person, 2 * person + 1: person}
        histories[2 * person] = "XXX0" if person < 60 else "0010"
        histories[2 * person + 1] = "X0" if person < 60 else "00"
    figures = measure_histories(pd.Series(owners), credits(histories))
    assert figures["credits"] == {"2": 1.0}
    assert figures["payer"]["2"] == {
        "late": pytest.approx(1 / 3, abs=1e-4),
        "punctual": pytest.approx(2 / 3, abs=1e-4),
    }
    assert set(figures["longest_history"]["2"]) == {4}
    assert set(figures["other_histories"]["2"]) == {50}
    assert figures["delay"]["late/0"] == {"0": round(2 / 3, 5), "1": round(1 / 3, 5)}
    assert figures["delay"]["punctual/X"] == {"0": 1.0}


def test_every_rate_that_a_person_can_come_to_is_told() -> None:
    told = json.loads(PARAMETERS.read_text(encoding="utf-8"))
    for payer in told["habit"]:
        for before in ("start", "X", *"012345"):
            assert sum(told["delay"][f"{payer}/{before}"].values()) == pytest.approx(1, abs=1e-4)
    for habit in told["first_use"]:
        for use in ("X", "late"):
            for duration in range(len(told["durations"]) + 1):
                shares = told["next_use"][f"{habit}/{use}/{duration}"]
                assert sum(shares.values()) == pytest.approx(1, abs=1e-4)
