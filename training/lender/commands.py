"""Commands on another lender's data: inspect, validate, recalibrate."""

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from core.models.rules.released import RELEASED
from core.scores.rules.vocabulary import ModelName
from model.bundle_reader import BUNDLE, Bundle, read_bundle
from model.calibration import Calibrator
from training.bundle_writer import put_in_release
from training.data import Array
from training.evaluation import BOOTSTRAP_ROUNDS
from training.files import DataError, check_folder
from training.gates import GateError, failed
from training.lender.bundle import fitted_to, write_recalibrated
from training.lender.cutoffs import propose_policy, tell_policy
from training.lender.dry_run import inspect, load_people
from training.lender.lender_scores import Scores
from training.lender.mapping import Mapping, read_mapping
from training.lender.people import People
from training.lender.recalibration import FEWEST_DEFAULTS, Recalibration, recalibrate, to_json
from training.lender.rows import read_rows
from training.lender.validation import (
    gates_of_lender,
    measure_lender,
    score_lender,
    to_report,
    verdict,
    write_validation,
)
from training.markdown import table
from training.observations import OUTCOME_MONTHS
from training.reference import scores_reference

LOCAL = Path(__file__).parent.parent.parent / ".local"
VALIDATION = LOCAL / "validation"
RECALIBRATED = LOCAL / "recalibrated" / "bundle"
AS_SHIPPED = (
    "As shipped, at the level of the lender it was made of: the average of people without any"
    " payment month (segment.json), and the scorecard that scores in the shadow (scorecard.json)."
)
TOLD = ("roc_auc", "observed_over_expected", "calibration_slope", "calibration_intercept")
TOLD_TOO = ("calibration_in_the_large", "log_loss", "brier")


def add_lender_commands(commands: Any) -> None:
    """Adds the commands to those of ``python -m training``."""
    for name, run, description in (
        ("inspect", _inspect, "say what a mapping makes of another lender's file"),
        ("validate", _validate, "measure a bundle on another lender's people"),
        ("recalibrate", _recalibrate, "fit level and slope to another lender, as a new bundle"),
    ):
        command = commands.add_parser(name, help=description)
        command.set_defaults(run=run)
        command.add_argument("--data", type=Path, required=True, help="folder of the file")
        command.add_argument("--mapping", type=Path, required=True, help="what it means, in TOML")
        if run is not _inspect:
            command.add_argument("--bundle", type=Path, default=BUNDLE, help="the shipped one")
        if run is _validate:
            command.add_argument("--out", type=Path, default=VALIDATION, help="of the report")
        if run is _recalibrate:
            command.add_argument("--out", type=Path, help="of the new bundle")
            command.add_argument(
                "--put-in-force",
                action="store_true",
                help="over the shipped one, for the next release",
            )


def _inspect(arguments: argparse.Namespace) -> None:
    mapping = read_mapping(arguments.mapping)
    found = inspect(read_rows(arguments.data, mapping), mapping)
    print(found)
    if found.refused:
        raise DataError("validate and recalibrate refuse this file until that is mended.")


def _validate(arguments: argparse.Namespace) -> None:
    check_folder(arguments.out)
    mapping = read_mapping(arguments.mapping)
    people, bundle = load_people(arguments.data, mapping), read_bundle(arguments.bundle)
    scores, target = _score(bundle, people)
    figures = measure_lender(target, scores.proba, people.names)
    seen = fitted_to(arguments.bundle) == mapping.name
    told = verdict(figures, seen)
    text = to_report(mapping, bundle.version, people, figures, told)
    path = write_validation(text, arguments.out, arguments.mapping)
    print(told, f"report: {path}", sep="\n")
    _warn_of_horizon(mapping)
    missed = failed(gates_of_lender(figures))
    if missed:
        raise GateError(
            f"{len(missed)} of the gates failed: {', '.join(one.name for one in missed)}."
            " Fit level and slope to these people: make recalibrate with the same DATA and MAPPING."
        )


def _recalibrate(arguments: argparse.Namespace) -> None:
    out = _target_folder(arguments)
    check_folder(out)
    mapping = read_mapping(arguments.mapping)
    people, bundle = load_people(arguments.data, mapping), read_bundle(arguments.bundle)
    scores, target = _score(bundle, people)
    found = recalibrate_each(scores, target, people.names)
    account: dict[str, Any] = {
        "from": bundle.version,
        "lender": mapping.name,
        "horizon_months": _horizon(mapping),
    }
    models = {
        name: account_of(one, scores, target, people.names, name) for name, one in found.items()
    }
    for name, told in models.items():
        print(tell(name, told))
    check_recalibrated(models)
    calibrators: dict[ModelName, Calibrator] = {name: one.calibrator for name, one in found.items()}
    account |= {"models": models}
    seen = seen_by(found, scores, people.names)
    made = write_recalibrated(arguments.bundle, out, calibrators, account, seen)
    if arguments.put_in_force:
        put_in_release(made, out, RELEASED)
    for name in sorted(set(scores.models.tolist()) - set(found)):
        print(f"{name}: as it was, for fewer than {FEWEST_DEFAULTS} persons of it default.")
    print(AS_SHIPPED)
    _warn_of_horizon(mapping)
    print(f"bundle {made.version}: {out}")
    _propose(mapping, found, scores, target)


def check_recalibrated(models: dict[ModelName, dict[str, Any]]) -> None:
    """Checks the cross-fitted figures of every model before its calibration is written.

    Raises:
        GateError: on people it was not fitted on, a calibration misses the level or the slope.
    """
    missed = [
        f"{name}, {gate}"
        for name, told in models.items()
        for gate in failed(gates_of_lender(told["after_cross_fitted"]))
    ]
    if missed:
        raise GateError(
            "\n".join(["Recalibrated on other people, gates still fail:", *missed])
            + "\nNo bundle was written. Add people in default, or older observation points."
        )


def _warn_of_horizon(mapping: Mapping) -> None:
    months = _horizon(mapping)
    if months not in {None, OUTCOME_MONTHS}:
        print(
            f"warning: the outcome is of {months} months, and the models' is of {OUTCOME_MONTHS}:"
            f" level, grades and cut-offs of a bundle fitted to it are of {months}, too.",
            file=sys.stderr,
        )


def _target_folder(arguments: argparse.Namespace) -> Path:
    out: Path = arguments.out or (BUNDLE if arguments.put_in_force else RECALIBRATED)
    shipped = out.resolve() == BUNDLE.resolve()
    if shipped and not arguments.put_in_force:
        raise DataError("That is the bundle in force. Name another --out, or say --put-in-force.")
    if arguments.put_in_force and not shipped:
        raise DataError("--put-in-force writes over the shipped bundle: leave --out out.")
    return out


def _score(bundle: Bundle, people: People) -> tuple[Scores, Array]:
    with tqdm(total=len(people.models), unit="person", file=sys.stderr) as bar:
        scores = score_lender(bundle, people, bar.update)
    print(f"intervals by {BOOTSTRAP_ROUNDS} bootstrap draws ...", file=sys.stderr)
    return scores, np.asarray(people.target)


def recalibrate_each(scores: Scores, target: Array, names: Array) -> dict[ModelName, Recalibration]:
    """Recalibrates every model by which enough persons default.

    Raises:
        DataError: there is none, or one does not rank.
    """
    found, refusals = {}, []
    for name in np.unique(scores.models).tolist():
        rows = scores.models == name
        try:
            found[ModelName(name)] = recalibrate(scores.raw[rows], target[rows], names[rows])
        except DataError as error:
            refusals.append(f"{name}: {error}")
    if not found:
        raise DataError("\n".join(refusals))
    return found


def seen_by(
    found: dict[ModelName, Recalibration], scores: Scores, names: Array
) -> dict[ModelName, dict[str, Any]]:
    """Returns of each model what its new calibration says of the people that it was fitted to."""
    return {
        name: scores_reference(one.calibrator.apply(scores.raw[rows]), names[rows])
        for name, one in found.items()
        for rows in (scores.models == name,)
    }


def account_of(
    found: Recalibration, scores: Scores, target: Array, names: Array, name: ModelName
) -> dict[str, Any]:
    """Returns what the card tells of one model: on how many, and the figures before and after."""
    rows = scores.models == name
    before = measure_lender(target[rows], scores.proba[rows], names[rows])
    after = measure_lender(target[rows], found.proba, names[rows])
    counted = ("rows", "people", "events", "people_in_default")
    kept = (*TOLD, "observed_over_expected_interval_95", "calibration_slope_interval_95", *TOLD_TOO)
    return {
        **{key: before[key] for key in counted},
        **to_json(found),
        "before": {key: before[key] for key in kept},
        "after_cross_fitted": {key: after[key] for key in kept},
    }


def tell(name: str, told: dict[str, Any]) -> str:
    """Returns the figures of one model before and after, as a table."""
    rows = [
        (key.replace("_", " "), told["before"][key], told["after_cross_fitted"][key])
        for key in (*TOLD, *TOLD_TOO)
    ]
    losses = ", ".join(f"{kind} {loss}" for kind, loss in told["cross_fitted_log_losses"].items())
    return (
        f"{name}: {told['kind']} on {told['rows']:,} rows of {told['people']:,} persons,"
        f" {told['people_in_default']:,} of them in default"
        f" (log losses, cross-fitted: {losses})\n\n"
        f"{table(('figure', 'before', 'after, cross-fitted'), rows)}\n"
    )


def _propose(
    mapping: Mapping, found: dict[ModelName, Recalibration], scores: Scores, target: Array
) -> None:
    if mapping.economics is None:
        print("No [economics] in the mapping, so no cut-offs are proposed.")
        return
    proba = scores.proba.copy()
    for name, one in found.items():
        proba[scores.models == name] = one.proba
    print(f"\n{tell_policy(propose_policy(mapping.economics), target, proba)}")


def _horizon(mapping: Mapping) -> int | None:
    return mapping.outcome.horizon_months if mapping.outcome else None
