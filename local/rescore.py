"""Scores the demo clients as an administrator would, so that every page has something to show."""

import json
from contextlib import closing
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Api:
    """The API at the emulator: its name need not be one that this machine can resolve."""

    address: str
    url: str

    def ask(
        self, method: str, path: str, body: object = None, cookie: str = ""
    ) -> tuple[Any, Message]:
        """Returns the body and the headers of an answer; the stack speaks plain HTTP."""
        url = urlsplit(self.url + path)
        headers = {"Content-Type": "application/json", "Cookie": cookie, "Host": url.netloc}
        content = None if body is None else json.dumps(body)
        with closing(HTTPConnection(self.address, timeout=ANSWER_SECONDS)) as connection:
            connection.request(method, url.path, content, headers)
            answer = connection.getresponse()
            if answer.status >= 400:
                raise StackError(
                    f"The API answered {answer.status} to {method} {path}. See: make logs"
                )
            return json.load(answer), answer.headers


def rescore(stack: Stack) -> None:
    """Asks for a score of everybody and follows it with a progress bar.

    Raises:
        StackError: it took too long, or the API refused.
    """
    described = json.loads(stack.description.read_text())
    admin = next(user for user in described["users"] if user["role"] == "admin")
    api = Api(f"{stack.emulator_host}:{stack.emulator_port}", described["api_url"].rstrip("/"))
    credentials = {"login": admin["login"], "password": admin["password"]}
    _, headers = api.ask("POST", "/auth/login", credentials)
    cookie = str(headers["Set-Cookie"]).partition(";")[0]
    batch, _ = api.ask("POST", "/portfolio/scores", {}, cookie)
    deadline = monotonic() + LONGEST_SECONDS
    with tqdm(
        total=batch["total"], desc="score", unit=" clients", leave=False, disable=None
    ) as progress:
        while batch["pending"]:
            if monotonic() > deadline:
                raise StackError(f"{batch['pending']} scores are still pending. See: make logs")
            sleep(PAUSE_SECONDS)
            batch, _ = api.ask("GET", f"/portfolio/scores/{batch['id']}", cookie=cookie)
            progress.update(batch["done"] + batch["failed"] - progress.n)
