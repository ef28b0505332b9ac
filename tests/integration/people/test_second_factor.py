"""Codes of an authenticator app: set up, asked for, of use once, slowed down, taken away."""

from datetime import UTC, datetime

import pyotp
import pytest
from sqlalchemy import text

from api.people.authenticator import _app, check_code, confirm
from core.kit.errors import ConflictError, WrongCodeError
from core.people.rules.roles import Role
from core.people.second_factors import confirm_second_factor, use_step
from tests.integration.makers import PASSWORD
from tests.integration.people.conftest import session_of

RFC_6238 = {59: "94287082", 1111111109: "07081804", 20000000000: "65353130"}


def set_up(api, person):
    """Sets up an app; returns it and the recovery codes."""
    return set_up_over(api, person)[:2]


def set_up_over(api, person):
    """Sets up an app; returns it, the recovery codes and the session's new token."""
    begun = api("POST", "/auth/second-factor", {"password": PASSWORD}, token=person.token).body
    app = pyotp.parse_uri(begun["uri"])
    assert (app.secret, app.name, app.issuer) == (begun["secret"], person.login, "Credit scoring")
    confirmed = api("POST", "/auth/second-factor/confirm", {"code": app.now()}, token=person.token)
    assert confirmed.status == 200
    return app, confirmed.body["codes"], session_of(confirmed)


def later(app, steps=1):
    """The code of a step of time that was not used yet."""
    return app.generate_otp(int(datetime.now(UTC).timestamp()) // 30 + steps)


@pytest.mark.parametrize(("moment", "code"), RFC_6238.items())
def test_the_codes_are_those_of_the_standard(moment, code):
    app = pyotp.TOTP("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", digits=8)
    assert app.at(moment) == code


def test_after_it_was_set_up_the_code_is_asked_for(api, people, browser):
    person = people.user(Role.ANALYST)
    app, _ = set_up(api, person)
    asked = browser.log_in(person.login)
    assert (asked.status, asked.body["error"], asked.cookies) == (401, "code_needed", [])
    for wrong in ("000000", later(app, 9), later(app, -9)):
        refused = browser.log_in(person.login, code=wrong)
        assert (refused.status, refused.body["error"]) == (401, "wrong_code")
    entered = browser.log_in(person.login, code=later(app))
    assert (entered.status, entered.body["has_second_factor"]) == (200, True)


def test_who_does_not_know_the_password_is_not_told_of_the_app(api, people, browser):
    person = people.user(Role.ANALYST)
    app, _ = set_up(api, person)
    assert browser.log_in(person.login, "wrong").body["error"] == "wrong_credentials"
    answer = browser.log_in(person.login, "wrong", later(app))
    assert answer.body["error"] == "wrong_credentials"


def test_a_code_is_of_use_once(api, people, browser):
    person = people.user(Role.ANALYST)
    app, _ = set_up(api, person)
    code = later(app)
    assert browser.log_in(person.login, code=code).status == 200
    assert browser.log_in(person.login, code=code).body["error"] == "wrong_code"


def test_two_who_send_the_same_code_at_once_do_not_both_enter(api, people, at_once):
    person = people.user(Role.ANALYST)
    app, _ = set_up(api, person)
    code = later(app)
    step = int(datetime.now(UTC).timestamp()) // 30 + 1
    outcomes = at_once(
        lambda connection: use_step(connection, person.user_id, step),
        lambda connection: check_code(connection, person.user_id, code),
    )
    assert outcomes[0] is True
    assert isinstance(outcomes[1], WrongCodeError)


def test_a_recovery_code_is_of_use_once_and_its_use_is_journaled(api, people, browser):
    person = people.user(Role.ANALYST)
    _, codes = set_up(api, person)
    assert len(set(codes)) == 10
    assert browser.log_in(person.login, code=codes[3].lower()).status == 200
    assert browser.log_in(person.login, code=codes[3]).body["error"] == "wrong_code"
    assert browser.log_in(person.login, code=codes[4].replace("-", " ")).status == 200
    used = people.connection.execute(
        text(
            "SELECT count(*) FROM audit_events"
            " WHERE action = 'second_factor.use_recovery_code' AND actor_id = :id"
        ),
        {"id": person.user_id},
    ).scalar_one()
    assert used == 2


def test_guesses_of_codes_are_slowed_down_by_a_count_of_their_own(api, people, browser):
    person = people.user(Role.ANALYST)
    app, _ = set_up(api, person)
    statuses = [browser.log_in(person.login, code="000000").status for _ in range(8)]
    assert statuses[:5] == [401] * 5
    assert statuses[-1] == 429
    assert browser.log_in(person.login, code=later(app)).status == 429
    assert browser.log_in(person.login).body["error"] == "code_needed"  # the password goes free


def test_the_database_makes_no_code(api, people):
    person = people.user(Role.ANALYST)
    app, codes = set_up(api, person)
    told = str(
        people.connection.execute(
            text(
                "SELECT f, r FROM second_factors f JOIN recovery_codes r USING (user_id)"
                " WHERE user_id = :id"
            ),
            {"id": person.user_id},
        ).all()
    )
    assert app.secret not in told
    assert not [code for code in codes if code in told or code.replace("-", "") in told]


def test_setting_up_wants_the_password_and_a_code(api, people):
    person = people.user(Role.UNDERWRITER)
    path = "/auth/second-factor"
    assert api("POST", f"{path}/confirm", {"code": "000000"}, token=person.token).status == 409
    wrong = api("POST", path, {"password": "wrong"}, token=person.token)
    assert (wrong.status, wrong.body["error"]) == (401, "wrong_credentials")
    first = api("POST", path, {"password": PASSWORD}, token=person.token).body
    second = api("POST", path, {"password": PASSWORD}, token=person.token).body
    assert first["secret"] != second["secret"]
    for code in (pyotp.TOTP(first["secret"]).now(), "12345a"):
        answer = api("POST", f"{path}/confirm", {"code": code}, token=person.token)
        assert answer.body["error"] == "wrong_code"
    assert api("GET", "/auth/me", token=person.token).body["has_second_factor"] is False


def test_one_in_force_is_not_replaced_by_a_session(api, people):
    person = people.user(Role.ANALYST)
    token = set_up_over(api, person)[2]
    again = api("POST", "/auth/second-factor", {"password": PASSWORD}, token=token)
    assert (again.status, again.body["error"]) == (409, "conflict")


def test_setting_up_ends_the_sessions_elsewhere_and_renews_this_one(api, people, browser):
    person = people.user(Role.ANALYST)
    browser.log_in(person.login)
    session_id = people.session_id(person)
    token = set_up_over(api, person)[2]
    assert browser("GET", "/auth/me").status == 401
    assert api("GET", "/auth/me", token=person.token).status == 401
    assert [one["id"] for one in api("GET", "/auth/sessions", token=token).body] == [session_id]


def test_of_two_confirmations_at_once_one_makes_recovery_codes(api, people, at_once):
    person = people.user(Role.ANALYST)
    begun = api("POST", "/auth/second-factor", {"password": PASSWORD}, token=person.token).body
    app = pyotp.parse_uri(begun["uri"])

    def confirming(steps):
        return lambda connection: confirm(connection, person.user_id, later(app, steps))

    codes, refused = at_once(confirming(0), confirming(1))
    assert len(codes) == 10
    assert isinstance(refused, ConflictError)
    assert len(recovery_codes_of(people, person)) == 10


def test_an_app_that_was_taken_away_meanwhile_leaves_no_recovery_codes(people):
    person = people.user(Role.ANALYST)
    assert not confirm_second_factor(people.connection, person.user_id, "salt", ["hash"])
    assert recovery_codes_of(people, person) == []


def test_who_has_an_app_is_not_slowed_down_by_confirming_it_again(api, people, browser):
    person = people.user(Role.ANALYST)
    app, _, token = set_up_over(api, person)
    path = "/auth/second-factor/confirm"
    for _ in range(8):
        assert api("POST", path, {"code": "000000"}, token=token).status == 409
    assert browser.log_in(person.login, code=later(app)).status == 200


def test_a_recovery_code_is_too_long_to_be_found_by_trying(api, people):
    _, codes = set_up(api, people.user(Role.ANALYST))
    for code in codes:
        assert len(code.replace("-", "")) * 5 >= 112  # bits: a plain hash may keep it


def test_the_journal_names_wrong_codes_and_the_factor_of_a_login(api, people, browser):
    person = people.user(Role.ANALYST)
    api("POST", "/auth/second-factor", {"password": PASSWORD}, token=person.token)
    path = "/auth/second-factor/confirm"
    assert api("POST", path, {"code": "12345a"}, token=person.token).status == 401
    app, codes = set_up(api, person)
    for code in (later(app), codes[0]):
        browser.log_in(person.login, code=code)
    people.connection.rollback()
    events = people.connection.execute(
        text(
            "SELECT action, actor_id, new_values->>'second_factor' FROM audit_events"
            " WHERE subject_table = 'users' AND subject_id = :id ORDER BY id"
        ),
        {"id": person.user_id},
    )
    assert [tuple(event) for event in events] == [
        ("second_factor.failed", None, None),
        ("second_factor.add", person.user_id, None),
        ("login.ok", person.user_id, "app"),
        ("second_factor.use_recovery_code", person.user_id, None),
        ("login.ok", person.user_id, "recovery_code"),
    ]


def recovery_codes_of(people, person):
    people.connection.rollback()
    kept = text("SELECT code_hash FROM recovery_codes WHERE user_id = :id")
    return people.connection.execute(kept, {"id": person.user_id}).all()


def test_an_administrator_takes_a_lost_app_away(api, people, browser):
    admin, person = people.user(Role.ADMIN), people.user(Role.ANALYST)
    token = set_up_over(api, person)[2]
    path = f"/users/{person.user_id}/second-factor"
    assert api("DELETE", path, token=admin.token).status == 200
    assert api("GET", "/auth/me", token=token).status == 401
    assert browser.log_in(person.login).body["has_second_factor"] is False
    assert api("DELETE", path, token=admin.token).status == 200
    removed = people.connection.execute(
        text(
            "SELECT count(*) FROM audit_events"
            " WHERE action = 'second_factor.remove' AND subject_id = :id"
        ),
        {"id": person.user_id},
    ).scalar_one()
    assert removed == 1
    own = f"/users/{admin.user_id}/second-factor"
    assert api("DELETE", own, token=admin.token).status == 409


def test_a_reset_leaves_the_second_factor_in_force(api, people, browser):
    admin, person = people.user(Role.ADMIN), people.user(Role.ANALYST)
    app, _ = set_up(api, person)
    reset = api("POST", f"/users/{person.user_id}/password", token=admin.token).body
    assert browser.log_in(person.login, reset["password"]).body["error"] == "code_needed"
    assert browser.log_in(person.login, reset["password"], later(app)).status == 200


def test_where_it_is_required_staff_do_nothing_before(api, people, monkeypatch):
    monkeypatch.setenv("SECOND_FACTOR_REQUIRED", "true")
    person, client = people.user(Role.ADMIN), people.client()
    refused = api("GET", "/users", token=person.token)
    assert (refused.status, refused.body["error"]) == (403, "second_factor_needed")
    assert api("GET", "/auth/me", token=person.token).body["must"] == "add_second_factor"
    assert api("GET", "/me/dashboard", token=client.token).status == 200
    token = set_up_over(api, person)[2]
    assert api("GET", "/users", token=token).status == 200


def test_the_secret_is_of_one_user_and_one_setting_up():
    secrets = {_app(user_id, salt).secret for user_id in (1, 2) for salt in ("a", "b")}
    assert len(secrets) == 4
    assert {len(secret) for secret in secrets} == {32}
