"""Invokes the maintenance function: migrate, and seed in chunks with a progress bar."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from tqdm import tqdm

from local import emulator
from local.errors import StackError
from local.stack import ROOT, Stack
from local.surroundings import plain_environment

CLIENTS = 1_510
PEOPLE_PER_CALL = 151


def migrate(stack: Stack, function: str) -> None:
    """Brings the database to the newest schema."""
    _invoke(stack, function, {"action": "migrate"})


def seed(stack: Stack, function: str, count: int = CLIENTS) -> None:
    """Makes the demo users and ``count`` synthetic clients; those there are already stay."""
    chunks = (
        {"first": first, "count": min(PEOPLE_PER_CALL, count - first)}
        for first in range(0, count, PEOPLE_PER_CALL)
    )
    _send(stack, function, "synthetic", chunks, count)


def seed_from(stack: Stack, function: str, data: Path, count: int = CLIENTS) -> None:
    """Makes clients of the real applicants in a folder of the Kaggle files.

    Raises:
        StackError: the files cannot be used.
    """
    file = stack.folder / "state" / "applicants.jsonl"
    command = [sys.executable, "-m", "training", "applicants"]
    command += ["--data", str(data), "--out", str(file), "--count", str(count)]
    if subprocess.run(command, cwd=ROOT, env=plain_environment(), check=False).returncode:
        raise StackError(f"The files in {data} cannot be used; the line above says why.")
    _send(stack, function, str(data), _chunks(file), count)
    file.unlink()


def _send(
    stack: Stack, function: str, source: str, chunks: Iterable[dict[str, Any]], count: int
) -> None:
    """Sends the chunks with a progress bar for people; clients of another source are replaced."""
    event = {"action": "seed", "password": stack.secret("demo-password")}
    replace = stack.recall("seeded-from") not in (None, source)
    with tqdm(total=count, desc="seed", unit=" clients", leave=False, disable=None) as progress:
        for chunk in chunks:
            answer = _invoke(stack, function, {**event, **chunk, "replace": replace})
            replace = False
            progress.update(answer["clients"])
    stack.remember("seeded-from", source)


def _chunks(file: Path) -> Iterator[dict[str, Any]]:
    first = 0
    with file.open(encoding="utf-8") as lines:
        while applicants := [json.loads(line) for line in islice(lines, PEOPLE_PER_CALL)]:
            yield {"first": first, "applicants": applicants}
            first += len(applicants)


def _invoke(stack: Stack, function: str, event: dict[str, Any]) -> dict[str, Any]:
    response = emulator.aws(stack, "lambda").invoke(
        FunctionName=function, Payload=json.dumps(event).encode()
    )
    answer: dict[str, Any] = json.loads(response["Payload"].read())
    if "FunctionError" in response:
        raise StackError(f"{event['action']} failed: {answer.get('errorMessage')}")
    return answer
