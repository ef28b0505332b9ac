"""What is recommended for an application."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from core.decisions.rules.lending import LimitReason
from core.scores.rules.vocabulary import Decision


@dataclass(frozen=True)
class Recommendation:
    """What a policy recommends for an application, with each rule that fired and its value.

    Attributes:
        findings: rule, value, limit and outcome of each rule that fired, the gravest first.
        payment_to_income, burden: shares of the monthly income; null without one.
        limit_rub: the largest amount at the wanted term and rate.
        answers_sha256: of the answers that it was made of.
    """

    application_id: UUID
    score_id: UUID
    policy_version: str
    policy_sha256: str
    decision: Decision
    by_cut_offs: Decision
    approve_below: float
    decline_from: float
    findings: Any
    amount_rub: Decimal
    term_months: int
    annual_rate: Decimal
    payment_rub: Decimal
    payment_to_income: float | None
    burden: float | None
    limit_rub: Decimal
    limit_reason: LimitReason
    expected_loss_rub: Decimal
    answers_sha256: str
    made_at: datetime
