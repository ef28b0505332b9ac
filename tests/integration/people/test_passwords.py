"""Passwords: which are taken, and those that somebody else has seen."""

import argon2
import pytest
from sqlalchemy import text

from api.people.accounts import reset_password
from api.people.own_password import change_password, keep_this_session_only
from api.people.passwords import NOBODYS_HASH
from core.kit.errors import NotAuthenticatedError, WrongCredentialsError
from core.people.records import Actor
from core.people.rules.roles import Role
from core.people.users import get_user, lock_users
from tests.integration.makers import PASSWORD
from tests.integration.people.conftest import Browser, actor_of

GOOD = "violet tram repairs seven"


def change(api, token, new, old=PASSWORD):
    body = {"old_password": old, "new_password": new}
    return api("PUT", "/auth/password", body, **({"token": token} if token else {}))


@pytest.mark.parametrize(
    "password",
    ["123456789012", "qwertyuiop12", " " * 12, "Credit scoring1", "Ivanovskaya!1", PASSWORD],
)
def test_what_is_guessed_first_is_refused_with_advice(api, people, password):
    person = people.user(Role.ANALYST, first_name="Olga", last_name="Ivanovskaya")
    refused = change(api, person.token, password)
    assert (refused.status, refused.body["error"]) == (422, "weak_password")
    assert "Choose" in refused.body["detail"]


def test_the_own_login_is_no_password(api, people):
    person = people.user(Role.UNDERWRITER)
    assert change(api, person.token, person.login).body["error"] == "weak_password"


@pytest.mark.parametrize("field", ["old_password", "new_password"])
def test_what_cannot_be_stored_is_refused(api, people, field):
    person = people.user(Role.ANALYST)
    body = {"old_password": PASSWORD, "new_password": GOOD, field: "a long one \ud800"}
    assert api("PUT", "/auth/password", body, token=person.token).status == 422
    login = {"login": person.login, "password": "\ud800"}
    assert api("POST", "/auth/login", login).status == 422


def test_an_unknown_login_takes_as_long_from_the_first_request_on():
    """The hash of nobody is not made on demand, and costs what every other costs."""
    hasher = argon2.PasswordHasher()
    assert not hasher.check_needs_rehash(NOBODYS_HASH)


@pytest.fixture
def newcomer(api, people):
    """Somebody with a one-time password."""
    admin = people.user(Role.ADMIN)
    request = {
        "login": f"new.{admin.user_id}",
        "first_name": "A",
        "last_name": "B",
        "role": "admin",
    }
    made = api("POST", "/users", request, token=admin.token).body
    return made["user"]["login"], made["password"], made["user"]["id"]


def test_a_one_time_password_opens_nothing_but_its_change(browser, newcomer):
    login, password, _ = newcomer
    me = browser.log_in(login, password)
    assert (me.status, me.body["must"]) == (200, "change_password")
    assert browser("GET", "/auth/me").body["must"] == "change_password"
    for method, path in (
        ("GET", "/users"),
        ("GET", "/clients"),
        ("GET", "/auth/sessions"),
        ("POST", "/auth/second-factor"),
        ("POST", "/portfolio/scores"),
    ):
        refused = browser(method, path, {"password": "x"} if "factor" in path else None)
        assert (refused.status, refused.body["error"]) == (403, "password_change_needed")
    assert change(browser, None, GOOD, password).status == 204
    assert browser("GET", "/users").status == 200
    assert browser("GET", "/auth/me").body["must"] is None
    assert browser.log_in(login, GOOD).body["one_time_until"] is None


def test_a_one_time_password_is_not_kept(api, browser, newcomer):
    login, password, _ = newcomer
    browser.log_in(login, password)
    assert change(api, browser.session, password, password).body["error"] == "weak_password"


@pytest.mark.parametrize(("hours", "status"), [(71, 200), (73, 403)])
def test_a_one_time_password_expires(browser, people, newcomer, hours, status):
    login, password, user_id = newcomer
    people.connection.execute(
        text(
            "UPDATE users SET one_time_until = one_time_until - make_interval(hours => :hours)"
            " WHERE id = :id"
        ),
        {"hours": hours, "id": user_id},
    )
    people.connection.commit()
    answer = browser.log_in(login, password)
    assert answer.status == status
    if status == 403:
        assert (answer.body["error"], answer.cookies) == ("password_expired", [])
        assert browser.log_in(login, "wrong").body["error"] == "wrong_credentials"


def test_a_session_that_a_one_time_password_opened_does_not_outlive_it(browser, people, newcomer):
    login, password, user_id = newcomer
    browser.log_in(login, password)
    people.connection.execute(
        text("UPDATE users SET one_time_until = now() WHERE id = :id"), {"id": user_id}
    )
    people.connection.commit()
    refused = change(browser, None, GOOD, password)
    assert (refused.status, refused.body["error"]) == (403, "password_expired")


def test_a_reset_meanwhile_is_not_undone_by_a_change_of_the_old_password(people, at_once):
    """Whoever holds a stolen session would keep the account in spite of the reset."""
    person, admin = people.user(Role.ANALYST), people.user(Role.ADMIN)
    session_id = people.session_id(person)
    people.connection.rollback()

    def resetting(connection):
        lock_users(connection, {person.user_id})
        return reset_password(connection, actor_of(admin), get_user(connection, person.user_id))

    def changing(connection):
        actor = Actor(person.user_id, Role.ANALYST, None, None, session_id, False, False)
        return change_password(connection, actor, PASSWORD, GOOD)

    reset, refused = at_once(resetting, changing)
    assert reset.password
    assert isinstance(refused, WrongCredentialsError)


def test_a_session_that_ended_meanwhile_is_not_renewed(people):
    person = people.user(Role.ANALYST)
    actor = Actor(person.user_id, Role.ANALYST, None, None, 2**40, False, False)
    with pytest.raises(NotAuthenticatedError):
        keep_this_session_only(people.connection, actor)


def test_the_journal_names_failures_to_show_the_own_password(api, people):
    person = people.user(Role.ANALYST)
    assert change(api, person.token, GOOD, "wrong").status == 401
    api("POST", "/auth/second-factor", {"password": "wrong"}, token=person.token)
    failures = people.connection.execute(
        text(
            "SELECT count(*) FROM audit_events"
            " WHERE action = 'user.prove_password_failed' AND subject_id = :id"
        ),
        {"id": person.user_id},
    ).scalar_one()
    assert failures == 2


def test_who_fails_to_show_a_password_slows_nobody_else(api, people):
    one, other = people.user(Role.ANALYST), people.user(Role.ANALYST)
    assert 429 in [change(api, one.token, GOOD, "wrong").status for _ in range(9)]
    assert change(api, one.token, GOOD).status == 429
    assert change(api, other.token, GOOD).status < 300


def test_how_long_is_a_setting(api, people, monkeypatch):
    monkeypatch.setenv("ONE_TIME_PASSWORD_HOURS", "1")
    admin, user = people.user(Role.ADMIN), people.user(Role.ANALYST)
    api("POST", f"/users/{user.user_id}/password", token=admin.token)
    left = people.connection.execute(
        text("SELECT one_time_until - now() FROM users WHERE id = :id"), {"id": user.user_id}
    ).scalar_one()
    assert 3_500 < left.total_seconds() <= 3_600


def test_the_first_administrator_has_a_one_time_password_too(api, maintain):
    login = "the.first.of.all"
    event = {"action": "add_admin", "login": login, "first_name": "Ада", "last_name": "Первая"}
    assert (
        Browser(api).log_in(login, maintain(**event)["password"]).body["must"] == "change_password"
    )
