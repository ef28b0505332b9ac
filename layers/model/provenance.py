"""What a score comes of besides its client: the bundle, file by file, and the code around it.

It is written down once and named by each score, so that a replay can say which part has changed.
"""

import json
from pathlib import Path
from typing import Any

import catboost
import numpy as np

import core
from core.kit.versions import hash_content
from model.bundle_reader import FILES, hash_file

CORE, MODEL = Path(core.__path__[0]), Path(__file__).parent
FEATURE_CODE = (
    CORE / "clients/rules/answer_kinds.py",
    CORE / "clients/rules/history.py",
    CORE / "clients/rules/questionnaire.py",
    MODEL / "history.py",
    MODEL / "scoring.py",  # which model reads whose months
)
CALIBRATION_CODE = (MODEL / "calibration.py",)
REASON_CODE = (
    CORE / "scores/rules/reasons.py",
    CORE / "scores/rules/reason_codes.json",
)
DESCRIBED = ("calibrator", "base", "codes", "features")


def provenance_of(folder: Path) -> dict[str, Any]:
    """Returns what lies in the folder of a bundle, whole or not, and the code that would use it."""
    files = {name: hash_file(folder / name) for name in FILES if (folder / name).is_file()}
    return {
        "model_version": _read(folder / "manifest.json").get("model_version"),
        "model_sha256": hash_content(files),
        "files": files,
        "models": {
            name: {key: description.get(key) for key in DESCRIBED}
            for name, description in _read(folder / "models.json").items()
        },
        "feature_code_sha256": _hash_sources(FEATURE_CODE),
        "calibration_code_sha256": _hash_sources(CALIBRATION_CODE),
        "reason_code_sha256": _hash_sources(REASON_CODE),
        "packages": {"catboost": catboost.__version__, "numpy": np.__version__},
    }


def _hash_sources(paths: tuple[Path, ...]) -> str:
    return hash_content([hash_file(path) for path in paths])


def _read(path: Path) -> dict[str, Any]:
    """Returns what a file of JSON holds; nothing where it cannot be read."""
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
