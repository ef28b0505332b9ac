"""What a model is worth: each rule by itself against the model at the rule's own approval rate.

The data hold no amounts, so every credit counts the same exposure. Figures are for the year after
the observation month, and a default is one that was observed, not one that was predicted.
"""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

import numpy as np

from analysis.profit import Economics, break_even_proba
from core.clients.rules.answer_kinds import whole_years
from core.clients.rules.questionnaire import APPLIED_ON
from model.history import LATE_30
from training.data import Applicants, Array
from training.evaluation import bootstrap
from training.observations import Observations, panel_of

ECONOMICS = Economics(
    exposure_rub=300_000, loss_given_default=0.45, interest_rate=0.16, funding_rate=0.08
)
LOWEST_INCOME_RUB = 67_500
YOUNGEST_YEARS, OLDEST_YEARS = 21, 65
MARGINS, LOSSES = (0.06, 0.08, 0.10), (0.35, 0.45, 0.60)
BENCHMARK = "30+ days late in the last 6 months"


def rules_of(applicants: Applicants, observations: Observations) -> dict[str, Array]:
    """Returns for each static rule of the usual kind whom it approves, bool, shape (rows,)."""
    table = observations.table
    panel = panel_of(applicants)
    first = panel.rows[np.searchsorted(panel.owners, np.arange(panel.people))]
    persons = [applicants.features[place] for place in first]
    income = np.array([float(person["amt_income_total"]) for person in persons])
    birthdays = [APPLIED_ON + timedelta(days=int(person["days_birth"])) for person in persons]
    age = np.array([whole_years(birthday, APPLIED_ON) for birthday in birthdays])
    of_age = (age >= YOUNGEST_YEARS) & (age < OLDEST_YEARS)
    return {
        BENCHMARK: (table["worst_status_6_months"] < LATE_30).to_numpy(),
        "30+ days late in the last 12 months": (
            table["worst_status_12_months"] < LATE_30
        ).to_numpy(),
        "60+ days late ever": (table["months_late_60"] == 0).to_numpy(),
        f"yearly income below {LOWEST_INCOME_RUB:,} RUB": (income >= LOWEST_INCOME_RUB)[
            observations.people
        ],
        f"age outside {YOUNGEST_YEARS}-{OLDEST_YEARS} years": of_age[observations.people],
    }


def compare_each(
    target: Array, proba: Array, rules: dict[str, Array], people: Array
) -> dict[str, Any]:
    """Compares a model with each rule by itself."""
    return {name: compare(target, proba, approved, people) for name, approved in rules.items()}


def compare(target: Array, proba: Array, rule: Array, people: Array) -> dict[str, Any]:
    """Compares a rule with a model that approves as many, the safest first."""
    ranks = np.argsort(np.argsort(proba, kind="stable"), kind="stable")
    model = ranks < rule.sum()

    def reduction(weights: Array) -> float:
        of_rule = (weights * target * rule).sum()
        return 1 - float((weights * target * model).sum() / of_rule) if of_rule else 0.0

    return {
        "approval_rate": round(float(rule.mean()), 4),
        "rule": _outcome(target, rule),
        "model": _outcome(target, model),
        "loss_reduction": round(reduction(np.ones(len(target))), 4),
        "loss_reduction_interval_95": bootstrap(reduction, people),
    }


def _outcome(target: Array, approved: Array) -> dict[str, float]:
    """Returns bad rate, loss, cost of risk and net interest income of the approved."""
    count, bad = int(approved.sum()), int(target[approved].sum())
    loss = bad * ECONOMICS.loss_given_default * ECONOMICS.exposure_rub
    return {
        "approved": count,
        "defaults": bad,
        "bad_rate": round(bad / count, 6),
        "loss_rub": round(loss),
        "cost_of_risk": round(loss / (count * ECONOMICS.exposure_rub), 6),
        "net_interest_income_rub": round((count - bad) * ECONOMICS.exposure_rub * ECONOMICS.margin),
    }


def break_even_table() -> dict[str, dict[str, float]]:
    """Returns margin -> loss given default -> the PD at which a credit earns what it loses."""
    return {
        f"{margin:.0%}": {
            f"{loss:.0%}": round(
                break_even_proba(
                    Economics(
                        **{
                            **asdict(ECONOMICS),
                            "loss_given_default": loss,
                            "interest_rate": ECONOMICS.funding_rate + margin,
                        }
                    )
                ),
                4,
            )
            for loss in LOSSES
        }
        for margin in MARGINS
    }
