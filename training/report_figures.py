"""Sections of the model report: what the models can do, in figures that the card holds."""

from collections.abc import Sequence
from typing import Any

from core.decisions.rules.policy import active_policy
from training.markdown import table


def introduction(version: str) -> str:
    """Returns what the report is about."""
    return f"""# Model report

Bundle {version}. Written by `make report`; every figure is of rows that the measured
model never saw, under the protocol that stands beside it. Intervals are 95 %, by 300 bootstrap
draws of whole questionnaires. The data are the public Kaggle set described in [data.md](data.md).

Two models share the work. The **behavioural** model scores clients with six months of payment
history or more: will they be 90 or more days past due within the next 12 months? The
**application** model scores everybody else by the questionnaire: were such people ever 90 or more
days past due?"""


def table_of_models(card: dict[str, Any]) -> str:
    """Returns the figures of every model under its protocol."""
    models = card["models"]
    measured = [
        ("application", models["application"]["metrics"]["grouped"]),
        ("behavioural", models["behavioural"]["metrics"]["grouped"]),
        ("behavioural", models["behavioural"]["metrics"]["out_of_time"]),
        (
            "behavioural, people never seen",
            models["behavioural"]["metrics"]["out_of_time"]["applicants_never_seen"],
        ),
    ]
    rows = [
        (
            name,
            one.get("protocol", "the same"),
            f"{one['events']} of {one['rows']:,} ({one['base_rate']:.2%})",
            f"{one['roc_auc']:.3f} ({_interval(one['roc_auc_interval_95'])})",
            f"{one['average_precision']:.3f} ({_interval(one['average_precision_interval_95'])})",
            f"{one['ks']:.2f}",
            f"{one['expected_calibration_error']:.4f}",
            f"{one['brier']:.5f}",
            f"{one['calibration_slope']:.2f} / {one['calibration_intercept']:.2f}",
        )
        for name, one in measured
    ]
    header = (
        *("model", "protocol", "events", "ROC-AUC", "average precision", "KS", "ECE", "Brier"),
        "calibration slope / intercept",
    )
    protected = {
        name: one["metrics"]["protected_attributes"]["with"]["roc_auc"]
        for name, one in models.items()
    }
    return f"""## What the models can do

{table(header, rows)}

![ROC and precision-recall curves of all models under each protocol](model-report/curves.png)

An average precision of 0.20 was hoped for on grouped folds and is **not reached**. Tried for it:
depths 2 to 10, leaf-wise trees, bagging over seeds, soft labels for 60 days past due, other
spacings of observation points, training on every month, and the questionnaire as additional
features; with outcomes fully observed none came above 0.15. What would help, and is not served
because a client here has one credit, is the state of the same person's other credits.

Gender and age are left out of both models. With them the ROC-AUC would be
{protected["application"]:.3f} (application) and {protected["behavioural"]:.3f} (behavioural): the
differences lie within the intervals.

![Observed against predicted rates in tenths](model-report/reliability.png)
![Mean contribution of each reason](model-report/reasons.png)"""


def _interval(bounds: Sequence[float]) -> str:
    return f"{bounds[0]:.3f}-{bounds[1]:.3f}"


def comparison(rows: Sequence[dict[str, Any]], twins: float) -> str:
    """Returns the published figures beside the honest ones."""
    lines = [
        (
            row["model"],
            row["protocol"],
            *(f"{row[name]:.4f}" for name in ("roc_auc", "ap", "f1", "precision", "recall")),
            f"{row['published']['roc_auc']:.4f} / {row['published']['ap']:.4f}"
            if row["protocol"] == "seed"
            else "",
        )
        for row in rows
    ]
    header = (
        *("model", "protocol", "ROC-AUC", "AP", "F1", "precision", "recall"),
        "published ROC-AUC / AP",
    )
    return f"""## Why published figures of 0.98 mean nothing here

{table(header, lines)}

`seed` repeats the published protocol step by step: 1,510 applicants chosen by NearMiss on the whole
table, then split at random. **{twins:.0%} of its test applicants answered the same questionnaire as
one in training**: one person under many ids, whom the model recognises. And NearMiss chose the good
ones with the labels of the test rows in view, which leaves those least like a random applicant.
`honest` is the same model on everybody, in folds that keep each questionnaire on one side."""


def grades(card: dict[str, Any]) -> str:
    """Returns what the grades predicted and what was observed."""
    rows = [
        (
            one["grade"],
            f"{one['count']:,}",
            one["events"],
            f"{one['mean_proba']:.3%}",
            f"{one['observed_rate']:.3%}" if one["count"] else "",
            one["binomial_p_value"] if one["count"] else "",
        )
        for one in card["models"]["behavioural"]["metrics"]["grouped"]["grades"]
    ]
    header = ("grade", "rows", "defaults", "mean PD", "observed rate", "binomial p-value")
    return f"""## The master scale

Behavioural model, out of fold.

{table(header, rows)}

![Lift by grade](model-report/grades.png)"""


def business(card: dict[str, Any]) -> str:
    """Returns rules against model at the same approval rate."""
    business = card["models"]["behavioural"]["metrics"]["out_of_time"]["business"]
    terms, policy = business["assumptions"], active_policy()
    rows = [
        (
            name,
            f"{one['approved']:,}",
            one["defaults"],
            f"{one['bad_rate']:.3%}",
            f"{one['loss_rub'] / 1e6:.2f}",
            f"{one['cost_of_risk']:.3%}",
            f"{one['net_interest_income_rub'] / 1e6:.1f}",
        )
        for name, one in (("rules", business["rules"]), ("model", business["model"]))
    ]
    header = (
        *("who decides", "approved", "defaults", "bad rate", "loss, million RUB"),
        *("cost of risk", "NII, million RUB"),
    )
    return f"""## What it is worth

Out of time, at the rules' own approval rate of {business["approval_rate"]:.1%}. Rules:
{terms["rules"]}. Exposure {terms["exposure_rub"]:,} RUB a credit (the data hold no amounts), LGD
{terms["loss_given_default"]:.0%}, interest {terms["interest_rate"]:.0%}, funding
{terms["funding_rate"]:.0%}.

{table(header, rows)}

The model loses **{business["loss_reduction"]:.0%} less** (interval
{business["loss_reduction_interval_95"][0]:.0%} to {business["loss_reduction_interval_95"][1]:.0%}).

![Profit over the share approved](model-report/profit.png)

Policy `{policy.version}`: approve below a PD of {policy.approve_below:.2%}, decline from
{policy.decline_from:.2%} (the best point of the profit curve), review between, where the curve is
within 1 % of its best."""
