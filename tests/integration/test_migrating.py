"""Migrations beside the work of others: locks, indexes, long walks, and what is left of each."""

import json
import os
import secrets
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, inspect, make_url, text

import core.migrations
from local import postgres, postgres_place
from maintenance import migrate as migrating
from maintenance.migrate import MigrationHeldUpError, migrate
from tests.conftest import free_port

MIGRATIONS = Path(core.migrations.__file__).parent
HEAD = ScriptDirectory(str(MIGRATIONS)).get_current_head()
WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")


@pytest.fixture(scope="module")
def database(postgres_folder: Path) -> Iterator[Engine]:
    """A server of its own at the newest revision, whose secrets are the environment's."""
    data, port, password = postgres_folder / "migrating", free_port(), secrets.token_hex()
    postgres.start_server(data, port, password)
    url = make_url(postgres.server_url(port, password)).set(drivername="postgresql+psycopg2")
    engine = create_engine(url)
    with secrets_of(password, port):
        migrate(lambda: False)
        yield engine
    engine.dispose()
    postgres.stop_server(data)
    postgres_place.remove(data)


@contextmanager
def secrets_of(password: str, port: int) -> Iterator[None]:
    """Secrets of both roles on another server."""
    client = boto3.client("secretsmanager")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("DATABASE_SECRET_ID", "DATABASE_OWNER_SECRET_ID"):
            known = os.environ[variable]
            secret = json.loads(client.get_secret_value(SecretId=known)["SecretString"])
            elsewhere = {**secret, "port": port, "password": password}
            client.create_secret(Name=f"{known}-elsewhere", SecretString=json.dumps(elsewhere))
            patch.setenv(variable, f"{known}-elsewhere")
        yield


@pytest.fixture
def connection(database: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """A table of many rows, and a migration that does not wait for long."""
    monkeypatch.setattr(migrating, "PAUSE_SECONDS", 0.2)
    monkeypatch.setattr(migrating, "_BOUND", text("SET lock_timeout = '300ms'"))
    with database.connect() as connection:
        connection.execute(
            text("CREATE TABLE many AS SELECT g AS id FROM generate_series(1, 50) g")
        )
        connection.execute(
            text(
                "CREATE TABLE parted (id int, day date) PARTITION BY RANGE (day);"
                "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');"
                "CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');"
            )
        )
        connection.commit()
        yield connection
        connection.rollback()
        connection.execute(text("DROP TABLE many, parted"))
        connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": HEAD})
        connection.commit()


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes a release whose one new revision does what is given."""

    def make(deed: str) -> None:
        shutil.copytree(MIGRATIONS, tmp_path / "release", dirs_exist_ok=True)
        (tmp_path / "release" / "versions" / "next.py").write_text(
            "from alembic import op\nfrom core.migrations.online import *\n"
            f"revision, down_revision = 'next', '{HEAD}'\n"
            f"def upgrade():\n    {deed}\n"
        )
        monkeypatch.setattr(core.migrations, "__file__", str(tmp_path / "release" / "__init__.py"))

    return make


@contextmanager
def beside(deed: Callable[[], Any]) -> Iterator[list[Any]]:
    """Does it at the same time; at the end the list holds what it returned or raised."""
    outcome: list[Any] = []

    def run() -> None:
        try:
            outcome.append(deed())
        except Exception as error:  # noqa: BLE001 - handed to the test
            outcome.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield outcome
    finally:
        thread.join(30)
    assert not thread.is_alive()


def until_somebody_waits(connection: Connection) -> None:
    give_up = time.monotonic() + 10
    while time.monotonic() < give_up:
        if connection.execute(WAITING).scalar_one():
            return
        connection.rollback()  # in a transaction it would see the same again
        time.sleep(0.02)
    raise AssertionError("nobody waits")


def test_a_migration_that_finds_a_table_held_lets_others_go_on_and_tries_again(
    connection: Connection, database: Engine, release: Callable[[str], None]
) -> None:
    release("op.execute('ALTER TABLE many ADD note text')")
    connection.execute(text("SELECT count(*) FROM many"))  # held while this transaction is open
    with beside(lambda: migrate(lambda: False)) as migrated:
        with database.connect() as other:
            until_somebody_waits(other)
            other.execute(text("SET statement_timeout = '3s'"))
            # Behind the ALTER that waits; without a time-out it would wait for ever
            assert other.execute(text("SELECT count(*) FROM many")).scalar_one() == 50
        assert migrated == []
        connection.rollback()
    assert migrated == [{"before": HEAD, "after": "next", "finished": True}]
    assert [row["name"] for row in inspect(connection).get_columns("many")] == ["id", "note"]


def test_what_nobody_lets_go_of_ends_with_a_sentence_and_changes_nothing(
    connection: Connection, release: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "MOST_TRIES", 2)
    release("op.execute('CREATE TABLE half (); ALTER TABLE many ADD note text')")
    connection.execute(text("SELECT count(*) FROM many"))
    with pytest.raises(MigrationHeldUpError, match="pg_locks, and migrate again"):
        migrate(lambda: False)
    assert not inspect(connection).has_table("half")


def test_two_do_not_migrate_at_once(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "MOST_TRIES", 2)
    connection.execute(text("SELECT pg_advisory_xact_lock(718281828)"))
    with pytest.raises(MigrationHeldUpError, match="under way"):
        migrate(lambda: False)
    connection.rollback()
    assert migrate(lambda: False)["finished"]


@pytest.mark.parametrize(
    ("table", "row", "indexed"),
    [
        ("many", "51", {"many"}),
        ("parted", "51, '2026-01-31'", {"parted", "parted_1", "parted_2"}),
    ],
)
def test_an_index_is_built_while_others_write(
    table: str,
    row: str,
    indexed: set[str],
    connection: Connection,
    database: Engine,
    release: Callable[[str], None],
) -> None:
    release(f"create_index('ix_{table}_id', '{table}', ['id'])")
    connection.execute(text(f"INSERT INTO {table} VALUES ({row})"))  # it is waited for
    with beside(lambda: migrate(lambda: False)) as migrated:
        with database.connect() as other:
            until_somebody_waits(other)
            other.execute(text("SET statement_timeout = '1s'"))
            other.execute(text(f"INSERT INTO {table} (id) SELECT 1 WHERE false"))
            other.execute(text(f"LOCK TABLE {table} IN ROW EXCLUSIVE MODE"))
            other.rollback()
        connection.commit()
    assert migrated == [{"before": HEAD, "after": "next", "finished": True}]
    found = connection.execute(
        text(
            "SELECT indrelid::regclass::text, indisvalid FROM pg_index"
            " WHERE indrelid::regclass::text LIKE :table"
        ),
        {"table": f"{table}%"},
    )
    assert {tuple(row) for row in found} == {(name, True) for name in indexed}
    assert connection.execute(text("SHOW lock_timeout")).scalar_one() == "0"


def test_what_a_build_that_was_cut_off_left_is_built_anew(
    connection: Connection, release: Callable[[str], None]
) -> None:
    connection.execute(text("INSERT INTO many VALUES (1)"))
    connection.commit()
    alone = connection.execution_options(isolation_level="AUTOCOMMIT")
    with pytest.raises(Exception, match="could not create unique index"):
        alone.execute(text("CREATE UNIQUE INDEX CONCURRENTLY ix_many_id ON many (id)"))
    valid = text("SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix_many_id'::regclass")
    assert connection.execute(valid).scalar_one() is False
    release("create_index('ix_many_id', 'many', ['id'])")
    assert migrate(lambda: False)["finished"]
    assert connection.execute(valid).scalar_one() is True


@pytest.mark.parametrize("table", ["many", "parted"])
def test_an_index_is_dropped(
    table: str, connection: Connection, release: Callable[[str], None]
) -> None:
    connection.execute(text(f"CREATE INDEX ix_{table}_id ON {table} (id)"))
    connection.commit()
    release(f"drop_index('ix_{table}_id', '{table}')")
    assert migrate(lambda: False)["finished"]
    assert inspect(connection).get_indexes(table) == []


def test_a_long_walk_goes_on_where_the_time_ran_out(
    connection: Connection, release: Callable[[str], None]
) -> None:
    release(
        "walk('UPDATE many SET id = -id"
        " WHERE ctid = ANY(ARRAY(SELECT ctid FROM many WHERE id > 0 LIMIT 20))')"
    )
    left = text("SELECT count(*) FROM many WHERE id > 0")
    assert migrate(lambda: True) == {"before": HEAD, "after": HEAD, "finished": False}
    assert connection.execute(left).scalar_one() == 30
    connection.rollback()
    assert migrate(lambda: False) == {"before": HEAD, "after": "next", "finished": True}
    assert connection.execute(left).scalar_one() == 0
