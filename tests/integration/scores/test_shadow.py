"""Challengers score in the shadow: recorded beside the champion, shown to staff, and no hindrance."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from catboost import CatBoostClassifier, Pool

import scorer.batch
from model.bundle_reader import BUNDLE
from model.challengers import CHALLENGERS, load_challengers
from model.scorecard import SCORECARD_NAME
from tests.integration.conftest import scoring_message, scoring_record


@pytest.fixture
def challenged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A challenger on the income alone beside the scorecard; the folder is the scorer's."""
    rows = [[float(income)] for income in range(20)]
    given = Pool(rows, [0, 1] * 10, feature_names=["amt_income_total"])
    options: dict[str, Any] = {"iterations": 3, "verbose": False, "allow_writing_files": False}
    folder = tmp_path / CHALLENGERS.name
    folder.mkdir()
    CatBoostClassifier(**options).fit(given).save_model(str(folder / "income-only.cbm"))
    shutil.copyfile(BUNDLE / "scorecard.json", tmp_path / "scorecard.json")
    monkeypatch.setattr(scorer.batch, "load_challengers", lambda: load_challengers(tmp_path))
    scorer.batch.challengers.cache_clear()
    yield folder
    scorer.batch.challengers.cache_clear()


def test_a_challenger_is_recorded_beside_the_champion_and_shown_to_staff_only(
    api, people, score_batch, challenged
):
    manager = people.manager()
    client = people.client(manager, history="0" * 6)
    score_id = people.pending_score(client)
    assert score_batch(scoring_record(scoring_message(score_id))) == []
    row = people.score_row(score_id)
    assert set(row.challengers) == {"income-only", SCORECARD_NAME}
    assert all(0 < proba < 1 for proba in row.challengers.values())
    staff, borrower = (
        api("GET", f"/scores/{score_id}", token=token).body["challengers"]
        for token in (manager.token, client.token)
    )
    assert staff == row.challengers
    assert borrower is None


def test_a_broken_challenger_costs_no_score(people, score_batch, challenged, capsys):
    (challenged / "broken.cbm").write_bytes(b"not a model")
    score_id = people.pending_score(people.client())
    assert score_batch(scoring_record(scoring_message(score_id))) == []
    row = people.score_row(score_id)
    assert row.status == "done"
    assert row.challengers is None
    assert '"ChallengersFailed":[1.0]' in capsys.readouterr().out
