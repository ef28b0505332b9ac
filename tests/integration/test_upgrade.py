"""Migrations carry over what a filled database of the release before holds."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event, inspect, make_url, text

import core.migrations

# Before the first release nobody works beside a migration. After the last revision of it, an index
# of a table that may be large is built beside the work of others.
FIRST_RELEASE = "0038"
STAY_SMALL = {"users", "managers", "policies", "model_bundles", "monitor_runs"}
BUILDS = re.compile(
    r"CREATE (?:UNIQUE )?INDEX (?P<apart>CONCURRENTLY )?(?P<finds>IF NOT EXISTS )?\S+ ON (?P<table>\w+)"
)
BEFORE = "0005"
CREATED = "2026-03-31T22:30:00Z"  # already April where the bank is
HISTORIES = {
    "closed": "CC0X",
    "open": "0C1",
    "doubled": "00",
    "empty": "",
}


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    """A schema of its own, at the release before."""
    engine = create_engine(make_url(database_url).set(drivername="postgresql+psycopg2"))
    with engine.connect() as connection:
        connection.execute(text("DROP SCHEMA IF EXISTS before CASCADE"))
        connection.execute(text("CREATE SCHEMA before; SET search_path TO before"))
        command.upgrade(config(connection), BEFORE)
        yield connection
        connection.rollback()
        connection.execute(text("DROP SCHEMA IF EXISTS before CASCADE"))
        connection.commit()
    engine.dispose()


def config(connection: Connection) -> Config:
    made = Config()
    made.set_main_option("script_location", str(Path(core.migrations.__file__).parent))
    made.attributes["connection"] = connection
    connection.commit()  # each revision is a transaction of its own
    return made


def run(connection: Connection, statement: str, **values: Any) -> Any:
    result = connection.execute(text(statement), values)
    return result.scalar() if result.returns_rows else None


def add_client(connection: Connection, login: str, days_employed: int = -2_000) -> int:
    user_id = run(
        connection,
        "INSERT INTO users (login, password_hash, first_name, last_name, role, created_at)"
        " VALUES (:login, 'x', 'Анна', 'Тестова', 'client', :created) RETURNING id",
        login=login,
        created=CREATED,
    )
    return int(
        run(
            connection,
            "INSERT INTO clients (user_id, code_gender, flag_own_car, flag_own_realty,"
            " cnt_children, amt_income_total, name_income_type, name_education_type,"
            " name_family_status, name_housing_type, days_birth, days_employed, flag_work_phone,"
            " flag_phone, flag_email, cnt_fam_members) VALUES (:user_id, 'F', 'N', 'Y', 0, 100000,"
            " 'Working', 'Higher education', 'Married', 'With parents', -10000, :days, 0, 0, 0, 2)"
            " RETURNING id",
            user_id=user_id,
            days=days_employed,
        )
    )


def add_credit(connection: Connection, client_id: int, statuses: str) -> None:
    history = [{"months_ago": ago, "status": status} for ago, status in enumerate(statuses)]
    if statuses == HISTORIES["doubled"]:
        history.append({"months_ago": 1, "status": "2"})
    run(
        connection,
        "INSERT INTO credits (client_id, amount_total, annual_rate, issued_at, payment_history)"
        " VALUES (:client_id, 1000, 16, '2025-12-15', CAST(:history AS jsonb))",
        client_id=client_id,
        history=json.dumps(history),
    )


def months_of(connection: Connection, client_id: int) -> list[tuple[date, str]]:
    rows = connection.execute(
        text(
            "SELECT p.month, p.status FROM payment_months p JOIN credits k ON k.id = p.credit_id"
            " WHERE k.client_id = :id ORDER BY p.month DESC"
        ),
        {"id": client_id},
    )
    return [(row.month, row.status) for row in rows]


def test_days_become_dates_counted_from_when_they_were_written(connection: Connection) -> None:
    plain = add_client(connection, "plain")
    idle = add_client(connection, "idle", days_employed=365_243)
    edited = add_client(connection, "edited")
    run(
        connection,
        "INSERT INTO audit_events (actor_id, action, subject_table, subject_id, occurred_at,"
        " new_values) SELECT user_id, 'client.edit', 'clients', id, '2026-05-01T12:00:00Z',"
        " CAST('{\"days_birth\": -10000}' AS jsonb) FROM clients WHERE id = :id",
        id=edited,
    )
    command.upgrade(config(connection), "head")
    rows = connection.execute(text("SELECT id, born_on, employed_since FROM clients")).all()
    dates = {row.id: (row.born_on, row.employed_since) for row in rows}
    april, may = date(2026, 4, 1).toordinal(), date(2026, 5, 1).toordinal()
    assert dates[plain] == (date.fromordinal(april - 10_000), date.fromordinal(april - 2_000))
    assert dates[idle][1] is None
    assert dates[edited] == (date.fromordinal(may - 10_000), date.fromordinal(april - 2_000))


def test_histories_become_months_of_credits_that_are_open_or_closed(connection: Connection) -> None:
    clients = {}
    for login, statuses in HISTORIES.items():
        clients[login] = add_client(connection, login)
        add_credit(connection, clients[login], statuses)
    command.upgrade(config(connection), "head")
    assert months_of(connection, clients["closed"]) == [
        (date(2026, 3, 1), "C"),
        (date(2026, 2, 1), "C"),
        (date(2026, 1, 1), "0"),
        (date(2025, 12, 1), "X"),
    ]
    assert [status for _, status in months_of(connection, clients["doubled"])] == ["0", "2"]
    assert months_of(connection, clients["empty"]) == []
    rows = connection.execute(text("SELECT client_id, closed_on FROM credits")).all()
    closed = {row.client_id: row.closed_on for row in rows}
    assert closed == {
        clients["closed"]: date(2026, 2, 1),
        clients["open"]: None,
        clients["doubled"]: None,
        clients["empty"]: None,
    }


def test_open_credits_say_until_when_their_payments_are_known(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    clients = {login: add_client(connection, login) for login in (*HISTORIES, "none", "several")}
    for login, statuses in HISTORIES.items():
        add_credit(connection, clients[login], statuses)
    script = ScriptDirectory.from_config(config(connection)).get_revision("0007")
    monkeypatch.setattr(script.module, "CLIENTS_A_STEP", 2)
    command.upgrade(config(connection), "0006")
    for month, closed in (("2026-01-01", None), ("2026-02-01", None), ("2026-04-01", "2026-04-01")):
        run(
            connection,
            "WITH k AS (INSERT INTO credits (client_id, amount_total, annual_rate, issued_on,"
            " closed_on) VALUES (:id, 1000, 16, '2025-12-15', :closed) RETURNING id)"
            " INSERT INTO payment_months (credit_id, month, status)"
            " SELECT id, CAST(:month AS date), CASE WHEN :closed IS NULL THEN '0' ELSE 'C' END"
            " FROM k",
            id=clients["several"],
            month=month,
            closed=closed and date.fromisoformat(closed),
        )
    command.upgrade(config(connection), "head")
    rows = connection.execute(text("SELECT id, payments_seen_until FROM clients")).all()
    seen = {row.id: row.payments_seen_until for row in rows}
    assert {login: seen[client] for login, client in clients.items()} == {
        "closed": None,
        "open": date(2026, 2, 1),
        "doubled": date(2026, 1, 1),
        "empty": None,
        "none": None,
        "several": date(2026, 2, 1),
    }


def test_scores_keep_what_they_said(connection: Connection) -> None:
    client = add_client(connection, "scored")
    run(
        connection,
        "INSERT INTO scores (id, client_id, requested_by, status, proba, decision, reasons,"
        " features, model, model_version, policy_version, scored_at)"
        " SELECT '019d4620-6f40-7000-8000-000000000001', id, user_id, 'done', 0.01, 'approve', '[]', '{}',"
        " 'behavioural', '2026.11.2', 'policy-1', '2026-03-31T22:30:00Z' FROM clients"
        " WHERE id = :id",
        id=client,
    )
    command.upgrade(config(connection), "head")
    row = connection.execute(text("SELECT * FROM scores")).one()
    assert (row.proba, row.model_version, row.as_of) == (0.01, "2026.11.2", date(2026, 4, 1))
    assert (row.model_sha256, row.policy_sha256) == (None, None)


def test_what_no_reader_can_read_stops_the_migration_with_a_number(connection: Connection) -> None:
    client = add_client(connection, "unreadable")
    run(connection, "UPDATE clients SET amt_income_total = 'NaN' WHERE id = :id", id=client)
    with pytest.raises(RuntimeError, match=r"^1 rows of clients .*amt_income_total.* Correct"):
        command.upgrade(config(connection), "head")


def test_no_revision_keeps_people_from_writing_while_it_builds_an_index(
    connection: Connection,
) -> None:
    """Of a table that was there before and may be large; what a revision makes itself is empty."""
    script = ScriptDirectory.from_config(config(connection))
    revisions = [one.revision for one in script.iterate_revisions("head", BEFORE)]
    blocking = []
    for revision in sorted(revisions):
        known = set(inspect(connection).get_table_names(schema="before")) - STAY_SMALL
        with statements_of(connection) as said:
            command.upgrade(config(connection), revision)
        if revision > FIRST_RELEASE:
            blocking += [f"{revision}: {one}" for one in builds_that_block(said, known)]
    assert blocking == [], "use create_index of core.migrations.online"


@contextmanager
def statements_of(connection: Connection) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        said.append(" ".join(statement.split()))

    event.listen(connection, "before_cursor_execute", note)
    yield said
    event.remove(connection, "before_cursor_execute", note)


def builds_that_block(said: list[str], known: set[str]) -> list[str]:
    """Returns what builds an index of a known table under a lock.

    The parts of a partitioned one are built first, apart; it then only takes them on.
    """
    built = [found for one in said if (found := BUILDS.match(one))]
    is_apart = any(found["apart"] for found in built)
    return [
        found.string
        for found in built
        if found["table"] in known and not found["apart"] and not (found["finds"] and is_apart)
    ]


def test_such_a_build_would_be_noticed() -> None:
    plain = "CREATE INDEX ix_scores_grade ON scores (grade)"
    apart = "CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_scores_grade ON scores (grade)"
    takes_on = "CREATE UNIQUE INDEX IF NOT EXISTS ix_scores_grade ON scores (grade)"
    assert builds_that_block([plain, apart], {"scores"}) == [plain]
    assert builds_that_block([plain], {"clients"}) == []
    assert builds_that_block([apart, takes_on], {"scores"}) == []
    assert builds_that_block([takes_on], {"scores"}) == [takes_on]
