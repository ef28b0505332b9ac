"""The simulator, from the request to the figures: frozen scores under other cut-offs."""

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

import numpy as np
import pytest
from sqlalchemy import exc, insert, text

from core.decisions import frozen_scores
from core.decisions.rules.hard_rules import OUTCOMES, STRICTNESS
from core.decisions.rules.lending import Band
from core.decisions.rules.policy import POLICY as POLICY_FILE
from core.decisions.rules.policy import Policy, first_policy
from core.decisions.simulations import get_simulation
from core.decisions.tables import policies, recommendations
from core.journal.tables import audit_events
from core.kit.clock import bank_date, bank_time_zone
from core.kit.identifiers import id_of
from core.people.rules.roles import Role
from core.scores.rules.vocabulary import Decision, ModelName
from core.scores.tables import scores
from scorer.laying import lay_cut_offs

POLICY = first_policy()
LOW, MIDDLE, HIGH = 0.001, 0.03, 0.5
"""Below every cut-off of the first policy, between its two, above both."""
CUT_OFFS = {"approve_below": 0.039095, "decline_from": 0.139963}


@pytest.fixture
def version():
    """Of a model that no other test has heard of."""
    return f"test-{uuid4().hex[:12]}"


@pytest.fixture
def scored(people, version):
    """Makes a client whose latest score is of that version."""

    def make(proba=LOW, *codes, **values):
        client = people.client(history="0" * 20)
        reasons = [
            {"code": code, "direction": "raises_risk", "contribution": None} for code in codes
        ]
        # As the scorer records it: a rule holds the decision to its outcome at least
        met = [OUTCOMES[code] for code in codes if code in OUTCOMES]
        decision = max(met, key=STRICTNESS.index, default=Decision.APPROVE)
        told = {"model_version": version, "reasons": reasons, "decision": decision, **values}
        people.done_score(client, proba, "C", **told)
        return client

    return make


@pytest.fixture
def analyst(people):
    return people.user(Role.ANALYST)


@pytest.fixture
def simulate(api, analyst, version, asked_scorer):
    def ask(expected=200, **changes):
        body = {
            "population": {"kind": "clients", "model_version": version},
            "candidate": {"cut_offs": CUT_OFFS},
            **changes,
        }
        answer = api("POST", "/simulations", body, token=analyst.token)
        assert answer.status == expected, answer.body
        return answer.body

    return ask


def of(figures, name, side="candidate"):
    [found] = [figure for figure in figures["figures"] if figure["name"] == name]
    return found[side]["value"]


def defaulted(people):
    """Those of other tests who have defaulted: no model was asked, so they are of every version."""
    people.connection.rollback()
    return people.connection.execute(
        text(
            "SELECT count(*) FROM clients c CROSS JOIN LATERAL ("
            "  SELECT coalesce(x.model_version, k.model_version) AS model_version"
            "    FROM scores x LEFT JOIN score_kinds k ON k.id = x.kind_id"
            "   WHERE client_id = c.id AND status = 'done' ORDER BY x.id DESC LIMIT 1) s"
            " WHERE s.model_version IS NULL AND client_since IS NOT NULL AND closed_at IS NULL"
        )
    ).scalar_one()


def test_both_policies_are_laid_over_the_latest_score_of_each_client(simulate, scored, people):
    for proba in (LOW, LOW, MIDDLE, HIGH):
        scored(proba)
    again = scored(HIGH)
    people.done_score(again, LOW, "A", model_version="another-version")
    figures = simulate()["figures"]
    of_nobody = defaulted(people)
    assert figures["scores"] == figures["known_scores"] == 4 + of_nobody
    assert [of(figures, name, "baseline") for name in ("approved", "reviewed", "declined")] == [
        *(2, 1, 1 + of_nobody)
    ]
    assert [of(figures, name) for name in ("approved", "reviewed", "declined")] == [
        *(3, 0, 1 + of_nobody)
    ]
    assert figures["moves"] == [[2, 0, 0], [1, 0, 0], [0, 0, 1 + of_nobody]]
    assert of(figures, "expected_defaults") == pytest.approx(2 * LOW + MIDDLE)
    # Each owes what the test's credit is of
    assert of(figures, "expected_loss_rub") == pytest.approx((2 * LOW + MIDDLE) * 0.45 * 900_000)
    assert figures["break_even_proba"] == pytest.approx(0.08 / 0.53)


def test_a_rule_that_fired_is_never_overruled_by_a_cut_off(simulate, scored, people):
    scored(LOW, "LATE_30_NOW")
    scored(LOW, "LATE_60_NOW")
    scored(LOW, "SHORT_HISTORY")
    figures = simulate()["figures"]
    assert [of(figures, name) for name in ("approved", "reviewed")] == [1, 1]
    assert of(figures, "declined") == 1 + defaulted(people)


def test_the_cells_give_the_same_figures_as_the_simulation(simulate, scored):
    for proba in (LOW, 0.0123, 0.0124, 0.025, MIDDLE, 0.05, 0.139963, HIGH):
        scored(proba)
    answer = simulate(economics={"exposure_rub": 300_000})
    cells = answer["cells"]
    [segment] = answer["figures"]["segments"]
    for side in ("baseline", "candidate"):
        approved = [
            place
            for place, proba_to in enumerate(cells["proba_to"])
            if proba_to <= segment[f"{side}_approve_below"] and cells["least"][place] == 0
        ]
        for figure, column in (("approved", "count"), ("expected_defaults", "proba")):
            found = sum(cells[column][place] for place in approved)
            assert found == pytest.approx(of(answer["figures"], figure, side))
        lost = sum(cells["defaulted_exposure_rub"][place] for place in approved) * 0.45
        assert lost == pytest.approx(of(answer["figures"], "expected_loss_rub", side))
    assert sum(cells["count"]) == answer["figures"]["scores"]
    assert all(1 <= points <= 999 for points in cells["points"])


def test_scores_of_two_model_versions_are_not_mixed(simulate, scored, version):
    scored(LOW)
    scored(LOW, model_version=f"{version}-b")
    body = simulate(409, population={"kind": "clients"})
    assert body["error"] == "mixed_model_versions"
    [fault] = body["detail"]
    assert fault["field"] == "population.model_version"
    assert fault["limits"][version] == fault["limits"][f"{version}-b"] == 1


def test_applications_go_by_the_band_of_their_amount_and_by_their_recommendation(
    simulate, people, scored, version
):
    # Whom a rule alone declined counts with every version: not those of other tests
    people.connection.execute(
        text(
            "UPDATE scores SET model_version = 'another'"
            " WHERE status = 'done' AND proba = 1 AND kind_id IS NULL"
        )
    )
    people.connection.commit()
    [band] = POLICY.lending.bands
    between = (band.approve_below + POLICY.approve_below) / 2
    for amount, outcome in ((50_000, None), (band.amount_from_rub, None), (50_000, "review")):
        apply(people, scored(LOW), amount, between, version, outcome)
    today = str(bank_date())
    days = {"since": str(bank_date() - timedelta(1)), "until": today}
    wanted = {"kind": "applications", "model_version": version, **days}
    same = {"approve_below": POLICY.approve_below, "decline_from": POLICY.decline_from}
    figures = simulate(population=wanted, candidate={"cut_offs": same})["figures"]
    assert figures["scores"] == 3
    assert of(figures, "approved") == of(figures, "approved", "baseline") == 1
    assert of(figures, "reviewed") == 2
    assert [(one["band"], one["count"]) for one in figures["segments"]] == [(None, 2), (0, 1)]
    assert figures["segments"][1]["amount_from_rub"] == band.amount_from_rub
    # Without its band the larger amount is as any other
    unbound = simulate(population=wanted, candidate={"cut_offs": {**same, "bands": []}})["figures"]
    assert of(unbound, "approved") == 2
    assert unbound["moves"][1][0] == 1


def test_applications_are_of_the_day_that_it_was_where_the_bank_is(
    simulate, people, scored, version
):
    day = bank_date() - timedelta(3)
    for begun_at in (time(0, 30), time(23, 30)):
        moment = datetime.combine(day, begun_at, bank_time_zone())
        apply(people, scored(LOW), 50_000, LOW, version, None, id=id_of(moment))
    wanted = {"kind": "applications", "model_version": version}
    of_day = {"since": str(day), "until": str(day)}
    assert simulate(population={**wanted, **of_day})["figures"]["scores"] == 2
    before = {"since": str(day - timedelta(1)), "until": str(day - timedelta(1))}
    assert simulate(409, population={**wanted, **before})["error"] == "conflict"


@pytest.mark.parametrize("day", ["0001-01-01", "1969-12-31", "9999-12-31"])
def test_days_that_no_application_has_are_refused(simulate, day):
    for name in ("since", "until"):
        [fault] = simulate(422, population={"kind": "applications", name: day})["detail"]
        assert fault["field"] == f"population.{name}"


def apply(people, client, amount, proba, version, outcome, **values):
    score_id = people.done_score(client, proba, "C", model_version=version)
    application_id = people.application(
        client, amount_rub=amount, term_months=24, annual_rate=20, score_id=score_id, **values
    )
    findings = [{"rule": "A_RULE", "value": 1, "limit": 2, "outcome": outcome}] if outcome else []
    row = {
        "application_id": application_id,
        "score_id": score_id,
        "policy_version": POLICY.version,
        "policy_sha256": POLICY.sha256,
        "decision": outcome or Decision.APPROVE,
        "by_cut_offs": Decision.APPROVE,
        "approve_below": 0.02,
        "decline_from": 0.14,
        "findings": findings,
        "amount_rub": amount,
        "term_months": 24,
        "annual_rate": 20,
        "payment_rub": 1,
        "limit_rub": 1,
        "limit_reason": "BURDEN",
        "expected_loss_rub": 1,
        "answers_sha256": "0" * 64,
    }
    people.connection.execute(insert(recommendations).values(**row))
    people.connection.commit()


def past_score(people, version, history):
    """A client who was scored 400 days ago and has paid since as the history says."""
    day = bank_date() - timedelta(400)
    client = people.client(history=history)
    people.connection.execute(
        text("UPDATE credits SET issued_on = :day WHERE client_id = :id"),
        {"day": day - timedelta(200), "id": client.client_id},
    )
    people.connection.execute(
        insert(scores).values(
            id=id_of(datetime.combine(day, time(12), UTC)),
            client_id=client.client_id,
            requested_by=client.user_id,
            as_of=day,
        )
    )
    people.connection.commit()
    score_id = people.connection.execute(
        text("SELECT id FROM scores WHERE client_id = :id"), {"id": client.client_id}
    ).scalar_one()
    people.finish(score_id, LOW, "C", model_version=version)
    people.done_score(client, HIGH, "F", model_version=version)


def test_an_outcome_is_known_where_somebody_was_lent_to_a_year_ago(simulate, people, version):
    past_score(people, version, "0" * 20)
    past_score(people, version, "00034" + "0" * 15)
    until = str(bank_date() - timedelta(380))
    wanted = {"kind": "clients", "model_version": version, "until": until}
    answer = simulate(population=wanted)
    [kept] = [cell for cell in answer["figures"]["swap_set"] if cell["name"] == "kept"]
    assert (kept["count"], kept["matured"], kept["defaults"]) == (2, 2, 1)
    # Whom a rule alone declined counts with every version: not those of other tests
    cells = answer["cells"]
    of_model = [place for place, least in enumerate(cells["least"]) if least == 0]
    assert [sum(cells[name][one] for one in of_model) for name in ("matured", "defaults")] == [2, 1]
    # Of their scores of today nobody knows what comes of them
    today = simulate()
    assert sum(today["cells"]["matured"]) == 0
    newly = next(cell for cell in answer["figures"]["swap_set"] if cell["name"] == "in")
    assert (newly["matured"], newly["defaults"]) == (None, None)


def test_what_is_kept_is_found_as_it_was_and_never_changes(simulate, scored, people, analyst):
    client = scored(LOW)
    first = simulate(keep=True, seed=5)
    kept = get_simulation(people.connection, first["id"])
    assert kept.made_by == analyst.user_id
    assert kept.figures == first["figures"]
    assert (kept.asked["seed"], kept.asked["population"]["kind"]) == (5, "clients")
    assert kept.baseline_sha256 == POLICY.sha256
    [event] = people.connection.execute(
        audit_events.select().where(
            audit_events.c.action == "simulation.keep",
            audit_events.c.subject_id == first["id"],
        )
    ).all()
    assert event.new_values["candidate_sha256"] == kept.candidate_sha256
    assert simulate(seed=5)["figures"] == first["figures"]
    people.done_score(client, MIDDLE, "E", model_version=first["figures"]["model_version"])
    changed = simulate(seed=5)
    assert changed["id"] is None
    assert changed["figures"]["scores_sha256"] != first["figures"]["scores_sha256"]
    people.connection.rollback()
    with pytest.raises(exc.DBAPIError, match="append-only"):
        people.connection.execute(text("DELETE FROM simulations"))
    people.connection.rollback()


def test_a_draft_is_simulated_by_its_number_and_says_what_is_not(simulate, scored, people, analyst):
    scored(MIDDLE)
    body = first_body()
    body["approve_below"] = 0.05
    body["lending"]["knock_outs"]["most_burden"] = 0.7
    draft = people._insert(
        policies, body=body, version="a", sha256="0" * 64, author_id=analyst.user_id
    )
    answer = simulate(candidate={"policy_id": draft})
    assert of(answer["figures"], "approved") == 1
    assert answer["candidate"] == Policy.of(body).body
    assert answer["figures"]["not_simulated"] == ["lending.knock_outs.most_burden"]


def first_body():
    return json.loads(POLICY_FILE.read_text())


def test_of_too_many_the_seed_chooses_and_the_answer_says_so(simulate, scored, monkeypatch):
    for _ in range(12):
        scored(LOW)
    monkeypatch.setattr(frozen_scores, "MOST_SCORES", 5)
    one, again, other = (simulate(seed=seed)["figures"] for seed in (1, 1, 2))
    assert one["scores"] <= 5 < one["known_scores"]
    assert one["scores_sha256"] == again["scores_sha256"] != other["scores_sha256"]


def test_nobody_to_simulate_with_is_said(simulate):
    body = simulate(
        409, population={"kind": "applications", "until": "2001-01-01", "model_version": "none"}
    )
    assert body["error"] == "conflict"
    assert "Choose others" in body["detail"]


@pytest.mark.parametrize(
    "changes",
    [
        {"candidate": {}},
        {"candidate": {"cut_offs": CUT_OFFS, "policy_id": 1}},
        {"candidate": {"cut_offs": {"approve_below": 0.5, "decline_from": 0.1}}},
        {"candidate": {"cut_offs": {"approve_below": 0, "decline_from": 0.1}}},
        {"economics": {"loss_given_default": 1.5}},
        {"economics": {"working_days": 0}},
        {"seed": -1},
        {"seed": 2**31},
        {"population": {"kind": "everybody"}},
    ],
)
def test_what_cannot_be_is_refused_with_its_field(simulate, changes):
    body = simulate(422, **changes)
    [fault] = body["detail"]
    assert fault["field"].split(".")[0] in changes


def test_a_fault_of_the_scorer_says_no_value(simulate, scored, monkeypatch, logged):
    scored(LOW)

    def fail(*_):
        raise RuntimeError("4711 of somebody")

    monkeypatch.setattr("scorer.simulator.read_frozen_scores", fail)
    assert simulate(503)["error"] == "unavailable"
    assert "not simulated" in logged()
    assert "4711" not in logged()


def test_only_so_many_an_hour(simulate, scored, monkeypatch):
    monkeypatch.setenv("SIMULATIONS_PER_HOUR", "1")
    scored(LOW)
    simulate()
    assert simulate(429)["error"] == "too_many_requests"


def test_cut_offs_of_many_are_those_of_each():

    bands = (
        Band(ModelName.THIN_FILE, 100_000, 0.001, 0.1),
        Band(None, 100_000, 0.004, 0.2),
        Band(None, 0, 0.006, 0.3),
        Band(ModelName.BEHAVIOURAL, 500_000, 0.002, 0.15),
    )
    policy = replace(POLICY, lending=replace(POLICY.lending, bands=bands))
    models = [*ModelName, None] * 3
    amounts = np.repeat([50_000.0, 100_000.0, 700_000.0], len(models) // 3)
    laid = lay_cut_offs(policy, np.array(models, object), amounts)
    for place, model in enumerate(models):
        expected = policy.cut_offs(model, Decimal(amounts[place]))
        found = laid.cut_offs.approve_below[place], laid.cut_offs.decline_from[place]
        assert found == expected
