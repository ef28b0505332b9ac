"""Of every declined score the printed reasons come from the component that declined.

Applications of people with all kinds of histories and wishes are scored by the shipped model,
recommended for by the real rules, and declined; each notice is held to what declined.
"""

import random
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import text

from core.decisions.rules.policy import first_policy
from core.notices.producing import APPROVED
from core.notices.rules.wording import notice_reasons
from core.people.rules.roles import Role
from core.scores.rules.reasons import reason_codes
from tests.integration.conftest import message, scoring_record
from tests.integration.in_force import in_force
from tests.integration.notices.deciding import decide

CASES = 120
MODEL_CODES = {code.code for code in reason_codes().values() if code.features}


def wish(chance):
    """A credit that somebody may want, some of them beyond what the policy allows."""
    return {
        "amount_rub": chance.choice([5_000, 40_000, 200_000, 900_000, 3_000_000, 6_000_000]),
        "term_months": chance.choice([2, 12, 24, 60, 120, 240]),
        "annual_rate": chance.choice([12, 24]),
    }


def history(chance):
    """Months of a credit, newest first: on time, late, worse, or none at all."""
    kind = chance.choice(["good", "late", "worse", "wild", "none"])
    if kind == "none":
        return None
    letters = {"good": "C0X", "late": "000C1", "worse": "00112", "wild": "C0X12345"}[kind]
    return "".join(chance.choice(letters) for _ in range(chance.choice([2, 8, 20, 40])))


@pytest.fixture
def strict_policy(people):
    """It declines by the score as well: few of those who pass the rules are that bad."""
    policy = replace(first_policy(), dated="2026-12-02", approve_below=0.004, decline_from=0.012)
    with in_force(people, policy):
        yield


@pytest.fixture
def scored(people, strict_policy, score_batch):
    """Applications with their scores and recommendations, by the functions that make them."""
    chance, manager, ids, scores = random.Random(15), people.manager(), [], []
    for _ in range(CASES):
        answers = {"amt_income_total": chance.choice([90_000, 300_000, 900_000, 3_000_000])}
        client = people.client(manager, history=history(chance), answers=answers)
        score_id = people.pending_score(client)
        ids.append(people.application(client, score_id=score_id, **wish(chance)))
        scores.append(score_id)
    assert score_batch(scoring_record(message(*scores))) == []
    return ids


def facts(people, notice_id):
    return people.connection.execute(
        text(
            "SELECT n.component, n.reasons, r.decision, r.by_cut_offs, r.findings,"
            " s.contributions, s.model, d.decline_reasons,"
            " (SELECT text FROM notice_texts t WHERE t.notice_id = n.id AND language = 'en') AS en"
            " FROM notices n JOIN decisions d ON d.id = n.decision_id"
            " JOIN scores s ON s.id = d.score_id JOIN recommendations r"
            "   ON r.application_id = d.application_id AND r.score_id = d.score_id"
            " WHERE n.id = :id"
        ),
        {"id": notice_id},
    ).one()


def test_printed_reasons_come_from_what_declined(people, api, scored):
    underwriter, seen = people.user(Role.UNDERWRITER), []
    for application_id in scored:
        recommended = people.connection.execute(
            text("SELECT decision FROM recommendations WHERE application_id = :id"),
            {"id": application_id},
        ).scalar_one()
        against = {
            "override_reason": "negative_information",
            "rationale": "Another lender reports debts that are not paid.",
        }
        notice_id = decide(
            people, application_id, "decline", **(against if recommended == "approve" else {})
        )
        made = api("POST", f"/notices/{notice_id}/produce", token=underwriter.token)
        assert made.status == 200, made.body
        people.connection.rollback()
        seen.append(facts(people, notice_id))
        check(seen[-1])
    counted = {
        one: sum(fact.component == one for fact in seen) for one in ("knock_out", "score", "person")
    }
    assert min(counted.values()) >= 5, counted


def check(fact):
    codes = [reason["code"] for reason in fact.reasons]
    declining = [one["rule"] for one in fact.findings if one["outcome"] == "decline"]
    if fact.decision != "decline":
        assert (fact.component, codes) == ("person", fact.decline_reasons)
    elif declining:
        assert (fact.component, codes) == ("knock_out", declining)
    else:
        assert (fact.component, fact.by_cut_offs) == ("score", "decline")
        told = set(codes) - {"NOT_ENOUGH_TO_TELL"}
        assert told <= MODEL_CODES & set(fact.contributions or {})
        assert all(reason["difference"] > 0 for reason in fact.reasons if told)
        assert len(codes) <= 4 and (fact.model != "segment") == bool(told)
    assert fact.en.count("\n— ") == len(codes)
    other = {code for code in notice_reasons() if code not in codes}
    for code in other & {"INCOME_NOT_CONFIRMED", "IN_DEFAULT", "LATE_60_NOW"}:
        assert notice_reasons()[code]["text"]["en"] not in fact.en


def approved_people(people, count):
    """People whom a model of their own approves, each one's contribution its place from the best."""
    version, client = f"test-{uuid4()}", people.client()
    for place in range(count):
        told = {"model_version": version, "contributions": {"DELAYS": place, "INCOME": -1.0}}
        people.done_score(client, (place + 1) / 10_000, "A", **told)
    people.done_score(client, 0.5, "D", model_version=version, contributions={"DELAYS": 99})
    return {"model_version": version, "model": "behavioural", "approve_below": 0.02}


@pytest.mark.parametrize(("count", "mean"), [(99, 49.0), (110, 104.0)])
def test_compared_is_with_the_last_tenth_of_the_approved_or_all_of_a_few(people, count, mean):
    known = {**approved_people(people, count), "most": 100_000, "few": 100}
    found = {one.code: one.mean for one in people.connection.execute(APPROVED, known)}
    assert found == {"DELAYS": pytest.approx(mean), "INCOME": pytest.approx(-1)}


def test_who_is_compared_with_is_found_by_index(people):
    known = {"model_version": "x", "model": "behavioural", "approve_below": 0.02}
    people.connection.execute(text("SET LOCAL enable_seqscan = off"))
    people.connection.execute(text("SET LOCAL enable_sort = off"))
    people.connection.execute(text("SET LOCAL enable_bitmapscan = off"))
    explained = text(f"EXPLAIN {APPROVED}")
    rows = people.connection.execute(explained, {**known, "most": 100_000, "few": 100}).scalars()
    plan = "\n".join(rows)
    people.connection.rollback()
    assert plan.count("ix_scores_approved") == 2
