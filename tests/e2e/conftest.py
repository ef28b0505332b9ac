"""A deployed stack of the suite's own, on ports of its own; KEEP_STACK=1 leaves it running."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Any

import httpx
import psutil
import psycopg2
import pytest
from uuid6 import uuid7

from local import emulator, postgres, processes
from local.__main__ import stop_everything
from local.stack import LOCAL, Stack
from local.up import bring_up
from tests.conftest import free_port

CLIENTS = 151
CONCURRENCY = 4


@dataclass(frozen=True)
class Deployed:
    """The running stack and ways to ask it."""

    stack: Stack
    description: dict[str, Any]

    @contextmanager
    def log_in(self, role: str) -> Iterator[httpx.Client]:
        """Gives an HTTP client of the site with this role's session."""
        user = next(user for user in self.description["users"] if user["role"] == role)
        with httpx.Client(base_url=self.description["site_url"], timeout=40) as client:
            credentials = {"login": user["login"], "password": user["password"]}
            answer = client.post("/api/auth/login", json=credentials)
            assert answer.status_code == 200, answer.text
            yield client

    def query(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Runs SQL and returns its rows."""
        with closing(psycopg2.connect(self.description["database_url"])) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement, parameters)
                return cursor.fetchall() if cursor.description else []

    def pending_scores(self, count: int) -> list[str]:
        """Writes pending scores whose message is yet to be sent."""
        clients = self.query("SELECT id, user_id FROM clients ORDER BY id LIMIT %s", count)
        score_ids = [str(uuid7()) for _ in clients]
        self.query(
            "INSERT INTO scores (id, client_id, requested_by)"
            " SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::bigint[])",
            score_ids,
            *(list(column) for column in zip(*clients, strict=True)),
        )
        return score_ids

    def send(self, *bodies: str) -> None:
        """Puts messages into the scoring queue."""
        queue = emulator.aws(self.stack, "sqs")
        for body in bodies:
            queue.send_message(QueueUrl=self.description["queue_url"], MessageBody=body)

    def message(self, *score_ids: str) -> str:
        return json.dumps(
            {"schema_version": 1, "score_ids": score_ids, "correlation_id": "end-to-end"}
        )

    def statuses(self, score_ids: list[str]) -> set[str]:
        rows = self.query("SELECT status FROM scores WHERE id = ANY(%s::uuid[])", score_ids)
        return {row[0] for row in rows}

    def scorer_processes(self) -> list[psutil.Process]:
        """Returns the worker processes of the scorer function."""
        process = processes.find(self.stack, emulator.NAME)
        assert process is not None
        name = self.description["outputs"]["ScorerFunctionName"]
        workers = []
        for child in process.children(recursive=True):
            with suppress(psutil.Error):  # it may end while it is looked at
                if any(name in argument for argument in child.cmdline()):
                    workers.append(child)
        return workers


def eventually(condition: Callable[[], bool], seconds: float) -> bool:
    """Says whether the condition came true in time."""
    deadline = monotonic() + seconds
    while monotonic() < deadline:
        if condition():
            return True
        sleep(0.1)
    return condition()


@pytest.fixture(scope="session")
def deployed() -> Iterator[Deployed]:
    """The suite's stack, freshly made."""
    stack = Stack("test", LOCAL / "test", free_port(), free_port(), free_port())
    stop_everything(stack, with_data=True)
    bring_up(stack, clients=CLIENTS, concurrency=CONCURRENCY)
    yield Deployed(stack, json.loads(stack.description.read_text()))
    if not os.environ.get("KEEP_STACK"):
        stop_everything(stack, with_data=True)


@pytest.fixture
def quick_redelivery(deployed: Deployed) -> Iterator[None]:
    """Lets a message that was not finished come back after two seconds."""
    queue = emulator.aws(deployed.stack, "sqs")
    url = deployed.description["queue_url"]
    usual = queue.get_queue_attributes(QueueUrl=url, AttributeNames=["VisibilityTimeout"])
    queue.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "2"})
    yield
    queue.set_queue_attributes(QueueUrl=url, Attributes=usual["Attributes"])


@pytest.fixture
def database_away(deployed: Deployed) -> Iterator[None]:
    """PostgreSQL is stopped during the test and started again."""
    postgres.stop(deployed.stack)
    yield
    postgres.start(deployed.stack)
