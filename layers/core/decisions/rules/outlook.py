"""What a policy says of somebody as they stand, or would stand: with a credit wanted or without."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.clients.rules.answer_kinds import whole_years
from core.decisions.rules.assessment import Assessment, Finding, Means, Told, Wanted, assess
from core.decisions.rules.hard_rules import OUTCOMES, Rule
from core.decisions.rules.policy import Policy
from core.decisions.rules.scenarios import Situation
from core.decisions.rules.standing import standing_of
from core.scores.rules.vocabulary import Decision, ModelName

MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Spoken:
    """What the model says of somebody.

    Attributes:
        proba: in (0, 1]; 1 is who has defaulted.
        model: None where no model was asked.
    """

    proba: float
    grade: str
    model: ModelName | None


@dataclass(frozen=True)
class Outlook:
    """What a policy makes of it.

    Attributes:
        findings: the rules that fired, the gravest first.
        assessment: None where no credit is wanted.
    """

    decision: Decision
    findings: tuple[Finding, ...]
    assessment: Assessment | None = None


def rules_of(policy: Policy, situation: Situation) -> tuple[Rule, ...]:
    """Returns the hard rules that somebody in a situation meets."""
    credits = [credit.months for credit in situation.credits]
    return policy.rules_met(standing_of(credits, situation.as_of))


def means_of(answers: Mapping[str, Any], situation: Situation) -> Means:
    """Returns what somebody has, and owes already; the questionnaire asks for a year's income."""
    return Means(
        age_years=whole_years(answers["born_on"], situation.as_of),
        income_rub_month=Decimal(str(answers["amt_income_total"])) / MONTHS_A_YEAR,
        payments_rub_month=situation.payments_rub,
    )


def look(
    policy: Policy,
    answers: Mapping[str, Any],
    situation: Situation,
    wanted: Wanted | None,
    spoken: Spoken,
) -> Outlook:
    """Returns what a policy says of somebody in a situation."""
    rules = rules_of(policy, situation)
    if wanted is None:
        findings = tuple(Finding(rule, None, None, OUTCOMES[rule]) for rule in rules)
        return Outlook(policy.decide(spoken.proba, rules), findings)
    told = Told(spoken.proba, spoken.grade, spoken.model, rules)
    assessment = assess(policy, wanted, means_of(answers, situation), told)
    return Outlook(assessment.decision, assessment.findings, assessment)
