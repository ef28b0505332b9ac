"""What the schedule of a credit says: equal monthly payments over the term."""

from calendar import monthrange
from datetime import date
from decimal import Decimal

from core.clients.rules.history import month_number

_KOPECK = Decimal("0.01")


def monthly_payment(amount: Decimal, annual_rate: Decimal, term_months: int) -> Decimal:
    """Returns the equal monthly payment, in the currency of the amount.

    Args:
        annual_rate: in percent a year.
    """
    rate = annual_rate / 1200
    if not rate:
        return (amount / term_months).quantize(_KOPECK)
    return (amount * rate / (1 - (1 + rate) ** -term_months)).quantize(_KOPECK)


def left_by_schedule(
    amount: Decimal, annual_rate: Decimal, term_months: int, payments_due: int
) -> Decimal:
    """Returns what is left of the amount after so many payments; nothing once the term is over."""
    paid = min(max(payments_due, 0), term_months)
    rate = annual_rate / 1200
    if not rate:
        return (amount * (term_months - paid) / term_months).quantize(_KOPECK)
    whole, begun = (1 + rate) ** term_months, (1 + rate) ** paid
    return (amount * (whole - begun) / (whole - 1)).quantize(_KOPECK)


def payments_due(issued_on: date, as_of: date) -> int:
    """Returns how many payments were due before a day: one a month, on the day of issue.

    A month too short for that day has its payment on its last day.
    """
    _, last_day = monthrange(as_of.year, as_of.month)
    months = month_number(as_of) - month_number(issued_on)
    return max(0, months - (as_of.day <= min(issued_on.day, last_day)))
