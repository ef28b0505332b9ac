"""Handlers in this process, on real PostgreSQL, with moto for the queue and the secret.

Each test makes the people it needs, so no test sees another's rows.
"""

import io
import json
import logging
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import boto3
import pytest
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.parameters import clear_caches
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from moto import mock_aws
from sqlalchemy import Engine, create_engine, event, make_url, text

from core.imports.bucket import files_client
from core.kit import database
from core.kit.functions import function_client
from core.kit.queue import queue_client
from core.models.bundle_bucket import bundle_client
from core.scores.rules.messages import ScoringMessage
from local import postgres_place
from local.postgres import RUNTIME_USER
from tests.integration.bounded import chosen_anew
from tests.integration.every_answer import assert_holds
from tests.integration.makers import People

EVENTS = Path(__file__).parent.parent / "events"
REGION = "eu-central-1"


@event.listens_for(Engine, "before_cursor_execute")
def changes_choose_once(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
    """Whatever a test makes the service run, it changes no more rows than it chose."""
    assert chosen_anew(statement) == [], statement


_BY_SOMEBODY = ContextVar("by somebody", default=False)


@event.listens_for(Engine, "before_cursor_execute")
def deeds_are_somebodys(
    _connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any
) -> None:
    """Whatever somebody with a session asks for stands in the journal as that person's."""
    if not _BY_SOMEBODY.get() or not statement.startswith("INSERT INTO audit_events"):
        return
    for told in parameters if isinstance(parameters, list) else [parameters]:
        doers = [value for name, value in told.items() if name.startswith("actor_id")]
        tried = [value for name, value in told.items() if name.startswith("action")]
        assert None not in doers or re.search("(failed|blocked)$", str(tried[0])), told


_IS_READ = ContextVar("is read", default=False)


@event.listens_for(Engine, "before_cursor_execute")
def who_reads_waits_for_nobody(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
    """Whatever is read through the API is read without locking it."""
    assert not (_IS_READ.get() and re.search(r"FOR (NO KEY UPDATE|UPDATE|SHARE)", statement)), (
        statement
    )


def lambda_context(name: str) -> SimpleNamespace:
    """What Lambda hands to a handler beside the event."""
    return SimpleNamespace(
        function_name=name,
        memory_limit_in_mb=1024,
        invoked_function_arn=f"arn:aws:lambda:{REGION}:123456789012:function:{name}",
        aws_request_id=str(uuid4()),
        get_remaining_time_in_millis=lambda: 900_000,
    )


@dataclass
class Answer:
    """A response of the API."""

    status: int
    body: Any
    headers: dict[str, str]
    cookies: list[str] = field(default_factory=list)


class ApiCaller:
    """Calls the API's handler with recorded HTTP API events (payload format 2.0)."""

    def __init__(self) -> None:
        self._event = json.loads((EVENTS / "http_api_v2.json").read_text())

    def __call__(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        token: str | None = None,
        query: str = "",
        cookies: Sequence[str] = (),
        **headers: str,
    ) -> Answer:
        from api.handler import handler

        event = json.loads(json.dumps(self._event))
        event["rawPath"] = event["requestContext"]["http"]["path"] = path
        event["requestContext"]["http"]["method"] = method
        event["rawQueryString"] = query
        event["headers"] |= {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            cookies = [f"__Host-session={token}", *cookies]
        event["cookies"] = list(cookies)
        if body is not None:
            event["body"] = body if isinstance(body, str) else json.dumps(body)
        by_somebody = _BY_SOMEBODY.set(token is not None)
        is_read = _IS_READ.set(method in {"GET", "HEAD"})
        try:
            response = handler(event, lambda_context("api"))
        finally:
            _BY_SOMEBODY.reset(by_somebody)
            _IS_READ.reset(is_read)
        content = response["body"]
        answer = Answer(
            response["statusCode"],
            json.loads(content) if content else None,
            response["headers"],
            response.get("cookies", []),
        )
        assert_holds(path, answer.status, answer.headers, answer.body)
        return answer


def scoring_record(body: str, message_id: str | None = None, deliveries: int = 1) -> dict[str, Any]:
    """A recorded SQS record with this body."""
    record = json.loads((EVENTS / "sqs_record.json").read_text())
    record["attributes"]["ApproximateReceiveCount"] = str(deliveries)
    return {**record, "messageId": message_id or str(uuid4()), "body": body}


def message(*score_ids: object) -> str:
    """The body of a message that asks for these scores."""
    return ScoringMessage(score_ids=list(score_ids), correlation_id="test").model_dump_json()


@pytest.fixture(scope="session", autouse=True)
def _aws(database_url: str) -> Iterator[None]:
    """A queue and the database's secrets, and the environment that names them.

    The functions work as the runtime role; tests look as the owner.
    """
    if "SCORING_QUEUE_URL" in os.environ:  # another suite in this process has made them
        yield
        return
    url = make_url(database_url)
    where = {"host": url.host, "port": url.port, "dbname": url.database}
    owner = {**where, "username": url.username, "password": url.password}
    runtime = {**where, "username": RUNTIME_USER, "password": token_urlsafe()}
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        environment = {
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "DATABASE_SECRET_ID": "database",
            "AUTHENTICATION_SECRET_ID": "authentication",
            "DOCUMENT_SECRET_ID": "documents",
            "SCORER_FUNCTION": "scorer:live",
            "MONITOR_FUNCTION": "monitor:live",
            "DATABASE_OWNER_SECRET_ID": "database-owner",
            "DATABASE_SSLMODE": "disable",
            "DEMO_DATA": "true",
            "TRUSTED_PROXY_HOPS": "1",
            "HEALTH_CACHE_SECONDS": "0",
        }
        for name, value in environment.items():
            patch.setenv(name, value)
        secrets = boto3.client("secretsmanager")
        secrets.create_secret(Name="database", SecretString=json.dumps(runtime))
        secrets.create_secret(Name="database-owner", SecretString=json.dumps(owner))
        secrets.create_secret(Name="authentication", SecretString="a key for tests")
        secrets.create_secret(Name="documents", SecretString="another key for tests")
        queue = boto3.client("sqs").create_queue(QueueName="scoring")
        patch.setenv("SCORING_QUEUE_URL", queue["QueueUrl"])
        portfolio = boto3.client("sqs").create_queue(QueueName="portfolio")
        patch.setenv("PORTFOLIO_QUEUE_URL", portfolio["QueueUrl"])
        dead = boto3.client("sqs").create_queue(QueueName="dead-letters")
        patch.setenv("DEAD_LETTER_QUEUE_URL", dead["QueueUrl"])
        imports = boto3.client("sqs").create_queue(QueueName="imports")
        patch.setenv("IMPORT_QUEUE_URL", imports["QueueUrl"])
        unread = boto3.client("sqs").create_queue(QueueName="import-dead-letters")
        patch.setenv("IMPORT_DEAD_LETTER_QUEUE_URL", unread["QueueUrl"])
        boto3.client("s3").create_bucket(
            Bucket="files", CreateBucketConfiguration={"LocationConstraint": REGION}
        )
        patch.setenv("FILES_BUCKET", "files")
        boto3.client("s3").create_bucket(
            Bucket="models", CreateBucketConfiguration={"LocationConstraint": REGION}
        )
        patch.setenv("MODELS_BUCKET", "models")
        yield
        database.forget_engine()
        queue_client.cache_clear()
        function_client.cache_clear()
        files_client.cache_clear()
        bundle_client.cache_clear()


@pytest.fixture(scope="session", autouse=True)
def _migrated(_aws: None) -> None:
    """The newest schema, made the way every deploy makes it."""
    from maintenance.handler import handler

    handler({"action": "migrate"}, lambda_context("maintenance"))


@pytest.fixture(autouse=True)
def _measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is measured anywhere is measured under a name as alarms have them."""
    add = Metrics.add_metric

    def checked(self: Metrics, name: str, unit: MetricUnit, value: float) -> None:
        assert re.fullmatch(r"([A-Z][a-z]+)+", name), name
        assert isinstance(unit, MetricUnit) and 0 <= value < 10_000_000, (name, unit, value)
        add(self, name, unit, value)

    monkeypatch.setattr(Metrics, "add_metric", checked)


@pytest.fixture(autouse=True)
def _told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is logged anywhere is logged in words to search for, and says what it is about."""

    def checked(log: Callable[..., None]) -> Callable[..., None]:
        def logged(self: Logger, said: str, **known: object) -> None:
            assert re.fullmatch(r"(?!xx)[a-z]+(,? [a-z]+)*", said), said
            missing = {name for name, value in known.items() if value is None}
            assert missing <= MAY_BE_NOTHING, (said, missing)
            names = {str(name) for one in known.values() if isinstance(one, dict) for name in one}
            assert all(re.fullmatch("[a-z0-9_-]+", name) for name in names), (said, names)
            log(self, said, **known)

        return logged

    for level in ("info", "warning", "error", "exception"):
        monkeypatch.setattr(Logger, level, checked(getattr(Logger, level)))


MAY_BE_NOTHING = {"rows", "fault", "user_id", "route"}  # one of two; nobody known; nothing there


class NoDatabase:
    """While it is entered, the secret names a port where nothing listens."""

    def __init__(self, secret: dict[str, Any]) -> None:
        self._secret = secret

    def __enter__(self) -> None:
        self._put({**self._secret, "port": 9})

    def __exit__(self, *exception: object) -> None:
        self._put(self._secret)

    def _put(self, secret: dict[str, Any]) -> None:
        boto3.client("secretsmanager").put_secret_value(
            SecretId="database", SecretString=json.dumps(secret)
        )
        clear_caches()
        database.forget_engine()


@pytest.fixture
def no_database() -> NoDatabase:
    secret = boto3.client("secretsmanager").get_secret_value(SecretId="database")
    return NoDatabase(json.loads(secret["SecretString"]))


@pytest.fixture
def api() -> ApiCaller:
    return ApiCaller()


@pytest.fixture
def people(database_url: str) -> Iterator[People]:
    """Makes users, clients and managers that are in nobody's way."""
    url = make_url(database_url).set(drivername="postgresql+psycopg2")
    engine = create_engine(url)
    with engine.connect() as connection:
        known = connection.execute(text("SELECT max(id) FROM audit_events")).scalar_one()
        # All tests come from one address: what others failed to prove is not held against this one
        connection.execute(text("DELETE FROM attempts"))
        # What others have asked for and nobody scores would run for ever
        connection.execute(_END_RESCORINGS)
        connection.commit()
        yield People(connection)
        connection.rollback()
        told = {"known": known or 0, "nobodys": NOBODYS_DEEDS}
        odd = connection.execute(_ODD_EVENTS, told).all()
        assert not odd, "the journal names who did what, and its fields as code does"
    engine.dispose()


_END_RESCORINGS = text(
    "UPDATE portfolio_batches SET planned_at = coalesce(planned_at, now()), ended_at = now()"
    " WHERE ended_at IS NULL"
)
# What time brings, what a deploy or a batch does, and what was tried by nobody knows whom
NOBODYS_DEEDS = (
    "^application[.]expire$|^notice[.]produce$|^(policy|model|promotion)[.]"
    "|^(verdict|alert)[.]reopen$|^score_month[.]|^cohorts[.]|(failed|blocked)$|^test[.]"
)
_ODD_EVENTS = text(
    """
    SELECT action, old_values, new_values FROM audit_events
     WHERE id > :known AND (
       action !~ '^[a-z_]+[.][a-z_]+$' OR subject_table !~ '^[a-z_]+$'
       OR actor_id IS NULL AND action !~ :nobodys
       OR jsonb_typeof(old_values) <> 'object' OR jsonb_typeof(new_values) <> 'object'
       OR (old_values || new_values)::text ~ '"([^"]*[^a-z0-9_"][^"]*|)": '
     ) LIMIT 5
    """
)


@pytest.fixture
def score_batch() -> Any:
    """Feeds SQS records to the scorer; returns the ids of the messages it wants back."""
    from scorer.handler import handler

    def run(*records: dict[str, Any]) -> list[str]:
        response = handler({"Records": list(records)}, lambda_context("scorer"))
        return [failure["itemIdentifier"] for failure in response["batchItemFailures"]]

    return run


@dataclass
class Asked:
    """What the scorer was asked at once, and what it answered."""

    events: list[dict[str, Any]] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)


@pytest.fixture
def asked_scorer() -> Iterator[Asked]:
    """Has the scorer's handler answer what the real client sends to Lambda."""
    from scorer.handler import handler

    asked = Asked()

    def answer(request: AWSPreparedRequest, **_: object) -> AWSResponse | None:
        if not request.url.endswith("/functions/scorer%3Alive/invocations"):
            return None  # moto knows no function and says so
        asked.events.append(json.loads(request.body))
        asked.answers.append(handler(asked.events[-1], lambda_context("scorer")))
        body = json.dumps(asked.answers[-1]).encode()
        return AWSResponse(request.url, 200, {}, RawAnswer(body))

    events = function_client().meta.events
    events.register_first("before-send.lambda.Invoke", answer)
    yield asked
    events.unregister("before-send.lambda.Invoke", answer)


class RawAnswer(io.BytesIO):
    """A body as botocore reads it from a connection."""

    def stream(self, **_: object) -> Iterator[bytes]:
        yield self.read()


@pytest.fixture
def queued() -> Any:
    """Empties the queue; returns the bodies of its messages."""
    return _emptied("SCORING_QUEUE_URL")


@pytest.fixture
def queued_portfolios() -> Any:
    """Empties the queue of portfolios; returns the bodies of its messages."""
    return _emptied("PORTFOLIO_QUEUE_URL")


@pytest.fixture
def dead_letters() -> Any:
    """Empties the dead letters; returns their bodies."""
    return _emptied("DEAD_LETTER_QUEUE_URL")


@pytest.fixture
def score_portfolios(score_batch: Any, queued_portfolios: Any) -> Any:
    """Works off what portfolios have asked for; returns how many messages that were."""

    def run() -> int:
        count = 0
        while bodies := queued_portfolios():
            assert score_batch(*map(scoring_record, bodies)) == []
            count += len(bodies)
        return count

    return run


def _emptied(name: str) -> Any:
    def read() -> list[str]:
        bodies: list[str] = []
        url = os.environ[name]
        while messages := (
            queue_client().receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages")
        ):
            for message in messages:
                bodies.append(message["Body"])
                queue_client().delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return bodies

    read()
    return read


@pytest.fixture
def maintain() -> Any:
    """Calls the maintenance function; Lambda writes its answer as JSON."""
    from maintenance.handler import handler

    return lambda **event: json.loads(json.dumps(handler(event, lambda_context("maintenance"))))


@pytest.fixture
def monitor() -> Any:
    """Calls the monitor; Lambda writes its answer as JSON."""
    from monitor.handler import handler

    return lambda **event: json.loads(json.dumps(handler(event, lambda_context("monitor"))))


@pytest.fixture
def woken_monitor() -> Iterator[list[Any]]:
    """What the monitor is told to do without anybody waiting, by the real client."""
    told: list[Any] = []

    def answer(request: AWSPreparedRequest, **_: object) -> AWSResponse | None:
        if not request.url.endswith("/functions/monitor%3Alive/invocations"):
            return None  # moto knows no function and says so
        assert request.headers["X-Amz-Invocation-Type"] == b"Event"
        told.append(json.loads(request.body))
        return AWSResponse(request.url, 202, {}, RawAnswer(b""))

    events = function_client().meta.events
    events.register_first("before-send.lambda.Invoke", answer)
    yield told
    events.unregister("before-send.lambda.Invoke", answer)


@pytest.fixture
def logged(postgres_folder: Path) -> Iterator[Callable[[], str]]:
    """Returns what the functions (one logger in a process) and PostgreSQL have written since."""
    server_log = postgres_place.settle(postgres_folder / "suite").data / "server.log"
    known = len(server_log.read_text())
    [handler] = logging.getLogger("test").handlers
    written = io.StringIO()
    before = handler.setStream(written)
    yield lambda: written.getvalue() + server_log.read_text()[known:]
    handler.setStream(before)
