"""Bundles lie side by side: the scorer takes the one in force, whole and verified, or none."""

import boto3
import pytest
from sqlalchemy import text

from core.models.registry import MOST_CHALLENGERS
from core.models.rules.released import released
from core.scores.rules.bundle_names import BundleName, bundle_key
from model.bundle_reader import FILES
from scorer.bundles import bundle_store
from tests.integration.conftest import message, scoring_record
from tests.integration.models.bundles import recalibrated, upload

HISTORY = "0" * 12


def put_in_force(people, name):
    for statement in (
        "UPDATE models SET state = 'challenger' WHERE state = 'champion'",
        "UPDATE models SET state = 'champion', champion_since = now() WHERE sha256 = :sha256",
    ):
        people.connection.execute(text(statement), {"sha256": name.sha256})
    people.connection.commit()


def scored(people, score_batch):
    score_id = people.pending_score(people.client(history=HISTORY))
    assert score_batch(scoring_record(message(score_id))) == []
    return people.score_row(score_id)


def test_the_releases_bundle_is_in_force_first(people):
    rows = people.connection.execute(
        text("SELECT version, state, source FROM models WHERE state <> 'retired'")
    ).all()
    assert rows == [(released().name.version, "champion", "release")]


def test_migrating_again_changes_nothing(people, maintain):
    maintain(action="migrate")
    assert (
        people.connection.execute(
            text("SELECT count(*) FROM models WHERE state <> 'retired'")
        ).scalar_one()
        == 1
    )


def test_a_challenger_scores_in_the_shadow_from_what_was_recorded(people, score_batch, other):
    row = scored(people, score_batch)
    assert row.model_version == released().name.version
    said = row.challengers[other.version]
    assert 0 < said < row.proba, "the same trees, at a lower level"


def test_the_bundle_in_force_is_fetched_and_scores(people, score_batch, other):
    shadow = scored(people, score_batch).challengers[other.version]
    put_in_force(people, other)
    row = scored(people, score_batch)
    assert (row.model_version, row.model_sha256) == (other.version, other.sha256)
    assert row.proba == pytest.approx(shadow, abs=1e-12)
    assert row.challengers[released().name.version] > row.proba


@pytest.mark.parametrize("file", ["behavioural.cbm", "models.json", "golden.json"])
def test_a_damaged_bundle_scores_nobody(people, score_batch, other, caplog, tmp_path, file):
    boto3.client("s3").put_object(
        Bucket="models", Key=bundle_key(other.sha256, file), Body=b"somebody was here"
    )
    put_in_force(people, other)
    score_id = people.pending_score(people.client(history=HISTORY))
    record = scoring_record(message(score_id))
    assert score_batch(record) == [record["messageId"]]
    assert people.score_row(score_id).status == "pending"
    assert f"{file} is not the file that was registered" in caplog.text
    upload_again(other, tmp_path / "again")
    assert score_batch(record) == []
    assert people.score_row(score_id).model_version == other.version


def upload_again(name, folder):
    """Makes the same bundle again: the same recipe gives the same bytes."""
    assert recalibrated(folder, -1.0) == name
    upload(name, folder)


def test_a_missing_bundle_scores_nobody_and_is_counted(people, score_batch, other, caplog, capsys):
    for file in FILES:
        boto3.client("s3").delete_object(Bucket="models", Key=bundle_key(other.sha256, file))
    put_in_force(people, other)
    score_id = people.pending_score(people.client(history=HISTORY))
    record = scoring_record(message(score_id))
    assert score_batch(record) == [record["messageId"]]
    assert "cannot be fetched (NoSuchKey)" in caplog.text
    assert '"BundlesRefused":[1.0]' in capsys.readouterr().out


def test_a_damaged_challenger_costs_no_score(people, score_batch, other, capsys):
    boto3.client("s3").put_object(
        Bucket="models", Key=bundle_key(other.sha256, "thin_file.cbm"), Body=b"somebody was here"
    )
    row = scored(people, score_batch)
    assert (row.status, other.version in (row.challengers or {})) == ("done", False)
    assert '"ChallengersFailed":[1.0]' in capsys.readouterr().out


def test_files_that_were_changed_where_they_were_fetched_to_are_fetched_again(
    people, score_batch, other
):
    put_in_force(people, other)
    scored(people, score_batch)
    path = bundle_store().folder / other.sha256 / "models.json"
    path.write_bytes(b"somebody was here")
    bundle_store()._kept.clear()
    assert scored(people, score_batch).model_version == other.version


def test_no_more_models_are_kept_than_there_may_be(people, tmp_path):
    store = bundle_store()
    for place in range(7):
        name = recalibrated(tmp_path / str(place), -0.1 * (place + 1))
        upload(name, tmp_path / str(place))
        store.model(name)
    assert len(store._kept) == 5
    assert len(list(store.folder.iterdir())) == 5


def register(maintain, name, card):
    told = {"version": name.version, "sha256": name.sha256, "files": dict(name.files)}
    return maintain(action="register_model", name=told, card=card)


def test_maintenance_registers_what_belongs_together(people, maintain, tmp_path):
    name = recalibrated(tmp_path, -0.5)
    card = (tmp_path / "card.json").read_text()
    assert register(maintain, name, card) == {"state": "challenger"}
    assert register(maintain, name, card) == {"state": "challenger"}, "again changes nothing"
    with pytest.raises(ValueError, match="another bundle"):
        register(maintain, name, card + " ")
    other = BundleName("2026-11-28-01234567", name.sha256, name.files)
    with pytest.raises(ValueError, match="not the name of these files"):
        register(maintain, other, card)


def test_there_are_no_more_challengers_than_scorers_can_bear(people, maintain, tmp_path):
    for place in range(MOST_CHALLENGERS + 1):
        name = recalibrated(tmp_path / str(place), -0.1 * (place + 1))
        card = (tmp_path / str(place) / "card.json").read_text()
        if place < MOST_CHALLENGERS:
            register(maintain, name, card)
    with pytest.raises(Exception, match="Retire one"):
        register(maintain, name, card)


def test_a_what_if_asks_the_bundle_in_force(people, api, asked_scorer, other):
    manager = people.manager()
    client = people.client(manager, history=HISTORY)
    path = f"/clients/{client.client_id}/what-if"
    before = api("POST", path, {}, token=manager.token).body
    put_in_force(people, other)
    after = api("POST", path, {}, token=manager.token).body
    assert (before["model_version"], after["model_version"]) == (
        released().name.version,
        other.version,
    )
