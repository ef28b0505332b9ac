"""Stored scores follow the policy in force, and keep what they are."""

from typing import Any

import pytest
from aws_lambda_powertools import Logger
from sqlalchemy import text

from core.decisions import redeciding
from core.decisions.recommending import get_recommendation
from core.decisions.rules.assessment import assess
from core.decisions.rules.policy import first_policy
from core.kit.database import transaction
from core.scores.rules.vocabulary import Decision
from tests.integration.conftest import message, scoring_record
from tests.integration.policies.conftest import body_of
from tests.integration.scores.packing_in_place import pack_in_place

STRICT = {"approve_below": 0.000001, "decline_from": 0.000002}


@pytest.fixture
def follow(desk, sweep):
    """Makes a policy active, and lets all scores follow it."""

    def run(**figures: Any) -> Any:
        body = body_of(**figures)
        policy = desk.draft(body, off_grade_edges=True)
        desk.do(policy, "request")
        desk.do(policy, "approve", desk.judge, sha256=policy["sha256"])
        assert desk.do(policy, "activate").status == 200
        sweep()
        return policy

    return run


@pytest.fixture(params=["whole", "of a portfolio"])
def scored(people, request):
    def make(client, proba=0.01, **values):
        known = {"policy_sha256": first_policy().sha256, **values}
        score_id = people.done_score(client, proba, "B", **known)
        if request.param == "of a portfolio":
            pack_in_place(people.connection, [score_id], people.manager().user_id)
            people.connection.commit()
        return score_id

    return make


def step():
    """One step in a transaction of its own, as the sweep takes many."""
    with transaction() as connection:
        return redeciding.redecide_some(connection, Logger())


def listed(api, person):
    return api("GET", f"/clients/{person.client_id}", token=person.token).body


def test_lists_show_what_holds_and_scores_keep_what_they_are(people, api, follow, scored):
    manager = people.manager()
    client = people.client(manager)
    score_id = scored(client)
    before = people.score_row(score_id)
    policy = follow(**STRICT)
    after = people.score_row(score_id)
    assert (after.redecided, after.redecided_by) == ("decline", policy["version"])
    kept = ("proba", "grade", "decision", "policy_version", "policy_sha256", "scored_at", "reasons")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    page = api("GET", f"/managers/{manager.manager_id}/clients", token=manager.token).body
    [row] = page["items"]
    assert (row["decision"], row["freshness"]) == ("decline", "current")
    score = api("GET", f"/scores/{score_id}", token=manager.token).body
    assert (score["decision"], score["redecided"]) == ("approve", "decline")


def test_how_far_it_is_can_be_read(people, api, desk, follow, scored):
    scored(people.client(people.manager()))
    policy = follow(**STRICT)
    path = f"/policies/{policy['id']}/activation"
    seen = api("GET", path, token=desk.author.token).body
    assert seen["clients_reached"] >= seen["clients_to"] > 0
    assert seen["redecided"] >= seen["changed"] >= 1
    assert seen["ended_at"]
    unknown = f"/policies/{desk.draft(body_of(), simulation_id=None)['id']}/activation"
    assert api("GET", unknown, token=desk.author.token).status == 404


def test_steps_are_bounded_and_go_on_where_they_stopped(
    people, api, desk, follow, scored, monkeypatch
):
    monkeypatch.setattr(redeciding, "CLIENTS_A_STEP", 1)
    # The first step reaches one, whoever was there before
    _, *clients = [people.client(people.manager()) for _ in range(4)]
    made = [scored(client) for client in clients]
    policy = desk.approved(body_of(approve_below=0.139963))
    desk.do(policy, "activate")
    path = f"/policies/{policy['id']}/activation"
    first = api("GET", path, token=desk.author.token).body
    assert (first["ended_at"], first["clients_reached"] < clients[0].client_id) == (None, True)
    reached = text("UPDATE policy_activations SET clients_reached = :id WHERE ended_at IS NULL")
    people.connection.execute(reached, {"id": clients[0].client_id - 1})
    people.connection.commit()
    taken = 0
    while step():  # one client each, and who else came after the first of them
        taken += 1
    assert taken >= 3
    assert {people.score_row(one).redecided_by for one in made} == {policy["version"]}


def test_returning_to_the_policy_of_a_score_leaves_it_as_it_was_made(
    people, desk, follow, scored, sweep
):
    score_id = scored(people.client(people.manager()))
    policy = desk.draft(body_of(approve_below=0.002536), simulation_id=None)
    desk.do(policy, "emergency")
    sweep()
    assert people.score_row(score_id).redecided == "review"
    desk.do(policy, "reject", desk.judge, reason="No emergency.")
    sweep()
    row = people.score_row(score_id)
    assert (row.redecided, row.redecided_by) == (None, None)


def test_rules_that_fired_keep_the_last_word(people, follow, scored):
    late = [{"code": "LATE_60_NOW", "direction": "raises_risk", "contribution": None}]
    score_id = scored(people.client(people.manager()), reasons=late, decision="decline")
    follow(approve_below=0.5, decline_from=0.6)
    assert people.score_row(score_id).redecided == "decline"


def test_scores_under_other_hard_rules_wait_for_a_new_score(people, api, desk, follow, scored):
    manager = people.manager()
    client = people.client(manager)
    score_id = scored(client)
    policy = follow(hard_rules={"cure_months": 6, "longest_silence_months": 3})
    assert people.score_row(score_id).redecided is None
    seen = api("GET", f"/policies/{policy['id']}/activation", token=desk.author.token).body
    assert seen["to_score_anew"] >= 1
    assert listed(api, client)["freshness"] == "stale"


def test_applications_under_review_are_recommended_for_anew(people, score_batch, follow):
    client = people.client(people.manager(), history="0" * 20)
    score_id = people.pending_score(client)
    told = {"amount_rub": 100_000, "term_months": 24, "annual_rate": 24, "score_id": score_id}
    application_id = people.application(client, **told)
    score_batch(scoring_record(message(score_id)))
    policy = follow(**STRICT)
    people.connection.rollback()
    found = get_recommendation(people.connection, application_id, score_id)
    assert (found.decision, found.policy_sha256) == (Decision.DECLINE, policy["sha256"])
    case = text("SELECT recommendation FROM cases WHERE application_id = :id")
    known = people.connection.execute(case, {"id": application_id}).scalar_one()
    assert known == "decline"
    assert people.score_row(score_id).policy_version == first_policy().version


def test_an_application_that_cannot_be_recommended_for_keeps_none_of_the_others(
    people, score_batch, follow, monkeypatch
):
    client = people.client(people.manager(), history="0" * 20)
    broken, other = (
        _in_review(people, client, score_batch, amount) for amount in (123_456, 100_000)
    )

    def broken_assess(policy, wanted, means, told):
        if wanted.amount_rub == 123_456:
            raise ArithmeticError
        return assess(policy, wanted, means, told)

    with monkeypatch.context() as patched:
        patched.setattr("core.decisions.recommending.assess", broken_assess)
        policy = follow(**STRICT)
    people.connection.rollback()
    said = [get_recommendation(people.connection, *one).policy_sha256 for one in (broken, other)]
    assert said == [first_policy().sha256, policy["sha256"]]
    assert not step(), "scores follow all the same"


def _in_review(people, client, score_batch, amount_rub):
    score_id = people.pending_score(client)
    told = {"amount_rub": amount_rub, "term_months": 24, "annual_rate": 24, "score_id": score_id}
    application_id = people.application(client, **told)
    score_batch(scoring_record(message(score_id)))
    return application_id, score_id


def test_what_is_taken_back_recommends_nothing_any_more(people, api, desk, score_batch, sweep):
    client = people.client(people.manager(), history="0" * 20)
    score_id = people.pending_score(client)
    told = {"amount_rub": 100_000, "term_months": 24, "annual_rate": 24, "score_id": score_id}
    application_id = people.application(client, **told)
    score_batch(scoring_record(message(score_id)))
    before = get_recommendation(people.connection, application_id, score_id)
    body = body_of(**STRICT)
    policy = desk.draft(body, simulation_id=None, off_grade_edges=True)
    assert desk.do(policy, "emergency").status == 200
    sweep()
    people.connection.rollback()
    now = get_recommendation(people.connection, application_id, score_id)
    assert (now.decision, now.policy_sha256) == (Decision.DECLINE, policy["sha256"])
    desk.do(policy, "reject", desk.judge, reason="No emergency.")
    sweep()
    people.connection.rollback()
    assert get_recommendation(people.connection, application_id, score_id) == before
    case = text("SELECT recommendation FROM cases WHERE application_id = :id")
    known = people.connection.execute(case, {"id": application_id}).scalar_one()
    assert known == before.decision
