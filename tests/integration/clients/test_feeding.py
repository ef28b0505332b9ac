"""A feed of payments over HTTP: row by row, idempotent, rescoring whom it touches."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import text, update

from core.clients.tables import credits
from core.kit.clock import bank_date
from core.people.rules.roles import Role


@pytest.fixture
def analyst(people):
    return people.user(Role.ANALYST)


@pytest.fixture
def feed(api, analyst):
    def send(*rows):
        answer = api("POST", "/payments", {"rows": list(rows)}, token=analyst.token)
        assert answer.status == 200, answer.body
        return answer.body

    return send


@pytest.fixture
def contract(people):
    """Makes an open credit since March 2026; returns its contract number and its client."""

    def make(history=""):
        client = people.client(people.manager(), history=None)
        credit_id = people.credit(client.client_id, history, newest=1)
        number = f"K-{uuid4().hex[:10]}"
        change = {"external_id": number, "issued_on": date(2026, 3, 14)}
        people.connection.execute(update(credits).where(credits.c.id == credit_id).values(**change))
        people.connection.commit()
        return number, client, credit_id

    return make


def row(number, month="2026-10", **told):
    return {"contract": number, "month": month, **(told or {"status": "0"})}


def outcomes(body):
    return [(one["outcome"], one["code"]) for one in body["rows"]]


def test_each_row_is_answered_and_a_refused_one_keeps_no_other_back(feed, contract):
    number, *_ = contract()
    next_month = f"{bank_date().year + 1}-12"
    body = feed(
        row(number),
        row("K-unknown"),
        row(number, "2026-02"),
        row(number, next_month),
        row(number, "2026-09", status="7"),
        row(number, "2026-08", days_past_due=31, status="0"),
        row(number, "2026-07", days_past_due=34, amount_overdue="100.50"),
        row(number, "2026-06", amount_overdue=5),
        row(number, "2026-05", status="C", amount_overdue=5),
    )
    assert outcomes(body) == [
        ("new", None),
        ("refused", "unknown_credit"),
        ("refused", "before_issue"),
        ("refused", "future_month"),
        ("refused", "unknown_status"),
        ("refused", "status_and_days_differ"),
        ("new", None),
        ("refused", "no_status"),
        ("refused", "overdue_on_time"),
    ]
    assert [one["row"] for one in body["rows"]] == list(range(9))
    assert all(one["message"] for one in body["rows"] if one["code"])
    counted = (body["new"], body["restated"], body["unchanged"], body["refused"])
    assert counted == (2, 0, 0, 7)


def test_the_same_again_changes_nothing_and_another_word_restates(feed, contract, people):
    number, _, credit_id = contract()
    assert outcomes(feed(row(number))) == [("new", None)]
    again = feed(row(number))
    assert outcomes(again) == [("unchanged", None)]
    assert again["batch_id"] is None, "nobody was touched"
    assert outcomes(feed(row(number, status="1"))) == [("restated", None)]
    kept = people.connection.execute(
        text(
            "SELECT status, superseded_at IS NULL FROM payment_months"
            " WHERE credit_id = :id ORDER BY recorded_at"
        ),
        {"id": credit_id},
    )
    assert [tuple(one) for one in kept] == [("0", False), ("1", True)]


def test_two_rows_of_one_month_that_differ_are_both_refused(feed, contract):
    (one, *_), (other, *_) = contract(), contract()
    body = feed(row(one), row(other), row(one, status="2"), row(other))
    assert outcomes(body) == [
        ("refused", "contradiction"),
        ("new", None),
        ("refused", "contradiction"),
        ("new", None),
    ]


def test_a_jump_is_taken_and_told(feed, contract):
    number, *_ = contract()
    body = feed(row(number, "2026-09", status="0"), row(number, "2026-10", status="3"))
    assert outcomes(body) == [("new", None), ("new", "jump")]


def test_whom_a_feed_touches_is_rescored_once(
    feed, contract, queued_portfolios, score_portfolios, people, api
):
    (one, client, _), (other, *_) = contract("0"), contract("0")
    second = people.credit(client.client_id, "0", newest=1)
    people.connection.execute(
        update(credits).where(credits.c.id == second).values(external_id=f"{one}-2")
    )
    people.connection.commit()
    queued_portfolios()
    batch_id = feed(*(row(number, status="1") for number in (one, f"{one}-2", other)))["batch_id"]
    admin = people.user(Role.ADMIN)
    score_portfolios()
    batch = api("GET", f"/portfolio/scores/{batch_id}", token=admin.token).body
    assert batch["done"] == 2, "two credits of one client are one score"
    answer = api("GET", f"/clients/{client.client_id}", token=admin.token).body
    assert answer["freshness"] == "current"


def test_a_feed_stands_in_the_journal_without_its_rows(feed, contract, people, analyst):
    number, *_ = contract()
    feed(row(number), row("K-unknown"))
    event = people.connection.execute(
        text(
            "SELECT new_values FROM audit_events WHERE actor_id = :id AND action = 'payments.feed'"
        ),
        {"id": analyst.user_id},
    ).scalar_one()
    assert (event["new"], event["refused"], event["months"]) == (1, 1, ["2026-10-01"])
    assert number not in str(event)


def test_a_thousand_rows_with_amounts_fit_into_one_call(feed):
    long = "K" * 30
    body = feed(
        *(
            row(f"{long}{place}", days_past_due=150, status="5", amount_overdue="999999999999")
            for place in range(1_000)
        )
    )
    assert body["refused"] == 1_000


@pytest.mark.parametrize(
    "wrong",
    [
        {"month": "2026-13"},
        {"month": "2026-10-01"},
        {"month": "0000-01"},
        {"days_past_due": -1},
        {"days_past_due": "5"},
        {"amount_overdue": "-1"},
        {"amount_overdue": "NaN"},
        {"contract": ""},
        {"contract": "K\u0000"},
        {"unknown": 1},
    ],
)
def test_what_is_no_row_at_all_is_refused_as_a_whole(api, analyst, wrong):
    rows = [row("K-1"), {**row("K-1"), **wrong}]
    answer = api("POST", "/payments", {"rows": rows}, token=analyst.token)
    assert (answer.status, answer.body["error"]) == (422, "invalid_request")
    assert answer.body["detail"][0]["field"].startswith("rows.1")


def test_who_was_touched_by_other_ways_is_found_and_rescored(
    people, api, analyst, contract, score_portfolios
):
    _, client, credit_id = contract("0")
    people.done_score(client, 0.01, "C")
    people.months(credit_id, "1")
    queries = {"token": analyst.token, "query": f"after={client.client_id - 1}"}
    before = api("GET", "/portfolio/touched", **queries).body
    assert before == {"count": 1, "next_after": None, "batch_id": None}
    asked = api("POST", "/portfolio/touched", **queries).body
    assert asked["count"] == 1 and asked["batch_id"]
    score_portfolios()
    assert api("GET", "/portfolio/touched", **queries).body["count"] == 0
