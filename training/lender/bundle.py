"""Writes a bundle anew with other calibrations: the same trees and reasons, another name."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from core.kit.versions import hash_content, version_name
from core.scores.rules.champion import Champion
from core.scores.rules.vocabulary import ModelName
from model.bundle_reader import FILES, Bundle, Manifest, hash_file, read_bundle
from model.calibration import Calibrator
from model.scoring import ScoringModel, load_model, to_applicants

MANIFEST = "manifest.json"


def write_recalibrated(
    source: Path, out: Path, calibrators: Mapping[ModelName, Calibrator], account: dict[str, Any]
) -> Champion:
    """Writes a bundle that differs from its source in calibrations and in what its card tells.

    It is made aside and has to score its golden rows before it comes to where it is to be.

    Args:
        account: what the card tells of the recalibration.

    Returns:
        The name and the hash of the new bundle.
    """
    before = read_bundle(source)
    with TemporaryDirectory() as folder:
        made = Path(folder)
        for name in (*FILES, MANIFEST):
            shutil.copyfile(source / name, made / name)
        models = _read(made / "models.json")
        for name, calibrator in calibrators.items():
            models[name]["calibrator"] = calibrator.model_dump()
        write_json(made / "models.json", models)
        write_json(made / "card.json", {**_read(made / "card.json"), "recalibrated": account})
        _write_manifest(made)
        write_json(made / "golden.json", _golden_rows(made, before))
        champion = _write_manifest(made)
        load_model(made)
        out.mkdir(parents=True, exist_ok=True)
        for name in (*FILES, MANIFEST):
            shutil.copyfile(made / name, out / name)
    return champion


def fitted_to(folder: Path) -> str | None:
    """Returns the name of the mapping that a bundle was recalibrated by; None of any other."""
    told: dict[str, str] = _read(folder / "card.json").get("recalibrated", {})
    return told.get("lender")


def put_in_force(champion: Champion, path: Path) -> None:
    """Names a bundle as the one that scores for real."""
    write_json(path, asdict(champion))


def write_json(path: Path, content: object) -> None:
    """Writes a file of a bundle."""
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _golden_rows(folder: Path, before: Bundle) -> list[dict[str, Any]]:
    """Has the new bundle score the invented clients of the one before."""
    scored = ScoringModel(read_bundle(folder)).score(to_applicants(before.golden))
    return [
        row.model_copy(
            update={
                "model": result.model,
                "proba": result.proba,
                "reasons": [reason.code for reason in result.reasons],
            }
        ).model_dump(mode="json")
        for row, result in zip(before.golden, scored, strict=True)
    ]


def _write_manifest(folder: Path) -> Champion:
    dated = Manifest.model_validate(_read(folder / MANIFEST)).dated
    hashes = {name: hash_file(folder / name) for name in FILES}
    sha256 = hash_content(hashes)
    champion = Champion(version_name(dated, sha256), sha256)
    manifest = {"model_version": champion.version, "dated": dated, "sha256": hashes}
    write_json(folder / MANIFEST, manifest)
    return champion


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
