"""The LocalStack target's own rules: resources that were not made, layers, the compose file."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from local import deploy, localstack
from local.errors import StackError
from local.stack import ROOT, Stack

COMPOSE = yaml.safe_load((ROOT / "docker-compose.localstack.yml").read_text())


def cloudformation(*resources: tuple[str, str | None]) -> SimpleNamespace:
    made = [
        {"LogicalResourceId": name, "ResourceType": "AWS::X::Y", "PhysicalResourceId": identifier}
        for name, identifier in resources
    ]
    outputs = [{"OutputKey": "QueueUrl", "OutputValue": "http://queue"}]
    return SimpleNamespace(
        describe_stack_resources=lambda **_: {"StackResources": made},
        describe_stacks=lambda **_: {"Stacks": [{"Outputs": outputs}]},
    )


@pytest.fixture
def stack(tmp_path: Path) -> Stack:
    return Stack("a-test", tmp_path, 1, 2, 3)


def answer_with(monkeypatch: pytest.MonkeyPatch, client: SimpleNamespace) -> None:
    monkeypatch.setattr(deploy.emulator, "aws", lambda stack, service: client)


def test_a_resource_that_was_accepted_and_not_made_fails_the_deploy_with_its_name(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_with(monkeypatch, cloudformation(("Queue", "q-1"), ("HttpApi", "unknown")))
    with pytest.raises(StackError, match=r"HttpApi \(AWS::X::Y\).*condition"):
        deploy.outputs(stack)


def test_a_resource_left_out_by_its_condition_is_fine(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_with(monkeypatch, cloudformation(("Queue", "q-1"), ("Network", None)))
    assert deploy.outputs(stack) == {"QueueUrl": "http://queue"}


def test_the_layers_are_laid_together_and_what_was_there_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for layer, package in (
        ("CoreLayer", "core"),
        ("ModelLayer", "model"),
        ("AnalysisLayer", "analysis"),
    ):
        folder = tmp_path / "build" / layer / "python" / package
        folder.mkdir(parents=True)
        (folder / "__init__.py").touch()
    old = tmp_path / "opt" / "python" / "old"
    old.mkdir(parents=True)
    monkeypatch.setattr(localstack, "BUILD", tmp_path / "build")
    localstack.lay_layers(tmp_path / "opt")
    laid = {path.name for path in (tmp_path / "opt" / "python").iterdir()}
    assert laid == {"core", "model", "analysis"}


@pytest.mark.parametrize("service", COMPOSE["services"])
def test_every_port_is_published_on_the_loopback_interface_only(service: str) -> None:
    for port in COMPOSE["services"][service].get("ports", []):
        assert port.startswith("127.0.0.1:")


def test_no_secret_stands_in_the_compose_file() -> None:
    for service in COMPOSE["services"].values():
        variables: dict[str, Any] = service.get("environment", {})
        secrets = {
            name: value
            for name, value in variables.items()
            if any(word in name for word in ("PASSWORD", "TOKEN", "SECRET"))
        }
        assert set(secrets.values()) <= {"${LOCALSTACK_AUTH_TOKEN:-}"}


def test_data_and_passwords_outlive_the_containers() -> None:
    named = set(COMPOSE["volumes"])
    for service in COMPOSE["services"].values():
        for volume in service["volumes"]:
            source = volume.split(":")[0]
            assert source in named or source == "/var/run/docker.sock"


def test_the_layers_volume_has_the_name_that_the_functions_mount() -> None:
    flags = COMPOSE["services"]["localstack"]["environment"]["LAMBDA_DOCKER_FLAGS"]
    assert flags.split()[1].split(":")[0] == COMPOSE["volumes"]["layers"]["name"]


def test_the_site_starts_after_the_deploy_and_the_deploy_after_the_others() -> None:
    services = COMPOSE["services"]
    assert services["site"]["depends_on"] == {
        "deploy": {"condition": "service_completed_successfully"}
    }
    for name in ("database", "localstack"):
        assert services["deploy"]["depends_on"][name] == {"condition": "service_healthy"}
        assert "healthcheck" in services[name]
