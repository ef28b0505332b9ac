"""The functions work as a role that owns nothing: rows it may change, tables and the journal not."""

import json
import os

import boto3
import pytest
from aws_lambda_powertools.utilities.parameters import clear_caches
from sqlalchemy import create_engine, text
from sqlalchemy.exc import ProgrammingError

from core.kit import database
from core.kit.errors import UnavailableError
from core.kit.settings import read_database_url
from core.migrations.schema import all_tables
from local.postgres import RUNTIME_USER
from maintenance.runtime_role import SameRoleError

DENIED = "permission denied|must be owner|must be able to"


def refused(statement: str) -> None:
    with pytest.raises(ProgrammingError, match=DENIED), database.transaction() as connection:
        connection.execute(text(statement))


def test_the_functions_work_as_the_runtime_role():
    with database.connect() as connection:
        assert connection.execute(text("SELECT current_user")).scalar_one() == RUNTIME_USER


@pytest.mark.parametrize("table", sorted(all_tables().tables))
@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE {}",
        "ALTER TABLE {} ADD COLUMN sneaked_in text",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "TRUNCATE {} CASCADE",
        "CREATE TRIGGER sneaked_in AFTER INSERT ON {} EXECUTE FUNCTION refuse_change()",
    ],
)
def test_no_table_can_be_altered(statement, table):
    refused(statement.format(table))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_events SET action = 'user.create'",
        "DELETE FROM audit_events",
        "DROP TRIGGER audit_events_append_only ON audit_events",
        "DROP FUNCTION refuse_change() CASCADE",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE sql AS 'SELECT NULL'",
        "SELECT setval('audit_events_id_seq', 1)",
        "UPDATE audit_seals SET sha256 = previous_sha256",
        "DELETE FROM audit_seals",
        "UPDATE audit_unsealed SET event_id = -event_id",
        "DROP TRIGGER audit_events_await_seal ON audit_events",
        "SET session_replication_role = replica",
    ],
)
def test_the_journal_only_grows(statement):
    refused(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE sneaked_in (id int)",
        "CREATE TEMPORARY TABLE sneaked_in (id int)",
        "CREATE SCHEMA sneaked_in",
        "CREATE ROLE sneaked_in",
        "SET ROLE scoring",
        "UPDATE alembic_version SET version_num = '0001'",
        "COPY users TO PROGRAM 'cat'",
    ],
)
def test_nothing_can_be_made_and_nobody_else_become(statement):
    refused(statement)


def test_rows_can_be_read_and_written():
    with database.connect() as connection:
        rights = connection.execute(
            text(
                "SELECT table_name, string_agg(privilege_type, ' ' ORDER BY privilege_type)"
                " FROM information_schema.role_table_grants"
                " WHERE grantee = current_user AND table_schema = 'public' GROUP BY table_name"
            )
        ).all()
    expected = dict.fromkeys(all_tables().tables, "DELETE INSERT SELECT UPDATE")
    fewer = {
        "audit_events": "INSERT SELECT",
        "audit_checks": "INSERT SELECT UPDATE",
        "audit_seals": "INSERT SELECT",
        "audit_unsealed": "DELETE INSERT SELECT",
        "decisions": "INSERT SELECT",
        "recommendations": "INSERT SELECT",
        "notice_texts": "INSERT SELECT",
        "provenances": "INSERT SELECT",
        "score_kinds": "INSERT SELECT",
        "scores": "INSERT SELECT",
        "replays": "DELETE INSERT SELECT",
        "simulations": "INSERT SELECT",
        "month_closings": "INSERT SELECT UPDATE",
    }
    assert dict(map(tuple, rights)) == expected | fewer


def test_a_right_given_by_hand_is_gone_after_the_next_migration(maintain, people):
    people.connection.execute(text(f"GRANT DELETE ON audit_events TO {RUNTIME_USER}"))
    people.connection.commit()
    maintain(action="migrate")
    refused("DELETE FROM audit_events")


def test_a_new_password_in_the_secret_is_set_by_the_next_migration(maintain):
    secrets = boto3.client("secretsmanager")
    runtime = json.loads(secrets.get_secret_value(SecretId="database")["SecretString"])
    runtime["password"] += "-anew"
    secrets.put_secret_value(SecretId="database", SecretString=json.dumps(runtime))
    clear_caches()
    database.forget_engine()
    with pytest.raises(UnavailableError), database.connect():
        pass
    maintain(action="migrate")
    can_log_in()
    # Once more within the seconds for which a secret is remembered
    runtime["password"] += "-and-anew"
    secrets.put_secret_value(SecretId="database", SecretString=json.dumps(runtime))
    maintain(action="migrate")
    can_log_in()
    clear_caches()


def can_log_in() -> None:
    engine = create_engine(read_database_url(cache_seconds=0))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT current_user")).scalar_one() == RUNTIME_USER
    engine.dispose()


def test_one_role_for_both_is_refused_with_what_to_do(maintain, monkeypatch):
    monkeypatch.setenv("DATABASE_SECRET_ID", os.environ["DATABASE_OWNER_SECRET_ID"])
    with pytest.raises(SameRoleError, match="Make a second role"):
        maintain(action="migrate")
