"""Starts the emulator behind a guard, in the emulator's own environment.

The emulator checks no signature of its root keys and lets every page read its answers, so a page
of any site could make itself an administrator. Programs (SDKs, the AWS CLI, functions) send none of
the headers that browsers send of themselves and pages cannot leave out. A browser's requests reach
the emulator through the site's proxy, which shows a key of this stack.
"""

import importlib
import os
from collections.abc import Awaitable, Callable, MutableMapping
from functools import partialmethod
from hmac import compare_digest
from inspect import signature
from typing import Any

from local.visitors import is_own

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

KEY_HEADER = "x-site-proxy-key"
KEY_VARIABLE = "SITE_PROXY_KEY"
POLLER = "ministack.services.lambda_svc"
REST_SECONDS = "_ESM_IDLE_WAKE_GAP_SECONDS"
RUNTIME = "ministack.core.lambda_runtime"
READ_LOG, SILENCE_SECONDS = "_drain_stderr_bounded", "idle_confirm"
SHORT_SILENCE_SECONDS = 0.001  # the finest that it looks at
REFUSAL = (
    b"The emulator answers programs of this machine and the site's proxy, no web pages."
    b" Open the site instead; `make status` says where it is.\n"
)


class Guard:
    """An ASGI application that passes on what programs and the site's proxy ask."""

    def __init__(self, application: Application, key: str) -> None:
        self._application = application
        self._key = key.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or self._may_pass(scope):
            await self._application(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            headers = [(b"content-type", b"text/plain; charset=utf-8")]
            headers.append((b"content-length", str(len(REFUSAL)).encode()))
            await send({"type": "http.response.start", "status": 403, "headers": headers})
            await send({"type": "http.response.body", "body": REFUSAL})

    def _may_pass(self, scope: Scope) -> bool:
        headers = [(name.lower().decode("latin-1"), value) for name, value in scope["headers"]]
        keys = [value for name, value in headers if name == KEY_HEADER]
        if keys:  # the proxy's, which names a distribution as the host
            return all(compare_digest(key, self._key) for key in keys)
        hosts = [value.decode("latin-1") for name, value in headers if name == "host"]
        own = len(hosts) == 1 and is_own(hosts[0])
        return own and not any(map(_is_of_a_page, headers))


def _is_of_a_page(header: tuple[str, bytes]) -> bool:
    name, value = header
    if name == "sec-fetch-site":
        return value != b"none"  # typed into the address bar
    return name == "origin" or name.startswith("access-control-request-")


def end_rests(poller: Any) -> None:
    """Has the emulator look at its queues whenever a message came.

    Its poller rests after each look that found nothing, such as the one after a batch has ended:
    whoever asks again then waits for 50 ms, which no queue of AWS has one wait. A version that
    does not rest is left as it is.
    """
    if hasattr(poller, REST_SECONDS):
        setattr(poller, REST_SECONDS, 0)


def shorten_silences(worker: Any) -> None:
    """Has the emulator answer as soon as a function has logged what it had to say.

    It keeps each answer back until no line came for 5 ms, a fifth of what one person waits for a
    score; AWS hands an answer on and collects the log beside it. A line that comes after the
    shorter silence stands in the log of the next invocation. A version that waits for none is left
    as it is.
    """
    read_log = getattr(worker, READ_LOG, None)
    if read_log is not None and SILENCE_SECONDS in signature(read_log).parameters:
        shorter = {SILENCE_SECONDS: SHORT_SILENCE_SECONDS}
        setattr(worker, READ_LOG, partialmethod(read_log, **shorter))


def main() -> None:
    """Serves until it is told to stop; the key comes from the environment."""
    emulator: Any = importlib.import_module("ministack.app")
    end_rests(importlib.import_module(POLLER))
    shorten_silences(importlib.import_module(RUNTIME).Worker)
    key = os.environ.pop(KEY_VARIABLE)  # the functions that it starts need not know it
    emulator.app = Guard(emulator.app, key)
    emulator.main()
