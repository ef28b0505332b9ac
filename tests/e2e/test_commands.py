"""The commands of the local stack, as an operator types them."""

import os
import subprocess
import sys

import httpx
import pytest

from local.stack import ROOT


def run(deployed, *arguments, seconds=30):
    """Runs a command on the suite's stack; one that follows something is ended by the clock."""
    environment = os.environ | {"STACK": deployed.stack.name, "PYTHONUNBUFFERED": "1"}
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


def test_status_says_what_runs_and_where(deployed):
    answer = run(deployed, "status")
    assert answer.count("runs, process") == 3
    assert deployed.description["site_url"] in answer


def test_logs_show_requests_without_metrics(deployed):
    httpx.get(f"{deployed.description['site_url']}api/health")
    answer = run(deployed, "logs", seconds=5)
    assert '"route":"/health"' in answer
    assert '"_aws"' not in answer


@pytest.mark.parametrize("folder", ["no-such-folder", "docs"])
def test_seeding_from_files_that_are_not_there_says_so(deployed, folder):
    answer = run(deployed, "seed", "--data", folder)
    assert "holds neither application_record.parquet nor application_record.csv" in answer
    assert "error:" in answer
    assert "Traceback" not in answer
