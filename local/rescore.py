"""Scores the demo clients as an administrator would, so that every page has something to show."""

import json
from http.client import HTTPResponse
from time import monotonic, sleep
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tqdm import tqdm

from local.errors import StackError
from local.stack import Stack

LONGEST_SECONDS = 120
PAUSE_SECONDS = 0.3


def rescore(stack: Stack) -> None:
    """Asks for a score of everybody and follows it with a progress bar.

    Raises:
        StackError: it took too long, or the API refused.
    """
    described = json.loads(stack.description.read_text())
    admin = next(user for user in described["users"] if user["role"] == "admin")
    api = described["api_url"]
    credentials = {"login": admin["login"], "password": admin["password"]}
    with _ask("POST", f"{api}/auth/login", credentials) as answer:
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
    batch = _read("POST", f"{api}/portfolio/scores", cookie)
    deadline = monotonic() + LONGEST_SECONDS
    with tqdm(total=batch["total"], desc="score", unit=" clients", leave=False) as progress:
        while batch["pending"]:
            if monotonic() > deadline:
                raise StackError(f"{batch['pending']} scores are still pending. See: make logs")
            sleep(PAUSE_SECONDS)
            batch = _read("GET", f"{api}/portfolio/scores/{batch['id']}", cookie)
            progress.update(batch["done"] + batch["failed"] - progress.n)


def _read(method: str, url: str, cookie: str) -> Any:
    with _ask(method, url, {} if method == "POST" else None, cookie) as answer:
        return json.load(answer)


def _ask(method: str, url: str, body: object = None, cookie: str = "") -> HTTPResponse:
    content = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", "Cookie": cookie}
    request = Request(url, data=content, headers=headers, method=method)  # noqa: S310 - our stack
    try:
        answer: HTTPResponse = urlopen(request, timeout=35)  # noqa: S310 - our stack
    except HTTPError as error:
        raise StackError(f"The API answered {error.code} to {method} {url}.") from error
    return answer
