"""The local stack's own rules: ports, processes, secrets."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from local import __main__ as command
from local import deploy, emulator, postgres, processes, up
from local.errors import StackError
from local.stack import Stack, named_stack


@pytest.fixture
def stack(tmp_path: Path) -> Stack:
    return Stack("a-test", tmp_path, 1, 2, 3)


def test_a_taken_port_names_the_variable_that_moves_it() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(StackError, match=rf"Port {port} is taken.*SITE_PORT={port + 1}"):
            processes.require_free_port(port, "SITE_PORT")


def test_a_secret_is_made_once_and_only_its_owner_may_read_it(stack: Stack) -> None:
    secret = stack.secret("password")
    assert len(secret) >= 16
    assert stack.secret("password") == secret
    assert (stack.folder / "secrets" / "password").stat().st_mode & 0o077 == 0


def test_a_process_is_found_by_id_and_start_time(stack: Stack) -> None:
    processes.remember(stack, "me", os.getpid())
    found = processes.find(stack, "me")
    assert found is not None
    assert found.pid == os.getpid()


def test_another_process_with_the_same_id_is_left_alone(stack: Stack) -> None:
    started = psutil.Process().create_time()
    stack.remember("me", {"id": os.getpid(), "started": started - 1})
    assert processes.find(stack, "me") is None
    assert processes.stop(stack, "me") is False


def test_a_process_that_cannot_listen_is_reported_with_its_log(stack: Stack) -> None:
    with pytest.raises(StackError, match=r"The emulator did not start.*emulator\.log"):
        processes.wait_for_port(stack, "emulator", 9, seconds=1)


@pytest.fixture
def sleeper(stack: Stack) -> Iterator[None]:
    """A process of the stack's proxy that listens nowhere."""
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    with subprocess.Popen(command) as process:
        processes.remember(stack, "site", process.pid)
        yield
        process.kill()


@pytest.mark.usefixtures("sleeper")
def test_another_program_that_took_the_port_meanwhile_is_not_taken_for_ours(stack: Stack) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(StackError, match=r"The site did not start"):
            processes.wait_for_port(stack, "site", other.getsockname()[1], seconds=0.2)


def test_a_process_that_listens_is_waited_for_no_longer(stack: Stack) -> None:
    processes.remember(stack, "site", os.getpid())
    with socket.socket() as ours:
        ours.bind(("127.0.0.1", 0))
        ours.listen()
        processes.wait_for_port(stack, "site", ours.getsockname()[1], seconds=0.2)


def test_a_named_stack_has_a_folder_and_ports_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"STACK": "mine", "SITE_PORT": "8099", "EMULATOR_PORT": ""}.items():
        monkeypatch.setenv(name, value)
    stack = named_stack()
    assert (stack.name, stack.folder.name) == ("mine", "mine")
    assert (stack.site_port, stack.emulator_port) == (8099, 4566)


@pytest.mark.parametrize("given", ["abc", "0", "-1", "99999", "80.5", "٨٠"])
def test_what_is_no_port_is_named_in_one_sentence(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_PORT", given)
    with pytest.raises(StackError, match=rf"SITE_PORT={re.escape(given)} is no port.*65535"):
        named_stack()


def test_a_program_that_listens_by_ipv6_only_is_noticed() -> None:
    try:
        listener = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("needs IPv6 on the loopback interface")
    with listener:
        port = listener.getsockname()[1]
        with pytest.raises(StackError, match=rf"Port {port} is taken"):
            processes.require_free_port(port, "SITE_PORT")


def test_what_another_user_left_is_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(stack: Stack, name: str) -> None:
        raise PermissionError(13, "Permission denied", "/somebody/else")

    monkeypatch.setattr(processes, "find", refuse)
    monkeypatch.setattr("sys.argv", ["local", "status"])
    assert command.main() == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("error: /somebody/else belongs to another user")


def test_a_copied_checkout_leaves_the_processes_of_the_original_alone(
    stack: Stack, tmp_path: Path
) -> None:
    processes.remember(stack, "me", os.getpid())
    copied = replace(stack, folder=tmp_path / "copy")
    shutil.copytree(stack.folder / "state", copied.folder / "state")
    assert processes.find(copied, "me") is None
    assert processes.stop(copied, "me") is False


def test_a_moved_checkout_knows_its_processes(stack: Stack, tmp_path: Path) -> None:
    before = replace(stack, folder=tmp_path / "before")
    processes.remember(before, "me", os.getpid())
    moved = replace(stack, folder=before.folder.rename(tmp_path / "after"))
    assert processes.find(moved, "me") is not None


@pytest.mark.parametrize(
    "formerly",
    [
        ["/elsewhere", deploy.RUNTIME],
        ["", "python3.10"],
        ["", deploy.RUNTIME, emulator.GUARDED, "the proxy of another release"],
    ],
)
def test_what_runs_from_another_place_or_by_other_programs_is_started_anew(
    formerly: list[str], stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[str] = []
    monkeypatch.setattr(up, "stop_proxy", lambda stack: stopped.append("site"))
    monkeypatch.setattr(up, "stop_emulator", lambda stack: stopped.append("emulator"))
    monkeypatch.setattr(postgres, "stop", lambda stack: stopped.append("database"))
    stack.remember("place", [formerly[0] or str(stack.folder), *formerly[1:]])
    for _ in range(2):
        up._leave_former_place(stack)
    assert stopped == ["site", "emulator", "database"]
