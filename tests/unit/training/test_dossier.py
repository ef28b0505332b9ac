"""The dossier of a release: it names what was not tested, what changed and who approved."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.scores.rules.vocabulary import ModelName
from model.calibration import Sigmoid
from training.dossier import Release, dossier
from training.dossier_panel import BUNDLE_PLACE, POLICY_PLACE
from training.dossier_tests import SUITES
from training.files import DataError
from training.lender.bundle import write_recalibrated

ROOT = Path(__file__).parents[3]
A_SUITE = """
import pytest

def test_that_runs():
    pass

@pytest.mark.skip(reason="no browser was found")
def test_that_wants_a_browser():
    raise AssertionError

def test_that_fails():
    assert False, "not what was wanted"

@pytest.mark.skip
def test_without_a_reason():
    pass
"""


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """What a real run of a suite leaves, of which one test was skipped and one fails."""
    (tmp_path / "test_some.py").write_text(A_SUITE)
    folder = tmp_path / "results" / "of-one-python"
    command = ["-m", "pytest", "-q", "-p", "no:randomly", "test_some.py"]
    report = f"--junitxml={folder / 'unit.xml'}"
    done = subprocess.run(
        [sys.executable, *command, report], cwd=tmp_path, check=False, capture_output=True
    )
    assert done.returncode == 1, done.stdout
    return tmp_path / "results"


def test_a_skipped_test_is_named_with_why(results):
    told = dossier(Release("trial", ROOT, results=results))
    after = told.split("## Tests that did not run, with why")[1]
    assert "- unit: `test_some::test_that_wants_a_browser`: no browser was found" in after
    assert "`test_some::test_without_a_reason`: unconditional skip" in after
    assert "test_that_runs" not in told
    assert "- **unit** (rules, models and training by themselves): 1 passed, 1 failed, 2" in told
    assert "- unit: `test_some::test_that_fails`" in told.split("## Tests that failed")[1]


def test_suites_that_left_nothing_did_not_run(results):
    told = dossier(Release("trial", ROOT, results=results))
    for suite in SUITES.keys() - {"unit"}:
        assert f"- **{suite}** ({SUITES[suite]}), all of it: no results were handed in" in told
    assert "**unit** (rules, models and training by themselves), all of it" not in told


def test_what_is_no_report_is_refused(results):
    (results / "contract.xml").write_text("<testsuites>")
    with pytest.raises(DataError, match=r"contract\.xml: is no JUnit report"):
        dossier(Release("trial", ROOT, results=results))


def test_it_holds_the_hashes_and_figures_of_the_bundle():
    told = dossier(Release("trial", ROOT))
    manifest = json.loads((ROOT / BUNDLE_PLACE / "manifest.json").read_text())
    for sha256 in manifest["sha256"].values():
        assert sha256 in told
    card = json.loads((ROOT / BUNDLE_PLACE / "card.json").read_text())
    assert card["data_sha256"] in told
    assert all(limit in told for limit in card["limits_of_use"])
    assert told.count("# Limits of use") == 1


@pytest.mark.parametrize(
    ("overlap", "light"), [(None, "not measured |  |"), (0.79, "79.0% | amber |"), (0.8, "green |")]
)
def test_the_stability_of_reasons_has_a_light_where_it_was_measured(tmp_path, overlap, light):
    told = dossier(Release("trial", _with_card(tmp_path, reasons_overlap=overlap)))
    assert f"mean overlap of the top 4 reasons over retrainings | {light}" in told or (
        overlap == 0.8 and "80.0% | green |" in told
    )


def _with_card(root: Path, **figures: object) -> Path:
    """A checkout whose bundle has another card."""
    checkout = copied(root / "now")
    folder = checkout / BUNDLE_PLACE
    card = json.loads((folder / "card.json").read_text()) | figures
    (folder / "card.json").write_text(json.dumps({k: v for k, v in card.items() if v is not None}))
    return rebound(checkout)


def copied(root: Path) -> Path:
    """A checkout with nothing but a bundle and a policy."""
    shutil.copytree(ROOT / BUNDLE_PLACE, root / BUNDLE_PLACE)
    (root / POLICY_PLACE).parent.mkdir(parents=True)
    shutil.copyfile(ROOT / POLICY_PLACE, root / POLICY_PLACE)
    return root


def rebound(root: Path) -> Path:
    """Has the manifest of a checkout name what lies there now."""
    from core.scores.rules.bundle_names import BundleName
    from model.bundle_reader import FILES, hash_file

    folder = root / BUNDLE_PLACE
    files = {name: hash_file(folder / name) for name in FILES}
    name = BundleName.of("2026-11-28", files)
    told = {"model_version": name.version, "dated": name.dated, "sha256": files}
    (folder / "manifest.json").write_text(json.dumps(told))
    return root


def test_nothing_changes_for_the_panel_of_the_same_release(tmp_path):
    told = dossier(Release("trial", ROOT, before=copied(tmp_path)))
    assert "0 of 24 invented people are told something else." in told


def test_who_of_the_panel_is_told_something_else_is_listed(tmp_path):
    before = copied(tmp_path)
    shutil.rmtree(before / BUNDLE_PLACE)
    level = {ModelName.BEHAVIOURAL: Sigmoid(slope=1.0, intercept=2.0)}
    write_recalibrated(ROOT / BUNDLE_PLACE, before / BUNDLE_PLACE, level, {"to": "test"}, {})
    told = dossier(Release("trial", ROOT, before=before))
    panel = told.split("since the last release")[1].split("## ")[0]
    assert "0 of 24" not in panel
    assert "| person | PD | grade | recommendation | reasons gone | new reasons |" in panel
    assert " to " in panel


def test_a_release_that_this_code_cannot_read_is_said_to_be_unmeasured(tmp_path):
    before = copied(tmp_path)
    (before / BUNDLE_PLACE / "models.json").write_text("{}")
    assert "not measured" in dossier(Release("trial", ROOT, before=before)).split("last release")[1]


def test_who_approved_is_listed_and_a_list_of_nobody_said(tmp_path):
    path = tmp_path / "approvals.json"
    path.write_text(json.dumps([{"state": "approved", "user": {"login": "o"}, "comment": "Seen"}]))
    assert "| approved | o | Seen |" in dossier(Release("trial", ROOT, approvals=path))
    path.write_text("[]")
    assert "Nobody has approved." in dossier(Release("trial", ROOT, approvals=path))
    path.write_text('{"message": "Not Found"}')
    with pytest.raises(DataError, match="is no list of approvals"):
        dossier(Release("trial", ROOT, approvals=path))
    assert "None was handed in." in dossier(Release("trial", ROOT))
