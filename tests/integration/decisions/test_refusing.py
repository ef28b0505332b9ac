"""What nobody decides, or not now."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.people.rules.roles import Role
from tests.integration.conftest import scoring_record
from tests.integration.decisions.makers import AGAINST


def test_some_rules_are_overridden_by_nobody(desk):
    reasons = [{"code": "IN_DEFAULT", "direction": "raises_risk", "contribution": None}]
    application_id = desk.case(1.0, grade="default", reasons=reasons)
    answer = desk.decide(desk.underwriter(), application_id, "approve", **AGAINST)
    assert (answer.status, answer.body["error"]) == (409, "never_overridden")


def test_nobody_decides_what_is_their_own(desk):
    who = desk.underwriter()
    client = desk.people.client()
    desk.change(
        "UPDATE clients SET user_id = :user WHERE id = :id", user=who.user_id, id=client.client_id
    )
    application_id = desk.case(client=client)
    assert desk.card(who, application_id)["hindrance"] == "own"
    assert desk.decide(who, application_id, "approve").status == 403


@pytest.mark.parametrize("deed", ["begun", "changed"])
def test_nobody_decides_what_they_have_entered(desk, deed):
    admin = desk.people.user(Role.ADMIN)
    begun = {"created_by": admin.user_id} if deed == "begun" else {}
    application_id = desk.case(**begun)
    if deed == "changed":
        path, body = f"/applications/{application_id}", {"wanted": {"term_months": 36}}
        assert desk.api("PATCH", path, body, token=admin.token).status == 200
    assert desk.card(admin, application_id)["hindrance"] == "entered"
    assert desk.decide(admin, application_id, "approve").status == 403
    for hold in ("lease", "assign"):
        path = f"/cases/{application_id}/{hold}"
        assert desk.api("POST", path, token=admin.token).status == 403


def test_what_changed_since_it_was_loaded_is_refused(desk):
    application_id, who = desk.case(), desk.underwriter()
    seen = desk.seen(who, application_id)
    client_id = desk.row("applications", application_id).client_id
    path = f"/applications/{application_id}/decisions"

    def refusal(**changes):
        body = {**seen, "outcome": "approve", **changes}
        answer = desk.api("POST", path, body, token=who.token)
        return answer.status, answer.body["error"]

    other_score = "01936d3c-7f5a-7cc0-8a33-0242ac120004"
    for changes in (
        {"score_id": other_score},
        {"policy_version": "2020-01-01-00000000"},
        {"answers_sha256": "0" * 64},
        {"confirms": 1},
    ):
        assert refusal(**changes) == (409, "case_changed")
    desk.change("UPDATE clients SET cnt_children = 5 WHERE id = :id", id=client_id)
    assert refusal() == (409, "case_changed")
    desk.change("UPDATE clients SET cnt_children = 1 WHERE id = :id", id=client_id)
    desk.change(
        "UPDATE applications SET updated_at = clock_timestamp() + interval '1 second'"
        " WHERE id = :id",
        id=application_id,
    )
    assert refusal() == (409, "case_changed")
    assert desk.decisions(application_id) == []


def test_what_a_policy_has_said_holds_again_once_it_is_in_force_again(desk):
    application_id, who = desk.case(), desk.underwriter()
    columns = "application_id, score_id, approve_below, decline_from, findings, amount_rub"
    columns += ", term_months, annual_rate, payment_rub, limit_rub, limit_reason"
    columns += ", expected_loss_rub, answers_sha256, by_cut_offs"
    desk.change(
        f"INSERT INTO recommendations ({columns}, policy_version, policy_sha256, decision, made_at)"
        f" SELECT {columns}, 'another', repeat('b', 64), 'decline', now() + interval '1 hour'"
        " FROM recommendations WHERE application_id = :id",
        id=application_id,
    )
    assert desk.card(who, application_id)["recommendation"]["decision"] == "review"
    assert desk.decide(who, application_id, "approve").status == 200


def test_another_version_of_the_application_is_refused(desk):
    application_id, who = desk.case(), desk.underwriter()
    body = {**desk.seen(who, application_id), "outcome": "approve"}
    path = f"/applications/{application_id}/decisions"
    answer = desk.api("POST", path, body, token=who.token, if_match='"99"')
    assert (answer.status, answer.body["error"]) == (412, "precondition_failed")


def test_a_score_older_than_the_policy_allows_is_made_anew_first(desk, queued, score_batch):
    application_id, who = desk.case(), desk.underwriter()
    score_id = desk.row("applications", application_id).score_id
    old = "UPDATE scores SET scored_at = now() - interval '25 hours' WHERE id = :id"
    desk.change(old, id=score_id)
    answer = desk.decide(who, application_id, "approve")
    assert (answer.status, answer.body["error"]) == (409, "score_too_old")
    asked = desk.api("POST", f"/cases/{application_id}/score", token=who.token)
    assert asked.status == 202, asked.body
    assert asked.body["score_id"] != str(score_id)
    waiting = desk.card(who, application_id)
    assert (waiting["score"], waiting["recommendation"]) == (None, None)
    listed = desk.api("GET", "/cases", token=who.token, query="limit=200").body["items"]
    assert str(application_id) in {one["application_id"] for one in listed}
    assert score_batch(*(scoring_record(body) for body in queued())) == []
    assert desk.card(who, application_id)["score"]["id"] == asked.body["score_id"]
    said = {"decline_reasons": desk.card(who, application_id)["decline_codes"][:1]}
    assert desk.decide(who, application_id, "decline", **said).status == 200


def test_of_two_who_decide_at_the_same_moment_one_is_told(desk):
    application_id = desk.case()
    people = [desk.underwriter() for _ in range(2)]
    bodies = [{**desk.seen(who, application_id), "outcome": "approve"} for who in people]

    def decide(who, body):
        asyncio.set_event_loop(loop := asyncio.new_event_loop())
        answer = desk.do(who, application_id, "decisions", body)
        loop.close()
        return answer

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(decide, people, bodies))
    assert sorted(answer.status for answer in answers) == [200, 409]
    assert len(desk.decisions(application_id)) == 1


def test_who_comes_second_is_told_and_changes_nothing(desk):
    application_id = desk.case()
    first, second = desk.underwriter(), desk.underwriter()
    seen = {**desk.seen(second, application_id), "outcome": "decline"}
    assert desk.decide(first, application_id, "approve").status == 200
    body = {**seen, "decline_reasons": ["PURPOSE_UNCLEAR"]}
    answer = desk.do(second, application_id, "decisions", body)
    assert (answer.status, answer.body["error"]) == (409, "conflict")
    assert [row.outcome for row in desk.decisions(application_id)] == ["approve"]


def test_whoever_signed_before_leaves_an_objection_to_others(desk, knocked_out):
    first, second, other = (desk.underwriter() for _ in range(3))
    assert desk.decide(first, knocked_out, "approve", **AGAINST).status == 200
    assert desk.decide(second, knocked_out, "approve").status == 200
    desk.change(
        "UPDATE cases SET opened_at = clock_timestamp(), closed_at = NULL, is_objection = true"
        " WHERE application_id = :id",
        id=knocked_out,
    )
    desk.change("UPDATE applications SET state = 'in_review' WHERE id = :id", id=knocked_out)
    found = [desk.card(who, knocked_out)["hindrance"] for who in (first, second, other)]
    assert found == ["decided_before", "decided_before", None]


def test_what_somebody_had_who_is_locked_out_is_nobodys(desk):
    application_id = desk.case()
    gone, other = desk.underwriter(), desk.underwriter()
    desk.api("POST", f"/cases/{application_id}/assign", token=gone.token)
    desk.change("UPDATE users SET disabled_at = now() WHERE id = :id", id=gone.user_id)
    assert desk.card(other, application_id)["case"]["held"] is False
    lease = desk.api("POST", f"/cases/{application_id}/lease", token=other.token)
    assert lease.body["assignee_id"] == other.user_id


def test_somebody_elses_case_is_read_only_and_says_whose_it_is(desk):
    application_id = desk.case()
    mine, other = desk.underwriter(), desk.people.user(Role.UNDERWRITER, last_name="Волкова")
    lease = f"/cases/{application_id}/lease"
    assert desk.api("POST", lease, token=other.token).status == 200
    for method, path, body in (
        ("POST", lease, None),
        ("POST", f"/cases/{application_id}/assign", None),
        ("POST", f"/cases/{application_id}/score", None),
        ("POST", f"/applications/{application_id}/return", {"reason": "x"}),
    ):
        answer = desk.api(method, path, body, token=mine.token)
        assert (answer.status, answer.body["error"]) == (409, "case_taken")
        assert "Волкова" in answer.body["detail"]
    assert desk.card(mine, application_id)["hindrance"] == "taken"
    assert desk.decide(mine, application_id, "approve").body["error"] == "case_taken"
