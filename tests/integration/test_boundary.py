"""What every request passes: the size limit, the origin, no caching, HEAD, and the log line."""

import base64
import json
from datetime import datetime
from zoneinfo import ZoneInfo

import boto3
import pytest

from api.kit.origin import ORIGIN_HEADER
from core.people.rules.roles import Role
from tests.integration.conftest import EVENTS, lambda_context


@pytest.fixture
def called():
    """Calls the handler with a changed event, as it is."""
    from api.handler import handler

    def call(**changed):
        event = json.loads((EVENTS / "http_api_v2.json").read_text())
        event["headers"] |= changed.pop("headers", {})
        return handler({**event, **changed}, lambda_context("api"))

    return call


@pytest.fixture
def secrets(monkeypatch):
    """The secret of the distribution, and the key of the service."""
    for setting, name in (
        ("ORIGIN_SECRET_ID", "origin"),
        ("AUTHENTICATION_SECRET_ID", "authentication"),
    ):
        manager = boto3.client("secretsmanager")
        if name not in {entry["Name"] for entry in manager.list_secrets()["SecretList"]}:
            manager.create_secret(Name=name, SecretString=f"secret of the {name}")
        monkeypatch.setenv(setting, name)


def lines(logged: str, message: str) -> list[dict[str, object]]:
    told = [json.loads(line) for line in logged.splitlines() if line.startswith("{")]
    return [line for line in told if line["message"] == message]


@pytest.mark.parametrize("path", ["/health", "/clients", "/auth/login", "/scores/x", "/nowhere"])
def test_no_slash_at_the_end_leads_anywhere(api, path):
    for method in ("GET", "POST"):
        answer = api(method, f"/api{path}/", {})
        assert answer.status == 404
        assert "location" not in answer.headers


def test_head_is_get_without_the_body(api, people):
    admin = people.user(Role.ADMIN)
    for path in ("/health", "/users", f"/users/{admin.user_id}", "/nowhere"):
        told, headers = api("GET", path, token=admin.token), api("HEAD", path, token=admin.token)
        assert (headers.status, headers.body) == (told.status, None)
        assert headers.headers["content-length"] == told.headers["content-length"]
    assert api("HEAD", "/auth/login").status == 405


@pytest.mark.parametrize(("method", "path"), [("GET", "/auth/me"), ("GET", "/health")])
def test_no_cache_keeps_an_answer(api, people, method, path):
    for token in (None, people.client().token):
        assert api(method, path, token=token).headers["cache-control"] == "no-store"


def test_each_answer_tells_the_banks_day(api, people, monkeypatch):
    """Whoever fills a form in on another day of theirs is judged by it."""
    far = {"Pacific/Kiritimati", "Pacific/Pago_Pago"}  # never on the same day
    told = set()
    for zone in far:
        monkeypatch.setenv("BANK_TIME_ZONE", zone)
        for path in ("/health", "/nowhere"):
            day = api("GET", path).headers["bank-date"]
            assert day == f"{datetime.now(ZoneInfo(zone)):%Y-%m-%d}"
            told.add(day)
    assert len(told) == 2


@pytest.mark.parametrize(
    ("body", "encoded", "status"),
    [
        ("ж" * 32_768, False, 422),
        ("ж" * 32_769, False, 413),
        (base64.b64encode(b"x" * 65_000).decode(), True, 422),
        (base64.b64encode(b"x" * 65_540).decode(), True, 413),
    ],
)
def test_the_size_of_a_body_is_counted_in_bytes(called, body, encoded, status):
    request = {"http": {"method": "POST", "path": "/auth/login", "sourceIp": "1.2.3.4"}}
    answer = called(
        rawPath="/auth/login", body=body, isBase64Encoded=encoded, requestContext=request
    )
    assert answer["statusCode"] == status


@pytest.mark.parametrize(("size", "status"), [(262_144, 422), (262_145, 413)])
@pytest.mark.parametrize("path", ["/payments", "/api/v1/payments"])
def test_a_thousand_payments_may_be_longer(called, path, size, status):
    request = {"http": {"method": "POST", "path": path, "sourceIp": "1.2.3.4"}}
    answer = called(rawPath=path, body="x" * size, requestContext=request)
    assert answer["statusCode"] == status


@pytest.mark.parametrize("host", ["[::1]:80", "a:b", "", "x" * 500])
def test_no_host_header_breaks_anything(called, host):
    assert called(headers={"host": host, "x-forwarded-port": "?"})["statusCode"] == 200


def test_only_what_the_distribution_passes_on_is_answered(api, secrets):
    refused = api("GET", "/health", x_origin_secret="another")
    assert (refused.status, refused.body["error"]) == (403, "forbidden")
    assert api("GET", "/health").status == 403
    assert api("GET", "/health", **{ORIGIN_HEADER: "secret of the origin"}).status == 200


def test_a_secret_that_cannot_be_read_is_a_503(api, monkeypatch):
    monkeypatch.setenv("ORIGIN_SECRET_ID", "nobody's")
    answer = api("GET", "/health")
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")


def test_the_log_says_who_asked_from_where_and_keeps_no_address(api, people, secrets, logged):
    admin = people.user(Role.ADMIN)
    told = {ORIGIN_HEADER: "secret of the origin"}
    for address in ("198.51.100.4", "198.51.100.4", "198.51.100.5"):
        api("GET", "/users", token=admin.token, x_forwarded_for=f"{address}, 64.252.70.1", **told)
    api("GET", "/health", **told)
    *known, nobody = lines(logged(), "request")
    assert [line["actor_id"] for line in known] == [admin.user_id] * 3
    assert "actor_id" not in nobody
    viewers = [line["viewer"] for line in known]
    assert viewers[0] == viewers[1] != viewers[2]
    assert "198.51.100" not in logged()


def test_a_line_of_the_log_stays_one_line(api, logged):
    api("GET", '/clients/1\n{"message": "request", "status": 299}\x1b[2J')
    [line] = lines(logged(), "request")
    assert (line["status"], str(line["path"]).count("\n")) == (401, 1)
    assert "\x1b" not in logged()


def test_the_log_says_why_the_service_was_unavailable(api, people, no_database, logged):
    token = people.client().token
    with no_database:
        assert api("GET", "/auth/me", token=token).status == 503
    [line] = lines(logged(), "unavailable")
    assert line["cause"] == "OperationalError"
    assert "refused" in str(line["told"])


def test_what_nobody_expected_is_a_500_that_can_be_reported_and_tells_nothing(
    api, people, monkeypatch, logged
):
    client = people.client()

    def fail(*_):
        raise RuntimeError("what only the log may know")

    monkeypatch.setattr("api.clients.access.get_client", fail)
    answer = api("GET", f"/clients/{client.client_id}", token=client.token)
    assert (answer.status, answer.body["error"]) == (500, "internal_error")
    assert "Quote the request_id" in answer.body["detail"]
    assert "what only the log may know" not in str(answer.body)
    [line] = lines(logged(), "request failed")
    assert "what only the log may know" in str(line["exception"])
    assert answer.body["request_id"] == line["correlation_id"]
