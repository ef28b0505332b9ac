"""Sends requests of the `requests` library to the real handler, as events of the HTTP API."""

import base64
import json
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3 import HTTPResponse

from tests.integration.conftest import EVENTS, lambda_context

RECORDED = json.loads((EVENTS / "http_api_v2.json").read_text())
HOST = "http://api.test"


class HandlerAdapter(BaseAdapter):
    """What stands between a session and the network, without the network."""

    def __init__(self, token: str | None) -> None:
        super().__init__()
        self.token = token

    def send(
        self, request: requests.PreparedRequest, *unused: Any, **also: Any
    ) -> requests.Response:
        """Answers by the handler."""
        from api.handler import handler

        answered = handler(event_of(request, self.token), lambda_context("api"))
        content = (answered["body"] or "").encode()
        raw = HTTPResponse(
            BytesIO(content),
            headers=answered["headers"],
            status=answered["statusCode"],
            preload_content=False,
        )
        return HTTPAdapter().build_response(request, raw)

    def close(self) -> None:
        """Nothing is open."""


def event_of(request: requests.PreparedRequest, token: str | None) -> dict[str, Any]:
    """Returns the event that API Gateway would make of a request."""
    address = urlsplit(str(request.url))
    content = request.body.encode() if isinstance(request.body, str) else request.body or b""
    event = json.loads(json.dumps(RECORDED))
    event["rawPath"] = event["requestContext"]["http"]["path"] = address.path
    event["requestContext"]["http"]["method"] = request.method
    event["rawQueryString"] = address.query
    event["headers"] |= {name.lower(): text_of(value) for name, value in request.headers.items()}
    event["cookies"] = [f"session={token}"] if token else []
    event["body"] = base64.b64encode(content).decode()
    event["isBase64Encoded"] = True
    return event


def text_of(value: str | bytes) -> str:
    """Headers are text in an event."""
    return value if isinstance(value, str) else value.decode("latin-1")


def session_of(token: str | None) -> requests.Session:
    """Returns a session whose requests are answered by the handler, for who holds this token."""
    session = requests.Session()
    session.mount(HOST, HandlerAdapter(token))
    return session
