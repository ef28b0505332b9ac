"""Long-running processes of a stack: started apart from the terminal, ended by their own id."""

import os
import socket
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from time import monotonic, sleep

import psutil

from local.errors import StackError
from local.stack import Stack

STOP_SECONDS = 10


def start(stack: Stack, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
    """Starts a process that outlives this one and remembers it."""
    log = stack.log(name)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    remember(stack, name, process.pid)


def remember(stack: Stack, name: str, process_id: int) -> None:
    """Keeps the id with its start time, because ids are used again."""
    started = psutil.Process(process_id).create_time()
    stack.remember(name, {"id": process_id, "started": started})


def find(stack: Stack, name: str) -> psutil.Process | None:
    """Returns a process of this stack if it still runs."""
    known = stack.recall(name)
    if known is None:
        return None
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(known["id"])
        if process.create_time() == known["started"] and process.status() != "zombie":
            return process
    return None


def stop(stack: Stack, name: str) -> bool:
    """Ends a process of this stack and its children; says whether there was one."""
    process = find(stack, name)
    stack.forget(name)
    if process is None:
        return False
    family = [process, *process.children(recursive=True)]
    process.terminate()
    _, alive = psutil.wait_procs(family, timeout=STOP_SECONDS)
    for survivor in alive:
        with suppress(psutil.NoSuchProcess):
            survivor.kill()
    return True


def require_free_port(port: int, variable: str) -> None:
    """Raises if somebody else listens on the port.

    Raises:
        StackError: the port is taken.
    """
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError as error:
            raise StackError(
                f"Port {port} is taken by another program. Choose another one: "
                f"make up {variable}={port + 1}"
            ) from error


def wait_for_port(stack: Stack, name: str, port: int, seconds: float) -> None:
    """Waits until a process of this stack listens.

    Raises:
        StackError: it ended, or it does not listen in time.
    """
    deadline = monotonic() + seconds
    while monotonic() < deadline:
        if find(stack, name) is None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.05)
    raise StackError(f"The {name} did not start. Its log says why: {stack.log(name)}")


def plain_environment(**additions: str) -> dict[str, str]:
    """Returns a small environment, so that nothing of the terminal's leaks into functions."""
    kept = ("PATH", "LANG", "LC_ALL", "SSL_CERT_FILE")
    return {name: os.environ[name] for name in kept if name in os.environ} | additions
