"""Builds and deploys the template with the real SAM CLI."""

import hashlib
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from local import emulator, postgres
from local.errors import StackError
from local.stack import BUILD, REGION, ROOT, TOOLS, Stack, write_private
from local.surroundings import fetching_environment

SAM = TOOLS / "sam" / "bin" / "sam"
STACK_NAME = "credit-scoring"
FUNCTIONS = {
    "api": "ApiFunction",
    "scorer": "ScorerFunction",
    "importer": "ImporterFunction",
    "maintenance": "MaintenanceFunction",
    "monitor": "MonitorFunction",
}
ALIAS = "live"
# Functions and layers are built by the Python that runs this, and the emulator runs them with it
RUNTIME = f"python{sys.version_info.major}.{sys.version_info.minor}"
SOURCES = ("functions", "layers", "infra", "samconfig.toml")
FINGERPRINT = BUILD.parent / "fingerprint"


def fingerprint() -> str:
    """Returns the identity of everything that is built or deployed."""
    digest = hashlib.sha256(" ".join(built_for(architecture())).encode())
    for source in SOURCES:
        path = ROOT / source
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(ROOT)).encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


def build() -> bool:
    """Builds all for ``ARCHITECTURE`` if anything changed; says whether it did."""
    current = fingerprint()
    if FINGERPRINT.exists() and FINGERPRINT.read_text() == current:
        return False
    FINGERPRINT.unlink(missing_ok=True)
    run_build(architecture(), BUILD, BUILD.parent / "build.log")
    FINGERPRINT.write_text(current)
    return True


def run_build(processor: str, folder: Path, log: Path) -> None:
    """Builds all for one processor into a folder."""
    environment = fetching_environment(
        PATH=f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
        ARCHITECTURE=processor,
        UV_LINK_MODE="copy",
        AWS_DEFAULT_REGION=REGION,
        SAM_CLI_TELEMETRY="0",
        **emulator.NO_FILES,
    )
    # For SAM, whose cache would hand out another processor's or Python's build without it
    parameters = ["--parameter-overrides", *built_for(processor)]
    _sam(["build", "--build-dir", str(folder), *parameters], environment, log)


def built_for(processor: str) -> list[str]:
    """Returns the template's parameters that say what for functions and layers are built."""
    return [f"Architecture={processor}", f"PythonRuntime={RUNTIME}"]


def architecture() -> str:
    """Returns the processor that the person at the keyboard builds for."""
    return os.environ.get("ARCHITECTURE") or "x86_64"


def deploy(stack: Stack, environment: str, *parameters: str) -> dict[str, str]:
    """Deploys what was built; returns the outputs of the stack.

    Args:
        stack: where its emulator is.
        environment: of samconfig.toml.
        parameters: ``Name=value``, beside those of the environment.

    Raises:
        StackError: the deploy failed.
    """
    bucket = f"{STACK_NAME}-artifacts"
    s3 = emulator.aws(stack, "s3")
    with suppress(s3.exceptions.BucketAlreadyOwnedByYou):
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    release = fingerprint()[:40]
    command = ["deploy", "--config-env", environment, "--s3-bucket", bucket]
    command += ["--parameter-overrides", *_parameters_of(environment), *parameters]
    command += [
        f"PythonRuntime={RUNTIME}",
        f"DatabaseHost={stack.database_host}",
        f"DatabasePort={stack.database_port}",
        f"DatabaseUser={postgres.USER}",
        f"DatabaseRuntimeUser={postgres.RUNTIME_USER}",
        f"DatabaseName={postgres.DATABASE}",
        f"Release={release}",
        f"MaintenanceRelease={release}",
        f"file://{_secret_parameters(stack)}",
    ]
    _sam(command, emulator.aws_environment(stack), stack.log("deploy"))
    return outputs(stack)


def _secret_parameters(stack: Stack) -> Path:
    """Writes the secret among the parameters: everybody on a machine can read command lines."""
    path = stack.folder / "secrets" / "parameters.yaml"
    write_private(path, json.dumps({"DatabasePassword": stack.secret("database-password")}))
    return path


def _parameters_of(environment: str) -> list[str]:
    """Returns samconfig's parameters, which those of a command line would replace altogether."""
    configuration = tomllib.loads((ROOT / "samconfig.toml").read_text())
    overrides: list[str] = configuration[environment]["deploy"]["parameters"]["parameter_overrides"]
    return overrides


def mend(stack: Stack, deployed: dict[str, str], concurrency: int) -> None:
    """Does what the embedded emulator left undone of a deploy."""
    # Its transform knows only the defaults of parameters: the newest runtime, and no new release.
    functions = emulator.aws(stack, "lambda")
    for function in FUNCTIONS.values():
        name = deployed[f"{function}Name"]
        functions.update_function_configuration(FunctionName=name, Runtime=RUNTIME)
        go_live(stack, name)
    # It keeps a template's number as text, and its poller cannot compare that.
    for mapping in ("ScoringMappingId", "PortfolioMappingId", "ImportMappingId"):
        functions.update_event_source_mapping(
            UUID=deployed[mapping], ScalingConfig={"MaximumConcurrency": concurrency}
        )


def go_live(stack: Stack, function: str) -> None:
    """Publishes a function as it is and points its alias there."""
    client = emulator.aws(stack, "lambda")
    version = client.publish_version(FunctionName=function)["Version"]
    client.update_alias(FunctionName=function, Name=ALIAS, FunctionVersion=version)


def outputs(stack: Stack) -> dict[str, str]:
    """Returns the outputs of the deployed stack.

    Raises:
        StackError: a resource was accepted but not made.
    """
    cloudformation = emulator.aws(stack, "cloudformation")
    resources = cloudformation.describe_stack_resources(StackName=STACK_NAME)["StackResources"]
    for resource in resources:
        if resource.get("PhysicalResourceId") == "unknown":
            raise StackError(
                f"The emulator accepted {resource['LogicalResourceId']}"
                f" ({resource['ResourceType']}) and did not make it. Give it a condition in"
                " infra/template.yaml that leaves it out for this target."
            )
    described = cloudformation.describe_stacks(StackName=STACK_NAME)["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in described["Outputs"]}


def _sam(arguments: Sequence[str], environment: dict[str, str], log: Path) -> None:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        finished = subprocess.run(
            [str(SAM), *arguments],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if finished.returncode:
        raise StackError(f"sam {arguments[0]} failed: {_reason(log)}\nThe whole log: {log}")


def _reason(log: Path) -> str:
    """Returns the last lines of a log, where the SAM CLI says what went wrong."""
    return "\n".join(log.read_text(errors="replace").strip().splitlines()[-4:])
