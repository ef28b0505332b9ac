"""What runs a stack here: its scorer's workers, which can be killed, and a database to take away."""

import json
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from time import sleep
from typing import Protocol

import psutil
import pytest

from local import emulator, postgres, processes
from local.stack import ROOT, Stack

COMPOSE = ["docker", "compose", "-f", str(ROOT / "docker-compose.localstack.yml")]


class Machine(Protocol):
    """One of the two below."""

    def count_scorers(self) -> int:
        """Returns how many workers the scorer has."""

    def kill_scorers(self) -> int:
        """Kills those that have begun with a batch, whatever they are doing; returns how many."""

    def stop_database(self) -> None: ...

    def start_database(self) -> None: ...

    def crash_database(self) -> None:
        """Kills the server with all that works for somebody: nothing is written any more."""

    def freeze_emulator(self, seconds: float) -> None:
        """Lets AWS answer nobody for so long; whoever asked it before goes on."""


@dataclass(frozen=True)
class EmbeddedMachine:
    """Workers are processes of the emulator, the database is a process of the stack."""

    stack: Stack
    scorer: str

    def count_scorers(self) -> int:
        return len(self._scorers())

    def kill_scorers(self) -> int:
        killed = 0
        for worker in self._scorers():
            with suppress(psutil.Error):
                if self._has_begun(worker):
                    worker.kill()
                    killed += 1
        return killed

    def _has_begun(self, worker: psutil.Process) -> bool:
        """Says whether it has asked the database: one that dies in its start takes others along.

        The emulator then ends every worker of the function, those that start too, and so on.
        """
        connections = worker.net_connections("tcp")
        return any(one.raddr and one.raddr.port == self.stack.database_port for one in connections)

    def stop_database(self) -> None:
        postgres.stop(self.stack)

    def start_database(self) -> None:
        postgres.start(self.stack)

    def crash_database(self) -> None:
        server = self._process(postgres.NAME)
        family = [server, *server.children(recursive=True)]
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(family)

    def freeze_emulator(self, seconds: float) -> None:
        process = self._process(emulator.NAME)
        process.suspend()
        try:
            sleep(seconds)
        finally:
            process.resume()

    def _process(self, name: str) -> psutil.Process:
        process = processes.find(self.stack, name)
        assert process is not None, f"{name} does not run"
        return process

    def _scorers(self) -> list[psutil.Process]:
        workers = []
        for child in self._process(emulator.NAME).children(recursive=True):
            with suppress(psutil.Error):  # it may end while it is looked at
                if any(self.scorer in argument for argument in child.cmdline()):
                    workers.append(child)
        return workers


@dataclass(frozen=True)
class ComposeMachine:
    """Workers are containers that LocalStack starts, the database is a service."""

    scorer: str

    def count_scorers(self) -> int:
        name = f"name={self.scorer.lower()}"
        return len(_run(["docker", "ps", "--quiet", "--filter", name]).split())

    def kill_scorers(self) -> int:
        pytest.skip("LocalStack waits 15 minutes for the answer of a container that died")

    def stop_database(self) -> None:
        compose("stop", "database")

    def start_database(self) -> None:
        compose("up", "--detach", "--wait", "--no-deps", "database")

    def crash_database(self) -> None:
        compose("kill", "database")

    def freeze_emulator(self, seconds: float) -> None:
        pytest.skip("LocalStack's workers are containers, which would be frozen with it")


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


def compose(*arguments: str, check: bool = True) -> str:
    """Runs a command of the compose file; returns what it printed."""
    return _run([*COMPOSE, *arguments], check=check)


def _run(command: list[str], *, check: bool = True) -> str:
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    assert finished.returncode == 0 or not check, finished.stderr
    return finished.stdout
