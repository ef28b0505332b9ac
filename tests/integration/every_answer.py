"""What holds of every answer of the API, whatever a test asks it about."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from starlette.routing import Match

HEADERS = {
    *("allow", "bank-date", "cache-control", "content-length", "content-type", "etag", "location"),
    *("preference-applied", "retry-after", "set-cookie", "www-authenticate"),
}
VERSION = re.compile('"(?!XX)[0-9A-Za-z.-]+"')
SENTENCES = re.compile(r"(?=.*[a-z])[A-Z0-9].*[.!?]", re.DOTALL)
SAID_OF_A_FIELD = re.compile(r"(?!XX)(?=.*[a-z])[A-Za-z].*", re.DOTALL)  # XX: as tools plant
# Below a field may lie what somebody named; of a body that is no JSON a place is told
FIELD = re.compile(r"[a-z][a-z0-9_]*(-[a-z]+)*(\..+)?|\d+", re.DOTALL)
NAME = re.compile("[a-z_]+")
LIMIT = re.compile("[a-z_]+|[0-9a-z-]+")  # or a version, of several that there are
FRAMEWORKS = {"Not Found", "Method Not Allowed", "There was an error parsing the body"}


def assert_holds(path: str, status: int, headers: Mapping[str, str], body: Any) -> None:
    """Whatever is answered has known headers that lead on, and is refused in words."""
    assert headers.keys() <= HEADERS, headers
    assert VERSION.fullmatch(headers.get("etag", '"1"')), headers
    assert int(headers.get("retry-after", "1")) > 0, headers
    if "location" in headers:
        assert_leads_on(path, headers["location"])
    if status >= 400 and body:  # HEAD has none
        assert NAME.fullmatch(body["error"]), body
        assert_tells_in_words(body["detail"])


def assert_leads_on(path: str, location: str) -> None:
    """Where an answer leads to, something can be read, under whatever the API is mounted."""
    from api.handler import adapter
    from api.kit.boundary import MOUNTED

    found = urljoin(f"/api/v1{MOUNTED.sub('', path, 1)}", location)
    read = {"type": "http", "method": "GET", "path": found, "root_path": "/api/v1"}
    matches = [route.matches(read)[0] for route in adapter.app.routes]
    assert found.startswith("/api/v1/") and Match.FULL in matches, (path, location)


def assert_tells_in_words(detail: str | list[Any]) -> None:
    """What is refused is refused in words that may stand on a page, and names what is meant."""
    if isinstance(detail, str):
        assert detail in FRAMEWORKS or SENTENCES.fullmatch(detail), detail
    for one in [] if isinstance(detail, str) else detail:
        told = one if isinstance(one, str) else one["message"]
        assert SAID_OF_A_FIELD.fullmatch(told), told
        if isinstance(one, dict):
            assert FIELD.fullmatch(one["field"]) and NAME.fullmatch(one["code"]), one
            assert all(LIMIT.fullmatch(name) for name in one["limits"] or ()), one
