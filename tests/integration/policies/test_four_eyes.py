"""Who makes a policy never approves it, and what is approved is what was seen."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import create_engine, exc, make_url

from core.decisions.policies import get_policy
from core.decisions.policy_deeds import request_review
from core.kit.errors import ConflictError
from core.people.rules.roles import Role
from tests.days import tomorrow
from tests.integration.policies.conftest import WHY, body_of


def test_a_policy_goes_from_a_draft_to_the_one_in_force(desk, api):
    policy = desk.draft()
    assert (policy["state"], policy["based_on"]) == ("draft", desk.first()["id"])
    assert desk.do(policy, "request").body["state"] == "in_review"
    approved = desk.do(policy, "approve", desk.judge, sha256=policy["sha256"]).body
    assert (approved["state"], approved["approver_id"]) == ("approved", desk.judge.user_id)
    active = desk.do(policy, "activate").body
    assert active["state"] == "active"
    assert active["active_since"]
    assert desk.first()["state"] == "superseded"
    assert api("GET", "/policy", token=desk.author.token).body["version"] == policy["version"]
    deeds = [(one["deed"], one["actor_id"]) for one in active["history"]]
    author, judge = desk.author.user_id, desk.judge.user_id
    assert deeds == [
        ("activate", author),
        ("approve", judge),
        ("request", author),
        ("draft", author),
    ]


def test_the_maker_approves_not(desk):
    policy = desk.draft()
    desk.do(policy, "request")
    answer = desk.do(policy, "approve", sha256=policy["sha256"])
    assert (answer.status, answer.body["error"]) == (403, "forbidden")
    assert desk.seen(policy)["state"] == "in_review"
    assert desk.do(policy, "reject", reason="mine").status == 403


def test_the_database_refuses_the_makers_own_approval_too(desk, people):
    policy = desk.draft()
    own = f"approver_id = {desk.author.user_id}, approved_sha256 = sha256"
    with pytest.raises(exc.IntegrityError, match="four_eyes"):
        desk.set(policy, own)
    people.connection.rollback()
    with pytest.raises(exc.IntegrityError, match="approved_by"):
        desk.set(policy, "state = 'approved'")
    people.connection.rollback()
    another = f"approver_id = {desk.judge.user_id}, approved_sha256 = repeat('0', 64)"
    with pytest.raises(exc.IntegrityError, match="approved_is_what_it_says"):
        desk.set(policy, another)
    people.connection.rollback()


def test_only_what_was_seen_is_approved_and_only_once(desk):
    policy = desk.draft()
    desk.do(policy, "request")
    assert desk.do(policy, "approve", desk.judge, sha256="0" * 64).status == 409
    told = {"sha256": policy["sha256"]}
    assert desk.do(policy, "approve", desk.judge, **told).status == 200
    assert desk.do(policy, "approve", desk.judge, **told).status == 409


@pytest.mark.parametrize(
    ("left_out", "told"),
    [("justification", "Say first why"), ("simulation_id", "Simulate this policy first")],
)
def test_a_draft_is_explained_and_simulated_before_anybody_judges_it(desk, left_out, told):
    answer = desk.do(desk.draft(**{left_out: None}), "request")
    assert answer.status == 409
    assert told in answer.body["detail"]


def test_one_request_is_open_at_a_time(desk):
    first, second = desk.draft(), desk.draft(body_of(approve_below=0.139963))
    assert desk.do(first, "request").status == 200
    answer = desk.do(second, "request")
    assert answer.status == 409
    assert first["version"] in answer.body["detail"]
    desk.do(first, "reject", desk.judge, reason="No month of this year is in it.")
    assert desk.do(second, "request").status == 200


def test_two_requests_at_the_same_moment_are_not_both_open(desk, database_url):
    both = [desk.draft(), desk.draft(body_of(approve_below=0.139963))]
    engine = create_engine(make_url(database_url).set(drivername="postgresql+psycopg2"))
    barrier = Barrier(2)

    def ask(policy):
        with engine.begin() as connection:
            barrier.wait()
            found = get_policy(connection, policy["id"], for_update=True)
            try:
                request_review(connection, found, desk.author.user_id)
            except ConflictError:
                return "refused"
            return "open"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(ask, both)) == ["open", "refused"]
    engine.dispose()


def test_what_was_weighed_against_another_policy_bases_no_draft(desk):
    body = body_of(approve_below=0.139963)
    told = {"body": body, "justification": WHY, "simulation_id": desk.simulate(body)}
    desk.active()
    refused = desk.api("POST", "/policies", told, token=desk.author.token)
    assert (refused.status, refused.body["error"]) == (409, "conflict")
    assert "Simulate again" in refused.body["detail"]


def test_what_was_weighed_against_another_policy_is_simulated_again(desk):
    late = desk.draft(body_of(approve_below=0.139963))
    desk.active()
    refused = desk.do(late, "request")
    assert (refused.status, desk.seen(late)["base_is_active"]) == (409, False)
    assert "Simulate again" in refused.body["detail"]
    patch = {"simulation_id": desk.simulate(late["body"])}
    path = f"/policies/{late['id']}"
    again = desk.api("PATCH", path, patch, token=desk.author.token)
    assert (again.status, again.body["base_is_active"]) == (200, True)
    assert desk.do(late, "request").status == 200


def test_what_was_approved_against_another_policy_does_not_become_active(desk):
    late = desk.approved(body_of(approve_below=0.139963))
    desk.active()
    assert desk.do(late, "activate").status == 409
    assert desk.do(late, "schedule", effective_from=f"{tomorrow()}T06:00:00Z").status == 409


def test_a_simulation_is_of_this_very_body(desk, api):
    other = desk.simulate(body_of(approve_below=0.139963))
    told = {"body": body_of(approve_below=0.002536), "simulation_id": other}
    answer = api("POST", "/policies", told, token=desk.author.token)
    assert (answer.status, answer.body["error"]) == (409, "conflict")
    unknown = api("POST", "/policies", told | {"simulation_id": 2**62}, token=desk.author.token)
    assert unknown.status == 404


def test_another_body_takes_the_simulation_off(desk, api):
    policy = desk.draft()
    path = f"/policies/{policy['id']}"
    patch = {"body": body_of(approve_below=0.139963)}
    edited = api("PATCH", path, patch, token=desk.author.token).body
    assert edited["simulation"] is None
    assert edited["history"][0]["fields"] == ["approve_below"]
    stays = api("PATCH", path, {"justification": "Another reason."}, token=desk.author.token).body
    assert (stays["justification"], stays["sha256"]) == ("Another reason.", edited["sha256"])


def test_an_edit_of_what_somebody_changed_meanwhile_is_refused(desk, api):
    policy = desk.draft()
    path, token = f"/policies/{policy['id']}", desk.author.token
    tag = api("GET", path, token=token).headers["etag"]
    api("PATCH", path, {"justification": "First."}, token=token, if_match=tag)
    late = api("PATCH", path, {"justification": "Second."}, token=token, if_match=tag)
    assert (late.status, late.body["error"]) == (412, "precondition_failed")


def test_nobody_edits_what_somebody_else_drafted_or_what_is_no_draft(desk, api):
    policy = desk.draft()
    path = f"/policies/{policy['id']}"
    assert api("PATCH", path, {"justification": "x"}, token=desk.judge.token).status == 403
    desk.do(policy, "request")
    assert api("PATCH", path, {"justification": "x"}, token=desk.author.token).status == 409


def test_a_refusal_says_why_and_ends_it(desk):
    policy = desk.draft()
    desk.do(policy, "request")
    assert desk.do(policy, "reject", desk.judge, reason="Too bold.").body["state"] == "rejected"
    seen = desk.seen(policy)
    assert (seen["rejected_reason"], seen["history"][0]["reason"]) == ("Too bold.", "Too bold.")
    assert desk.do(policy, "request").status == 409


def test_its_author_or_an_admin_withdraws_it(desk, people):
    policy = desk.draft()
    assert desk.do(policy, "withdraw", desk.judge).status == 403
    assert desk.do(policy, "withdraw", people.user(Role.ADMIN)).body["state"] == "withdrawn"
    assert desk.do(policy, "withdraw").status == 409


def test_rolling_back_is_a_new_version_with_the_old_body_through_the_same_hands(desk, api):
    desk.active()
    old = desk.first()
    copy = desk.do(old, "copy").body
    assert copy["state"] == "draft"
    assert {**copy["body"], "dated": None} == {**old["body"], "dated": None}
    path, token = f"/policies/{copy['id']}", desk.author.token
    patch = {"justification": WHY, "simulation_id": desk.simulate(copy["body"])}
    assert api("PATCH", path, patch, token=token).status == 200
    assert desk.do(copy, "activate").status == 409
    desk.do(copy, "request")
    assert desk.do(copy, "approve", sha256=copy["sha256"]).status == 403
    desk.do(copy, "approve", desk.judge, sha256=copy["sha256"])
    assert desk.do(copy, "activate").body["state"] == "active"
