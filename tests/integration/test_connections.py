"""What the functions' connection is like: its zone, its transactions, its end."""

import contextlib
import json
import socket
from os import dup
from threading import Thread

import boto3
import psycopg2
import pytest
from sqlalchemy import text

from core.kit import database
from core.kit.errors import UnavailableError
from maintenance.ownership import owner_engine


@pytest.fixture
def elsewhere(people):
    """A database whose own zone is another one."""
    name = people.connection.execute(text("SELECT current_database()")).scalar_one()
    for zone in ("SET timezone = 'Asia/Kolkata'", "RESET timezone"):
        people.connection.execute(text(f"ALTER DATABASE {name} {zone}"))
        people.connection.commit()
        database.forget_engine()
        if zone.startswith("SET"):
            yield


def test_times_are_utc_whatever_the_zone_of_the_database(api, people, elsewhere):
    client = people.client()
    answer = api("GET", f"/clients/{client.client_id}", token=client.token)
    assert answer.body["updated_at"].endswith(("Z", "+00:00"))


@pytest.fixture
def wire(monkeypatch):
    """Stands between the functions and the database; returns what the functions send."""
    secret = json.loads(
        boto3.client("secretsmanager").get_secret_value(SecretId="database")["SecretString"]
    )
    listener = socket.create_server(("127.0.0.1", 0))
    sent = bytearray()

    def carry(source, target, record):
        while data := source.recv(65_536):
            record.extend(data)
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)

    def serve():
        near, _ = listener.accept()
        with near, socket.create_connection((secret["host"], secret["port"])) as far:
            back = Thread(target=carry, args=(far, near, bytearray()))
            back.start()
            carry(near, far, sent)
            back.join()

    relay = Thread(target=serve)
    relay.start()
    monkeypatch.setenv("DATABASE_PORT", str(listener.getsockname()[1]))
    database.forget_engine()
    yield sent
    database.forget_engine()
    relay.join()
    listener.close()


def test_nothing_is_set_on_a_connection_so_that_a_proxy_can_share_it(wire):
    """Transactions on one connection, single statements between them, one that fails."""
    for _ in range(3):
        with database.transaction() as connection:
            connection.execute(text("SELECT 1"))
        with database.connect() as connection:
            connection.execute(text("SELECT 1"))
        with contextlib.suppress(ZeroDivisionError), database.transaction() as connection:
            connection.execute(text("SELECT 1"))
            1 / 0  # noqa: B018
    assert wire.count(b"BEGIN") >= 6
    assert wire.count(b"ROLLBACK") >= 3
    assert b"SET " not in wire


def test_a_transaction_that_fails_halfway_leaves_nothing(people):
    user = people.client()
    rename = text("UPDATE users SET first_name = 'Другая' WHERE id = :id")
    with contextlib.suppress(ZeroDivisionError), database.transaction() as connection:
        connection.execute(rename, {"id": user.user_id})
        1 / 0  # noqa: B018
    name = text("SELECT first_name FROM users WHERE id = :id")
    people.connection.rollback()
    assert people.connection.execute(name, {"id": user.user_id}).scalar_one() == "Анна"
    with database.connect() as connection:  # the same connection commits by the statement again
        connection.execute(rename, {"id": user.user_id})
    assert people.connection.execute(name, {"id": user.user_id}).scalar_one() == "Другая"


def test_a_connection_that_died_without_a_word_ends_in_seconds():
    with database.connect() as connection:
        kept = connection.connection.dbapi_connection
        with socket.socket(fileno=dup(kept.fileno())) as line:
            assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 5_000
            assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
            assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) <= 10


def test_an_error_without_a_message_counts_as_unavailable_and_ends_the_connection(
    monkeypatch,
):
    with database.connect() as connection:
        before = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()

    def fail(*arguments):
        raise psycopg2.DatabaseError("error with status PGRES_TUPLES_OK and no message")

    monkeypatch.setattr(database.engine().dialect, "do_execute", fail)
    with pytest.raises(UnavailableError), database.connect() as connection:
        connection.execute(text("SELECT 1"))
    with database.connect() as connection:
        assert connection.execute(text("SELECT pg_backend_pid()")).scalar_one() != before


@pytest.mark.parametrize("proxied", [True, False])
def test_behind_a_proxy_a_long_statement_gives_the_connection_back(proxied, monkeypatch):
    secret = boto3.client("secretsmanager").get_secret_value(SecretId="database")["SecretString"]
    host = json.loads(secret)["host"]
    monkeypatch.setenv("DATABASE_HOST", host if proxied else "")
    database.forget_engine()

    def served_by(value):
        with database.connect() as connection:
            asked = text("SELECT pg_backend_pid() FROM (SELECT CAST(:value AS text)) told")
            return connection.execute(asked, {"value": value}).scalar_one()

    first = served_by("short")
    assert served_by("short") == first
    assert served_by("long" * 4_096) == first
    assert (served_by("short") != first) is proxied
    database.forget_engine()


def test_what_people_have_answered_is_in_no_error_of_a_connection():
    assert database.engine().hide_parameters
    assert owner_engine().hide_parameters
