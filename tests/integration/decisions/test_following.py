"""What leads to a decision and what follows one: waiting, withdrawing, offers, booking."""

from datetime import timedelta

import pytest
from aws_lambda_powertools import Metrics
from sqlalchemy import exc, text

from core.decisions.rules.assessment import assess
from core.kit.clock import bank_date
from core.people.rules.roles import Role
from maintenance import case_sweep
from tests.integration.conftest import message, scoring_record
from tests.integration.decisions.makers import REVIEWED

TERMS = {"amount_rub": "200000.00", "term_months": 36, "annual_rate": "26.00"}


@pytest.fixture
def manager(desk):
    return desk.people.manager()


@pytest.fixture
def client(desk, manager):
    return desk.people.client(manager, history=None, answers={"amt_income_total": 2_400_000})


@pytest.fixture
def approved(desk, client, manager):
    application_id = desk.case(client=client, manager_id=manager.manager_id)
    assert desk.decide(desk.underwriter(), application_id, "approve").status == 200
    return application_id


@pytest.fixture
def offered(desk, client, manager):
    application_id = desk.case(client=client, manager_id=manager.manager_id)
    answer = desk.decide(desk.underwriter(), application_id, "counteroffer", terms=TERMS)
    assert answer.status == 200, answer.body
    return application_id


def test_what_a_manager_hands_over_becomes_a_case(desk, client, manager):
    application_id = desk.people.application(client, manager)
    assert desk.do(manager, application_id, "review").body["state"] == "in_review"
    case = desk.row("cases", application_id)
    assert (case.closed_at, case.assignee_id) == (None, None)
    assert case.due_at - case.opened_at == timedelta(hours=4)
    assert case.recommendation == desk.row("recommendations", application_id).decision


def test_the_clock_stands_still_while_the_applicant_is_waited_for(desk, client, manager):
    application_id = desk.people.application(client, manager)
    desk.do(manager, application_id, "review")
    due_at = desk.row("cases", application_id).due_at
    who = desk.underwriter()
    desk.api("POST", f"/cases/{application_id}/assign", token=who.token)
    asked = desk.do(who, application_id, "return", {"reason": "Нужна справка о доходе"})
    assert asked.body["state"] == "waiting_for_applicant"
    desk.change(
        "UPDATE cases SET waiting_since = waiting_since - interval '3 days'"
        " WHERE application_id = :id",
        id=application_id,
    )
    card = desk.card(who, application_id)
    assert (card["case"]["is_late"], card["hindrance"]) == (False, "not_open")
    desk.change("UPDATE applications SET state = 'submitted' WHERE id = :id", id=application_id)
    assert desk.do(manager, application_id, "review").status == 200
    case = desk.row("cases", application_id)
    assert (case.waiting_since, case.assignee_id) == (None, who.user_id)
    moved = case.due_at - due_at
    assert timedelta(days=3) <= moved < timedelta(days=3, minutes=5)


def test_a_borrowers_case_goes_on_when_it_is_submitted_again(desk, client, score_batch):
    application_id = desk.case(client=client)
    due_at = desk.row("cases", application_id).due_at
    desk.do(desk.underwriter(), application_id, "return", {"reason": "Нужна справка о доходе"})
    desk.change(
        "UPDATE cases SET waiting_since = waiting_since - interval '1 day'"
        " WHERE application_id = :id",
        id=application_id,
    )
    new_score = desk.people.pending_score(client)
    desk.change(
        "UPDATE applications SET state = 'submitted', score_id = :score WHERE id = :id",
        id=application_id,
        score=new_score,
    )
    assert score_batch(scoring_record(message(new_score))) == []
    case = desk.row("cases", application_id)
    assert desk.row("applications", application_id).state == "in_review"
    assert case.waiting_since is None
    assert case.due_at - due_at >= timedelta(days=1)


def test_a_managers_case_says_what_its_newest_score_says(desk, client, manager, score_batch):
    application_id = desk.people.application(client, manager)
    desk.do(manager, application_id, "review")
    before = desk.row("cases", application_id)
    who = desk.underwriter()
    asked = desk.api("POST", f"/cases/{application_id}/score", token=who.token)
    assert asked.status == 202, asked.body
    desk.change("UPDATE clients SET amt_income_total = 60000 WHERE id = :id", id=client.client_id)
    assert score_batch(scoring_record(message(asked.body["score_id"]))) == []
    after = desk.row("cases", application_id)
    assert (before.recommendation, after.recommendation) == ("approve", "decline")
    assert (after.opened_at, after.due_at) == (before.opened_at, before.due_at)


def test_a_score_that_was_there_before_its_application_knew_is_swept_up(desk, client, maintain):
    score_id = desk.people.done_score(client, 0.01, "C")
    application_id = desk.people.application(client, score_id=score_id)
    maintain(action="sweep")
    assert desk.row("applications", application_id).state == "submitted"
    past = "UPDATE scores SET scored_at = now() - interval '2 minutes' WHERE id = :id"
    desk.change(past, id=score_id)
    maintain(action="sweep")
    assert desk.row("applications", application_id).state == "in_review"
    assert desk.row("cases", application_id).closed_at is None


@pytest.fixture
def left_behind(desk, client):
    """Applications whose scores were there before they knew, the first of them a broken one."""

    def make(amount_rub):
        score_id = desk.people.done_score(client, 0.01, "C")
        past = "UPDATE scores SET scored_at = now() - interval '2 minutes' WHERE id = :id"
        desk.change(past, id=score_id)
        return desk.people.application(client, score_id=score_id, amount_rub=amount_rub)

    return [make(BROKEN_RUB), make(300_000), make(200_000)]


BROKEN_RUB = 123_456


@pytest.fixture
def broken(monkeypatch):
    """Whatever wants this amount cannot be assessed."""

    def broken_assess(policy, wanted, means, told):
        if wanted.amount_rub == BROKEN_RUB:
            raise ArithmeticError
        return assess(policy, wanted, means, told)

    monkeypatch.setattr("core.decisions.recommending.assess", broken_assess)


@pytest.mark.usefixtures("broken")
def test_what_nothing_can_be_recommended_for_keeps_none_of_the_others(
    desk, left_behind, maintain, logged
):
    maintain(action="sweep")
    states = [desk.row("applications", one).state for one in left_behind]
    assert states == ["submitted", "in_review", "in_review"]
    broken = str(desk.row("applications", left_behind[0]).score_id)
    told = [line for line in logged().splitlines() if "nothing recommended" in line]
    assert sum(broken in line for line in told) == 1  # beside those that other tests have left


@pytest.mark.usefixtures("broken")
def test_as_many_of_them_as_a_sweep_takes_hold_up_none_for_ever(desk, left_behind, monkeypatch):
    monkeypatch.setattr(case_sweep, "APPLICATIONS_A_SWEEP", 1)
    for _ in range(100):  # by chance, each
        case_sweep.sweep_cases(Metrics())
    states = [desk.row("applications", one).state for one in left_behind]
    assert states == ["submitted", "in_review", "in_review"]


def test_withdrawing_closes_the_case(desk, client):
    application_id = desk.case(client=client)
    assert desk.do(client, application_id, "withdraw").status == 200
    assert desk.row("cases", application_id).closed_at is not None
    answer = desk.decide(desk.underwriter(), application_id, "approve")
    assert (answer.status, answer.body["error"]) == (409, "conflict")


@pytest.mark.parametrize("by", ["client", "manager"])
def test_the_applicant_accepts_a_counteroffer_and_the_credit_has_its_terms(
    desk, client, manager, offered, by
):
    offer = desk.api("GET", f"/applications/{offered}/offer", token=client.token).body
    assert (offer["outcome"], offer["amount_rub"], offer["term_months"]) == (
        "counteroffer",
        "200000.00",
        36,
    )
    assert offer["answer_by"] is not None
    who = client if by == "client" else manager
    assert desk.do(who, offered, "offer/accept").body["state"] == "accepted"
    assert desk.do(who, offered, "offer/accept").status == 409
    booked = desk.do(manager, offered, "book", {})
    assert booked.status == 201, booked.body
    credit = desk.row("credits", offered)
    assert (credit.amount_total, credit.term_months, credit.annual_rate) == (200_000, 36, 26)


def test_a_counteroffer_may_be_refused(desk, client, offered):
    assert desk.do(client, offered, "offer/refuse").body["state"] == "refused"
    assert desk.row("cases", offered).answer_by is None


def test_a_counteroffer_that_nobody_accepts_in_time_expires(desk, client, offered, maintain):
    case = desk.row("cases", offered)
    assert case.answer_by - case.closed_at == timedelta(days=14)
    maintain(action="sweep")
    assert desk.row("applications", offered).state == "counteroffer"
    desk.change(
        "UPDATE cases SET answer_by = now() - interval '1 second' WHERE application_id = :id",
        id=offered,
    )
    assert desk.do(client, offered, "offer/accept").status == 409
    maintain(action="sweep")
    assert desk.row("applications", offered).state == "expired"
    assert desk.row("cases", offered).answer_by is None
    maintain(action="sweep")
    steps = desk.people.connection.execute(
        text(
            "SELECT count(*) FROM application_events WHERE to_state = 'expired'"
            " AND application_id = :id"
        ),
        {"id": offered},
    ).scalar_one()
    assert steps == 1


def test_the_credit_keeps_its_application_and_the_score_at_its_origination(
    desk, client, manager, approved
):
    at_decision = desk.row("decisions", approved)
    desk.people.done_score(client, 0.3, "E")
    body = {"external_id": f"K-{approved}"[:40]}
    booked = desk.do(manager, approved, "book", body)
    assert booked.status == 201, booked.body
    credit = desk.row("credits", approved)
    assert (credit.id, credit.score_id) == (booked.body["credit_id"], at_decision.score_id)
    assert (credit.client_id, credit.issued_on) == (client.client_id, bank_date())
    assert desk.row("applications", approved).state == "booked"
    assert desk.do(manager, approved, "book", {}).status == 409


def test_one_application_makes_one_credit_whatever_code_says(desk, manager, approved):
    assert desk.do(manager, approved, "book", {}).status == 201
    with pytest.raises(exc.IntegrityError, match="uq_credits_application_id"):
        desk.change(
            "INSERT INTO credits (client_id, amount_total, annual_rate, issued_on, application_id)"
            " SELECT client_id, 1, 1, issued_on, application_id FROM credits"
            " WHERE application_id = :id",
            id=approved,
        )
    desk.people.connection.rollback()


def test_two_contracts_never_have_one_number(desk, manager, approved):
    other = desk.case(manager_id=manager.manager_id)
    assert desk.decide(desk.underwriter(), other, "approve").status == 200
    number = {"external_id": f"K-{other}"[:30]}
    assert desk.do(manager, approved, "book", number).status == 201
    answer = desk.do(manager, other, "book", number)
    assert (answer.status, answer.body["error"]) == (409, "taken")
    assert desk.do(manager, other, "book", {}).status == 201


@pytest.mark.parametrize("days", [-1, 1])
def test_a_credit_begins_between_the_decision_and_today(desk, manager, approved, days):
    issued_on = (bank_date() + timedelta(days)).isoformat()
    answer = desk.do(manager, approved, "book", {"issued_on": issued_on})
    assert answer.status == 422
    assert answer.body["detail"][0]["code"] == "not_in_time"


def test_an_approved_credit_may_not_be_taken(desk, manager, approved):
    assert desk.do(manager, approved, "not-taken").body["state"] == "not_taken"
    assert desk.do(manager, approved, "book", {}).status == 409


def test_what_is_not_granted_is_not_booked(desk, manager, client):
    application_id = desk.case(REVIEWED, client=client, manager_id=manager.manager_id)
    admin = desk.people.user(Role.ADMIN)
    assert desk.do(admin, application_id, "book", {}).status == 409
    answer = desk.api("GET", f"/applications/{application_id}/offer", token=client.token)
    assert answer.status == 409
