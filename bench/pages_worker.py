"""Pages as the api function answers them, on a database that the bench filled.

In a process of its own, one request after another: prints the seconds of each.
"""

import json
import os
import sys
from secrets import token_urlsafe
from time import perf_counter
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import boto3
from moto import mock_aws
from sqlalchemy import text

from api.people.passwords import hash_token
from core.kit.database import transaction
from core.people.sessions import create_session

ROUNDS = 10
KEY = "authentication"
CONTEXT: Any = SimpleNamespace(
    function_name="api",
    function_version="1",
    memory_limit_in_mb=1_024,
    invoked_function_arn="arn:aws:lambda:eu-central-1:123456789012:function:api",
    aws_request_id="bench",
)
_SOMEBODY = text("SELECT id FROM users WHERE role = :role ORDER BY id LIMIT 1")


def main() -> None:
    """Asks for each of the paths that it is told."""
    told = json.load(sys.stdin)
    os.environ |= {"AUTHENTICATION_SECRET_ID": KEY}
    with mock_aws():
        secrets = boto3.client("secretsmanager")
        secrets.create_secret(Name="database", SecretString=told["database"])
        secrets.create_secret(Name=KEY, SecretString="a key for a bench")
        session = _log_in(told.get("role", "analyst"))
        rounds = range(told.get("rounds", ROUNDS))
        _ask(told["paths"][0], session)  # the first of a process imports and connects
        seconds = {path: [_ask(path, session)[0] for _ in rounds] for path in told["paths"]}
        if "far" in told:
            far, seconds["pages_before"] = _go_far(told["far"], told["pages"], session)
            seconds[told["far"]] = [_ask(far, session)[0] for _ in rounds]
    sys.stderr.write(json.dumps(seconds) + "\n")


def _log_in(role: str) -> str:
    """Opens a session of somebody in a role; returns its token."""
    token = token_urlsafe()
    with transaction() as connection:
        user_id = connection.execute(_SOMEBODY, {"role": role}).scalar_one()
        create_session(
            connection,
            hash_token(token),
            user_id,
            browser="bench",
            lifetime_seconds=3_600,
            at_most=1,
        )
    return token


def _go_far(path: str, pages: int, session: str) -> tuple[str, list[float]]:
    """Follows a list page by page; returns the last one's path, and the seconds of those before."""
    at, seconds = path, list[float]()
    while len(seconds) < pages:
        took, body = _ask(at, session)
        if body.get("next") is None:
            break
        seconds.append(took)
        at = f"{path}&after={quote(body['next'])}"
    return at, seconds


def _ask(path: str, session: str) -> tuple[float, Any]:
    """Returns the seconds and the body of one request, as the HTTP API hands it on."""
    from api.handler import handler  # noqa: PLC0415 - it reads its secrets as it is imported

    bare, _, query = path.partition("?")
    event = {
        "version": "2.0",
        "rawPath": bare,
        "rawQueryString": query,
        "cookies": [f"__Host-session={session}"],
        "headers": {"accept": "application/json", "host": "bench"},
        "requestContext": {
            "http": {"method": "GET", "path": bare, "sourceIp": "127.0.0.1"},
            "requestId": "bench",
            "stage": "$default",
        },
        "isBase64Encoded": False,
    }
    started = perf_counter()
    answer: dict[str, Any] = handler(event, CONTEXT)
    seconds = perf_counter() - started
    if answer["statusCode"] != 200:
        raise RuntimeError(f"{path}: {answer['statusCode']} {answer['body']}")
    return seconds, json.loads(answer["body"])


if __name__ == "__main__":
    main()
