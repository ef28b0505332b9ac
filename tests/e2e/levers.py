"""What the suite and `make stress` take away from a running stack for a while."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2

from tests.e2e.deployed import Deployed

BLOCKED = (
    "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%%scores%%'"
)


@contextmanager
def permission_missing(deployed: Deployed, function: str, sid: str) -> Iterator[None]:
    """Takes one statement out of the policy of a function's role."""
    iam = deployed.aws("iam")
    configuration = deployed.aws("lambda").get_function_configuration(FunctionName=function)
    role = configuration["Role"].rsplit("/", 1)[1]
    granted = iam.get_role_policy(RoleName=role, PolicyName="api")["PolicyDocument"]
    statements = [entry for entry in granted["Statement"] if entry["Sid"] != sid]
    assert len(statements) == len(granted["Statement"]) - 1

    def put(document: dict) -> None:
        iam.put_role_policy(RoleName=role, PolicyName="api", PolicyDocument=json.dumps(document))

    put(granted | {"Statement": statements})
    try:
        yield
    finally:
        put(granted)


@contextmanager
def held(deployed: Deployed, score_ids: list[str]) -> Iterator[None]:
    """Nobody can record these scores meanwhile, so a scorer that tries is in mid-batch."""
    connection = psycopg2.connect(deployed.given("database_url"))
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM scores WHERE id = ANY(%s::uuid[]) FOR UPDATE", [score_ids]
            )
            yield
    finally:
        connection.close()


def kill_blocked(deployed: Deployed) -> int:
    """Kills all scorers if one is about to record what is held, and what they asked of the database.

    Returns:
        How many were killed.
    """
    if not deployed.query(BLOCKED):
        return 0
    killed = deployed.host.kill_scorers()
    for (process_id,) in deployed.query(BLOCKED):
        deployed.query("SELECT pg_terminate_backend(%s)", process_id)
    return killed


@contextmanager
def redelivered_after(deployed: Deployed, seconds: int, *queue_urls: str) -> Iterator[None]:
    """Lets a message that was not finished come back after so many seconds."""
    queue, name = deployed.aws("sqs"), "VisibilityTimeout"
    usual = {
        url: queue.get_queue_attributes(QueueUrl=url, AttributeNames=[name])["Attributes"]
        for url in queue_urls
    }
    for url in queue_urls:
        queue.set_queue_attributes(QueueUrl=url, Attributes={name: str(seconds)})
    try:
        yield
    finally:
        for url, attributes in usual.items():
            queue.set_queue_attributes(QueueUrl=url, Attributes=attributes)
