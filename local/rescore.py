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

from local import seeding
from local.errors import StackError
from local.stack import Stack

PAST_MONTHS = 12
LONGEST_SECONDS = 120
PAUSE_SECONDS = 0.3
APPLICATIONS_PAUSE_SECONDS = 2
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


@dataclass(frozen=True)
class Administrator:
    """An administrator of the demo, logged in."""

    api: Api
    cookie: str

    @classmethod
    def of(cls, stack: Stack) -> "Administrator":
        """Logs one in."""
        described = json.loads(stack.description.read_text())
        admin = next(user for user in described["users"] if user["role"] == "admin")
        api = Api(f"{stack.emulator_host}:{stack.emulator_port}", described["api_url"].rstrip("/"))
        credentials = {"login": admin["login"], "password": admin["password"]}
        _, headers = api.ask("POST", "/auth/login", credentials)
        return cls(api, str(headers["Set-Cookie"]).partition(";")[0])

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Returns the body of an answer."""
        return self.api.ask(method, path, body, self.cookie)[0]


def rescore(stack: Stack) -> None:
    """Asks for a score of everybody and follows it with a progress bar.

    Raises:
        StackError: it took too long, or the API refused.
    """
    admin = Administrator.of(stack)
    follow(admin, admin.ask("POST", "/portfolio/scores", {}), "clients")


def score_past(stack: Stack, function: str, months: int = PAST_MONTHS) -> None:
    """Has the demo clients scored as of the months before, in steps that each come to their end.

    Raises:
        StackError: it took too long, or the function failed.
    """
    admin, last = Administrator.of(stack), 0
    event = {"action": "score_past", "months": months}
    while last is not None:
        step = seeding.invoke(stack, function, {**event, "after": last})
        follow(admin, admin.ask("GET", f"/portfolio/scores/{step['batch_id']}"), "past scores")
        last = step["last"]


def go_on(stack: Stack, function: str) -> None:
    """Has happen what happens after a scoring: applications come to their states once scored.

    Raises:
        StackError: the function failed, or their scores do not come.
    """
    deadline = monotonic() + LONGEST_SECONDS
    while seeding.invoke(stack, function, {"action": "go_on"})["waiting"]:
        if monotonic() > deadline:
            raise StackError("Applications wait for their scores. See: make logs")
        sleep(APPLICATIONS_PAUSE_SECONDS)


def follow(admin: Administrator, batch: dict[str, Any], unit: str) -> None:
    """Follows a rescoring to its end.

    Raises:
        StackError: it took too long, or the API refused.
    """
    deadline = monotonic() + LONGEST_SECONDS
    with tqdm(
        total=batch["total"], desc="score", unit=f" {unit}", leave=False, disable=None
    ) as progress:
        while not batch["ended_at"]:
            if monotonic() > deadline:
                raise StackError(f"{batch['pending']} scores are still pending. See: make logs")
            sleep(PAUSE_SECONDS)
            batch = admin.ask("GET", f"/portfolio/scores/{batch['id']}")
            progress.total = batch["total"]
            progress.update(batch["done"] + batch["failed"] - progress.n)
