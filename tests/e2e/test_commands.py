"""The commands of the local stack, as an operator types them."""

import os
import subprocess
import sys

import httpx
import pytest

from local.stack import ROOT


def run(stack, *arguments, seconds=30):
    """Runs a command on the suite's stack; one that follows something is ended by the clock."""
    environment = os.environ | {"STACK": stack.name, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "local", *arguments]
    try:
        finished = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as followed:
        return (followed.stdout or b"").decode()
    return finished.stdout + finished.stderr


def test_status_says_what_runs_and_where(local_stack, deployed):
    answer = run(local_stack, "status")
    assert answer.count("runs, process") == 3
    assert deployed.description["site_url"] in answer


def test_logs_show_requests_without_metrics(local_stack, deployed):
    httpx.get(f"{deployed.description['site_url']}api/health")
    answer = run(local_stack, "logs", seconds=5)
    assert '"route":"/health"' in answer
    assert '"_aws"' not in answer


@pytest.mark.parametrize("folder", ["no-such-folder", "docs"])
def test_seeding_from_files_that_are_not_there_says_so(local_stack, folder):
    answer = run(local_stack, "seed", "--data", folder)
    assert "holds neither application_record.parquet nor application_record.csv" in answer
    assert "error:" in answer
    assert "Traceback" not in answer
