"""Vintages: cumulative, cut where too few are old enough, of each half-year by itself."""

from datetime import date

from core.monitoring.rules.vintage_curves import CreditAge, VintagePoint, vintage_points

FIRST, SECOND = date(2024, 1, 1), date(2024, 7, 1)


def test_a_credit_counts_as_late_from_the_month_it_was_first_so_late():
    points = list(
        vintage_points(
            {
                CreditAge(FIRST, 3, 1, 3): 10,
                CreditAge(FIRST, 3, 2, None): 5,
                CreditAge(FIRST, 3, None, None): 25,
            }
        )
    )
    assert points == [
        VintagePoint(FIRST, 1, 40, 10, 0),
        VintagePoint(FIRST, 2, 40, 15, 0),
        VintagePoint(FIRST, 3, 40, 15, 10),
    ]


def test_late_in_the_month_of_issue_is_late_from_the_first_month_on():
    [point] = vintage_points({CreditAge(FIRST, 1, 0, 0): 30})
    assert point == VintagePoint(FIRST, 1, 30, 30, 30)


def test_a_curve_ends_where_fewer_than_half_are_that_old():
    counts = {CreditAge(FIRST, 2, None, None): 51, CreditAge(FIRST, 4, None, None): 49}
    assert [point.months_on_book for point in vintage_points(counts)] == [1, 2]
    counts = {CreditAge(FIRST, 2, None, None): 50, CreditAge(FIRST, 4, None, None): 50}
    assert [point.credits for point in vintage_points(counts)] == [100, 100, 50, 50]


def test_a_curve_ends_where_fewer_than_thirty_are_that_old():
    assert list(vintage_points({CreditAge(FIRST, 9, None, None): 29})) == []
    assert len(list(vintage_points({CreditAge(FIRST, 9, None, None): 30}))) == 9


def test_a_curve_ends_after_five_years():
    points = list(vintage_points({CreditAge(FIRST, 99, None, 60): 30}))
    assert [point.months_on_book for point in points] == list(range(1, 61))
    assert [point.ever_90 for point in points] == [0] * 59 + [30]


def test_halves_are_counted_apart_the_older_first():
    points = list(
        vintage_points(
            {
                CreditAge(SECOND, 1, None, None): 40,
                CreditAge(FIRST, 1, 1, None): 30,
            }
        )
    )
    assert [(point.issued_half, point.credits, point.ever_30) for point in points] == [
        (FIRST, 30, 30),
        (SECOND, 40, 0),
    ]
