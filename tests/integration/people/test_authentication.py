"""Logging in and out, slowed attempts, sessions that end at once."""

import re

import pytest
from sqlalchemy import text

from core.people.rules.roles import Role
from tests.integration.makers import PASSWORD, PASSWORD_HASH


def log_in(api, login, password=PASSWORD, address="198.51.100.1"):
    return api(
        "POST",
        "/auth/login",
        {"login": login, "password": password},
        x_forwarded_for=f"{address}, 64.252.70.11",
    )


def test_the_cookie_of_a_login_opens_the_session_and_logout_ends_it(api, people):
    person = people.user(Role.ANALYST)
    answer = log_in(api, person.login.upper())
    assert (answer.status, answer.body["role"]) == (200, "analyst")
    for cookie in answer.cookies:
        assert "HttpOnly" in cookie and "Secure" in cookie and "SameSite=lax" in cookie
        assert "Path=/;" in cookie and "Domain" not in cookie
    ages = [re.search("Max-Age=([0-9]+);", cookie)[1] for cookie in answer.cookies]
    assert ages == [str(12 * 3_600), str(180 * 24 * 3_600)], "of the session and of the device"
    token = token_of(answer)
    assert api("GET", "/auth/me", token=token).body["id"] == person.user_id
    left = api("POST", "/auth/logout", token=token)
    assert left.status == 204
    assert "Max-Age=0;" in left.cookies[0] and "Secure" in left.cookies[0]
    assert api("GET", "/auth/me", token=token).status == 401


def test_where_lists_of_cookies_are_dropped_the_cookie_is_a_header(api, people, monkeypatch):
    monkeypatch.setenv("COOKIES_IN_HEADER", "true")
    answer = log_in(api, people.user(Role.ANALYST).login)
    assert answer.cookies == []
    assert answer.headers["set-cookie"].startswith("__Host-session=")


def test_where_the_site_is_served_plainly_the_cookies_have_plain_names(api, people, monkeypatch):
    monkeypatch.setenv("COOKIE_SECURE", "false")
    session, device = log_in(api, people.user(Role.ANALYST).login).cookies
    assert session.startswith("session=") and device.startswith("device=")
    assert "Secure" not in session
    token = session.partition("=")[2].partition(";")[0]
    assert api("GET", "/auth/me", cookies=[f"session={token}"]).status == 200
    assert api("GET", "/auth/me", token=token).status == 401


def test_the_database_holds_no_token(api, people):
    token = token_of(log_in(api, people.user(Role.ANALYST).login))
    hashes = people.connection.execute(text("SELECT token_hash FROM sessions")).scalars().all()
    assert token not in hashes


def token_of(answer):
    return re.match(r"__Host-session=([^;]+)", answer.cookies[0])[1]


@pytest.mark.parametrize("known", [True, False])
def test_attempts_on_one_login_are_slowed_even_with_the_right_password(api, people, known):
    login = people.user(Role.ANALYST).login if known else "no.such.user"
    statuses = []
    # Each failure doubles the wait, which began with a second: a slow machine meets it a little later
    while 429 not in statuses and len(statuses) < 12:
        statuses.append(log_in(api, login, "wrong", f"198.51.100.{10 + len(statuses)}").status)
    failures = len(statuses) - 1
    assert statuses == [401] * failures + [429]
    assert failures >= 6
    refused = log_in(api, login, address="198.51.100.99")
    assert (refused.status, refused.body["error"]) == (429, "too_many_attempts")
    assert 1 <= int(refused.headers["retry-after"]) <= 2 ** (failures - 5)


def test_a_success_forgives_the_failures_before_it(api, people):
    login = people.user(Role.ANALYST).login
    for _ in range(3):
        statuses = [log_in(api, login, "wrong").status for _ in range(4)]
        assert [*statuses, log_in(api, login).status] == [401] * 4 + [200]


def test_attempts_from_one_address_are_slowed_whatever_it_claims_to_be(api, monkeypatch):
    monkeypatch.setattr("api.people.passwords.NOBODYS_HASH", PASSWORD_HASH)
    statuses = [
        log_in(api, f"guess.{n}", "wrong", f"10.0.0.{n}, 203.0.113.66").status for n in range(53)
    ]
    assert statuses[:50] == [401] * 50
    assert statuses[-1] == 429


@pytest.mark.parametrize("role", [Role.DISMISSED, Role.DEFAULT])
def test_a_closed_account_cannot_log_in(api, people, role):
    answer = log_in(api, people.user(role).login)
    assert (answer.status, answer.cookies) == (403, [])


def test_idle_and_expired_sessions_are_over(api, people):
    just_idle, idle, expired = (people.user(Role.ANALYST) for _ in range(3))
    for person, change in (
        (just_idle, "last_seen_at = now() - interval '59 minutes'"),
        (idle, "last_seen_at = now() - interval '61 minutes'"),
        (expired, "expires_at = now()"),
    ):
        people.connection.execute(
            text(f"UPDATE sessions SET {change} WHERE user_id = :id"), {"id": person.user_id}
        )
    people.connection.commit()
    statuses = [
        api("GET", "/auth/me", token=who.token).status for who in (just_idle, idle, expired)
    ]
    assert statuses == [200, 401, 401]


def test_a_session_lasts_twelve_hours(api, people):
    person = people.user(Role.ANALYST)
    log_in(api, person.login)
    lifetimes = people.connection.execute(
        text("SELECT max(expires_at - created_at) FROM sessions WHERE user_id = :id"),
        {"id": person.user_id},
    ).scalar_one()
    assert abs(lifetimes.total_seconds() - 12 * 3_600) < 5


def test_a_dismissed_manager_is_out_at_once_and_the_clients_are_handed_over(api, people):
    admin, manager, successor = people.user(Role.ADMIN), people.manager(), people.manager()
    client = people.client(manager)
    path = f"/managers/{manager.manager_id}/dismiss"
    himself = api("POST", path, {"successor_manager_id": manager.manager_id}, token=admin.token)
    assert (himself.status, himself.body["error"]) == (409, "conflict")
    answer = api("POST", path, {"successor_manager_id": successor.manager_id}, token=admin.token)
    assert (answer.status, answer.body["clients_handed_over"]) == (200, 1)
    assert api("GET", "/auth/me", token=manager.token).status == 401
    assert log_in(api, manager.login).status == 403
    card = api("GET", f"/clients/{client.client_id}", token=admin.token).body
    assert card["manager_id"] == successor.manager_id
    assert api("POST", path, token=admin.token).status == 409
    events = people.connection.execute(
        text("SELECT actor_id, new_values FROM audit_events WHERE action = 'manager.dismiss'")
    ).all()
    assert (admin.user_id, successor.manager_id) in {
        (event.actor_id, event.new_values["successor_manager_id"]) for event in events
    }


@pytest.mark.parametrize("origin", ["cross-site", "same-site"])
def test_another_site_cannot_act_in_a_users_name(api, people, origin):
    client = people.client()
    path = f"/clients/{client.client_id}/score"
    refused = api("POST", path, token=client.token, sec_fetch_site=origin)
    assert (refused.status, refused.body["error"]) == (403, "forbidden")
    assert api("POST", path, token=client.token, sec_fetch_site="same-origin").status == 202
