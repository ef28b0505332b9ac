"""What synthetic histories are drawn from is measured on persons and holds no small group."""

import pandas as pd
import pytest

from training.history_figures import measure_histories

PEOPLE = 300


def credits_of(histories: list[str]) -> pd.DataFrame:
    """Credits told oldest month first."""
    return pd.DataFrame(
        [(place, status) for place, history in enumerate(histories) for status in history],
        columns=["ID", "STATUS"],
    )


@pytest.fixture(scope="module")
def figures() -> dict:
    """People with two credits each: late in most months, in few, and three who default."""
    histories = ["000000", "XXX"] * 200 + ["0X0X0X", "X0X"] * 97 + ["012345", "000"] * 3
    owners = pd.Series([place // 2 for place in range(2 * PEOPLE)], name="person")
    return measure_histories(owners, credits_of(histories))


def test_credits_are_counted_by_person(figures: dict) -> None:
    assert figures["credits"] == {"2": 1.0}
    assert set(figures["longest_history"]["2"]) == {6}
    assert set(figures["other_histories"]["2"]) == {50}


def test_few_people_show_nowhere(figures: dict) -> None:
    assert figures["payer"]["2"] == {"punctual": 1.0}
    assert not any({"1", "2", "3", "4", "5"} & set(shares) for shares in figures["delay"].values())


def test_habits_differ_in_what_follows(figures: dict) -> None:
    assert figures["habit"]["punctual"]["seldom"] == pytest.approx(97 / 297, abs=0.001)
    assert figures["next_use"]["mostly/late/0"] == {"late": 1.0}
    assert figures["next_use"]["seldom/late/0"] == {"X": 1.0}
    assert figures["first_use"]["mostly"]["late"] == pytest.approx(0.5, abs=0.01)
