"""Reads the bundle and refuses one that does not belong together."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from catboost import CatBoostClassifier
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from core.features import FEATURE_NAMES, hash_feature_list
from core.master_scale import MASTER_SCALE
from core.policy import Policy, load_policy
from core.reasons import REASON_CODES, reason_codes
from core.vocabulary import ModelName
from model.calibration import Calibrator
from model.history import HISTORY_FEATURES

BUNDLE = Path(__file__).parent / "bundle"
KNOWN_FEATURES = {
    ModelName.APPLICATION: FEATURE_NAMES,
    ModelName.BEHAVIOURAL: (*HISTORY_FEATURES, *FEATURE_NAMES),
}
# The bundle is the record of what was trained for; these two are read from the core layer, which
# the api function has, too, and must be the same there.
COPIES = {"reason_codes.json": REASON_CODES, "master_scale.json": MASTER_SCALE}
FILES = (
    *(f"{name}.{kind}" for name in ModelName for kind in ("cbm", "npy")),
    *COPIES,
    "models.json",
    "policy.json",
    "reference.json",
    "golden.json",
    "card.json",
)


class BundleError(RuntimeError):
    """The bundle is damaged or was made for other features; train or deploy it again."""


class Manifest(BaseModel):
    """What binds the files of a bundle together."""

    model_config = ConfigDict(protected_namespaces=())

    model_version: str
    sha256: dict[str, str]


class ModelDescription(BaseModel):
    """What a model was trained on, and how its raw scores become probabilities.

    Attributes:
        target: the event that is predicted, in words.
        features: in the order of the model's columns.
        feature_list_hash: identity of that list.
        codes: reason codes, in the order of the last axis of the contributions.
        base: the expected raw score; contributions are what a client differs from it by.
    """

    target: str
    features: tuple[str, ...]
    feature_list_hash: str
    codes: tuple[str, ...]
    base: float
    calibrator: Calibrator


@dataclass(frozen=True)
class TrainedModel:
    """A model with the contribution of every leaf to every reason code.

    Attributes:
        contributions: shape (trees, leaves, codes), exact SHAP values summed by reason code.
    """

    classifier: CatBoostClassifier
    description: ModelDescription
    contributions: npt.NDArray[np.float64]


class GoldenRow(BaseModel):
    """An invented client and what the bundle must say of it."""

    answers: dict[str, Any]
    payment_history: list[dict[str, Any]]
    model: ModelName
    proba: float
    reasons: list[str]


@dataclass(frozen=True)
class Bundle:
    """The verified files of a bundle."""

    version: str
    models: dict[ModelName, TrainedModel]
    policy: Policy
    golden: list[GoldenRow]


def read_bundle(folder: Path) -> Bundle:
    """Reads and verifies a bundle; its golden rows are for ``model.scoring`` to verify.

    Raises:
        BundleError: a file is missing or changed, or features do not match this code's.
    """
    manifest = _read_manifest(folder)
    for name in FILES:
        path = folder / name
        if not path.is_file():
            raise BundleError(f"{folder.name}: {name} is missing.")
        if hash_file(path) != manifest.sha256.get(name):
            raise BundleError(f"{folder.name}: {name} is not the file the manifest was made for.")
    for name, current in COPIES.items():
        if hash_file(current) != manifest.sha256[name]:
            raise BundleError(f"{folder.name}: {name} differs from the core's. Train again.")
    descriptions = TypeAdapter(dict[ModelName, ModelDescription]).validate_json(
        (folder / "models.json").read_bytes()
    )
    return Bundle(
        version=manifest.model_version,
        models={name: _read_model(folder, name, descriptions[name]) for name in ModelName},
        policy=load_policy(folder / "policy.json"),
        golden=TypeAdapter(list[GoldenRow]).validate_json((folder / "golden.json").read_bytes()),
    )


def hash_file(path: Path) -> str:
    """Returns the SHA-256 of a file in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read_manifest(folder: Path) -> Manifest:
    try:
        return Manifest.model_validate_json((folder / "manifest.json").read_bytes())
    except (OSError, ValidationError) as error:
        raise BundleError(f"{folder.name}: manifest.json cannot be read.") from error


def _read_model(folder: Path, name: ModelName, description: ModelDescription) -> TrainedModel:
    features = description.features
    if hash_feature_list(features) != description.feature_list_hash:
        raise BundleError(f"{folder.name}: the features of {name} do not match their hash.")
    if not set(features) <= set(KNOWN_FEATURES[name]):
        raise BundleError(f"{folder.name}: {name} was made for other features than are built here.")
    if not set(description.codes) <= set(reason_codes()):
        raise BundleError(f"{folder.name}: {name} has reason codes that nobody can read.")
    classifier = CatBoostClassifier()
    classifier.load_model(str(folder / f"{name}.cbm"))
    if tuple(classifier.feature_names_) != features:
        raise BundleError(f"{folder.name}: {name}.cbm was trained on other features.")
    contributions = np.load(folder / f"{name}.npy")
    if contributions.shape[::2] != (classifier.tree_count_, len(description.codes)):
        raise BundleError(f"{folder.name}: {name}.npy does not belong to {name}.cbm.")
    return TrainedModel(classifier, description, contributions)
