"""The dossier of a release: its parts, how good it is, who approved, and what was not tested."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.decisions.rules.policy import load_policy
from model.bundle_reader import read_bundle
from model.provenance import provenance_of
from training.dossier_panel import BUNDLE_PLACE, POLICY_PLACE, panel_section
from training.dossier_tests import read_results, tests_section
from training.files import DataError
from training.learning import SEED
from training.markdown import table
from training.model_card import model_card
from training.retraining import TOP_REASONS

STABLE_REASONS = 0.8  # below, reasons depend on who happened to be in the sample
NOT_MEASURED = "not measured"
PROTOCOLS = ("grouped", "out_of_time", "out_of_time_new_people")


@dataclass(frozen=True)
class Release:
    """What a dossier is made of.

    Attributes:
        root: the checkout.
        before: a checkout of the release before; None where there is none.
        results: folder of the JUnit reports; None where no suite ran.
        approvals: file of who approved, as the pipeline tells it.
    """

    name: str
    root: Path
    before: Path | None = None
    results: Path | None = None
    approvals: Path | None = None


def dossier(release: Release) -> str:
    """Returns the dossier as Markdown.

    Raises:
        BundleError: the bundle is damaged.
        DataError: a report or the list of approvals cannot be read.
    """
    folder = release.root / BUNDLE_PLACE
    bundle = read_bundle(folder)
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    parts = [
        f"# Dossier of release {release.name}",
        _identity(release.root, card),
        _metrics(card),
        _stability(card),
        _fairness(card),
        panel_section(release.root, release.before),
        _approvals(release.approvals),
        tests_section(read_results(release.results)),
        _deeper(model_card(card, bundle.version)),
    ]
    return "\n\n".join(parts) + "\n"


def _identity(root: Path, card: dict[str, Any]) -> str:
    known = provenance_of(root / BUNDLE_PLACE)
    policy = load_policy(root / POLICY_PLACE)
    rows = [
        ("bundle", known["model_version"], known["model_sha256"]),
        *(("file", name, sha256) for name, sha256 in known["files"].items()),
        ("training data", "content as loaded", card["data_sha256"]),
        ("first policy", policy.version, policy.sha256),
        ("code", "features", known["feature_code_sha256"]),
        ("code", "calibration", known["calibration_code_sha256"]),
        ("code", "reason codes", known["reason_code_sha256"]),
    ]
    return "## What it is made of\n\n" + table(("what", "name", "SHA-256"), rows)


def _metrics(card: dict[str, Any]) -> str:
    """Returns figures with intervals, and calibration, each with its protocol."""
    rows = [
        (
            name,
            protocol.replace("_", " "),
            figures["people"],
            figures["people_in_default"],
            _within(figures, "roc_auc"),
            f"{figures['brier']:.6f}",
            _within(figures, "observed_over_expected"),
            f"{figures['calibration_slope']:.3f}",
        )
        for name, model in card["models"].items()
        for protocol in PROTOCOLS
        for figures in [model["metrics"][protocol]]
    ]
    header = ("model", "protocol", "people", "in default", "ROC-AUC", "Brier", "O/E", "slope")
    gates = card["gates"]
    missed = [gate["name"] for gate in gates if not gate["passed"]]
    told = f"{len(gates) - len(missed)} of {len(gates)} gates passed" + (
        f"; missed: {', '.join(missed)}." if missed else "."
    )
    return "\n\n".join(
        [
            "## Metrics and calibration",
            f"All draws and fits began with seed {SEED}; in brackets 95 % intervals. {told}",
            table(header, rows),
        ]
    )


def _within(figures: dict[str, Any], name: str) -> str:
    low, high = figures[f"{name}_interval_95"]
    return f"{figures[name]:.3f} [{low:.3f}, {high:.3f}]"


def _stability(card: dict[str, Any]) -> str:
    flips, overlap = card.get("grade_flips"), card.get("reasons_overlap")
    rows = [
        ("people whose grade differs between two retrainings", _share(flips), ""),
        (
            f"mean overlap of the top {TOP_REASONS} reasons over retrainings",
            _share(overlap),
            "" if overlap is None else "green" if overlap >= STABLE_REASONS else "amber",
        ),
    ]
    return "## Stability\n\n" + table(("what", "share", "light"), rows)


def _share(value: float | None) -> str:
    return NOT_MEASURED if value is None else f"{value:.1%}"


def _fairness(card: dict[str, Any]) -> str:
    """Returns what gender and age would add: neither is read by a model."""
    rows = []
    for name, model in card["models"].items():
        told = model["metrics"].get("protected_attributes")
        both = [_within(told[one], "roc_auc") for one in ("with", "without")] if told else None
        rows.append((name, *(both or [NOT_MEASURED] * 2)))
    header = ("model", "ROC-AUC with gender and age", "as released, without")
    note = "Approvals by group need decisions: they are not measured here, but monthly in use."
    return "\n\n".join(["## Fairness", table(header, rows), note])


def _approvals(path: Path | None) -> str:
    """Returns who approved, as the pipeline's list tells it."""
    lines = ["## Approvals", ""]
    if path is None:
        return "\n".join([*lines, "None was handed in."])
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        rows = [
            (one["state"], one["user"]["login"], " ".join((one.get("comment") or "").split()))
            for one in told
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path}: is no list of approvals: state, user, comment.") from error
    if not rows:
        return "\n".join([*lines, "Nobody has approved."])
    return "\n".join([*lines, table(("state", "by", "comment"), rows)])


def _deeper(page: str) -> str:
    """Sets the headings of a page one level down, so that it is a part of another."""
    return "\n".join(f"#{line}" if line.startswith("#") else line for line in page.splitlines())
