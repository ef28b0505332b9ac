"""Scores the demo clients as an administrator would, so that every page has something to show."""

import json
from contextlib import closing
from email.message import Message
from http.client import HTTPConnection
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

from tqdm import tqdm

from local.errors import StackError
from local.stack import Stack

LONGEST_SECONDS = 120
PAUSE_SECONDS = 0.3
ANSWER_SECONDS = 35


def rescore(stack: Stack) -> None:
    """Asks for a score of everybody and follows it with a progress bar.

    Raises:
        StackError: it took too long, or the API refused.
    """
    described = json.loads(stack.description.read_text())
    admin = next(user for user in described["users"] if user["role"] == "admin")
    api = described["api_url"]
    credentials = {"login": admin["login"], "password": admin["password"]}
    _, headers = _ask("POST", f"{api}/auth/login", credentials)
    cookie = str(headers["Set-Cookie"]).partition(";")[0]
    batch, _ = _ask("POST", f"{api}/portfolio/scores", {}, cookie)
    deadline = monotonic() + LONGEST_SECONDS
    with tqdm(total=batch["total"], desc="score", unit=" clients", leave=False) as progress:
        while batch["pending"]:
            if monotonic() > deadline:
                raise StackError(f"{batch['pending']} scores are still pending. See: make logs")
            sleep(PAUSE_SECONDS)
            batch, _ = _ask("GET", f"{api}/portfolio/scores/{batch['id']}", cookie=cookie)
            progress.update(batch["done"] + batch["failed"] - progress.n)


def _ask(method: str, url: str, body: object = None, cookie: str = "") -> tuple[Any, Message]:
    """Returns the body and the headers of an answer; the stack speaks plain HTTP."""
    address = urlsplit(url)
    with closing(HTTPConnection(address.netloc, timeout=ANSWER_SECONDS)) as connection:
        headers = {"Content-Type": "application/json", "Cookie": cookie}
        content = None if body is None else json.dumps(body)
        connection.request(method, address.path, content, headers)
        answer = connection.getresponse()
        if answer.status >= 400:
            raise StackError(f"The API answered {answer.status} to {method} {url}. See: make logs")
        return json.load(answer), answer.headers
