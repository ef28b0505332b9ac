"""Attempts are slowed down, and nobody can turn that on a victim, an office or the database."""

import hashlib

import pytest
from sqlalchemy import text

from api.people.login import _known_device, _signature
from core.people.attempts import purge_attempts
from core.people.rules.roles import Role
from core.people.sessions import purge_sessions
from tests.integration.makers import PASSWORD, PASSWORD_HASH
from tests.integration.people.conftest import Browser

ATTACKER, OFFICE = "203.0.113.7", "203.0.113.50"


@pytest.fixture
def attempts(people, monkeypatch):
    """Runs a statement on the counts; a login that nobody has is looked at as quickly as others."""
    monkeypatch.setattr("api.people.passwords.NOBODYS_HASH", PASSWORD_HASH)

    def run(statement, **values):
        people.connection.rollback()
        result = people.connection.execute(text(statement), values)
        found = result.all() if result.returns_rows else result.rowcount
        people.connection.commit()
        return found

    run("DELETE FROM attempts")
    return run


def fail(browser, login, times):
    return [browser.log_in(login, "wrong").status for _ in range(times)]


def test_the_owners_browser_is_let_in_while_somebody_else_guesses(api, people, attempts):
    login = people.user(Role.ANALYST).login
    owner = Browser(api, "198.51.100.8")
    assert owner.log_in(login).status == 200
    for place in range(12):  # from many addresses, so that the login itself is slowed
        Browser(api, f"203.0.113.{place}").log_in(login, "wrong")
    stranger = Browser(api, "198.51.100.9").log_in(login)
    assert (stranger.status, stranger.body["error"]) == (429, "too_many_attempts")
    assert int(stranger.headers["retry-after"]) <= 30
    assert owner.log_in(login).status == 200


def test_another_logins_browser_is_a_strangers(api, people, attempts):
    owner, other = people.user(Role.ANALYST), people.user(Role.ANALYST)
    browser = Browser(api)
    browser.log_in(other.login)
    forged = Browser(api, device=f"{browser.device.partition('.')[0]}.{'0' * 64}")
    for known in (browser, forged):
        attempts("DELETE FROM attempts")
        assert 429 in fail(known, owner.login, 9)


def test_the_browser_of_the_owner_is_counted_as_well(api, people, attempts):
    login = people.user(Role.ANALYST).login
    thief = Browser(api)
    thief.log_in(login)
    assert 429 in fail(thief, login, 9)


def test_a_blocked_address_reaches_nobodys_count(api, people, attempts):
    attacker = Browser(api, ATTACKER)
    for place in range(60):
        attacker.log_in(f"nobody.{place}", "wrong")
    login = people.user(Role.ANALYST).login
    attempts("UPDATE attempts SET blocked_until = now() + interval '1 hour' WHERE level > 40")
    [(before,)] = attempts("SELECT count(*) FROM attempts")
    assert fail(attacker, login, 12) == [429] * 12
    assert attempts("SELECT count(*) FROM attempts") == [(before,)]
    assert Browser(api, "198.51.100.8").log_in(login).status == 200


def test_one_login_failing_does_not_block_its_office(api, people, attempts):
    clumsy, colleague = people.user(Role.ANALYST).login, people.user(Role.ANALYST).login
    office = Browser(api, OFFICE)
    assert 429 in fail(office, clumsy, 60)
    assert office.log_in(colleague).status == 200


def test_an_office_that_mistypes_every_day_is_never_blocked(api, people, attempts):
    logins = [people.user(Role.ANALYST).login for _ in range(3)]
    for day in range(14):
        for place in range(5):
            Browser(api, OFFICE).log_in(f"mistyped.{day}.{place}", "wrong")
        assert [Browser(api, OFFICE).log_in(login).status for login in logins] == [200] * 3
        attempts(
            "UPDATE attempts SET last_attempt_at = last_attempt_at - interval '16 hours',"
            " blocked_until = blocked_until - interval '16 hours'"
        )


def test_a_success_is_not_counted_against_its_address_and_ends_its_wait(api, people, attempts):
    login = people.user(Role.ANALYST).login
    for place in range(51):
        Browser(api, OFFICE).log_in(f"guess.{place}", "wrong")
    free = "UPDATE attempts SET blocked_until = now() WHERE level > 40"
    attempts(free)
    before = attempts("SELECT level FROM attempts WHERE level > 40")[0][0]
    assert Browser(api, OFFICE).log_in(login).status == 200
    [(after, is_free)] = attempts(
        "SELECT level, blocked_until <= now() FROM attempts WHERE level > 40"
    )
    assert is_free
    assert after <= before
    assert before - after < 1


@pytest.mark.parametrize(
    ("level", "wait"), [(5, 1), (6, 2), (8, 8), (11, 64), (14, 512), (15, 900), (40, 900)]
)
def test_the_wait_doubles_up_to_a_quarter_of_an_hour(api, people, attempts, level, wait):
    login = people.user(Role.ANALYST).login
    owner = Browser(api)
    owner.log_in(login)  # counted by the browser alone
    owner.log_in(login, "wrong")
    attempts("UPDATE attempts SET level = :level, last_attempt_at = now()", level=level)
    assert owner.log_in(login, "wrong").status == 401
    refused = owner.log_in(login)
    assert refused.status == 429
    assert wait - 3 <= int(refused.headers["retry-after"]) <= wait


@pytest.mark.parametrize(("minutes", "status"), [(0, 429), (30, 429), (180, 200)])
def test_failures_are_forgotten_one_in_twelve_minutes(api, people, attempts, minutes, status):
    login = people.user(Role.ANALYST).login
    owner = Browser(api)
    owner.log_in(login)
    owner.log_in(login, "wrong")
    attempts(
        "UPDATE attempts SET level = 15, last_attempt_at = now() - make_interval(mins => :minutes)",
        minutes=minutes,
    )
    owner.log_in(login, "wrong")
    assert owner.log_in(login).status == status


def test_the_own_password_is_asked_for_under_a_count_of_its_own(api, people, attempts):
    person = people.user(Role.ANALYST)
    fail(Browser(api, ATTACKER), person.login, 12)
    change = {"old_password": PASSWORD, "new_password": "violet tram repairs seven"}
    assert api("PUT", "/auth/password", change, token=person.token).status == 204


def test_the_counts_are_kept_under_a_key(api, people, attempts):
    login = people.user(Role.ANALYST).login
    Browser(api, ATTACKER).log_in(login, "wrong")
    guesses = {
        hashlib.sha256(told.encode()).hexdigest()
        for told in (ATTACKER, login, f"address {ATTACKER}", f"login {login}")
    }
    keys = {row.key_hash for row in attempts("SELECT key_hash FROM attempts")}
    assert len(keys) == 3
    assert not keys & guesses


def test_the_sweep_removes_what_is_forgotten_and_over(people, attempts, maintain):
    over, live = people.user(Role.ANALYST), people.user(Role.ANALYST)
    attempts("UPDATE sessions SET expires_at = now() WHERE user_id = :id", id=over.user_id)
    attempts(
        "INSERT INTO attempts (key_hash, level, blocked_until, forgotten_at)"
        " SELECT n::text, 1, now(), now() - interval '1 second' FROM generate_series(1, 2500) n"
    )
    attempts(
        "INSERT INTO attempts (key_hash, level, blocked_until, forgotten_at)"
        " VALUES ('kept', 1, now(), now() + interval '1 hour'),"
        " ('blocked', 1, now() + interval '1 hour', now())"
    )
    maintain(action="sweep")
    assert {row.key_hash for row in attempts("SELECT key_hash FROM attempts")} == {
        "kept",
        "blocked",
    }
    left = "SELECT user_id FROM sessions WHERE user_id IN (:over, :live)"
    assert attempts(left, over=over.user_id, live=live.user_id) == [(live.user_id,)]


def test_two_sweeps_at_once_remove_each_their_own(people, attempts, engine):
    user = people.user(Role.ANALYST)
    attempts(
        "INSERT INTO attempts (key_hash, level, blocked_until, forgotten_at)"
        " SELECT n::text, 1, now(), now() - interval '1 second' FROM generate_series(1, 4) n"
    )
    attempts(
        "INSERT INTO sessions (token_hash, user_id, expires_at)"
        " SELECT 'over ' || n, :id, now() - interval '1 day' FROM generate_series(1, 4) n",
        id=user.user_id,
    )
    with engine.connect() as one, engine.connect() as other:
        other.execute(text("SET LOCAL lock_timeout = '5s'"))
        for purge in (purge_attempts, purge_sessions):
            assert [purge(connection, 2) for connection in (one, other)] == [2, 2]


def test_a_device_is_known_by_what_this_service_signed_for_this_login():
    own, other = f"one.{_signature('maria', 'one')}", f"one.{_signature('olga', 'one')}"
    assert _known_device("maria", own) == "one"
    for cookie in (None, "", "one", "one.", other, f"two.{own[4:]}", f".{_signature('maria', '')}"):
        assert _known_device("maria", cookie) is None
