"""The stack under test, whatever target it runs on, and what a test may do to it."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Any

import httpx
import psycopg2
import pytest
from uuid6 import uuid7

from local import emulator
from local.stack import Stack
from tests.e2e.machines import Machine


@dataclass(frozen=True)
class Deployed:
    """A running stack and ways to ask it; a test that wants what the target lacks is skipped.

    Attributes:
        description: what stack.json says; of a bare address only the site and its demo logins.
        stack: of an emulator, to call AWS.
        machine: of an emulator, to take things away.
    """

    description: dict[str, Any]
    stack: Stack | None = None
    machine: Machine | None = None

    def given(self, name: str) -> Any:
        """Returns an entry of the description, or skips the test."""
        if name not in self.description:
            pytest.skip(f"needs the {name} of the stack, which this target does not tell")
        return self.description[name]

    @property
    def host(self) -> Machine:
        """The machine under the stack, or skips the test."""
        return self.machine or pytest.skip("needs the machine the stack runs on")

    @contextmanager
    def log_in(self, role: str) -> Iterator[httpx.Client]:
        """Gives an HTTP client of the site with this role's session."""
        user = next(user for user in self.description["users"] if user["role"] == role)
        with httpx.Client(base_url=self.description["site_url"], timeout=40) as client:
            credentials = {"login": user["login"], "password": user["password"]}
            answer = client.post("/api/auth/login", json=credentials)
            assert answer.status_code == 200, answer.text
            yield client

    def ask_api(self, path: str, **options: Any) -> httpx.Response:
        """Asks the API on its own host, whose name this machine need not be able to resolve."""
        url = httpx.URL(self.given("api_url").rstrip("/") + path)
        headers = {"Host": url.netloc.decode()}
        return httpx.get(url.copy_with(host="127.0.0.1"), headers=headers, timeout=40, **options)

    def aws(self, service: str) -> Any:
        """Returns a client of the emulator."""
        if self.stack is None:
            pytest.skip("needs the emulator of the stack")
        return emulator.aws(self.stack, service)

    def query(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Runs SQL and returns its rows."""
        with closing(psycopg2.connect(self.given("database_url"))) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement, parameters)
                return cursor.fetchall() if cursor.description else []

    def pending_scores(self, count: int) -> list[str]:
        """Writes pending scores whose message is yet to be sent; the demo client's come last."""
        clients = self.query("SELECT id, user_id FROM clients ORDER BY id DESC LIMIT %s", count)
        score_ids = [str(uuid7()) for _ in clients]
        self.query(
            "INSERT INTO scores (id, client_id, requested_by)"
            " SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::bigint[])",
            score_ids,
            *(list(column) for column in zip(*clients, strict=True)),
        )
        return score_ids

    def send(self, *bodies: str, queue: str = "queue_url") -> None:
        """Puts messages into the scoring queue, or into the ``dlq_url``."""
        for body in bodies:
            self.aws("sqs").send_message(QueueUrl=self.given(queue), MessageBody=body)

    def message(self, *score_ids: str) -> str:
        return json.dumps(
            {"schema_version": 1, "score_ids": score_ids, "correlation_id": "end-to-end"}
        )

    def statuses(self, score_ids: list[str]) -> set[str]:
        rows = self.query("SELECT status FROM scores WHERE id = ANY(%s::uuid[])", score_ids)
        return {row[0] for row in rows}


def eventually(condition: Callable[[], bool], seconds: float) -> bool:
    """Says whether the condition came true in time."""
    deadline = monotonic() + seconds
    while monotonic() < deadline:
        if condition():
            return True
        sleep(0.1)
    return condition()
