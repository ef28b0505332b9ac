"""The stack under test, whatever target it runs on, and what a test may do to it."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Any, Protocol, TypedDict

import httpx
import psycopg2
import pytest

from core.kit.database import PING_AFTER_IDLE_SECONDS
from local import emulator
from local.stack import Stack
from tests.e2e.machines import Machine

# How long a state may take to come: no measure of the service, only the end of all hope on a machine
# that is busy with other things. What nobody has to wait for takes no time.
PATIENCE_SECONDS = 90
RECOVERY_SECONDS = 300  # a message that was lost in an outage is sent again by the sweep
STEADY_SECONDS = PING_AFTER_IDLE_SECONDS + 1


class Credentials(TypedDict):
    """What opens a session."""

    login: str
    password: str


class CanLogIn(Protocol):
    """Anybody with credentials."""

    @property
    def credentials(self) -> Credentials: ...


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

    @property
    def site_url(self) -> str:
        return str(self.description["site_url"])

    def demo(self, role: str) -> Credentials:
        """The demo login of a role."""
        user = next(user for user in self.description["users"] if user["role"] == role)
        return {"login": user["login"], "password": user["password"]}

    def get(self, path: str = "", **options: Any) -> httpx.Response:
        """Asks the site, without a session."""
        return httpx.get(self.site_url + path, timeout=PATIENCE_SECONDS, **options)

    @contextmanager
    def log_in(self, person: CanLogIn) -> Iterator[httpx.Client]:
        """Gives an HTTP client of the site with this person's session."""
        with httpx.Client(base_url=self.site_url, timeout=PATIENCE_SECONDS) as client:
            answer = client.post("/api/auth/login", json=person.credentials)
            assert answer.status_code == 200, answer.text
            yield client

    def ask_api(self, path: str, **options: Any) -> httpx.Response:
        """Asks the API on its own host, whose name this machine need not be able to resolve."""
        url = httpx.URL(self.given("api_url").rstrip("/") + path)
        headers = {"Host": url.netloc.decode()}
        url = url.copy_with(host="127.0.0.1")
        return httpx.get(url, headers=headers, timeout=PATIENCE_SECONDS, **options)

    def aws(self, service: str) -> Any:
        """Returns a client of the emulator."""
        if self.stack is None:
            pytest.skip("needs the emulator of the stack")
        return emulator.aws(self.stack, service)

    def maintain(self, action: str) -> None:
        """Invokes the maintenance function, as an operator does."""
        name = self.given("outputs")["MaintenanceFunctionName"]
        payload = json.dumps({"action": action}).encode()
        answer = self.aws("lambda").invoke(FunctionName=name, Payload=payload)
        assert "FunctionError" not in answer, answer["Payload"].read()

    def query(self, statement: str, *parameters: object, **named: object) -> list[tuple[Any, ...]]:
        """Runs SQL and returns its rows."""
        with closing(psycopg2.connect(self.given("database_url"))) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement, named or parameters)
                return cursor.fetchall() if cursor.description else []

    def send(self, *bodies: str, queue: str = "queue_url") -> None:
        """Puts messages into the scoring queue, or into the ``dlq_url``."""
        for body in bodies:
            self.aws("sqs").send_message(QueueUrl=self.given(queue), MessageBody=body)

    @property
    def portfolio_queue_url(self) -> str:
        """The queue of rescorings, which the description does not name."""
        mapping = self.aws("lambda").get_event_source_mapping(
            UUID=self.given("outputs")["PortfolioMappingId"]
        )
        name = mapping["EventSourceArn"].rpartition(":")[2]
        return str(self.aws("sqs").get_queue_url(QueueName=name)["QueueUrl"])

    def message(self, *score_ids: str, correlation_id: str = "end-to-end") -> str:
        return json.dumps(
            {"schema_version": 1, "score_ids": score_ids, "correlation_id": correlation_id}
        )

    def is_queue_empty(self) -> bool:
        """Says whether no message waits or is being worked on."""
        return self.count_messages(self.given("queue_url")) == 0

    def count_messages(self, queue_url: str) -> int:
        """Returns how many messages of a queue wait or are being worked on."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        answer = self.aws("sqs").get_queue_attributes(QueueUrl=queue_url, AttributeNames=names)
        return sum(int(answer["Attributes"][name]) for name in names)

    def statuses(self, score_ids: list[str]) -> set[str]:
        rows = self.query("SELECT status FROM scores WHERE id = ANY(%s::uuid[])", score_ids)
        return {row[0] for row in rows}

    def is_healthy(self) -> bool:
        """Says whether the API answers and reaches its database and its queue."""
        with suppress(httpx.HTTPError):  # an environment that ends may not finish its answer
            return self.ask_api("/health", params={"deep": "true"}).status_code == 200
        return False

    def is_steady(self) -> bool:
        """Says whether it stays healthy for so long that no environment trusts an old connection.

        An environment tests a connection that it did not use for a while; the others were asked.
        """
        return not eventually(lambda: not self.is_healthy(), STEADY_SECONDS)


def eventually(condition: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> bool:
    """Says whether the condition came true in time."""
    deadline = monotonic() + seconds
    while monotonic() < deadline:
        if condition():
            return True
        sleep(0.1)
    return condition()
