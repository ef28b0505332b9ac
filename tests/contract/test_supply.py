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
    deploying = {"release": {"contents": "read", "id-token": "write"}}
    assert allowed == (deploying if workflow.name == "release.yml" else {})


def test_a_release_is_tested_before_it_is_deployed():
    jobs = load("release.yml")["jobs"]
    assert jobs["test"]["uses"] == "./.github/workflows/test.yml"
    assert jobs["release"]["needs"] == "test"
    assert "workflow_call" in load("test.yml")[True]


def test_every_image_is_pinned_by_its_digest():
    compose = (ROOT / "docker-compose.localstack.yml").read_text()
    dockerfile = (ROOT / "infra" / "localstack" / "Dockerfile").read_text()
    images = re.findall(r"^ +image: (\S+)", compose, re.MULTILINE)
    images += re.findall(r"DEBIAN_IMAGE(?::-|=)(\S+?)[}\"\n]", compose + dockerfile)
    named = {re.sub(r"^\$\{\w+:-(.*)\}$", r"\1", image) for image in images}
    assert len(named) >= 4  # with the image that is built here
    for image in named - {"credit-scoring-deploy"}:
        assert PINNED_IMAGE.fullmatch(image), image
