"""Reads the bundle and refuses one that does not belong together."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from catboost import CatBoostClassifier
from pydantic import BaseModel, ConfigDict, ValidationError

from core.features import FEATURE_NAMES, hash_feature_list
from core.policy import Policy, load_policy

BUNDLE = Path(__file__).parent / "bundle"
FILES = ("application.cbm", "calibrator.json", "policy.json", "card.json")


class BundleError(RuntimeError):
    """The bundle is damaged or was made for other features; train or deploy it again."""


class Manifest(BaseModel):
    """What binds the files of a bundle together, and the bundle to the feature list."""

    model_config = ConfigDict(protected_namespaces=())

    model_version: str
    feature_list_hash: str
    sha256: dict[str, str]


@dataclass(frozen=True)
class Bundle:
    """The verified files of a bundle."""

    version: str
    classifier: CatBoostClassifier
    slope: float
    intercept: float
    policy: Policy


def read_bundle(folder: Path) -> Bundle:
    """Reads and verifies a bundle.

    Raises:
        BundleError: a file is missing or changed, or features do not match this code's.
    """
    manifest = _read_manifest(folder)
    if manifest.feature_list_hash != hash_feature_list(FEATURE_NAMES):
        raise BundleError(f"{folder.name}: made for other features than this code builds.")
    for name in FILES:
        path = folder / name
        if not path.is_file():
            raise BundleError(f"{folder.name}: {name} is missing.")
        if hashlib.sha256(path.read_bytes()).hexdigest() != manifest.sha256.get(name):
            raise BundleError(f"{folder.name}: {name} is not the file the manifest was made for.")
    classifier = CatBoostClassifier()
    classifier.load_model(str(folder / "application.cbm"))
    if tuple(classifier.feature_names_) != FEATURE_NAMES:
        raise BundleError(f"{folder.name}: the model was trained on other features.")
    calibrator = json.loads((folder / "calibrator.json").read_text())
    return Bundle(
        version=manifest.model_version,
        classifier=classifier,
        slope=calibrator["slope"],
        intercept=calibrator["intercept"],
        policy=load_policy(folder / "policy.json"),
    )


def _read_manifest(folder: Path) -> Manifest:
    try:
        return Manifest.model_validate_json((folder / "manifest.json").read_bytes())
    except (OSError, ValidationError) as error:
        raise BundleError(f"{folder.name}: manifest.json cannot be read.") from error
