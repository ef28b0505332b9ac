"""Whom the emulator's guard lets pass: programs and the site's proxy, no web page."""

import asyncio
import subprocess
from types import SimpleNamespace
from typing import Any

import pytest

from local.emulator import PYTHON
from local.guard import (
    KEY_HEADER,
    POLLER,
    READ_LOG,
    REFUSAL,
    REST_SECONDS,
    RUNTIME,
    SHORT_SILENCE_SECONDS,
    SILENCE_SECONDS,
    Guard,
    end_rests,
    shorten_silences,
)
from local.visitors import is_own

KEY = "a-key-of-this-stack"
EVIL = "https://evil.example"


def ask(
    kind: str = "http", *, host: str = "127.0.0.1:4566", **headers: str
) -> list[dict[str, Any]]:
    """Sends one request through the guard; returns what it answers."""
    sent: list[dict[str, Any]] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "passed"})

    async def receive() -> dict[str, str]:
        return {"type": f"{kind}.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    named = {"host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
    scope = {"type": kind, "headers": [(k.encode(), v.encode()) for k, v in named.items() if v]}
    asyncio.run(Guard(application, KEY)(scope, receive, send))
    return sent


def passes(**request: str) -> bool:
    return ask(**request) == [{"type": "passed"}]


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1:4566", "localhost:4566", "LOCALHOST", "[::1]:4566", "localhost."),
        *("e1abc.cloudfront.localhost:4566", "x.execute-api.localhost:4566"),
    ],
)
def test_a_program_of_this_machine_passes(host: str) -> None:
    assert passes(host=host)
    assert passes(host=host, authorization="AWS4-HMAC-SHA256 Credential=local/...")


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:4566", "127.0.0.1.evil.example", "localhost.evil.example"),
        *("localhost@evil.example", "evil.example#.localhost", "localhost:port", " localhost", ""),
        *(
            "[::1",
            "127.0.0.2",
            "0.0.0.0:4566",
            "notlocalhost",
            "2130706433",
            "evil.example:80@localhost",
        ),
    ],
)
def test_a_foreign_or_missing_host_is_refused(host: str) -> None:
    assert not is_own(host)
    assert not passes(host=host)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": EVIL},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:4566"},  # a page that the emulator itself served
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "same-origin"},
        {"sec_fetch_site": ""} | {"origin": EVIL},
        {"access_control_request_method": "POST"},
        {"access_control_request_private_network": "true"},
    ],
)
def test_a_web_page_is_refused_and_told_why(headers: dict[str, str]) -> None:
    start, body = ask(**headers)
    assert start["status"] == 403
    assert not [name for name, _ in start["headers"] if name.startswith(b"access-control")]
    assert body["body"] == REFUSAL
    assert b"make status" in REFUSAL


def test_an_address_typed_by_a_person_passes() -> None:
    assert passes(sec_fetch_site="none")


def test_the_proxy_of_the_site_passes_on_what_a_browser_says_of_itself() -> None:
    said = {"origin": "http://localhost:8080", "sec_fetch_site": "same-origin"}
    assert passes(**said, **{KEY_HEADER: KEY})
    assert passes(host="d1abc.cloudfront.net:4566", **said, **{KEY_HEADER: KEY})
    assert not passes(host="d1abc.cloudfront.net:4566")
    assert not passes(**said, **{KEY_HEADER: f"{KEY}x"})
    assert not passes(**{KEY_HEADER: "guessed"})


def test_a_page_opens_no_websocket() -> None:
    assert ask("websocket", origin=EVIL) == [{"type": "websocket.close", "code": 1008}]
    assert ask("websocket") == [{"type": "passed"}]


def test_two_hosts_are_refused() -> None:
    scope = {"type": "http", "headers": [(b"host", b"localhost"), (b"host", b"evil.example")]}
    assert not Guard(None, KEY)._may_pass(scope)  # type: ignore[arg-type]


def test_the_poller_of_the_emulator_does_not_rest() -> None:
    poller = SimpleNamespace(**{REST_SECONDS: 0.05})
    end_rests(poller)
    assert vars(poller) == {REST_SECONDS: 0}


def test_an_emulator_that_knows_no_rest_is_left_as_it_is() -> None:
    poller = SimpleNamespace()
    end_rests(poller)
    assert vars(poller) == {}


def test_the_emulator_that_is_installed_rests_unless_it_is_told_not_to() -> None:
    """A version that names its rest otherwise would have people wait without a word."""
    told = f"from {POLLER} import {REST_SECONDS} as rest, _poll_loop as loop; print(rest, loop.__code__.co_names)"
    found = subprocess.run(
        [str(PYTHON), "-P", "-c", told], capture_output=True, text=True, check=True
    ).stdout
    assert float(found.split()[0]) > 0
    assert REST_SECONDS in found


class Talkative:
    """A worker that reads its log as the emulator's does."""

    def _drain_stderr_bounded(self, first_line_wait: float = 0.05, idle_confirm: float = 0.005):
        return first_line_wait, idle_confirm


def test_an_answer_waits_a_millisecond_for_the_rest_of_a_log() -> None:
    class Worker(Talkative):
        pass

    shorten_silences(Worker)
    read_log = getattr(Worker(), READ_LOG)
    assert read_log() == (0.05, SHORT_SILENCE_SECONDS)
    assert read_log(first_line_wait=0.1) == (0.1, SHORT_SILENCE_SECONDS)


def test_a_worker_that_waits_for_no_silence_is_left_as_it_is() -> None:
    class Worker:
        def _drain_stderr_bounded(self) -> str:
            return "whole"

    for worker in (Worker, SimpleNamespace):
        before = dict(vars(worker))
        shorten_silences(worker)
        assert dict(vars(worker)) == before


def test_the_emulator_that_is_installed_keeps_answers_back_unless_it_is_told_not_to() -> None:
    """A version that names its silence otherwise would have people wait without a word."""
    told = (
        f"from inspect import signature; from {RUNTIME} import Worker;"
        f" print(signature(Worker.{READ_LOG}).parameters['{SILENCE_SECONDS}'].default,"
        f" Worker.invoke.__code__.co_names)"
    )
    found = subprocess.run(
        [str(PYTHON), "-P", "-c", told], capture_output=True, text=True, check=True
    ).stdout
    assert float(found.split()[0]) > SHORT_SILENCE_SECONDS
    assert READ_LOG in found
