"""MiniStack, the embedded emulator of AWS, in a virtual environment of its own."""

import os
from functools import cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.session import Session

from local import processes
from local.guard import KEY_VARIABLE
from local.stack import REGION, ROOT, TOOLS, Stack
from local.surroundings import plain_environment

NAME = "emulator"
PYTHON = TOOLS / "emulator" / "bin" / "python"
START_SECONDS = 30
LONGEST_CALL_SECONDS = 900  # as long as a function may take
# The library's modules first: `local` is found behind them, and no variable names it to functions
GUARDED = f"import sys; sys.path.append({str(ROOT)!r}); from local.guard import main; main()"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}
NO_FILES = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}


def start(stack: Stack) -> bool:
    """Starts the emulator if it does not run; says whether it was started, and so is empty."""
    if processes.find(stack, NAME):
        return False
    stack.temporary.mkdir(parents=True, exist_ok=True)
    environment = plain_environment(
        HOME=str(stack.folder),
        TMPDIR=str(stack.temporary),
        BIND_HOST="127.0.0.1",  # it would bind every interface
        GATEWAY_PORT=str(stack.emulator_port),
        IOT_MTLS_ENABLED="0",
        LOG_LEVEL="WARNING",  # what functions log goes to their log groups all the same
        MINISTACK_REGION=REGION,
        PYTHONDONTWRITEBYTECODE="1",
        AUTH="true",  # functions may do what their roles allow; these are the keys that may do all
        **CREDENTIALS,
        **{KEY_VARIABLE: guard_key(stack)},
    )
    processes.start(stack, NAME, [str(PYTHON), "-P", "-c", GUARDED], environment)
    processes.wait_for_port(stack, NAME, stack.emulator_port, START_SECONDS)
    return True


def guard_key(stack: Stack) -> str:
    """Returns what the site's proxy shows to the emulator's guard."""
    return stack.secret("guard-key")


def aws_environment(stack: Stack) -> dict[str, str]:
    """Returns what the AWS tools need to talk to the emulator."""
    return plain_environment(
        HOME=str(stack.folder),
        AWS_ENDPOINT_URL=stack.emulator_url,
        AWS_DEFAULT_REGION=REGION,
        SAM_CLI_TELEMETRY="0",
        **CREDENTIALS,
        **NO_FILES,
    )


@cache
def aws(stack: Stack, service: str) -> Any:
    """Returns a client of one AWS service on this stack."""
    connect: Any = _session().client
    return connect(
        service,
        endpoint_url=stack.emulator_url,
        region_name=REGION,
        aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
        config=Config(proxies={}, read_timeout=LONGEST_CALL_SECONDS),
    )


@cache
def _session() -> boto3.Session:
    """Returns a session without the profiles and files of the person at the keyboard."""
    settings = {
        "profile": (None, None, None, None),
        "config_file": (None, None, os.devnull, None),
        "credentials_file": (None, None, os.devnull, None),
    }
    return boto3.Session(botocore_session=Session(settings))
