"""The commands of the local stack, as an operator types them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from local.stack import ROOT, Stack


@contextmanager
def started(stack: Stack, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Starts a command on the suite's stack; one that follows something is ended at the end."""
    environment = os.environ | {"STACK": stack.name, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "local", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def run(stack: Stack, *arguments: str) -> str:
    with started(stack, *arguments) as process:
        assert process.stdout is not None
        return process.stdout.read()


def test_status_says_what_runs_and_where(local_stack, deployed):
    answer = run(local_stack, "status")
    assert answer.count("runs, process") == 3
    assert deployed.site_url in answer


def test_logs_show_requests_without_metrics(local_stack, deployed):
    refused = deployed.get("api/auth/me")
    request_id = refused.json()["request_id"]
    seen = []
    with started(local_stack, "logs") as process:
        assert process.stdout is not None
        for line in process.stdout:
            seen.append(line)
            if request_id in line and '"message":"request"' in line:
                break
    assert '"route":"/auth/me"' in seen[-1]
    assert '"_aws"' not in "".join(seen)


@pytest.mark.parametrize(
    ("folder", "reason"),
    [
        ("no-such-folder", "is no folder"),
        ("docs", "holds neither application_record.parquet nor application_record.csv"),
    ],
)
def test_seeding_from_files_that_are_not_there_says_so(local_stack, folder, reason):
    answer = run(local_stack, "seed", "--data", folder)
    assert reason in answer
    assert "error:" in answer
    assert "Traceback" not in answer
