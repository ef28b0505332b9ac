"""Reads the bundle and refuses one that does not belong together."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from catboost import CatBoostClassifier
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from core.clients.rules.questionnaire import FEATURE_NAMES, hash_feature_list
from core.kit.versions import hash_content, version_name
from core.scores.rules.reasons import reason_codes
from core.scores.rules.vocabulary import ModelName
from model.calibration import Calibrator
from model.history import NEW_CREDIT_FEATURES, STATE_FEATURES

BUNDLE = Path(__file__).parent / "bundle"
KNOWN_FEATURES = {
    ModelName.BEHAVIOURAL: tuple(STATE_FEATURES),
    ModelName.THIN_FILE: (*NEW_CREDIT_FEATURES, *FEATURE_NAMES),
}
"""The models of a bundle, and what each may read."""
FILES = (
    *(f"{name}.{kind}" for name in KNOWN_FEATURES for kind in ("cbm", "npy")),
    "models.json",
    "segment.json",
    "scorecard.json",
    "reference.json",
    "golden.json",
    "card.json",
)


class BundleError(RuntimeError):
    """The bundle is damaged or was made for other features; train or deploy it again."""


class Manifest(BaseModel):
    """What binds the files of a bundle together, and names it.

    Attributes:
        dated: the day of the recipe it was made by, YYYY-MM-DD.
        sha256: file -> hash of its content.
    """

    model_config = ConfigDict(protected_namespaces=())

    model_version: str
    dated: str
    sha256: dict[str, str]

    @property
    def bundle_sha256(self) -> str:
        """The hash of the hashes of all files: the identity of the bundle."""
        return hash_content(self.sha256)


class ModelDescription(BaseModel):
    """What a model was trained on, and how its raw scores become probabilities.

    Attributes:
        target: the event that is predicted, in words.
        features: in the order of the model's columns.
        feature_list_hash: identity of that list.
        codes: reason codes, in the order of the last axis of the contributions.
        base: the mean raw score of the people it was trained on; contributions are what a client
            differs from it by.
    """

    target: str
    features: tuple[str, ...]
    feature_list_hash: str
    codes: tuple[str, ...]
    base: float
    calibrator: Calibrator


class Segment(BaseModel):
    """How people fare of whom nothing is known but that they open their first credit.

    Attributes:
        proba: share of them who are 90 or more days late within 12 months of the opening.
        people, defaults: how many were seen, and how many of them defaulted.
    """

    proba: float = Field(gt=0, lt=1)
    people: int
    defaults: int


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
    """An invented client and what the bundle must say of it.

    Attributes:
        as_of: the date of scoring.
        answers: as the source data hold them, days counted back from ``as_of``.
        credits: of each, one letter for each month without a gap, newest first.
    """

    as_of: date
    answers: dict[str, Any]
    credits: list[str]
    model: ModelName
    proba: float
    reasons: list[str]


@dataclass(frozen=True)
class Bundle:
    """The verified files of a bundle."""

    folder: Path
    version: str
    sha256: str
    models: dict[ModelName, TrainedModel]
    segment: Segment
    golden: list[GoldenRow]


def read_bundle(folder: Path) -> Bundle:
    """Reads and verifies a bundle; its golden rows are for ``model.scoring`` to verify.

    Raises:
        BundleError: a file is missing or changed, its name is not made of its content, or features
            do not match this code's.
    """
    manifest = _read_manifest(folder)
    for name in FILES:
        path = folder / name
        if not path.is_file():
            raise BundleError(f"{folder.name}: {name} is missing.")
        if hash_file(path) != manifest.sha256.get(name):
            raise BundleError(f"{folder.name}: {name} is not the file the manifest was made for.")
    sha256 = manifest.bundle_sha256
    if manifest.model_version != version_name(manifest.dated, sha256):
        raise BundleError(f"{folder.name}: {manifest.model_version} is the name of another bundle.")
    descriptions = TypeAdapter(dict[ModelName, ModelDescription]).validate_json(
        (folder / "models.json").read_bytes()
    )
    return Bundle(
        folder=folder,
        version=manifest.model_version,
        sha256=sha256,
        models={name: _read_model(folder, name, descriptions[name]) for name in KNOWN_FEATURES},
        segment=Segment.model_validate_json((folder / "segment.json").read_bytes()),
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
