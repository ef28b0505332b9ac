"""The rules of a payment feed, row by row."""

from datetime import date
from decimal import Decimal

import pytest

from core.clients.rules.coverage_states import is_finished, month_after, needs_second_person
from core.clients.rules.history import PaymentStatus, status_of_days
from core.clients.rules.payment_rows import (
    FAULT_TEXTS,
    WARNING_TEXTS,
    GivenMonth,
    RowFault,
    RowWarning,
    fault_of_month,
    jumps,
    status_of,
)

MONTH = date(2026, 10, 1)
TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("days", "status"),
    [
        (0, "0"),
        (1, "0"),
        (29, "0"),
        (30, "1"),
        (59, "1"),
        (60, "2"),
        (89, "2"),
        (90, "3"),
        (119, "3"),
        (120, "4"),
        (149, "4"),
        (150, "5"),
        (9_999, "5"),
    ],
)
def test_days_past_due_make_a_status(days, status):
    assert status_of_days(days) is PaymentStatus(status)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"status": "1"}, PaymentStatus.PAST_DUE_30_59),
        ({"days_past_due": 45}, PaymentStatus.PAST_DUE_30_59),
        ({"status": "1", "days_past_due": 45}, PaymentStatus.PAST_DUE_30_59),
        ({"status": "1", "days_past_due": 29}, RowFault.STATUS_AND_DAYS_DIFFER),
        ({"status": "C", "days_past_due": 0}, PaymentStatus.PAID_OFF),
        ({"status": "C", "days_past_due": 1}, RowFault.STATUS_AND_DAYS_DIFFER),
        ({"status": "X", "days_past_due": 1}, RowFault.STATUS_AND_DAYS_DIFFER),
        ({"status": "C", "amount_overdue": Decimal(1)}, RowFault.OVERDUE_ON_TIME),
        ({"status": "C", "amount_overdue": Decimal(0)}, PaymentStatus.PAID_OFF),
        ({"status": "0", "amount_overdue": Decimal(1)}, PaymentStatus.PAST_DUE_1_29),
        ({"status": "7"}, RowFault.UNKNOWN_STATUS),
        ({"status": "c"}, RowFault.UNKNOWN_STATUS),
        ({"amount_overdue": Decimal(1)}, RowFault.NO_STATUS),
    ],
)
def test_a_row_says_one_status(told, expected):
    assert status_of(GivenMonth("K-1", MONTH, **told)) is expected


@pytest.mark.parametrize(
    ("month", "issued_on", "fault"),
    [
        (MONTH, None, RowFault.UNKNOWN_CREDIT),
        (MONTH, date(2026, 10, 31), None),
        (MONTH, date(2026, 11, 1), RowFault.BEFORE_ISSUE),
        (date(2026, 11, 1), MONTH, None),
        (date(2026, 12, 1), MONTH, RowFault.FUTURE_MONTH),
    ],
)
def test_a_credit_has_months_from_its_issue_until_today(month, issued_on, fault):
    assert fault_of_month(month, issued_on, TODAY) is fault


@pytest.mark.parametrize(
    ("before", "months", "now", "is_jump"),
    [
        ("0", 1, "1", False),
        ("0", 1, "2", True),
        ("0", 2, "2", False),
        ("C", 1, "0", False),
        ("X", 1, "1", False),
        ("X", 1, "2", True),
        ("5", 1, "0", False),
        ("3", 1, "5", True),
    ],
)
def test_a_debt_grows_a_step_a_month(before, months, now, is_jump):
    assert jumps(now, date(2026, 7 + months, 1), before, date(2026, 7, 1)) is is_jump


def test_every_fault_and_warning_says_what_to_do():
    assert set(FAULT_TEXTS) == set(RowFault)
    assert set(WARNING_TEXTS) == set(RowWarning)


def test_a_month_is_finished_when_the_next_has_begun():
    assert month_after(date(2026, 12, 1)) == date(2027, 1, 1)
    assert is_finished(date(2026, 10, 1), TODAY)
    assert not is_finished(date(2026, 11, 1), date(2026, 11, 30))
    assert is_finished(date(2026, 11, 1), date(2026, 12, 1))


@pytest.mark.parametrize(
    ("present", "expected", "second"),
    [(99, 100, False), (98, 100, True), (0, 0, False), (9_899, 10_000, True)],
)
def test_one_signature_closes_what_is_nearly_complete(present, expected, second):
    assert needs_second_person(present, expected, 99) is second
