"""The scorer recommends for the applications whose scores it has recorded."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import exc, text

from core.clients.rules.schedule import monthly_payment
from core.decisions.policies import policy_in_force
from core.decisions.recommending import get_recommendation
from core.decisions.rules.policy import first_policy
from core.kit.errors import UnavailableError
from core.scores.rules.vocabulary import Decision
from tests.integration.conftest import message, scoring_record
from tests.integration.in_force import in_force

WANTED = {"amount_rub": 100_000, "term_months": 24, "annual_rate": 24}


@pytest.fixture
def submitted(people):
    """Makes a submitted application of a client whose score is still to be made."""

    def make(client, manager=None, **values):
        score_id = people.pending_score(client)
        told = {**WANTED, "score_id": score_id, **values}
        return people.application(client, manager, **told), score_id

    return make


@pytest.fixture
def run(score_batch):
    return lambda *score_ids: score_batch(scoring_record(message(*score_ids)))


def state(people, application_id):
    people.connection.rollback()
    return people.connection.execute(
        text(
            "SELECT a.state, c.due_at - c.opened_at AS hours, c.recommendation, c.assignee_id"
            " FROM applications a LEFT JOIN cases c ON c.application_id = a.id WHERE a.id = :id"
        ),
        {"id": application_id},
    ).one()


def test_a_borrowers_application_is_recommended_for_and_goes_to_who_decides(people, submitted, run):
    client = people.client(people.manager(), history="0" * 20)
    application_id, score_id = submitted(client)
    assert run(score_id) == []
    found = get_recommendation(people.connection, application_id, score_id)
    score = people.score_row(score_id)
    assert (found.policy_version, found.policy_sha256) == (
        score.policy_version,
        score.policy_sha256,
    )
    owed = people.connection.execute(
        text("SELECT amount_total, annual_rate, term_months FROM credits WHERE client_id = :id"),
        {"id": client.client_id},
    ).one()
    wanted = monthly_payment(Decimal(100_000), Decimal(24), 24)
    assert found.payment_rub == wanted
    income = people.connection.execute(
        text("SELECT amt_income_total FROM clients WHERE id = :id"), {"id": client.client_id}
    ).scalar_one()
    assert found.burden == pytest.approx(float((wanted + monthly_payment(*owed)) / (income / 12)))
    seen = state(people, application_id)
    assert (seen.state, seen.assignee_id) == ("in_review", None)
    assert (seen.hours.total_seconds(), seen.recommendation) == (4 * 3600, found.decision)


def test_a_manager_looks_first_at_what_a_manager_brought_in(people, submitted, run):
    manager = people.manager()
    application_id, score_id = submitted(people.client(manager, history="0" * 20), manager)
    run(score_id)
    assert get_recommendation(people.connection, application_id, score_id)
    assert tuple(state(people, application_id)) == ("submitted", None, None, None)


def test_a_rule_that_fired_is_recorded_with_its_value(people, submitted, run):
    client = people.client(people.manager(), history="2" + "0" * 20)
    application_id, score_id = submitted(client, amount_rub=6_000_000)
    run(score_id)
    found = get_recommendation(people.connection, application_id, score_id)
    assert found.decision is Decision.DECLINE
    fired = {one["rule"]: one for one in found.findings}
    assert fired["LATE_60_NOW"]["outcome"] == "decline"
    assert fired["AMOUNT_TOO_LARGE"]["value"] == 6_000_000
    assert fired["AMOUNT_TOO_LARGE"]["limit"] == 5_000_000
    assert (found.limit_rub, found.limit_reason) == (0, "DECLINED")


def test_a_message_that_comes_twice_recommends_and_moves_once(people, submitted, run):
    application_id, score_id = submitted(people.client(people.manager(), history="0" * 20))
    run(score_id)
    run(score_id)
    counted = people.connection.execute(
        text(
            "SELECT (SELECT count(*) FROM recommendations WHERE application_id = :id),"
            " (SELECT count(*) FROM application_events WHERE application_id = :id)"
        ),
        {"id": application_id},
    ).one()
    assert tuple(counted) == (1, 1)


@pytest.fixture
def lenient(people):
    """A policy that is in force in place of the first one for the length of a test."""
    policy = replace(first_policy(), dated="2026-12-01", approve_below=0.5, decline_from=0.6)
    with in_force(people, policy):
        yield policy


def test_the_scorer_decides_by_the_policy_that_is_active_in_the_database(
    people, submitted, run, lenient
):
    assert policy_in_force(people.connection) == lenient
    application_id, score_id = submitted(people.client(people.manager(), history="0" * 20))
    run(score_id)
    assert people.score_row(score_id).policy_version == lenient.version
    found = get_recommendation(people.connection, application_id, score_id)
    assert (found.approve_below, found.policy_sha256) == (0.5, lenient.sha256)


@pytest.mark.parametrize("table", ["recommendations", "decisions"])
def test_what_was_recommended_and_decided_stays(people, table):
    with pytest.raises(exc.DBAPIError, match="append-only"):
        people.connection.execute(text(f"DELETE FROM {table}"))
    people.connection.rollback()


def test_the_makers_own_approval_is_refused_by_the_database(people):
    analyst = people.user("analyst")
    with pytest.raises(exc.IntegrityError, match="four_eyes"):
        people.connection.execute(
            text(
                "INSERT INTO policies (body, version, sha256, author_id, approver_id)"
                " VALUES ('{}', 'v', repeat('a', 64), :id, :id)"
            ),
            {"id": analyst.user_id},
        )
    people.connection.rollback()


def test_a_score_and_its_recommendation_are_recorded_together_or_not_at_all(
    people, submitted, score_batch, monkeypatch
):
    application_id, score_id = submitted(people.client(people.manager(), history="0" * 20))

    def die(*arguments):
        raise UnavailableError("The database went away.", 1)

    with monkeypatch.context() as patch:
        patch.setattr("core.decisions.recommending.recommend", die)
        body = scoring_record(message(score_id))
        assert score_batch(body) == [body["messageId"]]
        assert people.score_row(score_id).status == "pending"
    assert score_batch(body) == []
    assert people.score_row(score_id).status == "done"
    assert get_recommendation(people.connection, application_id, score_id)


def test_of_scores_that_no_application_asked_for_nothing_is_recommended(
    people, submitted, run, monkeypatch
):
    client = people.client(people.manager(), history="0" * 20)
    alone = people.pending_score(client)
    with monkeypatch.context() as patch:  # whose modules the scorer then never imports
        patch.delattr("core.decisions.recommending.recommend")
        assert run(alone) == []
    assert people.score_row(alone).status == "done"
    application_id, score_id = submitted(people.client(people.manager(), history="0" * 20))
    beside = people.pending_score(client)
    assert run(score_id, beside) == []
    assert {people.score_row(one).status for one in (score_id, beside)} == {"done"}
    assert get_recommendation(people.connection, application_id, score_id)
