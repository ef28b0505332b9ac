"""Who is 90 or more days late now has defaulted; several credits are read together."""

from dataclasses import replace

import pytest

from core.clients.rules.history import Months, month_number
from core.clients.rules.questionnaire import build_features
from core.decisions.rules.policy import first_policy
from core.kit.clock import bank_date
from core.models.rules.released import released
from core.scores.rules.messages import ScoringMessage
from model.scoring import Applicant, load_model
from tests.integration.conftest import scoring_record
from tests.integration.in_force import in_force
from tests.integration.makers import ANSWERS


@pytest.fixture
def lenient(people):
    """A policy whose cut-offs approve whoever the model looks at."""
    policy = replace(first_policy(), approve_below=0.998, decline_from=0.999)
    with in_force(people, policy):
        yield policy


def score(people, score_batch, client):
    score_id = people.pending_score(client)
    body = ScoringMessage(score_ids=[score_id], correlation_id="test").model_dump_json()
    assert score_batch(scoring_record(body)) == []
    return people.score_row(score_id)


def test_a_defaulted_client_has_no_models_score(api, people, score_batch):
    manager = people.manager()
    client = people.client(manager, history="3" + "0" * 20)
    row = score(people, score_batch, client)
    assert (row.status, row.proba, row.grade, row.decision) == ("done", 1.0, "default", "decline")
    assert (row.model, row.model_version, row.model_sha256) == (None, None, None)
    assert row.policy_version == first_policy().version
    seen = api("GET", f"/scores/{row.id}", token=client.token).body
    assert (seen["points"], seen["rating"]) == (1, 0.0)
    (reason,) = seen["reasons"]
    assert (reason["code"], reason["contribution"]) == ("IN_DEFAULT", None)
    assert reason["text_ru"] and reason["actionable"]
    listed = api("GET", "/clients", query="manager=me&grade=default", token=manager.token).body
    assert [item["id"] for item in listed["items"]] == [client.client_id]


def test_one_credit_in_default_among_several_is_enough(people, score_batch):
    client = people.client(history="0" * 12)
    people.credit(client.client_id, "5", newest=9)
    assert score(people, score_batch, client).grade == "default"


def test_a_default_lasts_until_the_cure_period_is_over(people, score_batch):
    row = score(people, score_batch, people.client(history="0345" + "0" * 9))
    assert (row.proba, row.grade, row.decision, row.model) == (1.0, "default", "decline", None)
    assert [reason["code"] for reason in row.reasons] == ["IN_CURE_PERIOD"]


@pytest.mark.parametrize(
    ("history", "rule", "decision"),
    [
        ("000345" + "0" * 9, "CURED", "review"),
        ("2" + "0" * 12, "LATE_60_NOW", "decline"),
        ("1" + "0" * 12, "LATE_30_NOW", "review"),
    ],
)
def test_a_hard_rule_has_its_word_whatever_the_model_says(
    people, score_batch, lenient, history, rule, decision
):
    row = score(people, score_batch, people.client(history=history))
    assert 0 < row.proba < lenient.approve_below
    assert row.decision == decision
    assert next(reason["code"] for reason in row.reasons) == rule


def test_long_silence_asks_for_a_review_and_says_so_first(api, people, score_batch, lenient):
    client = people.client(history=None)
    people.credit(client.client_id, "0" * 12, newest=4)
    row = score(people, score_batch, client)
    assert (row.model, row.decision) == ("behavioural", "review")
    first, second, *_ = api("GET", f"/scores/{row.id}", token=client.token).body["reasons"]
    assert (first["code"], first["contribution"]) == ("SILENT", None)
    assert first["text_en"]
    assert second["contribution"] is not None


def test_the_behavioural_model_reads_the_months_of_all_credits(people, score_batch):
    client = people.client(history="0000000")
    people.credit(client.client_id, "CC11C")
    row = score(people, score_batch, client)
    today = bank_date()
    now = month_number(today)
    credits = [
        Months([now - place for place in range(len(statuses))], statuses)
        for statuses in ("CC11C", "0000000")
    ]
    alone = Applicant(build_features(ANSWERS, today), tuple(credits))
    (expected,) = load_model().score([alone])
    assert row.proba == expected.proba
    assert row.features == expected.features
    assert row.features["months_late_30"] == 2


def test_a_month_after_the_date_of_scoring_is_not_read(people, score_batch):
    client = people.client(history="000000")
    before = score(people, score_batch, client)
    people.credit(client.client_id, "2", newest=-1)
    assert score(people, score_batch, client).proba == before.proba


def test_a_score_keeps_date_versions_and_full_hashes(people, score_batch):
    row = score(people, score_batch, people.client())
    assert row.as_of == bank_date()
    assert (row.model_version, row.model_sha256) == (
        released().name.version,
        released().name.sha256,
    )
    policy = first_policy()
    assert (row.policy_version, row.policy_sha256) == (policy.version, policy.sha256)
    assert row.model_version.endswith(row.model_sha256[:8])


def test_a_person_is_older_a_year_later(api, people, monkeypatch):
    manager = people.manager()
    client = people.client(manager)
    card = api("GET", f"/clients/{client.client_id}", token=manager.token).body
    later = bank_date().replace(year=bank_date().year + 1, day=1)
    monkeypatch.setattr("api.clients.routes.bank_date", lambda: later)
    aged = api("GET", f"/clients/{client.client_id}", token=manager.token).body
    assert aged["born_on"] == card["born_on"]
    assert card["days_birth"] - aged["days_birth"] in range(335, 367)
    assert aged["as_of"] == later.isoformat()
