"""What a person decides, with or against the recommendation."""

from itertools import product
from uuid import UUID

import pytest
from sqlalchemy import text

from core.decisions.rules.vocabulary import Outcome
from core.decisions.rules.weighing import direction_of
from core.scores.rules.vocabulary import Decision
from tests.integration.decisions.makers import (
    AGAINST,
    APPROVED,
    DECLINED,
    REVIEWED,
    faults,
)


def test_one_decides_with_the_recommendation_and_the_case_is_closed(desk):
    application_id, who = desk.case(APPROVED, grade="A"), desk.underwriter()
    path = f"/cases/{application_id}/lease"
    assert desk.api("POST", path, token=who.token).status == 200
    answer = desk.decide(who, application_id, "approve")
    assert answer.status == 200, answer.body
    assert (answer.body["state"], answer.body["agrees"]) == ("approved", True)
    [made] = desk.decisions(application_id)
    score = desk.people.score_row(desk.row("applications", application_id).score_id)
    assert (made.proba, made.model_version) == (score.proba, score.model_version)
    assert (made.amount_rub, made.term_months, made.annual_rate) == (300_000, 24, 24)
    assert made.seconds_spent is not None
    assert made.is_final
    assert desk.row("applications", application_id).state == "approved"
    assert desk.row("cases", application_id).closed_at is not None
    steps = desk.card(who, application_id)["timeline"]
    assert {entry["kind"] for entry in steps} == {"step", "score", "decision"}


@pytest.mark.parametrize(
    ("proba", "outcome", "contradicts"),
    [
        (APPROVED, "approve", False),
        (APPROVED, "decline", True),
        (REVIEWED, "approve", False),
        (REVIEWED, "decline", False),
        (DECLINED, "decline", False),
        (DECLINED, "approve", True),
    ],
)
def test_a_reason_is_demanded_exactly_on_contradiction(desk, proba, outcome, contradicts):
    application_id, who = desk.case(proba, grade="A"), desk.underwriter()
    codes = desk.card(who, application_id)["decline_codes"]
    said = {"decline_reasons": codes[:1]} if outcome == "decline" else {}
    bare = desk.decide(who, application_id, outcome, preview=True, **said)
    found = {(fault["field"], fault["code"]) for fault in bare.body["faults"]}
    explained = desk.decide(who, application_id, outcome, preview=True, **said, **AGAINST)
    if contradicts:
        assert found == {("override_reason", "missing"), ("rationale", "too_short")}
        assert explained.body["faults"] == []
        assert not explained.body["decision"]["agrees"]
    else:
        assert found == set()
        [fault] = explained.body["faults"]
        assert (fault["field"], fault["code"]) == ("override_reason", "no_contradiction")
    refused = explained if contradicts else bare
    assert refused.body["agrees"] is not contradicts
    assert desk.decisions(application_id) == []


def test_a_contradiction_of_29_characters_is_too_short(desk):
    application_id, who = desk.case(APPROVED, grade="A"), desk.underwriter()
    said = {"decline_reasons": ["INCOME_NOT_CONFIRMED"], "override_reason": "other"}
    short = desk.decide(who, application_id, "decline", **said, rationale="x" * 29)
    assert faults(short) == {("rationale", "too_short")}
    assert desk.decide(who, application_id, "decline", **said, rationale="x" * 30).status == 200
    [made] = desk.decisions(application_id)
    assert (made.agrees, made.direction) == (False, "high_side")


@pytest.mark.parametrize(
    ("recommendation", "outcome"), list(product(Decision, set(Outcome) - {Outcome.RETURN}))
)
def test_the_database_computes_what_the_rules_say(desk, recommendation, outcome):
    application_id, who = desk.case(REVIEWED), desk.underwriter()
    direction = direction_of(recommendation, outcome)
    score_id = desk.row("applications", application_id).score_id
    values = {
        "application_id": application_id,
        "score_id": score_id,
        "recommendation": recommendation,
        "outcome": outcome,
        "reason": "other" if direction else None,
        "actor_id": who.user_id,
    }
    row = desk.people.connection.execute(
        text(
            "INSERT INTO decisions (application_id, sequence, score_id, policy_version,"
            " policy_sha256, approve_below, decline_from, proba, recommendation, outcome,"
            " amount_rub, term_months, annual_rate, decline_reasons, override_reason, rationale,"
            " actor_id, is_final, answers_sha256) VALUES (:application_id, 1, :score_id, 'v',"
            " repeat('a', 64), 0.1, 0.2, 0.15, :recommendation, :outcome, 1, 12, 1, '[\"X\"]',"
            " :reason, repeat('x', 30), :actor_id, true, repeat('a', 64))"
            " RETURNING agrees, direction"
        ),
        values,
    ).one()
    desk.people.connection.rollback()
    assert (row.agrees, row.direction) == (direction is None, direction)


@pytest.mark.parametrize(
    ("case", "declined_by", "code"),
    [
        ({"proba": DECLINED, "income": 180_000}, "knock_out", "BURDEN_TOO_HIGH"),
        ({"proba": DECLINED}, "score", "RECENT_LATENESS"),
        ({"proba": REVIEWED}, "person", "INCOME_NOT_CONFIRMED"),
    ],
)
def test_the_reasons_told_are_those_of_what_declines(desk, case, declined_by, code):
    application_id, who = desk.case(**case), desk.underwriter()
    card = desk.card(who, application_id)
    assert card["declined_by"] == declined_by
    assert code in card["decline_codes"]
    others = {"BURDEN_TOO_HIGH", "RECENT_LATENESS", "INCOME_NOT_CONFIRMED"} - {code}
    for other in others:
        answer = desk.decide(who, application_id, "decline", decline_reasons=[code, other])
        assert faults(answer) == {("decline_reasons.1", "not_what_declines")}
    assert faults(desk.decide(who, application_id, "decline")) == {("decline_reasons", "missing")}
    assert desk.decide(who, application_id, "decline", decline_reasons=[code]).status == 200


def test_a_counteroffer_has_terms_of_its_own_and_nothing_else_has(desk):
    application_id, who = desk.case(REVIEWED), desk.underwriter()
    asked = {"amount_rub": "300000.00", "term_months": 24, "annual_rate": "24.00"}
    for terms in (None, asked):
        answer = desk.decide(who, application_id, "counteroffer", terms=terms)
        assert faults(answer) == {("terms", "missing")}
    offered = {**asked, "amount_rub": "200000.00"}
    wrong = desk.decide(who, application_id, "approve", terms=offered)
    assert faults(wrong) == {("terms", "no_counteroffer")}
    answer = desk.decide(who, application_id, "counteroffer", terms=offered)
    assert answer.body["state"] == "counteroffer"
    assert answer.body["decision"]["amount_rub"] == "200000.00"


def test_a_preview_is_what_is_then_written_and_writes_nothing(desk, knocked_out):
    who = desk.underwriter()
    before = desk.row("applications", knocked_out), desk.row("cases", knocked_out)
    preview = desk.decide(who, knocked_out, "approve", preview=True, **AGAINST).body
    assert preview["second_because"] == ["knock_out"]
    assert (desk.row("applications", knocked_out), desk.row("cases", knocked_out)) == before
    assert desk.decisions(knocked_out) == []
    written = desk.decide(who, knocked_out, "approve", **AGAINST).body
    own = {"id", "decided_at"}
    said = [
        {k: v for k, v in one["decision"].items() if k not in own} for one in (preview, written)
    ]
    assert said[0] == said[1]
    assert {**preview, "decision": None} == {**written, "decision": None}


def test_every_decision_is_in_the_journal(desk):
    application_id, who = desk.case(), desk.underwriter()
    assert isinstance(application_id, UUID)
    desk.decide(who, application_id, "approve")
    number = desk.row("applications", application_id).number
    [event] = desk.people.connection.execute(
        text(
            "SELECT actor_id, new_values FROM audit_events WHERE subject_table = 'applications'"
            " AND subject_id = :number AND action = 'application.decide'"
        ),
        {"number": number},
    )
    assert (event.actor_id, event.new_values["outcome"]) == (who.user_id, "approve")
