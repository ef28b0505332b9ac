"""One body for every error, and its description in the OpenAPI document."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from api.kit.telemetry import request_id
from core.kit.errors import ApplicationError, InvalidRequestError

EXAMPLES: dict[int, tuple[str, str, str | list[str]]] = {
    401: ("No session, or it has ended", "not_authenticated", "Log in first."),
    403: ("Not allowed", "forbidden", "Only the client's own manager may change this client."),
    404: ("Not found", "not_found", "There is no client 4711."),
    405: ("Method not allowed", "method_not_allowed", "Method Not Allowed"),
    409: ("The state does not allow it", "conflict", "This manager is dismissed already."),
    412: (
        "Changed in the meantime",
        "precondition_failed",
        "Somebody else changed this client. Load it again, then repeat your change.",
    ),
    413: ("Body too large", "payload_too_large", "Send at most 65536 bytes."),
    422: ("Invalid request", "invalid_request", ["body.cnt_children: is not a whole number"]),
    429: ("Too many attempts", "too_many_attempts", "Wait 8 seconds, then try again."),
    503: ("Database or queue away", "unavailable", "Try again in a few seconds."),
}


class ErrorBody(BaseModel):
    """The body of every error."""

    error: str
    detail: str | list[str]
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
    headers = {}
    if error.retry_after_seconds is not None:
        headers["Retry-After"] = str(error.retry_after_seconds)
    return _render(error.status, error.code, error.detail, headers)


def unexpected_error_response() -> JSONResponse:
    """Renders a failure that nobody expected, without telling what it was."""
    detail = "Something went wrong on our side. Quote the request_id when you report it."
    return _render(500, "internal_error", detail, {})


def _render(
    status: int, code: str, detail: str | list[str], headers: dict[str, str]
) -> JSONResponse:
    body = ErrorBody(error=code, detail=detail, request_id=request_id())
    return JSONResponse(body.model_dump(), status_code=status, headers=headers)


def add_error_handlers(application: FastAPI) -> None:
    """Turns every exception a route may raise into the one body."""

    @application.exception_handler(ApplicationError)
    async def _expected(request: Request, error: ApplicationError) -> JSONResponse:
        return error_response(error)

    @application.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        # The faulty input is not repeated: it may be personal, and it may not be text.
        faults = [
            f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
            for fault in error.errors()
        ]
        return error_response(InvalidRequestError(faults))

    @application.exception_handler(HTTPException)
    async def _routing(request: Request, error: HTTPException) -> JSONResponse:
        codes = {400: "bad_request", 404: "not_found", 405: "method_not_allowed"}
        code = codes.get(error.status_code, "http_error")
        return _render(error.status_code, code, error.detail, dict(error.headers or {}))
