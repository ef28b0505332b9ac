"""The own sessions: one a browser, a bounded number of them, seen and ended by their owner."""

from sqlalchemy import text

from core.people.rules.roles import Role
from tests.integration.people.conftest import Browser


def test_a_login_ends_the_session_it_was_made_over(api, people, browser):
    login = people.user(Role.ANALYST).login
    browser.log_in(login)
    before = browser.session
    browser.log_in(people.user(Role.MANAGER).login)
    assert browser.session != before
    assert api("GET", "/auth/me", token=before).status == 401
    assert browser("GET", "/auth/me").status == 200


def test_a_failed_login_leaves_the_session_alone(people, browser):
    login = people.user(Role.ANALYST).login
    browser.log_in(login)
    browser.log_in(login, "wrong")
    assert browser("GET", "/auth/me").status == 200


def test_of_too_many_sessions_the_oldest_end(api, people):
    person = people.user(Role.ANALYST)
    browsers = [Browser(api) for _ in range(10)]
    for browser in browsers:
        browser.log_in(person.login)
    assert api("GET", "/auth/me", token=person.token).status == 401
    assert {browser("GET", "/auth/me").status for browser in browsers} == {200}


def test_the_own_sessions_are_listed_with_what_each_browser_calls_itself(api, people, browser):
    person = people.user(Role.ANALYST)
    people.user(Role.ANALYST)
    browser.log_in(person.login)
    here, elsewhere = browser("GET", "/auth/sessions").body
    assert (here["is_this"], elsewhere["is_this"]) == (True, False)
    assert here["browser"] == "Firefox/140.0"
    assert not {"token_hash", "token"} & set(here)


def test_what_a_browser_calls_itself_is_bounded(api, people):
    login = people.user(Role.ANALYST).login
    body = {"login": login, "password": "a password for tests"}
    answer = api("POST", "/auth/login", body, user_agent="a\x07" + "x" * 900)
    token = answer.cookies[0].partition("=")[2].partition(";")[0]
    [name] = {
        session["browser"]
        for session in api("GET", "/auth/sessions", token=token).body
        if session["is_this"]
    }
    assert name == "a" + "x" * 199


def test_one_session_or_all_others_end_at_once(api, people):
    login = people.user(Role.ANALYST).login
    here, there, third = (Browser(api) for _ in range(3))
    for browser in (here, there, third):
        browser.log_in(login)
    [there_id] = [s["id"] for s in there("GET", "/auth/sessions").body if s["is_this"]]
    assert here("DELETE", f"/auth/sessions/{there_id}").status == 204
    assert here("DELETE", f"/auth/sessions/{there_id}").status == 404
    assert [browser("GET", "/auth/me").status for browser in (here, there, third)] == [
        200,
        401,
        200,
    ]
    assert here("DELETE", "/auth/sessions").status == 204
    assert [browser("GET", "/auth/me").status for browser in (here, third)] == [200, 401]
    assert len(here("GET", "/auth/sessions").body) == 1


def test_nobody_ends_anothers_session(api, people):
    victim, other = people.user(Role.ANALYST), people.user(Role.ADMIN)
    path = f"/auth/sessions/{people.session_id(victim)}"
    assert api("DELETE", path, token=other.token).status == 404
    assert api("GET", "/auth/me", token=victim.token).status == 200


def test_sessions_that_ended_while_locked_out_stay_ended(api, people):
    admin, user = people.user(Role.ADMIN), people.user(Role.ANALYST)
    for deed in ("disable", "enable"):
        assert api("POST", f"/users/{user.user_id}/{deed}", token=admin.token).status == 200
    assert api("GET", "/auth/me", token=user.token).status == 401


def test_who_is_locked_out_between_password_and_session_is_told_so(api, people, monkeypatch):
    """No answer of a login is a fault of the service, however the moments fall."""
    login = people.user(Role.ANALYST).login

    def lock_out(*_):
        people.connection.execute(
            text("UPDATE users SET disabled_at = now() WHERE login = :login"), {"login": login}
        )
        people.connection.commit()

    monkeypatch.setattr("api.people.login.check_code", lock_out)
    answer = Browser(api).log_in(login)
    assert (answer.status, answer.body["error"], answer.cookies) == (403, "forbidden", [])
