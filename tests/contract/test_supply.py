"""What workflows and images are built from is pinned, and a release is tested before it is deployed."""

import re
from typing import Any

import pytest
import yaml

from tests.contract.resolving import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED_ACTION = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
PINNED_IMAGE = re.compile(r"[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}")


def load(name: str) -> Any:
    # YAML 1.1 reads the key `on` as true
    return yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text())


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_its_commit(workflow):
    used = re.findall(r"uses: (\S+)", workflow.read_text())
    assert used
    for action in used:
        assert action.startswith("./") or PINNED_ACTION.fullmatch(action), action


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_no_workflow_may_more_than_read_but_where_it_deploys(workflow):
    document = load(workflow.name)
    assert document["permissions"] == {"contents": "read"}
    allowed = {
        name: job["permissions"] for name, job in document["jobs"].items() if "permissions" in job
    }
    deploying = {
        "release": {"contents": "read", "id-token": "write"},
        "dossier": {"actions": "read", "contents": "write"},
    }
    assert allowed == (deploying if workflow.name == "release.yml" else {})


def test_a_release_is_tested_before_it_is_deployed():
    jobs = load("release.yml")["jobs"]
    assert jobs["test"]["uses"] == "./.github/workflows/test.yml"
    assert jobs["release"]["needs"] == "test"
    tests = load("test.yml")
    assert "workflow_call" in tests[True]
    # All of them, and none may fail or be left out without holding the release up
    steps = [step for job in tests["jobs"].values() for step in job["steps"]]
    commands = {step.get("run", "") for step in steps}
    assert {".ci/run", "make check-surroundings", "make test-e2e TARGET=localstack"} <= commands
    assert (ROOT / ".ci" / "run").read_text().splitlines()[-1] == "make test"
    for job in [*tests["jobs"].values(), *jobs.values()]:
        assert "if" not in job and "continue-on-error" not in job
    for step in steps:
        assert "continue-on-error" not in step
        assert "if" not in step or "run" not in step or step["if"] == "failure()"


def test_what_is_released_is_what_was_tested():
    jobs = load("release.yml")["jobs"]
    assert load("release.yml")[True] == {"push": {"tags": ["v*"]}}
    checkout, *_ = jobs["release"]["steps"]
    assert "ref" not in checkout["with"], "the tag that the tests have seen"
    [deploy] = [step for step in jobs["release"]["steps"] if "run" in step]
    assert deploy["run"] == 'make release RELEASE="$GITHUB_REF_NAME"'
    assert jobs["release"]["environment"] == "prod"


def test_a_release_gets_a_dossier_of_all_results_and_of_who_approved():
    job = load("release.yml")["jobs"]["dossier"]
    assert job["needs"] == "release"
    [write] = [step["run"] for step in job["steps"] if "make dossier" in step.get("run", "")]
    assert {"RESULTS=", "APPROVALS=", "SINCE="} <= set(re.findall(r"[A-Z]+=", write))
    jobs = load("test.yml")["jobs"]
    for tested in jobs:
        uploads = [step.get("with", {}) for step in jobs[tested]["steps"]]
        [results] = [one for one in uploads if one.get("path") == ".local/results"]
        assert "if-no-files-found" not in results, "who leaves nothing is warned of"
    assert ".local/results/surroundings.xml" in (ROOT / "tests" / "surroundings").read_text()


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_what_lies_in_a_hidden_folder_is_uploaded_all_the_same(workflow):
    for job in load(workflow.name)["jobs"].values():
        for step in job.get("steps", ()):
            told = step.get("with", {})
            if str(told.get("path", "")).startswith("."):
                assert told.get("include-hidden-files") is True, told


def test_every_image_is_pinned_by_its_digest():
    compose = (ROOT / "docker-compose.localstack.yml").read_text()
    dockerfile = (ROOT / "infra" / "localstack" / "Dockerfile").read_text()
    images = re.findall(r"^ +image: (\S+)", compose, re.MULTILINE)
    images += re.findall(r"DEBIAN_IMAGE(?::-|=)(\S+?)[}\"\n]", compose + dockerfile)
    named = {re.sub(r"^\$\{\w+:-(.*)\}$", r"\1", image) for image in images}
    assert len(named) >= 4  # with the image that is built here
    for image in named - {"credit-scoring-deploy"}:
        assert PINNED_IMAGE.fullmatch(image), image
