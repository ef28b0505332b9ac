"""A policy becomes active now, at a moment, or in an emergency that somebody has to confirm."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import exc

from core.decisions.policies import policy_in_force
from core.decisions.rules.policy import first_policy
from core.kit.clock import bank_date
from tests.integration.policies.conftest import PolicyDesk, body_of


def in_force(people):
    people.connection.rollback()
    return policy_in_force(people.connection)


def later(**ahead):
    return (datetime.now().astimezone() + timedelta(**ahead)).isoformat()


def test_the_release_brings_the_first_version_once(desk, maintain):
    before = desk.first()
    assert (before["state"], before["version"]) == ("active", first_policy().version)
    maintain(action="migrate")
    assert desk.first() == before


def test_a_scheduled_one_becomes_active_when_it_is_due(desk, people, sweep):
    policy = desk.approved()
    scheduled = desk.do(policy, "schedule", effective_from=later(hours=1))
    assert scheduled.body["state"] == "scheduled"
    sweep()
    assert in_force(people) == first_policy()
    desk.set(policy, "effective_from = now() - interval '1 second'")
    sweep()
    seen = desk.seen(policy)
    assert (seen["state"], in_force(people).version) == ("active", policy["version"])
    assert (seen["history"][0]["deed"], seen["history"][0]["actor_id"]) == ("activate", None)
    sweep()
    assert desk.seen(policy) == seen


@pytest.mark.parametrize("ahead", [{"hours": -1}, {"days": 400}])
def test_a_moment_that_is_past_or_too_far_is_none(desk, ahead):
    assert desk.do(desk.approved(), "schedule", effective_from=later(**ahead)).status == 409


def test_a_scheduled_one_that_was_outrun_is_withdrawn_and_says_why(desk, sweep):
    late = desk.approved(body_of(approve_below=0.139963))
    desk.do(late, "schedule", effective_from=later(hours=1))
    active = desk.active()
    desk.set(late, "effective_from = now() - interval '1 second'")
    sweep()
    seen = desk.seen(late)
    assert (seen["state"], desk.seen(active)["state"]) == ("withdrawn", "active")
    assert "Simulate again" in seen["history"][0]["reason"]


def test_an_emergency_is_in_force_at_once_and_comes_back_unless_it_is_confirmed(
    desk, people, sweep
):
    policy = desk.draft(simulation_id=None)
    active = desk.do(policy, "emergency").body
    assert (active["state"], active["is_emergency"]) == ("active", True)
    assert in_force(people).version == policy["version"]
    sweep()
    assert desk.seen(policy)["state"] == "active"
    desk.set(policy, "confirm_by = now() - interval '1 second'")
    sweep()
    assert (desk.seen(policy)["state"], desk.first()["state"]) == ("superseded", "active")
    assert in_force(people) == first_policy()
    assert desk.seen(policy)["history"][0]["deed"] == "take_back"


def test_a_confirmed_emergency_stays(desk, people, sweep):
    policy = desk.draft(simulation_id=None)
    desk.do(policy, "emergency")
    told = {"sha256": policy["sha256"]}
    assert desk.do(policy, "confirm", **told).status == 403
    assert desk.do(policy, "confirm", desk.judge, sha256="0" * 64).status == 409
    assert desk.do(policy, "confirm", desk.judge, **told).body["confirm_by"] is None
    assert desk.do(policy, "confirm", desk.judge, **told).status == 409
    sweep()
    assert in_force(people).version == policy["version"]


def test_a_refused_emergency_is_taken_back_at_once(desk, people):
    policy = desk.draft(simulation_id=None)
    desk.do(policy, "emergency")
    assert desk.do(policy, "reject", reason="mine").status == 403
    assert desk.do(policy, "reject", desk.judge, reason="No emergency.").status == 200
    assert (in_force(people), desk.first()["state"]) == (first_policy(), "active")
    taken_back = desk.seen(policy)
    assert (taken_back["state"], taken_back["rejected_reason"]) == ("superseded", "No emergency.")
    assert taken_back["superseded_at"] and taken_back["confirm_by"] is None


def test_nobody_keeps_a_policy_in_force_by_one_emergency_after_the_other(desk, people, api):
    desk.do(policy := desk.draft(simulation_id=None), "emergency")
    desk.do(policy, "reject", desk.judge, reason="No emergency.")
    again = desk.draft(body_of(approve_below=0.139963))
    refused = desk.do(again, "emergency")
    assert (refused.status, "approve" in refused.body["detail"]) == (409, True)
    assert in_force(people) == first_policy()
    other = PolicyDesk(people, api)
    theirs = other.draft(simulation_id=None)
    assert other.do(theirs, "emergency").status == 200, "somebody else's is judged by itself"
    other.do(theirs, "reject", desk.author, reason="No emergency.")
    desk.do(again, "request")
    assert desk.do(again, "approve", desk.judge, sha256=again["sha256"]).status == 200
    assert desk.do(desk.draft(simulation_id=None), "emergency").status == 200


def test_one_emergency_at_a_time(desk):
    desk.do(desk.draft(simulation_id=None), "emergency")
    second = desk.draft(body_of(approve_below=0.139963), simulation_id=None)
    answer = desk.do(second, "emergency")
    assert answer.status == 409
    assert "confirmation" in answer.body["detail"]


def test_what_is_due_waits_for_the_emergency_to_be_decided(desk, sweep):
    policy = desk.approved(body_of(approve_below=0.139963))
    desk.do(policy, "schedule", effective_from=later(hours=1))
    emergency = desk.draft(simulation_id=None)
    desk.do(emergency, "emergency")
    desk.set(policy, "effective_from = now() - interval '1 second'")
    sweep()
    assert desk.seen(policy)["state"] == "scheduled"
    desk.do(emergency, "reject", desk.judge, reason="No emergency.")
    sweep()
    assert desk.seen(policy)["state"] == "active"


def test_two_are_never_active(desk, people):
    policy = desk.approved()
    with pytest.raises(exc.IntegrityError, match="ix_policies_active"):
        desk.set(policy, "state = 'active', active_since = now()")
    people.connection.rollback()


def test_a_version_is_dated_today_unless_it_says_otherwise(desk, api):
    body = {name: value for name, value in body_of().items() if name != "dated"}
    made = api("POST", "/policies", {"body": body}, token=desk.author.token).body
    assert made["body"]["dated"] == str(bank_date())
    assert made["version"].startswith(str(bank_date()))
