"""Invokes the maintenance function: migrate, and seed in chunks with a progress bar."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from tqdm import tqdm

from local import emulator
from local.errors import StackError
from local.stack import ROOT, Stack, write_private
from local.surroundings import plain_environment

CLIENTS = 1_510
PEOPLE_PER_CALL = 151
YEARS = "years "  # before the book
UNFINISHED = "unfinished"  # remembered while clients are replaced: nothing of it is to stay


def migrate(stack: Stack, function: str) -> None:
    """Brings the database to the newest schema, in as many calls as that takes."""
    while not invoke(stack, function, {"action": "migrate"})["finished"]:
        pass


def seed(stack: Stack, function: str, count: int = CLIENTS, first: int = 0) -> None:
    """Makes the demo users and ``count`` synthetic clients; those there are already stay."""
    end = first + count
    chunks = (
        {"first": place, "count": min(PEOPLE_PER_CALL, end - place)}
        for place in range(first, end, PEOPLE_PER_CALL)
    )
    _send(stack, function, "synthetic", chunks, count)


def seed_years(stack: Stack, function: str, book: dict[str, Any], people: int) -> None:
    """Makes those of the people drawn for a book of several years who are ever on it."""
    chunks = (
        {"action": "seed_years", **book, "first": place, "count": PEOPLE_PER_CALL}
        for place in range(0, people, PEOPLE_PER_CALL)
    )
    _send(stack, function, YEARS + json.dumps(book), chunks, people)


def book_of_years(stack: Stack) -> dict[str, Any] | None:
    """Returns which book of several years was seeded; None where something else was."""
    source = stack.recall("seeded-from") or ""
    book: dict[str, Any] | None = (
        json.loads(source.removeprefix(YEARS)) if source.startswith(YEARS) else None
    )
    return book


def is_seeded(stack: Stack) -> bool:
    """Says whether a seed has come to its end."""
    return stack.recall("seeded-from") not in (None, UNFINISHED)


def seed_from(stack: Stack, function: str, data: Path, count: int = CLIENTS) -> None:
    """Makes clients of the real applicants in a folder of the Kaggle files.

    Everything is checked, here and by the function, before the first client is removed.

    Raises:
        StackError: the files cannot be used.
    """
    file = stack.folder / "state" / f"applicants-{os.getpid()}.jsonl"
    command = [sys.executable, "-m", "training", "applicants"]
    command += ["--data", str(data), "--out", str(file), "--count", str(count)]
    write_private(file, "")  # people's answers: for their owner, and for as long as they are needed
    try:
        if subprocess.run(command, cwd=ROOT, env=plain_environment(), check=False).returncode:
            raise StackError(f"The files in {data} cannot be used; the line above says why.")
        for chunk in _chunks(file):
            invoke(stack, function, {**_event(stack), **chunk, "check": True})
        source = f"{data} {hashlib.sha256(file.read_bytes()).hexdigest()}"
        _send(stack, function, source, _chunks(file), count)
    finally:
        file.unlink(missing_ok=True)


def _send(
    stack: Stack, function: str, source: str, chunks: Iterable[dict[str, Any]], count: int
) -> None:
    """Sends the chunks with a progress bar for people; clients of another source are replaced."""
    former = stack.recall("seeded-from")
    replace = former not in (None, source)
    if replace:
        stack.remember("seeded-from", UNFINISHED)
    with tqdm(total=count, desc="seed", unit=" clients", leave=False, disable=None) as progress:
        for place, chunk in enumerate(chunks):
            event = {**_event(stack), **chunk, "replace": replace and place == 0}
            try:
                invoke(stack, function, event)
                progress.update(chunk["count"] if "count" in chunk else len(chunk["applicants"]))
            except StackError as error:
                if place:
                    raise StackError(f"{error} A part is seeded: run the command again.") from error
                if replace:  # a call that fails writes nothing
                    stack.remember("seeded-from", former)
                raise
    stack.remember("seeded-from", source)


def _event(stack: Stack) -> dict[str, Any]:
    return {"action": "seed", "password": stack.secret("demo-password")}


def _chunks(file: Path) -> Iterator[dict[str, Any]]:
    first = 0
    with file.open(encoding="utf-8") as lines:
        while applicants := [json.loads(line) for line in islice(lines, PEOPLE_PER_CALL)]:
            yield {"first": first, "applicants": applicants}
            first += len(applicants)


def invoke(stack: Stack, function: str, event: dict[str, Any]) -> dict[str, Any]:
    """Has the maintenance function do what an event says; returns what it answers.

    Raises:
        StackError: it failed.
    """
    response = emulator.aws(stack, "lambda").invoke(
        FunctionName=function, Payload=json.dumps(event).encode()
    )
    answer: dict[str, Any] = json.loads(response["Payload"].read())
    if "FunctionError" in response:
        raise StackError(f"{event['action']} failed: {answer.get('errorMessage')}")
    return answer
