"""What runs a stack here: its scorer's workers, which can be killed, and a database to take away."""

import json
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

import psutil
import pytest

from local import emulator, postgres, processes
from local.stack import ROOT, Stack

COMPOSE = ["docker", "compose", "-f", str(ROOT / "docker-compose.localstack.yml")]


class Machine(Protocol):
    """One of the two below."""

    def scorers(self) -> list[Callable[[], None]]:
        """Returns the scorer's running workers, each as what kills it."""

    def stop_database(self) -> None: ...

    def start_database(self) -> None: ...


@dataclass(frozen=True)
class EmbeddedMachine:
    """Workers are processes of the emulator, the database is a process of the stack."""

    stack: Stack
    scorer: str

    def scorers(self) -> list[Callable[[], None]]:
        process = processes.find(self.stack, emulator.NAME)
        assert process is not None
        workers = []
        for child in process.children(recursive=True):
            with suppress(psutil.Error):  # it may end while it is looked at
                if any(self.scorer in argument for argument in child.cmdline()):
                    workers.append(child)
        return [lambda worker=worker: _kill(worker) for worker in workers]

    def stop_database(self) -> None:
        postgres.stop(self.stack)

    def start_database(self) -> None:
        postgres.start(self.stack)


@dataclass(frozen=True)
class ComposeMachine:
    """Workers are containers that LocalStack starts, the database is a service."""

    scorer: str

    def scorers(self) -> list[Callable[[], None]]:
        names = docker("ps", "--filter", f"name={self.scorer.lower()}", "--format", "{{.Names}}")
        return [lambda name=name: kill_runtime(name) for name in names.split()]

    def stop_database(self) -> None:
        compose("stop", "database")

    def start_database(self) -> None:
        compose("up", "--detach", "--wait", "--no-deps", "database")


def read_compose_description() -> dict[str, object]:
    """Returns stack.json of the compose file's running stack, or fails."""
    said = compose("exec", "-T", "site", "cat", "/stack/stack.json", check=False)
    if not said:
        pytest.fail(
            "LocalStack does not run. Start it with:"
            " docker compose -f docker-compose.localstack.yml up --build --detach --wait"
        )
    description: dict[str, object] = json.loads(said)
    return description


def kill_runtime(container: str) -> None:
    """Kills all but the container's first process, which reports the end of the runtime.

    Of a container that is gone altogether LocalStack learns only when the function times out.
    """
    docker("exec", container, "sh", "-c", "kill -9 -1", check=False)


def compose(*arguments: str, check: bool = True) -> str:
    return _run([*COMPOSE, *arguments], check)


def docker(*arguments: str, check: bool = True) -> str:
    return _run(["docker", *arguments], check)


def _run(command: list[str], check: bool) -> str:
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    assert finished.returncode == 0 or not check, finished.stderr
    return finished.stdout


def _kill(process: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        process.kill()
