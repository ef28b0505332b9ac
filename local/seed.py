"""Invokes the maintenance function: migrate, and seed in chunks with a progress bar."""

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from tqdm import tqdm

from local import emulator
from local.errors import StackError
from local.stack import ROOT, Stack

CLIENTS = 1_510
PEOPLE_PER_CALL = 151


def migrate(stack: Stack, function: str) -> None:
    """Brings the database to the newest schema."""
    _invoke(stack, function, {"action": "migrate"})


def seed(stack: Stack, function: str, count: int = CLIENTS) -> None:
    """Makes the demo users and ``count`` synthetic clients."""
    password = stack.secret("demo-password")
    with tqdm(total=count, desc="seed", unit=" clients", leave=False) as progress:
        for first in range(0, count, PEOPLE_PER_CALL):
            event = {"first": first, "count": min(PEOPLE_PER_CALL, count - first)}
            _invoke(stack, function, {"action": "seed", "password": password, **event})
            progress.update(event["count"])


def seed_from(stack: Stack, function: str, data: Path) -> None:
    """Makes clients of the real applicants in a folder of the Kaggle files.

    Raises:
        StackError: the files cannot be used.
    """
    applicants_file = stack.folder / "state" / "applicants.jsonl"
    command = [sys.executable, "-m", "training", "applicants"]
    command += ["--data", str(data), "--out", str(applicants_file), "--count", str(CLIENTS)]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise StackError(f"The files in {data} cannot be used; the line above says why.")
    password = stack.secret("demo-password")
    with tqdm(total=CLIENTS, desc="seed", unit=" clients", leave=False) as progress:
        first = 0
        for people in _chunks(applicants_file):
            event = {"action": "seed", "password": password, "first": first, "applicants": people}
            _invoke(stack, function, event)
            first += len(people)
            progress.update(len(people))


def _chunks(path: Path) -> Iterator[list[dict[str, Any]]]:
    with path.open(encoding="utf-8") as lines:
        while chunk := [json.loads(line) for line in islice(lines, PEOPLE_PER_CALL)]:
            yield chunk


def _invoke(stack: Stack, function: str, event: dict[str, Any]) -> dict[str, Any]:
    response = emulator.aws(stack, "lambda").invoke(
        FunctionName=function, Payload=json.dumps(event).encode()
    )
    answer: dict[str, Any] = json.loads(response["Payload"].read())
    if "FunctionError" in response:
        raise StackError(f"{event['action']} failed: {answer.get('errorMessage')}")
    return answer
