"""What a person can do, from the tables to the answer."""

import json
from decimal import Decimal

import pytest

from core.people.rules.roles import Role
from tests.integration.applications.makers import whole


def test_who_is_late_is_told_to_pay_up_and_then_in_time(api, people, asked_scorer):
    client = people.client(history="1" + "0" * 30)
    told = api("GET", "/me/recourse", token=client.token)
    assert told.status == 200, told.body
    assert told.body["decision"] == "review"
    assert told.body["proposals"]
    for proposal in told.body["proposals"]:
        assert proposal["decision"] == "approve"
        assert proposal["changes"][0]["kind"] in {"pay_up", "pay_off"}
        if proposal["changes"][0]["kind"] == "pay_off":  # the only one: nothing is left to pay
            assert (len(proposal["changes"]), proposal["months"]) == (1, 1)
            continue
        assert proposal["changes"][-1] == {
            "kind": "pay_on_time",
            "months": proposal["months"],
            "credit_id": None,
            "overdue_rub": None,
            "amount_rub": None,
            "term_months": None,
        }
    assert api("GET", "/me/recourse", token=client.token).body == told.body


def test_the_scorer_is_asked_once_and_told_no_name(api, people, asked_scorer):
    client = people.client(history="1" + "0" * 30)
    api("GET", "/me/recourse", token=client.token)
    [event] = asked_scorer.events
    assert len(event["trial"]["people"]) > 12
    assert "Тестова" not in json.dumps(event, ensure_ascii=False)


def test_a_proposal_comes_true_when_it_is_done(api, people, asked_scorer):
    """What was told is what a look at those months says."""
    client = people.client(history="1" + "0" * 30)
    underwriter = people.user(Role.UNDERWRITER)
    [first, *_] = api("GET", "/me/recourse", token=client.token).body["proposals"]
    paid = [change for change in first["changes"] if change["kind"] == "pay_off"]
    body = {"credits": [{"months": months(first["months"], paid=bool(paid))}]}
    # The months lie ahead, so they are told as if they were past ones: the newest is this one
    path = f"/clients/{client.client_id}/what-if"
    after = api("POST", path, body, token=underwriter.token).body["after"]
    assert (after["decision"], after["points"]) == (first["decision"], first["points"])


def months(count: int, *, paid: bool) -> list[dict[str, str]]:
    from core.clients.rules.history import month_number, month_of
    from core.kit.clock import bank_date

    statuses = ("C" if paid else "0") * count + "1" + "0" * 30
    now = month_number(bank_date())
    return [
        {"month": str(month_of(now - place)), "status": status}
        for place, status in enumerate(statuses)
    ]


def test_who_is_approved_has_nothing_to_do(api, people, asked_scorer):
    client = people.client(history="0" * 40)
    told = api("GET", "/me/recourse", token=client.token).body
    assert (told["decision"], told["proposals"]) == ("approve", [])


def test_of_whom_nothing_is_known_nothing_is_proposed(api, people, asked_scorer):
    client = people.client(history=None)
    told = api("GET", "/me/recourse", token=client.token).body
    assert (told["decision"], told["proposals"]) == ("review", [])


def test_an_applicant_is_told_of_smaller_amounts(api, people, asked_scorer):
    manager = people.manager()
    client = people.client(manager, history="0" * 40)
    body = {**whole("Просящая"), "client_id": client.client_id, "submit": True}
    body["wanted"] = {"amount_rub": "100000.00", "term_months": 12, "purpose": "car"}
    body["answers"]["amt_income_total"] = "450000.00"
    begun = api("POST", "/applications", body, token=manager.token)
    assert begun.status == 201, begun.body
    path = f"/applications/{begun.body['id']}/recourse"
    told = api("GET", path, token=client.token).body
    kinds = {change["kind"] for one in told["proposals"] for change in one["changes"]}
    assert told["decision"] == "decline"  # what is owed already leaves too little
    assert kinds >= {"smaller_amount", "longer_term"}
    for one in told["proposals"]:
        for change in one["changes"]:
            if change["kind"] == "smaller_amount":
                assert Decimal(change["amount_rub"]) < 100_000
    assert api("GET", path, token=people.user(Role.UNDERWRITER).token).body == told
    assert api("GET", path, token=people.client().token).status == 404


def test_so_many_times_an_hour_and_no_more(api, people, asked_scorer, monkeypatch):
    monkeypatch.setenv("RECOURSES_PER_HOUR", "1")
    client = people.client(history="0" * 10)
    assert api("GET", "/me/recourse", token=client.token).status == 200
    refused = api("GET", "/me/recourse", token=client.token)
    assert (refused.status, refused.body["error"]) == (429, "too_many_requests")


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ANALYST])
def test_only_who_looks_after_a_client_is_told(api, people, asked_scorer, role):
    client = people.client()
    who = people.manager() if role is Role.MANAGER else people.user(role)
    assert api("GET", f"/clients/{client.client_id}/recourse", token=who.token).status == 403
