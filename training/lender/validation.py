"""How a bundle fares on a lender's own people: ranking, level and slope, with intervals."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from analysis.calibration_figures import calibration_line
from core.decisions.rules.policy import first_policy
from model.bundle_reader import Bundle
from training.data import Array
from training.evaluation import BOOTSTRAP_ROUNDS, bootstrap, measure
from training.files import DataError
from training.gates import OBSERVED_OVER_EXPECTED, SLOPE, Gate, failed
from training.lender.lender_scores import Scores, score_people
from training.lender.mapping import Mapping
from training.lender.people import People
from training.markdown import table

FEWEST_TO_MEASURE = 10  # persons in default: below, no interval means anything


def gates_of_lender(figures: dict[str, Any]) -> list[Gate]:
    """Returns the gates within which the probabilities may be used as they are."""
    return [
        Gate("O/E", figures["observed_over_expected"], *OBSERVED_OVER_EXPECTED),
        Gate("calibration slope", figures["calibration_slope"], *SLOPE),
    ]


def score_lender(bundle: Bundle, people: People, step: Callable[[int], object]) -> Scores:
    """Scores a lender's people.

    Raises:
        DataError: too few of them default, or do not, to measure anything.
    """
    defaulted = people.defaulted()
    others = len(np.unique(people.names)) - defaulted
    if min(defaulted, others) < FEWEST_TO_MEASURE:
        raise DataError(
            f"{defaulted} persons in default and {others} others are too few to measure on:"
            f" {FEWEST_TO_MEASURE} of each are needed. Add data, or observation months to"
            " outcome.as_of."
        )
    return score_people(bundle, people.credits, people.features, step)


def measure_lender(target: Array, proba: Array, names: Array) -> dict[str, Any]:
    """Returns all figures of probabilities of people whom the model never saw.

    Args:
        target: whether each defaulted, bool, shape (n,).
        proba: probabilities in (0, 1), shape (n,).
        names: person of each row.

    Raises:
        DataError: the outcomes do not let a line be drawn.
    """
    try:
        return {
            **measure(target, proba, names),
            "calibration_slope_interval_95": bootstrap(
                lambda times: calibration_line(target, proba, times).slope, names
            ),
        }
    except ValueError as error:
        raise DataError(
            f"These outcomes cannot be measured: {error}. Too few default, or all probabilities"
            " are alike: see make inspect for codes and order of months."
        ) from error


def verdict(figures: dict[str, Any], seen: bool) -> str:
    """Returns what the figures come to, in a few lines.

    Args:
        seen: whether the bundle was recalibrated by the same mapping.
    """
    gates = gates_of_lender(figures)
    if seen:
        advice = (
            "This bundle was calibrated on data of this mapping: on the same rows level and slope"
            " are no test. The cross-fitted figures are in its card.json."
        )
    elif not failed(gates):
        advice = "The probabilities may be used as they are."
    else:
        advice = "Do not use the probabilities as they are: see make recalibrate."
    ranking = f"ROC-AUC {figures['roc_auc']:.3f} ({_interval(figures['roc_auc_interval_95'])})"
    return "\n".join([ranking, *map(str, gates), advice])


def to_report(
    mapping: Mapping, version: str, people: People, figures: dict[str, Any], told: str
) -> str:
    """Returns the report in Markdown; ``told`` is the verdict."""
    outcome = mapping.outcome
    horizon = outcome.horizon_months if outcome else 0
    months = ", ".join(str(-point) for point in mapping.points)
    models = ", ".join(
        f"{name} {count:,}" for name, count in sorted(Counter(people.models).items())
    )
    left_out = [(reason, f"{count:,}") for reason, count in people.left_out.most_common()]
    protocol = (
        f"Bundle {version}, scored as of month {months} (0 the newest); horizon of the outcome"
        f" {horizon} months (the models': 12). Scored by: {models}."
        f" Intervals are 95 %, by {BOOTSTRAP_ROUNDS} bootstrap draws of"
        " whole persons; those of the grades are Jeffreys', with persons as"
        " the trials, and hold for all grades together."
    )
    sections = [
        f"# {mapping.name}",
        protocol,
        "## Verdict\n\n" + "\n".join(f"- {line}" for line in told.splitlines()),
        "## Figures\n\n" + _figures(figures),
        f"## Grades\n\nPolicy {first_policy().version} and its master scale.\n\n"
        + _grades(figures),
        "## Left out\n\n" + (table(("why", "rows"), left_out) if left_out else "Nobody."),
    ]
    if people.ended_early:
        sections.append(
            f"{people.ended_early:,} rows have no record after the observation month and are taken"
            " for good. If credits of yours are sold or written off then, they were not."
        )
    return "\n\n".join(sections) + "\n"


def write_validation(text: str, out: Path, mapping_file: Path) -> Path:
    """Writes the report under the name of the mapping, and says where."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{mapping_file.stem}.md"
    path.write_text(text, encoding="utf-8")
    return path


def _figures(figures: dict[str, Any]) -> str:
    events = f"{figures['events']:,} ({figures['base_rate']:.2%})"
    rows = [
        ("rows", f"{figures['rows']:,}", f"{figures['people']:,} persons"),
        ("defaults", events, f"{figures['people_in_default']:,} persons"),
        ("ROC-AUC", figures["roc_auc"], _interval(figures["roc_auc_interval_95"])),
        (
            "average precision",
            figures["average_precision"],
            _interval(figures["average_precision_interval_95"]),
        ),
        ("KS", figures["ks"], ""),
        (
            "O/E, observed over expected defaults",
            figures["observed_over_expected"],
            _interval(figures["observed_over_expected_interval_95"]),
        ),
        ("calibration in the large", figures["calibration_in_the_large"], ""),
        (
            "calibration slope",
            figures["calibration_slope"],
            _interval(figures["calibration_slope_interval_95"]),
        ),
        ("calibration intercept", figures["calibration_intercept"], ""),
        ("Brier score", figures["brier"], ""),
        ("log loss", figures["log_loss"], ""),
    ]
    return table(("figure", "value", "interval"), rows)


def _grades(figures: dict[str, Any]) -> str:
    rows = [
        (
            one["grade"],
            f"{one['count']:,}",
            f"{one['events']:,}",
            one["people_in_default"],
            f"{one['mean_proba']:.3%}",
            f"{one['observed_rate']:.3%}",
            " to ".join(f"{bound:.3%}" for bound in one["interval"]),
            "yes" if one["interval"][0] <= one["mean_proba"] <= one["interval"][1] else "no",
        )
        for one in figures["grades"]
        if one["count"]
    ]
    header = (
        *("grade", "rows", "defaults", "persons in default", "mean PD", "observed rate"),
        *("interval of the rate", "PD inside"),
    )
    return table(header, rows)


def _interval(bounds: list[float]) -> str:
    return f"{bounds[0]:.3f} to {bounds[1]:.3f}"
