"""What fails is logged, what people told is not: every log, with every kind of statement broken."""

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from core.kit import database
from core.people.rules.roles import Role
from local.postgres import RUNTIME_USER
from tests.integration.conftest import scoring_record
from tests.integration.makers import PASSWORD

NAME, SOUGHT, INCOME = "Тайнова", "ищусекретно", "987654.32"
PRIVATE = (NAME, SOUGHT, INCOME, "argon2id", PASSWORD, "Higher education", "контрольный")

# Later statements of a deed fail, the ones with values in them; what finds the session still works.
RENAMED = {
    "ALTER TABLE audit_events RENAME TO audit_events_gone": (
        "ALTER TABLE audit_events_gone RENAME TO audit_events"
    ),
    **{
        f"ALTER TABLE {table} RENAME COLUMN {column} TO gone": (
            f"ALTER TABLE {table} RENAME COLUMN gone TO {column}"
        )
        for table, column in (
            ("users", "password_hash"),
            ("clients", "payments_seen_until"),
            ("scores", "policy_sha256"),
        )
    },
}
Broken = Callable[[], "contextmanager[None]"]


@contextmanager
def missing_tables(people) -> Iterator[None]:
    run(people, *RENAMED)
    yield
    run(people, *RENAMED.values())


@contextmanager
def read_only(people) -> Iterator[None]:
    role = f"ALTER ROLE {RUNTIME_USER} SET default_transaction_read_only"
    run(people, f"{role} = on")
    yield
    run(people, f"{role} = off")


@contextmanager
def timeouts(people) -> Iterator[None]:
    role = f"ALTER ROLE {RUNTIME_USER} SET statement_timeout"
    run(people, f"{role} = '300ms'")
    people.connection.execute(text("LOCK TABLE users, clients, scores, audit_events IN SHARE MODE"))
    yield
    people.connection.rollback()
    run(people, f"{role} = '25s'")


@contextmanager
def refused_values(people) -> Iterator[None]:
    """Rows that break a rule: PostgreSQL quotes them in its details."""
    rules = {
        "users": "first_name = 'nobody'",
        "clients": "amt_income_total = 0",
        "scores": "grade = '-'",
        "audit_events": "action = '-'",
    }
    run(
        people,
        *(f"ALTER TABLE {t} ADD CONSTRAINT no CHECK ({r}) NOT VALID" for t, r in rules.items()),
    )
    yield
    run(people, *(f"ALTER TABLE {table} DROP CONSTRAINT no" for table in rules))


def run(people, *statements: str) -> None:
    people.connection.rollback()
    for statement in statements:
        people.connection.execute(text(statement))
    people.connection.commit()
    database.forget_engine()


@pytest.mark.parametrize("broken", [missing_tables, read_only, timeouts, refused_values])
def test_no_log_tells_what_people_told(broken, people, api, score_batch, maintain, logged):
    manager = people.manager()
    client = people.client(manager, last_name=NAME)
    admin = people.user(Role.ADMIN)
    score_id = people.pending_score(client)
    income = {"amt_income_total": INCOME}
    passwords = {"old_password": PASSWORD, "new_password": "контрольный пароль"}
    colleague = {"login": "t.ai", "first_name": NAME, "last_name": NAME, "role": "analyst"}
    deeds = (
        ("PATCH", f"/clients/{client.client_id}", income, manager),
        ("GET", "/clients", None, admin),
        ("PUT", "/auth/password", passwords, client),
        ("POST", "/users", colleague, admin),
        ("POST", f"/users/{client.user_id}/password", None, admin),
        ("POST", f"/clients/{client.client_id}/score", None, client),
    )
    message = f'{{"schema_version": 1, "score_ids": ["{score_id}"], "correlation_id": "t"}}'
    administrator = {"login": "ad.min", "first_name": NAME, "last_name": NAME}
    with broken(people):
        answers = [
            api(method, path, body, token=person.token, query=f"q={SOUGHT}")
            for method, path, body, person in deeds
        ]
        returned = score_batch(scoring_record(message, "one"))
        crashes = [
            crash(lambda: maintain(action="add_admin", **administrator)),
            crash(lambda: maintain(action="seed", password=PASSWORD, count=1)),
        ]
    assert sum(answer.status >= 500 for answer in answers) >= 4
    assert returned == ([] if broken is refused_values else ["one"])  # one bad row fails alone
    assert any(crashes)
    everything = logged() + "".join(crashes)
    assert "SQLSTATE" in everything
    assert [private for private in PRIVATE if private in everything] == []


def crash(deed: Callable[[], object]) -> str:
    """What Lambda would log of an exception that a handler leaves to it."""
    try:
        deed()
    except Exception:  # noqa: BLE001 - whatever it is
        return traceback.format_exc()
    return ""
