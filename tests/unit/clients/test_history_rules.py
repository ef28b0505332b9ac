"""Payment histories: which months are possible, and what several credits say together."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clients.rules.history import (
    Months,
    check_months,
    closed_in,
    month_number,
    month_of,
)
from core.kit.errors import ImpossibleHistoryError
from tests.unit.answers import AS_OF, in_a_row

STATUSES = st.text("CX012345", min_size=1, max_size=30)


@given(st.dates())
def test_a_month_is_numbered_and_found_again(day: date) -> None:
    assert month_of(month_number(day)) == day.replace(day=1)


def test_possible_months_pass_unchanged() -> None:
    for months in (
        Months(),
        in_a_row("0"),
        in_a_row("C10X", newest=3),
        Months([24_000, 23_990], "00"),
    ):
        assert check_months(months, AS_OF) is months


@pytest.mark.parametrize(
    ("months", "fault"),
    [
        (in_a_row("0Z0"), "a status is none of"),
        (Months([24_000, 24_000], "00"), "doubled or not newest first"),
        (Months([23_999, 24_000], "00"), "doubled or not newest first"),
        (in_a_row("00", newest=-1), "lies in the future"),
        (in_a_row("0" * 601), "more than 600 months"),
        (Months([24_000], "00"), "one status"),
    ],
)
def test_impossible_months_are_refused(months: Months, fault: str) -> None:
    with pytest.raises(ImpossibleHistoryError, match=fault):
        check_months(months, AS_OF)


@pytest.mark.parametrize(
    ("statuses", "since"),
    [("0C", None), ("", None), ("C", "2026-11-01"), ("CC0C", "2026-10-01"), ("CCC", "2026-09-01")],
)
def test_a_credit_is_closed_since_the_first_month_of_c_to_the_end(
    statuses: str, since: str | None
) -> None:
    assert closed_in(in_a_row(statuses)) == (date.fromisoformat(since) if since else None)
