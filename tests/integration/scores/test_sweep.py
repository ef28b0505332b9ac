"""The sweep: what waits is sent again however long it waited, and given up only once it was tried."""

import json
import sys
from dataclasses import replace

import pytest
from botocore.exceptions import BotoCoreError
from sqlalchemy import create_engine, make_url, text

from core.kit.queue import SendingFailedError
from core.scores.queue import SCORES_PER_MESSAGE
from core.scores.rules.messages import ScoringMessage
from core.scores.sweeping import SweepRules, claim_stale, expire_pending
from maintenance.sweep import RULES
from scorer.batch import score_messages
from tests.integration.conftest import lambda_context, message, scoring_record

LIMIT = 4


@pytest.fixture
def sweep(people):
    """Runs the scheduled sweep; what other tests left to be done is out of its way."""
    from maintenance.handler import handler

    for left in (
        "UPDATE scores SET status = 'failed', scored_at = now() WHERE status = 'pending'",
        "UPDATE monitor_runs SET ended_at = now(), error = 'gave_up' WHERE ended_at IS NULL",
    ):
        people.connection.execute(text(left))
    people.connection.commit()
    return lambda: handler({"action": "sweep"}, lambda_context("maintenance"))


@pytest.fixture
def client(people):
    return people.client()


def tried(people, score_id, attempts=RULES.most_attempts, sent="2 hours"):
    """Lets scorers have begun with a score so often after it was sent again."""
    people.connection.execute(
        text(
            "UPDATE scores SET attempts = :attempts, resent_at = now() - CAST(:sent AS interval)"
            " WHERE id = :id"
        ),
        {"attempts": attempts, "sent": sent, "id": score_id},
    )
    people.connection.commit()


def sent(queued) -> list[list[str]]:
    return [json.loads(body)["score_ids"] for body in queued()]


def test_it_is_sent_again_a_minute_after_it_was_sent_last(people, client, sweep, queued):
    people.pending_score(client, age="30 seconds")
    stale = people.pending_score(client, age="61 seconds")
    just_sent = people.pending_score(client, age="2 minutes")
    tried(people, just_sent, attempts=0, sent="30 seconds")
    sent_before = people.pending_score(client, age="2 minutes")
    tried(people, sent_before, attempts=0, sent="61 seconds")
    assert sweep() == {"resent": 2, "expired": 0, "pending": 4}
    (ids,) = sent(queued)
    assert set(ids) == {str(stale), str(sent_before)}
    assert sweep() == {"resent": 0, "expired": 0, "pending": 4}, "a minute later only"


def test_it_reports_what_waited_what_it_sent_and_what_it_gave_up(people, client, sweep, capsys):
    ages = ["1 second", "2 minutes", "3 minutes", "2 hours"]
    tried(people, [people.pending_score(client, age=age) for age in ages][-1])
    capsys.readouterr()
    sweep()
    written = capsys.readouterr().out
    for name, count in (("ScoresPending", 4), ("ScoresResent", 2), ("ScoresExpired", 1)):
        assert f'"{name}":[{count}.0]' in written
        assert f'{{"Name":"{name}","Unit":"Count"}}' in written


@pytest.mark.parametrize("age", ["61 minutes", "5 hours", "30 days"])
def test_after_an_outage_of_any_length_it_is_sent_and_scored(
    people, client, sweep, queued, score_batch, age
):
    score_ids = [people.pending_score(client, age=age) for _ in range(3)]
    assert sweep() == {"resent": 3, "expired": 0, "pending": 3}
    assert score_batch(*map(scoring_record, queued())) == []
    assert {people.score_row(score_id).status for score_id in score_ids} == {"done"}


@pytest.mark.parametrize(
    ("age", "attempts", "status"),
    [
        ("61 minutes", 5, "failed"),
        ("61 minutes", 4, "pending"),
        ("59 minutes", 5, "pending"),
        ("30 days", 0, "pending"),
    ],
)
def test_it_is_given_up_after_an_hour_and_five_attempts(
    people, client, sweep, age, attempts, status
):
    score_id = people.pending_score(client, age=age)
    tried(people, score_id, attempts)
    given_up = status == "failed"
    assert sweep() == {"resent": int(not given_up), "expired": int(given_up), "pending": 1}
    row = people.score_row(score_id)
    assert row.status == status
    if given_up:
        assert "Ask for a new score" in row.error


def test_a_scorer_that_dies_over_it_has_tried_it_and_no_outage_has(
    people, client, sweep, score_batch, monkeypatch, no_database
):
    score_id = people.pending_score(client, age="2 hours")
    record = scoring_record(message(score_id), "one")
    sweep()
    with no_database:
        assert score_batch(record) == ["one"]
    assert people.score_row(score_id).attempts == 0
    monkeypatch.setattr("scorer.batch.make_records", lambda *arguments: sys.exit("killed"))
    asked = ScoringMessage(score_ids=[score_id], correlation_id="test")
    for attempts in (1, 2):
        with pytest.raises(SystemExit):
            score_messages({"one": asked})
        assert people.score_row(score_id).attempts == attempts


def test_what_was_never_sent_again_costs_no_count(people, client, score_batch):
    score_id = people.pending_score(client)
    assert score_batch(scoring_record(message(score_id))) == []
    assert people.score_row(score_id).attempts == 0


def test_what_was_tried_before_travels_alone(people, client, sweep, queued):
    untried = {str(people.pending_score(client, age="2 hours")) for _ in range(3)}
    alone = [people.pending_score(client, age="2 hours") for _ in range(2)]
    for score_id in alone:
        tried(people, score_id, attempts=1)
    sweep()
    messages = sorted(map(sorted, sent(queued)), key=len)
    assert sorted(messages[:2]) == sorted([str(score_id)] for score_id in alone)
    assert set(messages[2]) == untried


def test_many_stale_scores_are_sent_in_full_messages(people, client, sweep, queued):
    for _ in range(SCORES_PER_MESSAGE + 1):
        people.pending_score(client, age="2 minutes")
    assert sweep()["resent"] == SCORES_PER_MESSAGE + 1
    assert sorted(map(len, sent(queued))) == [1, SCORES_PER_MESSAGE]


@pytest.fixture
def few(monkeypatch) -> SweepRules:
    """A sweep that touches few scores in a statement."""
    rules = replace(RULES, limit=LIMIT)
    monkeypatch.setattr("maintenance.sweep.RULES", rules)
    return rules


@pytest.mark.usefixtures("few")
def test_each_step_is_bounded_and_everybodys_turn_comes(people, client, sweep, queued):
    """Who waits longest since it was sent comes first: the oldest are not sent for ever."""
    ages = [f"{minutes} minutes" for minutes in range(10, 10 + 2 * LIMIT)]
    score_ids = [str(people.pending_score(client, age=age)) for age in ages]
    given_up = [people.pending_score(client, age="2 hours") for _ in range(LIMIT + 1)]
    for score_id in given_up:
        tried(people, score_id)
    assert (sweep()["expired"], *map(set, sent(queued))) == (LIMIT, set(score_ids[LIMIT:]))
    assert (sweep()["expired"], *map(set, sent(queued))) == (1, set(score_ids[:LIMIT]))


@pytest.mark.usefixtures("few")
def test_who_was_sent_long_ago_comes_before_who_asked_long_ago(people, client, sweep, queued):
    for _ in range(LIMIT):
        tried(people, people.pending_score(client, age="5 hours"), attempts=0, sent="2 minutes")
    unsent = {str(people.pending_score(client, age="10 minutes")) for _ in range(LIMIT)}
    sweep()
    assert set(*sent(queued)) == unsent


@pytest.mark.parametrize("fault", [BotoCoreError, SendingFailedError])
def test_nothing_is_given_up_while_nothing_can_be_sent(people, client, sweep, monkeypatch, fault):
    def refuse(*arguments):
        raise fault

    old = people.pending_score(client, age="2 hours")
    tried(people, old)
    people.pending_score(client, age="2 hours")
    monkeypatch.setattr("core.scores.queue.send_messages", refuse)
    with pytest.raises(ExceptionGroup, match="failed: scores") as failed:
        sweep()
    assert failed.group_contains(fault)
    assert people.score_row(old).status == "pending"


def test_two_sweeps_at_once_take_each_score_once(people, client, sweep, database_url, few):
    """The second does not wait for the first, and takes what is left."""
    score_ids = {people.pending_score(client, age="2 minutes") for _ in range(2 * LIMIT)}
    old = [people.pending_score(client, age="2 hours") for _ in range(2 * LIMIT)]
    for score_id in old:
        tried(people, score_id)
    engine = create_engine(make_url(database_url).set(drivername="postgresql+psycopg2"))
    with engine.connect() as one, engine.connect() as other:
        other.execute(text("SET LOCAL lock_timeout = '5s'"))
        first, _ = claim_stale(one, few)
        second, _ = claim_stale(other, few)
        assert (len(first), len(second)) == (LIMIT, LIMIT)
        assert {*first, *second} == score_ids
        assert expire_pending(one, few, "given up") == LIMIT
        assert expire_pending(other, few, "given up") == LIMIT
        one.commit()
        other.commit()
    engine.dispose()
    assert {people.score_row(score_id).status for score_id in old} == {"failed"}
