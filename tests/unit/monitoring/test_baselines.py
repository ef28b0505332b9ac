"""What a version was like when it was made: of the layer, or of what was registered, to the byte."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from core.scores.rules.vocabulary import ModelName
from model.bundle_reader import BUNDLE, BundleError, hash_file
from monitor import baselines
from monitor.baselines import baseline_of, find_baseline

OWN = json.loads((BUNDLE / "manifest.json").read_text())["model_version"]
OTHER = "2026-01-01-00000000"
PAPERS = ("reference.json", "card.json")
NO_DATABASE: Any = None


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Another version with the papers of this one; what lies in the bucket can be changed."""
    lying = {name: (BUNDLE / name).read_bytes() for name in PAPERS}
    files = {name: hash_file(BUNDLE / name) for name in PAPERS}
    known = SimpleNamespace(sha256="0" * 64, files=files)

    def fetch(name: Any, file: str) -> bytes:
        if file not in lying:
            raise ClientError({"Error": {"Code": "NoSuchKey"}}, "GetObject")
        return lying[file]

    monkeypatch.setattr(baselines, "fetch_bundle_file", fetch)
    monkeypatch.setattr(
        baselines, "get_model", lambda _, version: known if version == OTHER else None
    )
    return lying


def test_a_version_of_the_bucket_is_compared_with_its_own_papers(
    registered: dict[str, bytes],
) -> None:
    for model in (ModelName.BEHAVIOURAL, ModelName.THIN_FILE):
        own = baseline_of(model, OWN)
        assert own is not None
        assert find_baseline(NO_DATABASE, model, OTHER) == own
        assert find_baseline(NO_DATABASE, model, OWN) is own
    assert find_baseline(NO_DATABASE, ModelName.SEGMENT, OTHER) is None


def test_papers_that_were_changed_are_not_believed(registered: dict[str, bytes]) -> None:
    registered["reference.json"] += b" "
    with pytest.raises(BundleError, match="not the file that was registered"):
        find_baseline(NO_DATABASE, ModelName.BEHAVIOURAL, OTHER)


def test_without_papers_nothing_is_compared(registered: dict[str, bytes]) -> None:
    del registered["card.json"]
    assert find_baseline(NO_DATABASE, ModelName.BEHAVIOURAL, OTHER) is None
    assert find_baseline(NO_DATABASE, ModelName.BEHAVIOURAL, "unknown") is None
