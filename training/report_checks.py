"""Sections of the model report: is it stable over time, and how do groups fare under it."""

import numpy as np
from sklearn.metrics import roc_auc_score

from analysis.stability import bin_shares, population_stability_index
from core.decisions.rules.policy import first_policy
from training.data import Applicants, Array
from training.markdown import table
from training.observations import Observations, panel_of

FEWEST_ROWS = 200  # a rate of fewer people says nothing, and could point at one of them
BASELINE_MONTH = 24


def stability(observations: Observations, evaluated: Array, proba: Array) -> str:
    """Returns rates, ranking and shift of the probabilities by observation month."""
    months = observations.months_ago[evaluated]
    edges = np.unique(np.quantile(proba[months == BASELINE_MONTH], np.linspace(0.1, 0.9, 9)))
    baseline = bin_shares(proba[months == BASELINE_MONTH], edges)
    rows = []
    for month in np.unique(months)[::-1]:
        chosen = months == month
        target = observations.target[evaluated][chosen]
        rows.append(
            (
                f"-{month}",
                f"{chosen.sum():,}",
                target.sum(),
                f"{target.mean():.2%}",
                f"{proba[chosen].mean():.2%}",
                f"{roc_auc_score(target, proba[chosen]):.3f}",
                f"{population_stability_index(baseline, bin_shares(proba[chosen], edges)):.3f}",
            )
        )
    header = ("observation month", "rows", "defaults", "observed rate", "mean PD", "ROC-AUC", "PSI")
    return f"""## Stability over time

Behavioural model, live people, out of fold. PSI compares the probabilities with those of month
-{BASELINE_MONTH}, in tenths.

{table(header, rows)}"""


def fairness(
    applicants: Applicants, observations: Observations, evaluated: Array, proba: Array
) -> str:
    """Returns approvals and calibration by groups that no model sees."""
    policy = first_policy()
    panel = panel_of(applicants)
    first = panel.rows[np.searchsorted(panel.owners, observations.people[evaluated])]
    people = applicants.table().iloc[first]
    target = observations.target[evaluated]
    rows = []
    for name in ("code_gender", "age_group"):
        values = people[name].to_numpy()
        for value in sorted(set(values)):
            chosen = values == value
            if chosen.sum() < FEWEST_ROWS:
                continue
            approved = chosen & (proba < policy.approve_below)
            rows.append(
                (
                    f"{name} {value}",
                    f"{chosen.sum():,}",
                    f"{(proba[chosen] < policy.approve_below).mean():.1%}",
                    f"{target[approved].mean():.3%}",
                    f"{target[chosen].mean():.3%}",
                    f"{proba[chosen].mean():.3%}",
                    f"{target[chosen].sum() / proba[chosen].sum():.2f}",
                )
            )
    header = (
        *("group", "rows", "approved", "bad rate of the approved", "observed rate", "mean PD"),
        "O/E",
    )
    return f"""## Fairness monitor

No model sees gender or age; they may still act through other features. The table watches, it
does not judge: groups differ in base rate, and no score can level approval rates and bad rates of
such groups at once.

{table(header, rows)}"""
