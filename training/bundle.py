"""Writes the model bundle: model, calibration, policy, card, and a manifest that binds them."""

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from catboost import CatBoostClassifier

from core.features import FEATURE_NAMES, hash_feature_list
from training.application import PARAMETERS, TrainedModel
from training.data import Array

MODEL_VERSION = "application-2026.11.1"
POLICY_VERSION = "policy-1"
APPROVED_SHARE, DECLINED_SHARE = 0.80, 0.05
LIBRARIES = ("catboost", "numpy", "pandas", "scikit-learn")
LIMITS_OF_USE = (
    "First model, on questionnaire features only: it separates little better than chance.",
    "Trained on a public data set of one lender; it says nothing about another one's clients.",
    "Gender and age are among the features; leaving them out is a decision still to be measured.",
    "A decision hint is not a decision: the riskiest 5 % are to be looked at by a person.",
)


def write_bundle(folder: Path, trained: TrainedModel, data_hash: str) -> None:
    """Writes all files; the same data and libraries give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    _forget_the_moment(trained.classifier)
    trained.classifier.save_model(str(folder / "application.cbm"))
    calibration = {"slope": trained.calibration.slope, "intercept": trained.calibration.intercept}
    _write(folder / "calibrator.json", calibration)
    _write(folder / "policy.json", choose_policy(trained.out_of_fold_proba))
    _write(folder / "card.json", _card(trained, data_hash))
    files = ("application.cbm", "calibrator.json", "policy.json", "card.json")
    manifest = {
        "model_version": MODEL_VERSION,
        "feature_list_hash": hash_feature_list(FEATURE_NAMES),
        "sha256": {name: hash_file(folder / name) for name in files},
    }
    _write(folder / "manifest.json", manifest)


def _forget_the_moment(classifier: CatBoostClassifier) -> None:
    """Takes out of the model file what differs between two trainings of the same model."""
    metadata = classifier.get_metadata()
    for key in ("train_finish_time", "model_guid"):
        metadata[key] = ""


def choose_policy(proba: Array) -> dict[str, str | float]:
    """Approves the safest 80 %, declines the riskiest 5 %, and has people review the rest.

    These shares manage the approval rate until a profit curve justifies others.
    """
    approve_below, decline_from = np.quantile(proba, [APPROVED_SHARE, 1 - DECLINED_SHARE])
    return {
        "version": POLICY_VERSION,
        "approve_below": round(float(approve_below), 6),
        "decline_from": round(float(decline_from), 6),
    }


def _card(trained: TrainedModel, data_hash: str) -> dict[str, Any]:
    return {
        "model_version": MODEL_VERSION,
        "target": "ever 90 or more days past due (status 3, 4 or 5)",
        "protocol": "five folds grouped by the whole questionnaire, stratified; calibration"
        " cross-fitted over the folds; interval: 300 bootstrap draws of questionnaires",
        "metrics": trained.metrics,
        "parameters": PARAMETERS,
        "data_sha256": data_hash,
        "libraries": {name: version(name) for name in LIBRARIES},
        "limits_of_use": list(LIMITS_OF_USE),
    }


def hash_file(path: Path) -> str:
    """Returns the SHA-256 of a file in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
