"""A provenance tells one bundle and one code from another, whatever a manifest says."""

import json
import shutil
from pathlib import Path

import pytest

from core.monitoring.rules.replay_verdicts import CODE, Part, compare_artifacts, compare_code
from model import provenance
from model.bundle_reader import BUNDLE, FILES, read_bundle
from model.provenance import provenance_of

SOURCES = {
    "FEATURE_CODE": "feature_code_sha256",
    "CALIBRATION_CODE": "calibration_code_sha256",
    "REASON_CODE": "reason_code_sha256",
}


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BUNDLE, tmp_path / "bundle"))


def test_it_names_the_bundle_as_its_manifest_does():
    known = provenance_of(BUNDLE)
    bundle = read_bundle(BUNDLE)
    assert (known["model_version"], known["model_sha256"]) == (bundle.version, bundle.sha256)
    assert known["files"].keys() == set(FILES)
    for name, model in bundle.models.items():
        assert known["models"][name]["base"] == model.description.base
        assert tuple(known["models"][name]["codes"]) == model.description.codes


@pytest.mark.parametrize("name", FILES)
def test_a_byte_of_any_file_makes_another_one(bundle, name):
    before = provenance_of(bundle)
    (bundle / name).write_bytes((bundle / name).read_bytes() + b" ")
    after = provenance_of(bundle)
    assert after["model_sha256"] != before["model_sha256"]
    assert compare_artifacts(before, after) == ([name], {Part.ARTIFACT})


@pytest.mark.parametrize(("group", "key"), SOURCES.items())
def test_a_byte_of_any_source_makes_other_code_of_its_part_alone(tmp_path, monkeypatch, group, key):
    before = provenance_of(BUNDLE)
    for place, path in enumerate(getattr(provenance, group)):
        other = tmp_path / path.name
        other.write_bytes(path.read_bytes() + b"\n")
        changed = [*getattr(provenance, group)]
        changed[place] = other
        with monkeypatch.context() as patch:
            patch.setattr(provenance, group, tuple(changed))
            assert compare_code(before, provenance_of(BUNDLE)) == {CODE[key]}
    assert compare_code(before, provenance_of(BUNDLE)) == set()


@pytest.mark.parametrize(
    ("key", "value", "part"),
    [
        ("calibrator", {"kind": "sigmoid", "slope": 2.0, "intercept": 0.0}, Part.CALIBRATION),
        ("codes", ["DELAYS"], Part.REASON_CODES),
        ("base", 0.0, Part.ARTIFACT),
        ("features", ["days_birth"], Part.ARTIFACT),
    ],
)
def test_what_differs_within_the_descriptions_is_told_apart(bundle, key, value, part):
    before = provenance_of(bundle)
    models = json.loads((bundle / "models.json").read_text())
    models["thin_file"][key] = value
    (bundle / "models.json").write_text(json.dumps(models))
    assert compare_artifacts(before, provenance_of(bundle)) == (["models.json"], {part})


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff"])
def test_descriptions_that_nobody_can_read_are_another_artifact(bundle, content):
    before = provenance_of(bundle)
    (bundle / "models.json").write_bytes(content)
    files, parts = compare_artifacts(before, provenance_of(bundle))
    assert (files, Part.CALIBRATION in parts, Part.ARTIFACT in parts) == (
        ["models.json"],
        True,
        True,
    )
