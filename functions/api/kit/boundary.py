"""What every request passes: size limit, cross-site check, error boundary, log line."""

from time import perf_counter

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.kit.error_responses import error_response, unexpected_error_response
from api.kit.telemetry import logger
from core.kit.errors import ApplicationError, ForbiddenError, PayloadTooLargeError

BODY_LIMIT = 65_536
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class RequestBoundary:
    """Outermost middleware: nothing but a response leaves it.

    The log line holds no query string and no body, because names and passwords travel there.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        started = perf_counter()
        status = 0

        async def send_and_watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            refusal = _refuse(scope)
            answer = error_response(refusal) if refusal else self.app
            await answer(scope, receive, send_and_watch)
        except Exception:  # an entry point: the caller gets a body, the operator the traceback
            logger.exception("request failed")
            await unexpected_error_response()(scope, receive, send_and_watch)
        _report(scope, status, perf_counter() - started)


def _refuse(scope: Scope) -> ApplicationError | None:
    body = scope["aws.event"].get("body") or ""
    if len(body) > BODY_LIMIT:
        return PayloadTooLargeError(f"Send at most {BODY_LIMIT} bytes.")
    # Browsers say where a request comes from and pages cannot forge it; together with the
    # SameSite cookie this keeps other sites from acting in a user's name.
    origin = Headers(scope=scope).get("sec-fetch-site", "none")
    if scope["method"] not in SAFE_METHODS and origin not in ("same-origin", "none"):
        return ForbiddenError("Send this request from the site itself.")
    return None


def _report(scope: Scope, status: int, seconds: float) -> None:
    route = scope.get("route")
    milliseconds = round(seconds * 1000, 1)
    logger.info(
        "request",
        method=scope["method"],
        route=getattr(route, "path", None),
        path=scope["path"],
        status=status,
        duration_milliseconds=milliseconds,
    )
