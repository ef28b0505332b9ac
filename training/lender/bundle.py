"""Writes a bundle anew with other calibrations: the same trees and reasons, another name."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from core.scores.rules.bundle_names import BundleName
from core.scores.rules.vocabulary import ModelName
from model.bundle_reader import FILES
from model.calibration import Calibrator
from model.scoring import load_model
from training.bundle_writer import publish, sign, write_json


def write_recalibrated(
    source: Path,
    out: Path,
    calibrators: Mapping[ModelName, Calibrator],
    account: dict[str, Any],
    seen: Mapping[ModelName, dict[str, Any]],
) -> BundleName:
    """Writes a bundle that differs from its source in calibrations and in what its card tells.

    It is made aside and has to score its golden rows before it comes to where it is to be.

    Args:
        account: what the card tells of the recalibration.
        seen: of each model, the grades and probabilities that the people it was fitted to have by
            the new calibration, see ``training.reference``: months to come are compared with them.

    Returns:
        The name of the new bundle.
    """
    load_model(source)
    with TemporaryDirectory() as folder:
        made = Path(folder)
        for name in FILES:
            shutil.copyfile(source / name, made / name)
        models = _read(made / "models.json")
        for name, calibrator in calibrators.items():
            models[name]["calibrator"] = calibrator.model_dump()
        write_json(made / "models.json", models)
        references = _read(made / "reference.json")
        for name, scores in seen.items():
            references[name]["scores"] = scores
        write_json(made / "reference.json", references)
        write_json(made / "card.json", {**_read(made / "card.json"), "recalibrated": account})
        signed = sign(made)
        publish(made, out)
    return signed


def fitted_to(folder: Path) -> str | None:
    """Returns the name of the mapping that a bundle was recalibrated by; None of any other."""
    told: dict[str, str] = _read(folder / "card.json").get("recalibrated", {})
    return told.get("lender")


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
