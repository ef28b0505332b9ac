"""The service's own matured outcomes: what its models said, and what became of the people."""

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from core.scores.rules.vocabulary import ModelName
from model.bundle_reader import BUNDLE, Bundle, read_bundle
from model.calibration import Calibrator
from training.data import Array
from training.files import DataError, check_folder
from training.lender.bundle import write_recalibrated
from training.lender.commands import (
    AS_SHIPPED,
    RECALIBRATED,
    account_of,
    check_recalibrated,
    recalibrate_each,
    seen_by,
    tell,
)
from training.lender.lender_scores import Scores
from training.observations import OUTCOME_MONTHS

OUTCOMES = "outcomes.csv"
COLUMNS: dict[str, type] = {
    "month": str,
    "client_id": int,
    "model": str,
    "model_version": str,
    "proba": float,
    "contributions": float,
    "defaulted": int,
}
# Contributions are recorded to six digits each
TOLERANCE = 1e-3


def add_own_command(commands: Any) -> None:
    """Adds the command to those of ``python -m training``."""
    command = commands.add_parser("recalibrate-own", help="fit level and slope to own outcomes")
    command.set_defaults(run=_recalibrate_own)
    command.add_argument("--cohorts", type=Path, required=True, help="folder of outcomes.csv")
    command.add_argument("--bundle", type=Path, default=BUNDLE, help="which scored them")
    command.add_argument("--out", type=Path, default=RECALIBRATED, help="of the new bundle")


def _recalibrate_own(arguments: argparse.Namespace) -> None:
    out: Path = arguments.out
    if out.resolve() == BUNDLE.resolve():
        raise DataError("That is the bundle in force. Name another --out.")
    check_folder(out)
    bundle = read_bundle(arguments.bundle)
    outcomes = read_outcomes(arguments.cohorts, bundle.version)
    scores, target = scores_of(outcomes, bundle), outcomes["defaulted"].to_numpy(dtype=bool)
    names = outcomes["client_id"].to_numpy()
    found = recalibrate_each(scores, target, names)
    models = {name: account_of(one, scores, target, names, name) for name, one in found.items()}
    for name, told in models.items():
        print(tell(name, told))
    check_recalibrated(models)
    calibrators: dict[ModelName, Calibrator] = {name: one.calibrator for name, one in found.items()}
    account = {
        "from": bundle.version,
        "matured": [outcomes["month"].min(), outcomes["month"].max()],
        "horizon_months": OUTCOME_MONTHS,
        "models": models,
    }
    champion = write_recalibrated(
        arguments.bundle, out, calibrators, account, seen_by(found, scores, names)
    )
    print(AS_SHIPPED)
    print(f"bundle {champion.version}: {out}\nTo let it challenge: make register BUNDLE={out}")


def read_outcomes(folder: Path, version: str) -> pd.DataFrame:
    """Returns the outcomes of people whom a bundle scored.

    Raises:
        DataError: the file is missing or no such file, or nobody in it was scored by that bundle.
    """
    path = folder / OUTCOMES
    if not path.is_file():
        raise DataError(f"{path} is missing: make recalibrate writes it from the running stack.")
    try:
        table = pd.read_csv(path, usecols=list(COLUMNS), dtype=COLUMNS)
    except ValueError as error:
        raise DataError(f"{path} is none that make recalibrate wrote: {error}") from error
    own: pd.DataFrame = table[table["model_version"] == version].reset_index(drop=True)
    if own.empty:
        there = ", ".join(sorted(table["model_version"].unique())) or "none"
        raise DataError(
            f"Nobody in {path} was scored by {version}, but by: {there}. Name the bundle that"
            " scored them: make recalibrate BUNDLE=folder"
        )
    return own


def scores_of(outcomes: pd.DataFrame, bundle: Bundle) -> Scores:
    """Returns what the bundle said of people, with the log-odds before calibration.

    Raises:
        DataError: contributions and probabilities do not belong to this bundle.
    """
    models = outcomes["model"].to_numpy(dtype=str)
    raw: Array = np.full(len(outcomes), np.nan)
    proba = outcomes["proba"].to_numpy()
    for name, trained in bundle.models.items():
        rows = models == name
        raw[rows] = outcomes["contributions"].to_numpy()[rows] + trained.description.base
        again = trained.description.calibrator.apply(raw[rows])
        if not np.allclose(again, proba[rows], rtol=TOLERANCE, atol=0):
            raise DataError(
                f"{name}: the recorded probabilities are not those that {bundle.version} makes of"
                " the recorded contributions. Name the bundle that scored them: BUNDLE=folder"
            )
    return Scores(models, raw, proba)
