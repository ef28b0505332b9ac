"""A score is recorded once: each guard alone keeps a second delivery from changing anything."""

from core.kit.clock import bank_date
from core.kit.database import connect
from core.scores.batch_records import ScoreRecord
from core.scores.recording import load_pending, record_challengers, record_scores
from core.scores.rules.vocabulary import ScoreStatus
from tests.integration.conftest import message, scoring_record


def test_a_duplicated_message_changes_nothing(people, score_batch):
    score_id = people.pending_score(people.client())
    record = scoring_record(message(score_id))
    assert score_batch(record, scoring_record(message(score_id))) == []
    first = people.score_row(score_id)
    assert first.status == "done"
    assert score_batch(record) == []
    assert people.score_row(score_id) == first


def failed(score_id, error) -> ScoreRecord:
    return ScoreRecord(str(score_id), ScoreStatus.FAILED, bank_date(), error=error)


def test_of_two_scorers_with_the_same_score_the_first_records(people):
    score_id = people.pending_score(people.client())
    with connect() as connection:
        loads = [load_pending(connection, [score_id], bank_date()) for _ in range(2)]
        assert [len(pending) for pending, _ in loads] == [1, 1], "both are about to score it"
        first = record_scores(connection, [failed(score_id, "first")])
        second = record_scores(connection, [failed(score_id, "second")])
    assert (first.total(), second.total()) == (1, 0)
    assert people.score_row(score_id).error == "first"


def test_what_is_recorded_is_not_loaded_again(people):
    score_id = people.pending_score(people.client())
    with connect() as connection:
        record_scores(connection, [failed(score_id, "first")])
        assert load_pending(connection, [score_id], bank_date()) == ([], {score_id})


def test_challengers_do_not_overwrite(people):
    score_id = people.pending_score(people.client())
    with connect() as connection:
        for proba in (0.1, 0.2):
            record_challengers(connection, {str(score_id): {"mine": proba}})
    assert people.score_row(score_id).challengers == {"mine": 0.1}


def test_duplicates_in_one_batch_and_in_one_message_are_one_score(people, score_batch, capsys):
    score_id = people.pending_score(people.client())
    twice = message(score_id, score_id)
    assert score_batch(scoring_record(twice), scoring_record(twice)) == []
    assert '"ScoresDone":[1.0]' in capsys.readouterr().out
