"""How much room a score takes: ``python -m bench bytes [people]``, as the scorer writes them.

On a database of its own: demo people are scored as of the ends of the last twelve months, by the
bundle and the policy in force. Then each index and each column is weighed.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import boto3
from moto import mock_aws
from sqlalchemy import Engine, TextClause, text

from bench.figure import Figure
from bench.imports import own_database
from core.kit import database
from core.kit.clock import bank_date
from core.scores.rules.messages import PortfolioMessage
from core.scores.tables import scores as scores_table
from maintenance.demo.score_history import month_ends, score_past
from maintenance.demo.seed import generate_people, seed
from scorer.portfolio_scoring import Worked, work_off

PEOPLE_PER_CALL = 500
MOST_BYTES = 800
_ENVIRONMENT = {
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "bench",
    "AWS_SECRET_ACCESS_KEY": "bench",
    "DATABASE_SECRET_ID": "database",
    "DATABASE_SSLMODE": "disable",
    "DEMO_DATA": "true",
    "POWERTOOLS_SERVICE_NAME": "bench",
    "POWERTOOLS_METRICS_NAMESPACE": "bench",
    "POWERTOOLS_LOG_LEVEL": "CRITICAL",
}
_TABLES = "SELECT relid FROM pg_partition_tree('scores') WHERE isleaf"
_SIZES = text(
    f"""
    SELECT sum(pg_total_relation_size(relid)) AS total, sum(pg_relation_size(relid)) AS rows
      FROM ({_TABLES}) tables
    """
)
_INDEXES = text(
    f"""
    SELECT coalesce(parent.inhparent, i.indexrelid)::regclass::text AS name,
           sum(pg_relation_size(i.indexrelid)) AS size
      FROM pg_index i LEFT JOIN pg_inherits parent ON parent.inhrelid = i.indexrelid
     WHERE i.indrelid IN ({_TABLES}) GROUP BY 1 ORDER BY 2 DESC
    """
)


def measure(people: int) -> list[Figure]:
    """Scores so many demo people of twelve months, and weighs what is stored."""
    with TemporaryDirectory() as name, own_database(Path(name)) as (engine, told, _):
        Path(name).chmod(0o755)  # PostgreSQL may run as somebody else
        with _functions(told):
            _fill(people)
        return _weigh(engine)


@contextmanager
def _functions(told: dict[str, str]) -> Iterator[None]:
    """What the functions need beside the database, in this process."""
    with patch.dict(os.environ, _ENVIRONMENT), mock_aws():
        for name, secret in told.items():
            boto3.client("secretsmanager").create_secret(Name=name, SecretString=secret)
        queue = boto3.client("sqs").create_queue(QueueName="portfolio")
        os.environ["PORTFOLIO_QUEUE_URL"] = queue["QueueUrl"]
        yield
        database.forget_engine()


def _fill(people: int) -> None:
    """Makes demo people and has them scored."""
    for first in range(0, people, PEOPLE_PER_CALL):
        made = generate_people(first, min(PEOPLE_PER_CALL, people - first))
        seed(made, "a demo password", replace=False)
    after: int | None = 0
    while after is not None:
        after = score_past(after, month_ends(bank_date()))["last"]
        _work_off()


def _work_off() -> None:
    """Does what the portfolio's queue asks for, as the scorer does."""
    queue, url, worked = boto3.client("sqs"), os.environ["PORTFOLIO_QUEUE_URL"], Worked()
    while messages := queue.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for one in messages:
            work_off(PortfolioMessage.model_validate_json(one["Body"]), worked)
            queue.delete_message(QueueUrl=url, ReceiptHandle=one["ReceiptHandle"])


def _weigh(engine: Engine) -> list[Figure]:
    """Weighs the tables in all, each index, and each column of a row."""
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM scores"))
        scores = connection.execute(text("SELECT count(*) FROM scores")).scalar_one()
        sizes = connection.execute(_SIZES).one()
        indexes = {row.name: round(row.size / scores) for row in connection.execute(_INDEXES)}
        columns = connection.execute(_columns()).one()._mapping
    told = {name: round(float(size), 1) for name, size in columns.items() if size}
    return [
        Figure(
            "score_bytes",
            round(sizes.total / scores),
            "bytes",
            {"scores": scores},
            at_most=MOST_BYTES,
        ),
        Figure("score_bytes_rows", round(sizes.rows / scores), "bytes", told),
        Figure("score_bytes_indexes", sum(indexes.values()), "bytes", indexes),
    ]


def _columns() -> TextClause:
    names = [column.name for column in scores_table.c]
    weighed = (f"avg(coalesce(pg_column_size({name}), 0)) AS {name}" for name in names)
    return text(f"SELECT {', '.join(weighed)} FROM scores")
