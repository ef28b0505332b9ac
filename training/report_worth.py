"""Sections of the model report: what the model is worth, and the scorecard beside it."""

from itertools import pairwise
from typing import Any

from core.decisions.rules.policy import first_policy
from core.scores.rules.master_scale import master_scale
from core.scores.rules.points import POINTS_TO_HALVE_THE_ODDS
from model.scorecard import Characteristic, Scorecard
from training.business import BENCHMARK
from training.markdown import table

LOG_ODDS_TO_POINTS = -POINTS_TO_HALVE_THE_ODDS / 0.6931471805599453


def business(card: dict[str, Any]) -> str:
    """Returns each rule by itself against the model at the rule's approval rate."""
    metrics = card["models"]["behavioural"]["metrics"]
    compared, never = metrics["business"], metrics["business_never_in_default"]
    rows = [
        (
            name,
            f"{one['approval_rate']:.1%}",
            f"{one['rule']['defaults']} / {one['model']['defaults']}",
            f"{one['rule']['loss_rub'] / 1e6:.2f} / {one['model']['loss_rub'] / 1e6:.2f}",
            f"{one['rule']['cost_of_risk']:.3%} / {one['model']['cost_of_risk']:.3%}",
            f"{one['loss_reduction']:.0%}",
            " to ".join(f"{bound:.0%}" for bound in one["loss_reduction_interval_95"]),
        )
        for name, one in compared.items()
    ]
    header = (
        *("rule by itself", "approves", "defaults, rule / model", "loss, million RUB"),
        *("cost of risk", "less loss", "interval"),
    )
    terms, policy = card["economics"], first_policy()
    break_even = terms["break_even_proba"]
    losses = list(next(iter(break_even.values())))
    edges = [
        (margin, *(f"{row[loss]:.1%}" for loss in losses)) for margin, row in break_even.items()
    ]
    scale = ", ".join(f"{one.grade} from {one.points_from}" for one in master_scale())
    return f"""## What it is worth

Out of time, live people, none of whom was in training; the model approves as many as the rule does,
the safest first. Exposure {terms["exposure_rub"]:,} RUB a credit (the data hold no amounts), LGD
{terms["loss_given_default"]:.0%}, interest {terms["interest_rate"]:.0%}, funding
{terms["funding_rate"]:.0%}.

{table(header, rows)}

The benchmark is "{BENCHMARK}"; income and age decline people and hardly find a default.

**Where the gain comes from.** Of people who were never in default before, the model alone finds no
more than the benchmark does: {_one_line(never)}.
It gains by those who were in default and have paid since, whom such a rule forgets after six
months. The policy sends all of them to a person, whatever the model says.

![Profit over the share approved](model-report/profit.png)

A credit breaks even at this probability of default, by yearly margin (rows) and loss given default
(columns):

{table(("margin", *losses), edges)}

Policy `{policy.version}`: approve below a PD of {policy.approve_below:.2%}, decline from
{policy.decline_from:.2%}, review between, and the hard rules. Both cut-offs are edges of grades
({scale} points). Declining begins at the edge below the break-even of the terms above, not at the
best point of the curve drawn, which few defaults decide."""


def _one_line(one: dict[str, Any]) -> str:
    low, high = one["loss_reduction_interval_95"]
    return (
        f"{one['rule']['defaults']} defaults among the approved of the rule,"
        f" {one['model']['defaults']} among the model's, {one['loss_reduction']:.0%} less loss"
        f" ({low:.0%} to {high:.0%})"
    )


def scorecard(card: dict[str, Any], shipped: Scorecard) -> str:
    """Returns the scorecard's points and how it compares."""
    rows = [
        (name, *_figures(card["models"]["behavioural"]["metrics"][protocol]))
        for name, protocol in (
            ("behavioural, grouped", "grouped"),
            ("behavioural, own book", "out_of_time"),
        )
    ] + [
        (name, *_figures(card["scorecard"][protocol]))
        for name, protocol in (
            ("scorecard, grouped", "grouped"),
            ("scorecard, own book", "out_of_time"),
        )
    ]
    points = [
        (one.feature, values, round(LOG_ODDS_TO_POINTS * added))
        for one in shipped.characteristics
        for values, added in zip(_bins(one), one.log_odds, strict=True)
    ]
    base = round(
        500 + LOG_ODDS_TO_POINTS * (shipped.intercept + 4.59511985013459)  # log-odds of 1 %
    )
    return f"""## The scorecard beside it

A scorecard of nine features scores in the shadow of the behavioural model, so that an analyst can
see both (`challengers` of a score). Weights of evidence in bins, added up; more points are better,
on the scale of the pages.

{table(("model", "ROC-AUC", "average precision", "O/E"), rows)}

Start with **{base}** points and add:

{table(("feature", "values", "points"), points)}"""


def _figures(one: dict[str, Any]) -> tuple[str, str, str]:
    low, high = one["roc_auc_interval_95"]
    return (
        f"{one['roc_auc']:.3f} ({low:.3f}-{high:.3f})",
        f"{one['average_precision']:.3f}",
        f"{one['observed_over_expected']:.2f}",
    )


def _bins(one: Characteristic) -> list[str]:
    edges = [f"{edge:.4g}" for edge in one.edges]
    if not edges:
        return ["any"]
    between = [f"{low} to {high}" for low, high in pairwise(edges)]
    return [f"below {edges[0]}", *between, f"{edges[-1]} or more"]
