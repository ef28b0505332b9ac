"""Long-running processes of a stack: started apart from the terminal, ended by their own id."""

import errno
import socket
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import psutil

from local.errors import StackError
from local.stack import LAST_PORT, Stack

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
    """Keeps the id with its start time, because ids are used again, and with its folder."""
    started = psutil.Process(process_id).create_time()
    stack.remember(name, {"id": process_id, "started": started, "folder": str(stack.folder)})


def find(stack: Stack, name: str) -> psutil.Process | None:
    """Returns a process of this stack if it still runs."""
    known = stack.recall(name)
    if known is None or _belongs_to_another_copy(stack, known):
        return None
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(known["id"])
        if process.create_time() == known["started"] and process.status() != "zombie":
            return process
    return None


def _belongs_to_another_copy(stack: Stack, known: dict[str, Any]) -> bool:
    """Whether this folder was copied from one that still is there, with what it remembers."""
    folder = Path(known.get("folder", stack.folder))
    return folder != stack.folder and folder.exists()


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
    """Raises if the port cannot be had on the loopback interface, by IPv4 or IPv6.

    A browser may ask ``localhost`` at either, so a program at the other one would answer it.

    Raises:
        StackError: the port is taken, or not for everybody.
    """
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        fault = _try_to_listen(family, address, port)
        if fault == errno.EADDRINUSE:
            other = port + 1 if port < LAST_PORT else port - 1
            raise StackError(
                f"Port {port} is taken by another program. Choose another one: "
                f"make up {variable}={other}"
            )
        if fault == errno.EACCES:
            raise StackError(
                f"Port {port} is for administrators only. Choose one from 1024 on: "
                f"make up {variable}=8080"
            )


def _try_to_listen(family: socket.AddressFamily, address: str, port: int) -> int | None:
    """Returns the number of the error, if there was one; a machine may be without IPv6."""
    try:
        with socket.socket(family) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((address, port))
    except OSError as error:
        return error.errno
    return None


def wait_for_port(stack: Stack, name: str, port: int, seconds: float) -> None:
    """Waits until a process of this stack listens, and no other that took the port meanwhile.

    Raises:
        StackError: it ended, or it does not listen in time.
    """
    deadline = monotonic() + seconds
    while monotonic() < deadline:
        process = find(stack, name)
        if process is None:
            break
        if _listens(process, port):
            return
        sleep(0.05)
    raise StackError(f"The {name} did not start. Its log says why: {stack.log(name)}")


def _listens(process: psutil.Process, port: int) -> bool:
    with suppress(psutil.NoSuchProcess):
        return any(
            one.status == psutil.CONN_LISTEN and one.laddr.port == port
            for member in (process, *process.children(recursive=True))
            for one in member.net_connections("tcp")
        )
    return False
