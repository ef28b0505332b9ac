"""Migrations and seeding."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

import core.migrations
from core.kit import database
from core.kit.clock import bank_date
from core.migrations.schema import all_tables
from maintenance.demo.seed import OF_SO_MANY_ONE_IS_NOBODYS
from tests.integration.decisions.makers import Desk
from tests.integration.makers import ANSWERS

_PARTS = text("SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r'")
DATES = ("born_on", "employed_since")


def test_the_migrations_make_the_tables_the_code_knows(people):
    parts = people.connection.execute(_PARTS).scalars().all()

    def is_ours(thing, name, kind, *_):
        """The parts of a table, and what PostgreSQL keeps of keys to each, follow from the table."""
        if kind == "foreign_key_constraint":
            return thing.elements[0].target_fullname.split(".")[0] not in parts
        return kind != "table" or name not in parts

    options = {"compare_server_default": True, "include_object": is_ours}
    context = MigrationContext.configure(people.connection, opts=options)
    assert compare_metadata(context, all_tables()) == []


def test_migrating_again_changes_nothing(maintain):
    newest = ScriptDirectory(str(Path(core.migrations.__file__).parent)).get_current_head()
    assert maintain(action="migrate") == {
        "before": newest,
        "after": newest,
        "finished": True,
    }


def test_every_statement_is_bounded_by_the_role(maintain):
    database.forget_engine()
    with database.connect() as connection:
        assert connection.execute(text("SHOW statement_timeout")).scalar_one() == "25s"


def counts(people):
    people.connection.rollback()
    return people.connection.execute(
        text(
            "SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM clients),"
            " (SELECT count(*) FROM managers), (SELECT count(*) FROM credits)"
        )
    ).one()


def demo_and_real(people):
    """Counts the accounts of clients that are for show, and those that are not and are open."""
    counted = people.connection.execute(
        text(
            "SELECT count(*) FILTER (WHERE is_test), count(*) FILTER (WHERE NOT is_test)"
            " FROM users WHERE role = 'client' AND disabled_at IS NULL"
        )
    ).one()
    return tuple(counted)


def test_seeding_is_idempotent_and_spreads_clients_evenly(maintain, people):
    for first in (0, 60):
        replace = first == 0  # others may have seeded before
        maintain(action="seed", password="a demo password", first=first, count=60, replace=replace)
    once = counts(people)
    maintain(action="seed", password="a demo password", first=0, count=60)
    assert counts(people) == once
    managed = people.connection.execute(
        text(
            "SELECT c.manager_id, count(*) FROM clients c JOIN users u ON u.id = c.user_id"
            " WHERE substring(u.login FROM '[.]([0-9]+)$')::int <= 120 GROUP BY c.manager_id"
        )
    ).all()
    counted = dict(map(tuple, managed))
    assert counted.pop(None) == 120 // OF_SO_MANY_ONE_IS_NOBODYS
    assert len(counted) == 30
    assert set(counted.values()) <= {3, 4}
    staff = people.connection.execute(
        text(
            "SELECT role, count(*) FROM users WHERE is_test AND login !~ '-|[.][0-9]+$'"
            " GROUP BY role"
        )
    ).all()
    assert dict(map(tuple, staff)) == {"manager": 30, "admin": 2, "underwriter": 3, "analyst": 2}


def test_given_applicants_are_seeded_under_invented_names(maintain, people):
    told = {name: value for name, value in ANSWERS.items() if name not in DATES}
    days = {"days_birth": -13_000, "days_employed": 365_243}
    histories = [[{"months_ago": 0, "status": "C"}], [{"months_ago": 1, "status": "0"}]]
    applicant = {**told, **days, "payment_histories": histories}
    maintain(action="seed", password="a demo password", first=50_000, applicants=[applicant])
    row = people.connection.execute(
        text(
            "SELECT c.* FROM clients c JOIN users u ON u.id = c.user_id WHERE u.login LIKE '%.50001'"
        )
    ).one()
    assert {name: row._mapping[name] for name in told} == told
    assert (bank_date() - row.born_on).days == 13_000
    assert row.employed_since is None


def test_replacing_removes_the_demo_clients_and_keeps_staff_and_real_clients(maintain, people):
    maintain(action="seed", password="a demo password", first=0, count=1)
    real = people.client()
    people.connection.execute(
        text("UPDATE users SET is_test = false WHERE id = :id"), {"id": real.user_id}
    )
    people.connection.commit()
    people.pending_score(people.client())
    managers, (_, before) = counts(people)[2], demo_and_real(people)
    maintain(action="seed", password="a demo password", first=0, count=5, replace=True)
    assert counts(people)[2] == managers
    assert demo_and_real(people) == (5, before)
    assert people.connection.scalar(
        text("SELECT count(*) FROM clients WHERE user_id = :id"), {"id": real.user_id}
    )


def test_replacing_keeps_what_was_recommended_and_of_whom(maintain, people, api):
    application_id = Desk(people, api).case()
    maintain(action="seed", password="a demo password", first=0, count=1, replace=True)
    people.connection.rollback()
    kept = people.connection.execute(
        text(
            "SELECT c.closed_at, u.is_test, u.disabled_at FROM recommendations r"
            " JOIN applications a ON a.id = r.application_id JOIN clients c ON c.id = a.client_id"
            " JOIN users u ON u.id = c.user_id WHERE a.id = :id"
        ),
        {"id": application_id},
    ).one()
    assert (kept.is_test, None in kept) == (False, False)


def test_a_stack_with_real_clients_refuses_demo_users(maintain, monkeypatch):
    monkeypatch.setenv("DEMO_DATA", "false")
    with pytest.raises(RuntimeError, match="DemoData=true"):
        maintain(action="seed", password="a demo password", count=1)


def test_an_error_does_not_repeat_the_password(maintain):
    with pytest.raises(ValueError, match="password") as caught:
        maintain(action="seed", password="hunter2", count=1)
    assert "hunter2" not in str(caught.value)


def test_a_changed_secret_is_read_when_the_old_one_no_longer_connects(no_database):
    """A rotated password or a moved database costs nobody an error."""
    database.forget_engine()
    with no_database:
        database.engine()
    with database.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
