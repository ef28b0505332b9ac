"""Challengers beside the champion: recorded for staff, and each with faults of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from catboost import CatBoostClassifier, Pool

import scorer.batch
import scorer.handler
from model.bundle_reader import BUNDLE
from model.challengers import CHALLENGERS, Challenger, load_challengers
from model.scorecard import SCORECARD_NAME
from tests.integration.conftest import message, scoring_record

OPTIONS: dict[str, Any] = {"iterations": 3, "verbose": False, "allow_writing_files": False}


@pytest.fixture
def challenged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A challenger on the income alone beside the scorecard; the folder is the scorer's."""
    rows = [[float(income)] for income in range(20)]
    given = Pool(rows, [0, 1] * 10, feature_names=["amt_income_total"])
    folder = tmp_path / CHALLENGERS.name
    folder.mkdir()
    CatBoostClassifier(**OPTIONS).fit(given).save_model(str(folder / "income-only.cbm"))
    shutil.copyfile(BUNDLE / "scorecard.json", tmp_path / "scorecard.json")
    monkeypatch.setattr("scorer.shadow.load_challengers", lambda: load_challengers(tmp_path))
    scorer.batch.shadow.cache_clear()
    scorer.handler.log_challenger.cache_clear()
    yield folder
    scorer.batch.shadow.cache_clear()


def test_a_challenger_is_recorded_beside_the_champion_and_shown_to_staff_only(
    api, people, score_batch, challenged
):
    manager = people.manager()
    client = people.client(manager, history="0" * 6)
    score_id = people.pending_score(client)
    assert score_batch(scoring_record(message(score_id))) == []
    row = people.score_row(score_id)
    assert set(row.challengers) == {"income-only", SCORECARD_NAME}
    assert all(0 < proba < 1 for proba in row.challengers.values())
    staff, borrower = (
        api("GET", f"/scores/{score_id}", token=token).body["challengers"]
        for token in (manager.token, client.token)
    )
    assert staff == row.challengers
    assert borrower is None


def scored(people, score_batch):
    """Scores somebody whom every challenger can score; returns the row."""
    score_id = people.pending_score(people.client(history="0" * 6))
    assert score_batch(scoring_record(message(score_id))) == []
    return people.score_row(score_id)


def told(caplog) -> list[str]:
    """Returns the challengers that the log names."""
    return [record.challenger for record in caplog.records if hasattr(record, "challenger")]


def embeddings(path: Path) -> None:
    """A classifier that wants a vector where the service has a number."""
    names = ["amt_income_total", "days_birth"]
    rows = [[float(place), [place, 1.0]] for place in range(20)]
    given = Pool(rows, [0, 1] * 10, feature_names=names, embedding_features=[1])
    CatBoostClassifier(**OPTIONS).fit(given).save_model(str(path))


@pytest.mark.parametrize("broken", [lambda path: path.write_bytes(b"not a model"), embeddings])
def test_a_broken_challenger_costs_nobody_else_anything(
    people, score_batch, challenged, capsys, broken
):
    broken(challenged / "broken.cbm")
    row = scored(people, score_batch)
    assert row.status == "done"
    assert set(row.challengers) == {"income-only", SCORECARD_NAME}
    assert '"ChallengersFailed":[1.0]' in capsys.readouterr().out


def test_a_broken_challenger_is_read_once_and_logged_once_and_counted_always(
    people, score_batch, challenged, capsys, caplog
):
    path = challenged / "unreadable.cbm"
    path.write_bytes(b"not a model")
    scored(people, score_batch)
    path.unlink()
    for _ in range(2):
        scored(people, score_batch)
    assert capsys.readouterr().out.count('"ChallengersFailed":[1.0]') == 3
    assert told(caplog) == ["unreadable"]


@pytest.mark.parametrize("proba", [float("nan"), float("inf"), None])
def test_a_challenger_that_raises_or_says_nan_is_left_out(
    people, score_batch, challenged, monkeypatch, capsys, proba
):
    def score(self, rows):
        if proba is None:
            raise RuntimeError("out of order")
        return [proba for _ in rows]

    monkeypatch.setattr(Challenger, "score", score)
    row = scored(people, score_batch)
    assert set(row.challengers) == {SCORECARD_NAME}
    assert '"ChallengersFailed":[1.0]' in capsys.readouterr().out


def test_a_challenger_that_says_nan_of_one_is_left_out_of_all(
    people, score_batch, challenged, monkeypatch
):
    """Nobody knows what the rest of its numbers are worth."""
    monkeypatch.setattr(Challenger, "score", lambda self, rows: [float("nan"), 0.5])
    score_ids = [people.pending_score(people.client(history="0" * 6)) for _ in range(2)]
    assert score_batch(scoring_record(message(*score_ids))) == []
    told = [set(people.score_row(score_id).challengers) for score_id in score_ids]
    assert told == [{SCORECARD_NAME}] * 2


def test_without_a_scorecard_the_others_are_recorded(people, score_batch, challenged):
    (challenged.parent / "scorecard.json").unlink()
    assert set(scored(people, score_batch).challengers) == {"income-only"}


def test_a_challenger_that_cannot_be_recorded_costs_no_score(
    people, score_batch, challenged, monkeypatch, caplog
):
    def away(*arguments):
        raise OSError("the database is away")

    monkeypatch.setattr("scorer.shadow.record_challengers", away)
    row = scored(people, score_batch)
    assert (row.status, row.challengers) == ("done", None)
    assert told(caplog) == ["recording"]
