"""What a run finds of outcomes is what plain Python finds of the same people, and what it calls for."""

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import insert, text

from core.clients.rules.history import month_number, month_of
from core.clients.tables import credits, payment_months
from core.decisions.tables import decisions
from core.kit.identifiers import id_of
from core.monitoring import cohorts
from core.monitoring.run_months import end_of
from core.scores.rules.master_scale import grade_of
from core.scores.tables import scores

COHORT, MONTH = date(2024, 6, 1), date(2025, 6, 1)
FIRST = month_number(date(2024, 1, 1))


@pytest.fixture(autouse=True)
def _alone(people):
    people.forget_months()


def add_person(people, user, random, truth, *, score=True):
    """A person with a score of the cohort and credits; returns what became of them, by hand."""
    proba = random.choice([0.002, 0.006, 0.02, 0.06, 0.3])
    client_id = people.without_login(client_since=datetime(2020, 1, 1, tzinfo=UTC))
    if score:
        row = {"id": id_of(end_of(COHORT) - timedelta(1)), "client_id": client_id}
        people.connection.execute(insert(scores).values(**row, requested_by=user.user_id))
        people.connection.commit()
        people.finish(row["id"], proba, grade_of(proba))
    kinds = [
        add_credit(people, random, client_id, truth * proba)
        for _ in range(random.choice((0, 1, 1, 2)))
    ]
    people.connection.commit()
    return proba, outcome_of([kind for kind in kinds if kind != "closed before"])


def add_credit(people, random, client_id, hazard, **values):
    """A credit since January 2024, by one of the ways it may go on."""
    kind = random.choices(
        ["good", "silent", "closed early", "closed before", "late before"], (80, 1, 8, 5, 3)
    )[0]
    if kind == "good" and random.random() < hazard:
        kind = "bad"
    ends = {"closed early": month_of(FIRST + 10), "closed before": month_of(FIRST + 3)}
    row = {"client_id": client_id, "amount_total": 600_000, "annual_rate": 18, "term_months": 60}
    credit_id = people._insert(
        credits, **row, issued_on=date(2024, 1, 1), closed_on=ends.get(kind), **values
    )
    for place in range(18):
        status = "0"
        if kind == "late before" and place in (4, 5):
            status = "3"
        if kind == "bad" and place == 12:
            status = "4"
        if month_of(FIRST + place) >= ends.get(kind, date.max) or (kind == "silent" and place > 11):
            break
        recorded = {"credit_id": credit_id, "month": month_of(FIRST + place), "status": status}
        people.connection.execute(insert(payment_months).values(**recorded))
    return kind


def outcome_of(kinds):
    if "late before" in kinds:
        return "in_default"
    if not kinds:
        return "without_credit"
    if "bad" in kinds:
        return "default"
    return "unknown" if "silent" in kinds else "good"


def found_by(monitor, people, month=MONTH):
    monitor(action="run", month=str(month))
    people.connection.rollback()
    query = "SELECT figures, error FROM monitor_runs ORDER BY id DESC LIMIT 1"
    figures, error = people.connection.execute(text(query)).one()
    assert error is None
    return figures


def test_a_cohort_is_told_as_plain_python_tells_it(monitor, people, monkeypatch):
    monkeypatch.setattr(cohorts, "PEOPLE_A_STEP", 37)
    random, user = Random(3), people.user("analyst")
    known = [add_person(people, user, random, 1.0) for _ in range(300)]
    for _ in range(5):
        add_person(people, user, random, 1.0, score=False)
    monitor(action="run", month=str(COHORT))
    figures = found_by(monitor, people)
    found, fairness = figures["outcomes"], figures["fairness"]
    assert (found["cohort"], found["state"]) == (str(COHORT), "matured")
    [model] = found["models"]
    kinds = Counter(kind for _, kind in known)
    assert kinds.keys() == {"good", "default", "in_default", "without_credit", "unknown"}
    for kind in ("in_default", "without_credit", "unknown"):
        assert model[kind] == kinds[kind]
    assert model["scored"] == 300
    followed = [(proba, kind == "default") for proba, kind in known if kind in ("good", "default")]
    total = model["backtest"]["total"]
    assert (total["count"], total["defaults"]) == (len(followed), kinds["default"])
    assert total["expected"] == pytest.approx(sum(proba for proba, _ in followed), rel=1e-12)
    brier = sum((proba - defaulted) ** 2 for proba, defaulted in followed) / len(followed)
    assert model["backtest"]["brier"] == pytest.approx(brier, rel=1e-12)
    for one in found["grades"]:
        own = [bad for proba, bad in followed if grade_of(proba) == one["grade"]]
        assert (one["n"], one["defaults"]) == (len(own), sum(own))
    assert model["without_overrides"] is None
    genders = [one["observed"] for one in fairness["groups"] if one["attribute"] == "code_gender"]
    assert fairness["cohort"] == str(COHORT)
    assert sum(one["of"] for one in genders) == len(followed)
    assert sum(one["count"] for one in genders) == kinds["default"]


def test_a_cohort_matures_as_a_whole(monitor, people):
    random, user = Random(4), people.user("analyst")
    for _ in range(40):
        add_person(people, user, random, 1.0)
    people.connection.execute(text("DELETE FROM payment_months WHERE month = '2025-06-01'"))
    people.connection.commit()
    monitor(action="run", month=str(COHORT))
    figures = found_by(monitor, people)
    assert figures["outcomes"]["state"] == "incomplete"
    assert figures["outcomes"]["grades"] == []
    assert figures["fairness"]["cohort"] is None
    assert [one["backtest"] for one in figures["outcomes"]["models"]] == [None]
    assert figures["verdict"]["verdict"] in {"no_outcome_yet", "watch"}


def test_without_scores_there_is_no_outcome(monitor, people):
    figures = found_by(monitor, people)
    assert (figures["outcomes"]["state"], figures["outcomes"]["models"]) == ("no_scores", [])
    # The month's other scores may have moved, which is another matter
    assert figures["verdict"]["verdict"] in {"no_outcome_yet", "watch"}


def lend(people, random, recommendation):
    """A person whose open credit was granted by somebody, against a recommendation or by it."""
    person, user = people.client(people.manager()), people.user("underwriter")
    application_id = people.application(person)
    score_id = id_of(end_of(COHORT) - timedelta(2))
    row = {"id": score_id, "client_id": person.client_id, "requested_by": user.user_id}
    people.connection.execute(insert(scores).values(**row))
    people.connection.commit()
    people.finish(score_id, 0.06, "C")
    against = recommendation == "decline"
    decided = {
        "application_id": application_id,
        "sequence": 1,
        "score_id": score_id,
        "policy_version": "a",
        "policy_sha256": "a" * 64,
        "approve_below": 0.04,
        "decline_from": 0.14,
        "proba": 0.06,
        "recommendation": recommendation,
        "outcome": "approve",
        "amount_rub": 100_000,
        "term_months": 24,
        "annual_rate": 20,
        "decline_reasons": [],
        "override_reason": "guarantor" if against else None,
        "rationale": "A guarantor of good standing has signed." if against else None,
        "actor_id": user.user_id,
        "is_final": True,
        "answers_sha256": "a" * 64,
    }
    people.connection.execute(insert(decisions).values(**decided))
    since = "UPDATE clients SET client_since = '2020-01-01' WHERE id = :id"
    people.connection.execute(text(since), {"id": person.client_id})
    kind = add_credit(people, random, person.client_id, 0.5, application_id=application_id)
    people.connection.commit()
    return outcome_of([kind])


def test_the_overridden_are_shown_with_and_without(monitor, people):
    random = Random(14)
    overridden = Counter(lend(people, random, "decline") for _ in range(12))
    usual = Counter(lend(people, random, "approve") for _ in range(8))
    monitor(action="run", month=str(COHORT))
    [model] = found_by(monitor, people)["outcomes"]["models"]
    counts = [one["default"] + one["good"] for one in (overridden, usual)]
    assert model["overridden"] == counts[0]
    assert model["backtest"]["total"]["count"] == sum(counts)
    without = model["without_overrides"]["total"]
    assert (without["count"], without["defaults"]) == (counts[1], usual["default"])


def test_three_times_as_many_defaults_call_for_a_recalibration_and_alert(
    monitor, people, api, capsys
):
    random, analyst = Random(5), people.user("analyst")
    for _ in range(400):
        add_person(people, analyst, random, 3.0)
    monitor(action="run", month=str(COHORT))
    assert found_by(monitor, people)["verdict"]["verdict"] in {"recalibrate", "redevelop"}
    counted = [line for line in capsys.readouterr().out.splitlines() if "RedAlertsOpen" in line]
    assert json.loads(counted[-1])["RedAlertsOpen"][0] >= 1
    listed = api("GET", "/monitoring/verdicts", token=analyst.token).body["items"]
    assert [one["month"] for one in listed] == [str(MONTH), str(COHORT)]
    red = api("GET", "/monitoring/alerts", query="light=red", token=analyst.token).body["items"]
    portfolio = next(one for one in red if one["kind"] == "portfolio")
    assert (portfolio["months"], portfolio["state"]) == (1, "open")
    told = api("GET", "/monitoring/outcomes", query="month=2025-06", token=analyst.token).body
    assert told["found"]["models"][0]["backtest"]["total"]["light"] == "red"
    assert [one["cohort"] for one in told["line"]] == [str(COHORT)]
