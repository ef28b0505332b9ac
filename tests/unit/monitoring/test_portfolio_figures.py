"""What is expected to be lost of some clients, and where nothing is known of it."""

from datetime import date
from decimal import Decimal

from core.monitoring.rules.portfolio_figures import (
    Counted,
    grade_rows,
    month_figures,
    past_due_buckets,
)

MONTH = date(2026, 10, 1)
LOSS_SHARE = 0.5
UNSCORED = Counted(MONTH, None, "0", None, 3, Decimal(900_000), 0.0, 0.0)
SCORED = Counted(MONTH, "C", "0", "approve", 2, Decimal(300_000), 0.02, 3_000.0)


def test_of_whom_no_model_knows_nothing_is_expected_which_is_not_0() -> None:
    assert month_figures(MONTH, [UNSCORED], LOSS_SHARE).expected_loss_rub is None
    assert month_figures(MONTH, [], LOSS_SHARE).expected_loss_rub is None
    known = month_figures(MONTH, [UNSCORED, SCORED], LOSS_SHARE)
    assert known.expected_loss_rub == Decimal("1500.00")


def test_a_grade_without_anybody_expects_nothing_either() -> None:
    rows = grade_rows((MONTH, None), [UNSCORED, SCORED], LOSS_SHARE, {})
    expected = {row.grade: row.expected_loss_rub for row in rows}
    assert expected.pop("C") == Decimal("1500.00")
    assert set(expected.values()) == {None}


def test_a_bucket_tells_what_its_clients_owe_whatever_their_grade() -> None:
    late = Counted(MONTH, "C", "2", "approve", 1, Decimal(70_000), 0.2, 14_000.0)
    nowhere = Counted(MONTH, None, None, None, 1, Decimal(5_000), 0.0, 0.0)
    told = past_due_buckets([nowhere, late, UNSCORED, SCORED])
    assert [(one.status, one.clients, one.outstanding_rub) for one in told] == [
        ("0", 5, 1_200_000),
        ("2", 1, 70_000),
        (None, 1, 5_000),
    ]
