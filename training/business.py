"""What a model is worth: rules against model at the same approval rate, and the profit curve.

The data hold no amounts, so every credit counts the same exposure. Figures are for the year after
the observation month, and a default is one that was observed, not one that was predicted.
"""

from dataclasses import asdict
from typing import Any

import numpy as np

from analysis.profit import Economics, profit_curve
from core.clients.rules.questionnaire import DAYS_PER_YEAR
from model.history import LATE_30
from training.data import Applicants, Array
from training.evaluation import bootstrap
from training.observations import Observations

ECONOMICS = Economics(
    exposure_rub=300_000, loss_given_default=0.45, interest_rate=0.16, funding_rate=0.08
)
LOWEST_INCOME_RUB = 67_500
YOUNGEST_YEARS, OLDEST_YEARS = 21, 65
FLAT_SHARE = 0.01
ASSUMPTIONS = {
    **asdict(ECONOMICS),
    "rules": "decline when 30+ days late in the last 6 months, yearly income below"
    f" {LOWEST_INCOME_RUB} RUB, or age outside {YOUNGEST_YEARS}-{OLDEST_YEARS} years",
}


def approve_by_rules(applicants: Applicants, observations: Observations) -> Array:
    """Says whom static rules of the usual kind approve, bool, shape (rows,)."""
    people = [applicants.features[place] for place in observations.applicants]
    income = np.array([float(person["amt_income_total"]) for person in people])
    age = np.array([-float(person["days_birth"]) / DAYS_PER_YEAR for person in people])
    clean = observations.table["worst_status_6_months"].to_numpy() < LATE_30
    of_age = (age >= YOUNGEST_YEARS) & (age < OLDEST_YEARS)
    return np.asarray(clean & of_age & (income >= LOWEST_INCOME_RUB))


def compare(target: Array, proba: Array, rules: Array, groups: Array) -> dict[str, Any]:
    """Compares rules with a model that approves as many, the safest first."""
    ranks = np.argsort(np.argsort(proba, kind="stable"), kind="stable")
    model = ranks < rules.sum()

    def reduction(weights: Array) -> float:
        return 1 - float((weights * target * model).sum() / (weights * target * rules).sum())

    return {
        "approval_rate": round(float(rules.mean()), 4),
        "rules": _outcome(target, rules),
        "model": _outcome(target, model),
        "loss_reduction": round(reduction(np.ones(len(target))), 4),
        "loss_reduction_interval_95": bootstrap(reduction, groups),
        "assumptions": ASSUMPTIONS,
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


def propose_cutoffs(target: Array, proba: Array) -> dict[str, float]:
    """Proposes the two cut-offs of a policy from the profit curve; people put them in force.

    Beyond the curve's best point every further credit loses money: decline. Where the curve is
    flat before it (within 1 % of the best), the model hardly matters and a person's look does:
    review. Below: approve.
    """
    cutoffs, profit = profit_curve(target, proba, ECONOMICS)
    best = int(profit.argmax())
    flat = int(np.argmax(profit >= profit[best] * (1 - FLAT_SHARE)))
    decline_from = min(float(np.nextafter(cutoffs[best], 1)), 0.999999)
    return {
        "approve_below": round(min(float(cutoffs[flat]), decline_from), 6),
        "decline_from": round(decline_from, 6),
    }
