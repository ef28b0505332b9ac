"""What is left by schedule, against a schedule that is paid month by month."""

from datetime import date
from decimal import Decimal

import pytest

from core.clients.rules.schedule import left_by_schedule, monthly_payment, payments_due

AMOUNT = Decimal(900_000)


@pytest.mark.parametrize("rate", ["0", "0.01", "16", "36.5"])
@pytest.mark.parametrize("term", [1, 36, 60, 120])
def test_what_is_left_is_what_paying_month_by_month_leaves(rate: str, term: int) -> None:
    left, payment = AMOUNT, monthly_payment(AMOUNT, Decimal(rate), term)
    for paid in range(term + 1):
        told = left_by_schedule(AMOUNT, Decimal(rate), term, paid)
        # A payment rounded to kopecks is rounded anew with its interest every month
        assert told == pytest.approx(left, abs=Decimal("0.01") * (1 + Decimal(rate)) * 10**3)
        left += left * Decimal(rate) / 1200 - payment


def test_the_schedule_begins_with_all_and_ends_with_nothing() -> None:
    of_it = (AMOUNT, Decimal(16), 60)
    assert left_by_schedule(*of_it, 0) == AMOUNT
    assert left_by_schedule(*of_it, 60) == left_by_schedule(*of_it, 61) == 0
    assert left_by_schedule(*of_it, -1) == AMOUNT
    assert monthly_payment(*of_it) == Decimal("21886.25")


@pytest.mark.parametrize(
    ("issued_on", "as_of", "due"),
    [
        ("2026-01-31", "2026-02-28", 0),  # due on this day: not before it
        ("2026-01-31", "2026-03-01", 1),
        ("2026-01-31", "2026-03-31", 1),
        ("2026-01-15", "2026-02-15", 0),
        ("2026-01-15", "2026-02-16", 1),
        ("2026-01-15", "2027-01-16", 12),
        ("2026-01-15", "2026-01-10", 0),
    ],
)
def test_payments_due(issued_on: str, as_of: str, due: int) -> None:
    assert payments_due(date.fromisoformat(issued_on), date.fromisoformat(as_of)) == due
