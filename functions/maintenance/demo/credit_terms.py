"""Terms of credits: what a lender lends to a person of some income, rates that go with the term."""

from collections.abc import Sequence
from decimal import Decimal
from math import log
from random import Random
from typing import Any

from core.clients.rules.schedule import monthly_payment
from maintenance.demo.histories import PAID_OFF, History

TERMS_MONTHS = (12, 18, 24, 36, 48, 60, 72, 84)
SMALLEST_CREDIT_RUB, LARGEST_CREDIT_RUB = 3_000, 3_000_000
ROUND_TO_RUB = 500
# What of the income goes to all payments together: the half of people pay less than a quarter
USUAL_BURDEN, BURDEN_SPREAD = 0.24, 0.45
LOWEST_BURDEN, HIGHEST_BURDEN = 0.03, 0.6
RATE_OF_SHORT, RATE_OF_LONG, RATE_SPREAD = 27.0, 17.0, 4.0  # percent a year


def draw_credits(
    random: Random, yearly_income: float, histories: Sequence[History]
) -> list[dict[str, Any]]:
    """Draws the terms of a person's credits, each issued when its history begins.

    Those that run share what the person can pay a month; each of those paid off once did alone.
    """
    weights = [random.uniform(0.5, 2) for _ in histories]
    running = sum(
        weight
        for weight, history in zip(weights, histories, strict=True)
        if history[0]["status"] != PAID_OFF
    )
    affordable = yearly_income / 12 * _draw_burden(random)
    return [
        _draw_credit(random, affordable * weight / max(running, weight), history)
        for weight, history in zip(weights, histories, strict=True)
    ]


def _draw_burden(random: Random) -> float:
    share = random.lognormvariate(log(USUAL_BURDEN), BURDEN_SPREAD)
    return min(max(share, LOWEST_BURDEN), HIGHEST_BURDEN)


def _draw_credit(random: Random, payment: float, history: History) -> dict[str, Any]:
    months_since_issue = history[-1]["months_ago"] + 1
    term = random.choice([term for term in TERMS_MONTHS if term > months_since_issue])
    rate = _draw_rate(random, term)
    of_a_thousand = float(monthly_payment(Decimal(1_000_000), Decimal(str(rate)), term)) / 1_000
    amount = round(payment / of_a_thousand * 1_000 / ROUND_TO_RUB) * ROUND_TO_RUB
    return {
        "amount_total": min(max(amount, SMALLEST_CREDIT_RUB), LARGEST_CREDIT_RUB),
        "annual_rate": rate,
        "issued_day": random.randint(1, 28),
        "term_months": term,
        "payment_history": history,
    }


def _draw_rate(random: Random, term: int) -> float:
    """The longer the term, the lower the rate: larger credits are priced more carefully."""
    place = (term - TERMS_MONTHS[0]) / (TERMS_MONTHS[-1] - TERMS_MONTHS[0])
    usual = RATE_OF_SHORT + place * (RATE_OF_LONG - RATE_OF_SHORT)
    return round(random.uniform(usual - RATE_SPREAD, usual + RATE_SPREAD), 1)
