"""One body for every error, and its description in the OpenAPI document."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError, ResponseValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from api.kit.telemetry import logger, request_id
from core.kit.errors import ApplicationError, Fault, InvalidRequestError, UnavailableError

WHERE = frozenset({"body", "query", "path", "header", "cookie"})
FAULT_EXAMPLE = {
    "field": "cnt_children",
    "code": "less_than_equal",
    "message": "Input should be less than or equal to 20",
    "limits": {"le": 20},
}
EXAMPLES: dict[int, tuple[str, str, Any]] = {
    400: ("Not readable", "bad_request", "There was an error parsing the body"),
    401: ("No session or token, or it has ended", "not_authenticated", "Log in first."),
    403: ("Not allowed", "forbidden", "Only the client's own manager may change this client."),
    404: ("Not found", "not_found", "There is no client 4711."),
    405: ("Method not allowed", "method_not_allowed", "Method Not Allowed"),
    409: ("The state does not allow it", "conflict", "This manager is dismissed already."),
    410: (
        "Used or expired",
        "invitation_expired",
        "This link has expired. Ask your manager for a new one.",
    ),
    412: (
        "Changed in the meantime",
        "precondition_failed",
        "Somebody else changed this client. Load it again, then repeat your change.",
    ),
    413: ("Body too large", "payload_too_large", "Send at most 262144 bytes."),
    422: ("Invalid request", "invalid_request", [FAULT_EXAMPLE]),
    429: ("Too many attempts", "too_many_attempts", "Wait 8 seconds, then try again."),
    503: ("Database or queue away", "unavailable", "Try again in a few seconds."),
}


class AnsweredError(Exception):
    """Ends a request with an answer that is ready, before its route is entered."""

    def __init__(self, response: JSONResponse) -> None:
        super().__init__()
        self.response = response


class ErrorBody(BaseModel):
    """The body of every error; the detail lists faults where fields are wrong."""

    error: str
    detail: str | list[str] | list[Fault]
    request_id: str


def error_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Returns the OpenAPI description of these errors, for a route's ``responses``."""
    return {status: _describe(status) for status in statuses}


def _describe(status: int) -> dict[str, Any]:
    description, code, detail = EXAMPLES[status]
    example = {"error": code, "detail": detail, "request_id": "JKJaXmPLvHcESHA="}
    described: dict[str, Any] = {
        "model": ErrorBody,
        "description": description,
        "content": {"application/json": {"example": example}},
    }
    if status in (429, 503):
        seconds = {"schema": {"type": "integer"}, "description": "Seconds to wait"}
        described["headers"] = {"Retry-After": seconds}
    return described


def error_response(error: ApplicationError) -> JSONResponse:
    """Renders an expected failure."""
    headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else {}
    if error.retry_after_seconds is not None:
        headers["Retry-After"] = str(error.retry_after_seconds)
    return _render(error.status, error.code, error.faults or error.detail, headers)


def unexpected_error_response() -> JSONResponse:
    """Renders a failure that nobody expected, without telling what it was."""
    detail = "Something went wrong on our side. Quote the request_id when you report it."
    return _render(500, "internal_error", detail, {})


def _render(
    status: int, code: str, detail: str | list[str] | list[Fault], headers: dict[str, str]
) -> JSONResponse:
    told = detail if isinstance(detail, str) else [_plain(entry) for entry in detail]
    body = {"error": code, "detail": told, "request_id": request_id()}
    return JSONResponse(body, status_code=status, headers=headers)


def _plain(entry: str | Fault) -> Any:
    return asdict(entry) if isinstance(entry, Fault) else entry


def find_faults(errors: Sequence[Mapping[str, Any]]) -> list[Fault]:
    """Returns what pydantic found as faults.

    The faulty input is not repeated: it may be personal, and it may not be text.
    """
    return [
        Fault(_field(error["loc"]), error["type"], error["msg"], _limits(error.get("ctx", {})))
        for error in errors
    ]


def _field(location: Sequence[int | str]) -> str:
    """Returns the names that lead to a field, as far as they can be printed."""
    names = [str(part) for part in location[1:] or location if part not in WHERE]
    told = ".".join(name for name in names if name.isprintable()) or str(location[0])
    return told[:200]


def _limits(context: Mapping[str, Any]) -> dict[str, int | float | str] | None:
    limits = {
        name: value if isinstance(value, int | float) else str(value)
        for name, value in context.items()
        if name != "error"
    }
    return limits or None


def add_error_handlers(application: FastAPI) -> None:
    """Turns every exception a route may raise into the one body."""

    @application.exception_handler(AnsweredError)
    async def _answered(request: Request, error: AnsweredError) -> JSONResponse:
        return error.response

    @application.exception_handler(ApplicationError)
    async def _expected(request: Request, error: ApplicationError) -> JSONResponse:
        if isinstance(error, UnavailableError):
            cause = error.__cause__
            logger.warning("unavailable", cause=type(cause).__name__, told=str(cause or error))
        return error_response(error)

    @application.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return error_response(InvalidRequestError(find_faults(error.errors())))

    @application.exception_handler(ResponseValidationError)
    async def _impossible(request: Request, error: ResponseValidationError) -> JSONResponse:
        # Its own text would repeat the answer: people's data
        faults = [str(fault) for fault in find_faults(error.errors())]
        logger.error("answer breaks its description", faults=faults)
        return unexpected_error_response()

    @application.exception_handler(HTTPException)
    async def _routing(request: Request, error: HTTPException) -> JSONResponse:
        codes = {400: "bad_request", 404: "not_found", 405: "method_not_allowed"}
        code = codes.get(error.status_code, "http_error")
        return _render(error.status_code, code, error.detail, dict(error.headers or {}))
