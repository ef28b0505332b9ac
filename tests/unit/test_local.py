"""The local stack's own rules: ports, processes, secrets."""

import os
import socket
from pathlib import Path

import psutil
import pytest

from local import processes
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


def test_a_named_stack_has_a_folder_and_ports_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"STACK": "mine", "SITE_PORT": "8099", "EMULATOR_PORT": ""}.items():
        monkeypatch.setenv(name, value)
    stack = named_stack()
    assert (stack.name, stack.folder.name) == ("mine", "mine")
    assert (stack.site_port, stack.emulator_port) == (8099, 4566)


def test_functions_inherit_no_secrets_from_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "the developer's own")
    assert "AWS_SECRET_ACCESS_KEY" not in processes.plain_environment()
