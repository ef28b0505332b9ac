"""What every request passes: size limit, origin, error boundary, no caching, log line."""

import re
from time import perf_counter

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.kit.error_responses import error_response, unexpected_error_response
from api.kit.origin import require_distribution, require_own_page, viewer
from api.kit.telemetry import logger
from core.kit.clock import bank_date
from core.kit.errors import ApplicationError, PayloadTooLargeError
from core.kit.measuring import count_of_version

BODY_LIMIT = 65_536
# A thousand payments with their amounts
BODY_LIMITS = {"/payments": 262_144}
# The site serves the API under /api; its own host serves it without. Either way the version may
# be left out, as before there was one.
MOUNTED = re.compile("(/api)?(/v1)?(?=/)")


class RequestBoundary:
    """Outermost middleware: nothing but a response leaves it, and no cache keeps one.

    The log line holds no query string and no body, because names and passwords travel there.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        started = perf_counter()
        response = _Response(send, bodiless=scope["method"] == "HEAD")
        # Who may GET may ask for the headers alone (RFC 9110)
        method = "GET" if response.bodiless else scope["method"]
        inner = {**scope, "method": method, "root_path": _root_path(scope["path"])}
        try:
            answer = _refusal(scope) or self.app
            await answer(inner, receive, response.send)
        except Exception:  # an entry point: the caller gets a body, the operator the traceback
            logger.exception("request failed")
            count_of_version(logger.service, "RequestsFailed", 1)
            await unexpected_error_response()(inner, receive, response.send)
        _report(scope, inner, response.status, perf_counter() - started)


class _Response:
    """Watches a response on its way out."""

    def __init__(self, send: Send, *, bodiless: bool) -> None:
        self._send = send
        self.bodiless = bodiless
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            # People's data, and no answer is the same a moment later
            headers.setdefault("Cache-Control", "no-store")
            # By which days are judged, wherever the reader is
            headers["Bank-Date"] = str(bank_date())
        elif self.bodiless:
            message = {**message, "body": b""}
        await self._send(message)


def _root_path(path: str) -> str:
    """Returns what stands before the path that the routes know."""
    mounted = MOUNTED.match(path)
    return mounted.group() if mounted else ""


def _refusal(scope: Scope) -> ASGIApp | None:
    """Returns the answer to what is refused before it is routed."""
    try:
        require_distribution(scope)
        _require_small_body(scope)
        require_own_page(scope)
    except ApplicationError as error:
        return error_response(error)
    return None


def _require_small_body(scope: Scope) -> None:
    event = scope["aws.event"]
    body = event.get("body") or ""
    encoded = event.get("isBase64Encoded")
    size = len(body) * 3 // 4 if encoded else len(body.encode(errors="surrogatepass"))
    limit = BODY_LIMITS.get(scope["path"].removeprefix(_root_path(scope["path"])), BODY_LIMIT)
    if size > limit:
        raise PayloadTooLargeError(f"Send at most {limit} bytes.")


def _report(scope: Scope, routed: Scope, status: int, seconds: float) -> None:
    logger.info(
        "request",
        method=scope["method"],
        route=getattr(routed.get("route"), "path", None),
        path=scope["path"],
        status=status,
        duration_milliseconds=round(seconds * 1000, 1),
        viewer=viewer(scope),
    )
