"""Closing a month: by one, by two, in order, reopened by another, and fed all the same."""

from datetime import date

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from core.clients.closings import closed_months
from core.clients.tables import credits
from core.people.rules.roles import Role
from tests.days import last_month, months_ago

FIGURES = ("expected", "present", "unexpected", "restated")


@pytest.fixture
def people(people):
    """All credits but those of the test were paid off long ago, and no month is closed."""
    people.connection.execute(text("UPDATE credits SET closed_on = '1990-01-01'"))
    forget(people)
    yield people
    people.connection.rollback()
    forget(people)


def forget(people):
    for statement in (
        "ALTER TABLE month_closings DISABLE TRIGGER USER",
        "DELETE FROM month_closings",
        "ALTER TABLE month_closings ENABLE TRIGGER USER",
        "UPDATE payment_coverage SET state = 'stale', progress = NULL",
    ):
        people.connection.execute(text(statement))
    people.connection.commit()


@pytest.fixture
def analyst(people):
    return people.user(Role.ANALYST)


@pytest.fixture
def admin(people):
    return people.user(Role.ADMIN)


@pytest.fixture
def book(people):
    """Makes so many open credits with the last month on record, and so many without."""

    def make(present, missing=0):
        client = people.client(people.manager(), history=None)
        made = [people.credit(client.client_id, "0", newest=1) for _ in range(present)]
        made += [people.credit(client.client_id, "0", newest=3) for _ in range(missing)]
        return made

    return make


def path_of(months=1):
    """The path of the month so many before the present one."""
    return f"/payment-months/{months_ago(months):%Y-%m}"


def recount(api, person, path=None):
    answer = api("POST", f"{path or path_of()}/recount", token=person.token)
    assert answer.status == 200, answer.body
    return answer.body


def close(api, person, path=None, **other):
    seen = recount(api, person, path)["coverage"]
    body = {name: seen[name] for name in FIGURES} | {"statement": "Compared with the ledger."}
    return api("POST", f"{path or path_of()}/close", body | other, token=person.token)


def test_a_complete_month_is_closed_by_one_signature(people, api, analyst, book):
    book(3)
    answer = close(api, analyst)
    assert answer.status == 200
    assert answer.body["coverage"]["closing"] == "closed"
    [signed] = answer.body["closings"]
    assert (signed["expected"], signed["present"]) == (3, 3)
    assert (signed["signed_by"], signed["needs_second"]) == (analyst.user_id, False)
    people.connection.rollback()
    [closed] = closed_months(people.connection)
    assert closed.month == last_month()
    assert close(api, analyst).body["detail"].startswith("This month is signed already.")


def test_an_incomplete_one_waits_for_another_person(people, api, analyst, admin, book):
    book(3, missing=1)
    answer = close(api, analyst)
    assert answer.body["coverage"]["closing"] == "waiting"
    people.connection.rollback()
    assert closed_months(people.connection) == []
    recount(api, analyst)
    own = api("POST", f"{path_of()}/confirm", token=analyst.token)
    assert (own.status, own.body["error"]) == (403, "forbidden")
    other = api("POST", f"{path_of()}/confirm", token=admin.token)
    assert other.body["coverage"]["closing"] == "closed"
    people.connection.rollback()
    assert [one.month for one in closed_months(people.connection)] == [last_month()]


def test_how_much_is_enough_is_a_setting(api, analyst, book, monkeypatch):
    book(3, missing=1)
    monkeypatch.setenv("CLOSING_COVERAGE_PERCENT", "75")
    assert close(api, analyst).body["coverage"]["closing"] == "closed"


def test_what_was_fed_meanwhile_is_not_confirmed(people, api, analyst, admin, book):
    credit_id = book(3, missing=1)[-1]
    close(api, analyst)
    people.months(credit_id, "0", newest=1)
    early = api("POST", f"{path_of()}/confirm", token=admin.token)
    assert (early.status, early.body["error"]) == (409, "conflict"), "not counted anew yet"
    recount(api, admin)
    answer = api("POST", f"{path_of()}/confirm", token=admin.token)
    assert (answer.status, answer.body["error"]) == (409, "conflict")
    refused = api("POST", f"{path_of()}/reopen", {"reason": "one came late"}, token=admin.token)
    assert refused.body["coverage"]["closing"] == "open"
    assert close(api, analyst).body["coverage"]["closing"] == "closed", "now complete"


def test_only_figures_that_were_seen_are_signed(api, analyst, book, people):
    credit_id = book(1)[0]
    assert close(api, analyst, present=0).status == 409
    seen = recount(api, analyst)["coverage"]
    body = {name: seen[name] for name in FIGURES} | {"statement": "Compared."}
    people.months(credit_id, "1", newest=1)
    answer = api("POST", f"{path_of()}/close", body, token=analyst.token)
    assert answer.status == 409 and "counted anew" in answer.body["detail"]


def test_only_a_month_that_is_over_is_closed_and_in_order(api, analyst, book, people):
    credit_id = book(1)[0]
    people.months(credit_id, "0000")
    paths = [path_of(1 - away) for away in (1, 0, -1)]
    present, last, before = paths
    assert "is not over" in close(api, analyst, present).body["detail"]
    before_that = path_of(3)
    assert close(api, analyst, before_that).status == 200
    assert "in order" in close(api, analyst, last).body["detail"]
    assert close(api, analyst, before).status == 200
    assert close(api, analyst, last).status == 200


def test_another_person_reopens_the_latest_one_with_a_reason(api, analyst, admin, book, people):
    credit_id = book(1)[0]
    people.months(credit_id, "000")
    before = path_of(2)
    for path in (before, path_of()):
        assert close(api, analyst, path).status == 200
    reason = {"reason": "The ledger was corrected."}
    assert api("POST", f"{path_of()}/reopen", reason, token=analyst.token).status == 403
    assert api("POST", f"{before}/reopen", reason, token=admin.token).status == 409
    answer = api("POST", f"{path_of()}/reopen", reason, token=admin.token)
    assert answer.body["coverage"]["closing"] == "open"
    [closing] = answer.body["closings"]
    assert (closing["reopened_by"], closing["reason"]) == (admin.user_id, reason["reason"])
    assert api("POST", f"{path_of()}/reopen", reason, token=admin.token).status == 409
    actions = people.connection.execute(
        text("SELECT action FROM audit_events WHERE actor_id IN (:a, :b) ORDER BY id"),
        {"a": analyst.user_id, "b": admin.user_id},
    ).scalars()
    assert list(actions) == ["payment_month.close", "payment_month.close", "payment_month.reopen"]


def test_a_feed_into_a_closed_month_is_taken_counted_and_shown(api, analyst, book, people):
    credit_id, late = book(99, missing=1)[-2:]
    number = f"K-{credit_id}"
    for one in (credit_id, late):
        people.connection.execute(
            update(credits)
            .where(credits.c.id == one)
            .values(external_id=f"K-{one}", issued_on=date(2024, 1, 1))
        )
    people.connection.commit()
    assert close(api, analyst).body["coverage"]["closing"] == "closed"
    rows = [
        {"contract": number, "month": f"{last_month():%Y-%m}", "status": "1"},
        {"contract": f"K-{late}", "month": f"{last_month():%Y-%m}", "status": "0"},
    ]
    answers = api("POST", "/payments", {"rows": rows}, token=analyst.token).body["rows"]
    assert [one["outcome"] for one in answers] == ["restated", "new"]
    assert all(one["in_closed_month"] for one in answers)
    after = recount(api, analyst)
    signed = after["closings"][0]["restated"]
    assert after["coverage"]["restated"] == signed + 1, "what was signed stays"
    assert after["coverage"]["after_closing"] == 2
    query = f"after={credit_id - 1}"
    listed = api("GET", f"{path_of()}/restated", token=analyst.token, query=query).body["items"]
    assert [
        (one["contract"], one["status_before"], one["status"], one["after_closing"])
        for one in listed
    ] == [(number, "0", "1", True), (f"K-{late}", None, "0", True)]


def test_a_manager_sees_the_missing_of_the_own_clients_alone(api, analyst, people):
    manager, other = people.manager(), people.manager()
    own, others = (
        people.credit(people.client(whose, history=None).client_id, "0", newest=4)
        for whose in (manager, other)
    )
    recount(api, analyst)
    listed = {
        person.user_id: [
            one["credit_id"]
            for one in api("GET", f"{path_of()}/missing", token=person.token).body["items"]
        ]
        for person in (manager, other, analyst)
    }
    assert listed == {
        manager.user_id: [own],
        other.user_id: [others],
        analyst.user_id: [own, others],
    }


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM month_closings",
        "UPDATE month_closings SET present = 0",
        "UPDATE month_closings SET statement = 'other'",
        "UPDATE month_closings SET confirmed_by = signed_by, confirmed_at = now()",
        "UPDATE month_closings SET reopened_by = signed_by, reopened_at = now(), reason = 'r'",
        "UPDATE month_closings SET reopened_at = now()",
        (
            "INSERT INTO month_closings (month, signed_by, statement, expected, present,"
            " unexpected, restated, needs_second)"
            " SELECT month, signed_by, 'again', 0, 0, 0, 0, false FROM month_closings"
        ),
    ],
)
def test_the_database_keeps_what_was_signed(api, analyst, book, people, change):
    book(1, missing=1)
    assert close(api, analyst).status == 200
    with pytest.raises(DBAPIError):
        people.connection.execute(text(change))
