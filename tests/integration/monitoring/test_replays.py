"""Scores that the scorer has recorded come out again to the last bit, unless something changed."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import boto3
import pytest
from sqlalchemy import Connection, text

import model.calibration
import model.provenance
import model.scoring
from core.decisions.rules.policy import first_policy
from core.kit.database import connect
from core.monitoring.replays import load_recorded, newest_night
from core.monitoring.rules.replay_verdicts import Findings, Part, ReplayVerdict
from core.people.rules.roles import Role
from core.scores.rules import reasons
from core.scores.rules.bundle_names import BundleName, bundle_key
from core.scores.rules.vocabulary import ModelName
from model.bundle_reader import BUNDLE
from monitor.replay import ReplayWish, examine, replay
from monitor.replay_bundles import PresentBundle
from tests.integration.models.bundles import challenger, registry
from tests.integration.monitoring.book import add_people, score_people

MANY = 1_000
HISTORY = "0000000000000110000"


def examined(score_id: UUID, folder: Path = BUNDLE) -> Findings:
    with connect() as connection:
        recorded = load_recorded(connection, [score_id])
        return examine(connection, recorded, [PresentBundle(folder)])[score_id]


@pytest.fixture
def scored(people) -> UUID:
    """A score of somebody who was late now and then."""
    client = people.client(history=HISTORY)
    [score_id] = score_people(people.connection, [client.client_id], client.user_id)
    return score_id


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A copy of the bundle, for a fault to be planted in."""
    return Path(shutil.copytree(BUNDLE, tmp_path / "bundle"))


def plant(connection: Connection, statement: str, **values: Any) -> None:
    """Changes what is on record, behind everybody's back."""
    connection.execute(text(statement), values)
    connection.commit()


def test_a_thousand_recorded_scores_come_out_again_to_the_last_bit(people):
    random = Random(7)
    asker = people.user(Role.ADMIN)
    ids = score_people(
        people.connection, add_people(people.connection, MANY, random), asker.user_id
    )
    with connect() as connection:
        recorded = load_recorded(connection, ids)
        made_by = {None, ModelName.BEHAVIOURAL, ModelName.THIN_FILE, ModelName.SEGMENT}
        assert {score.model for score in recorded} == made_by
        random.shuffle(recorded)  # alike in no batch that they were scored in
        found = examine(connection, recorded, [PresentBundle(BUNDLE)])
    assert len(found) == MANY
    assert {one.verdict for one in found.values()} == {ReplayVerdict.IDENTICAL}
    assert {one.difference for one in found.values()} == {0.0}
    assert not any(one.unchecked for one in found.values())


def test_contributions_add_up_to_the_raw_score_that_the_calibration_turns_into_the_probability(
    people,
):
    ids = score_people(
        people.connection,
        add_people(people.connection, 300, Random(8)),
        people.user(Role.ADMIN).user_id,
    )
    with connect() as connection:
        recorded = load_recorded(connection, ids)
    told = [score for score in recorded if score.contributions]
    assert len(told) > 100
    for score in told:
        base = score.provenance["models"][score.model]["base"]
        total = base + sum(score.contributions.values())
        assert total == pytest.approx(score.raw_score, abs=1e-6 * len(score.contributions))
        assert {one["code"] for one in score.reasons if one["contribution"]} <= set(
            score.contributions
        )


def test_a_changed_artifact_is_named(scored, bundle):
    leaves = (bundle / "behavioural.npy").read_bytes()
    (bundle / "behavioural.npy").write_bytes(leaves[:-1] + bytes([leaves[-1] ^ 1]))
    found = examined(scored, bundle)
    assert (found.verdict, found.parts) == (ReplayVerdict.DIFFERS, [Part.ARTIFACT])
    assert (found.files, found.is_alarming) == (["behavioural.npy"], True)


def test_an_artifact_that_is_not_here_is_missing_and_nobody_is_woken(scored, bundle):
    (bundle / "behavioural.cbm").write_bytes((bundle / "thin_file.cbm").read_bytes())
    manifest = json.loads((bundle / "manifest.json").read_text())
    (bundle / "manifest.json").write_text(json.dumps({**manifest, "model_version": "another"}))
    found = examined(scored, bundle)
    assert (found.verdict, found.parts) == (ReplayVerdict.ARTIFACT_MISSING, [Part.ARTIFACT])
    assert (found.difference, found.is_alarming) == (None, False)


def test_the_same_artifact_under_a_runtime_that_counts_otherwise_is_named(scored, monkeypatch):
    explained = model.scoring.explain

    def otherwise(*told: Any) -> Any:
        contributions, raw = explained(*told)
        return contributions, raw + 1e-12

    monkeypatch.setattr("model.scoring.explain", otherwise)
    found = examined(scored)
    assert (found.verdict, found.parts) == (ReplayVerdict.DIFFERS, [Part.ARTIFACT])
    assert found.difference and abs(found.difference) < 1e-12


def test_a_changed_calibration_is_named(scored, bundle):
    models = json.loads((bundle / "models.json").read_text())
    models["behavioural"]["calibrator"]["intercept"] += 0.01
    (bundle / "models.json").write_text(json.dumps(models))
    found = examined(scored, bundle)
    assert (found.verdict, found.parts) == (ReplayVerdict.DIFFERS, [Part.CALIBRATION])


def test_a_calibration_that_counts_otherwise_is_named_with_the_difference(scored, monkeypatch):
    monkeypatch.setattr(model.calibration, "SMALLEST_PROBA", 0.25)
    monkeypatch.setattr(model.scoring, "GOLDEN_TOLERANCE", 1)
    found = examined(scored)
    assert (found.verdict, found.parts) == (ReplayVerdict.DIFFERS, [Part.CALIBRATION])
    assert found.difference and 0 < found.difference <= 0.25


@pytest.mark.parametrize("told", [0.0021, "much", None])
def test_a_changed_policy_is_named(scored, people, told):
    """Whatever it recommends, and whether it can be read: it is not the one of that name."""
    sha256 = people.score_row(scored).policy_sha256
    change = "UPDATE policies SET body = body || CAST(:change AS jsonb) WHERE sha256 = :sha256"
    approve_below = first_policy().approve_below
    plant(people.connection, change, sha256=sha256, change=json.dumps({"approve_below": told}))
    try:
        found = examined(scored)
    finally:
        as_it_was = json.dumps({"approve_below": approve_below})
        plant(people.connection, change, sha256=sha256, change=as_it_was)
    assert (found.verdict, found.parts) == (ReplayVerdict.DIFFERS, [Part.POLICY])
    assert examined(scored).verdict is ReplayVerdict.IDENTICAL


def test_a_policy_that_nobody_knows_any_more_is_missing(scored, people):
    plant(
        people.connection,
        "UPDATE scores SET policy_version = '2001-01-01-00000000' WHERE id = :id",
        id=scored,
    )
    found = examined(scored)
    assert (found.verdict, found.parts) == (ReplayVerdict.ARTIFACT_MISSING, [Part.POLICY])


@pytest.fixture
def other_feature_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sources that build features are no more what they were."""
    source = tmp_path / "history.py"
    source.write_text("# rewritten\n")
    paths = (source, *model.provenance.FEATURE_CODE[1:])
    monkeypatch.setattr(model.provenance, "FEATURE_CODE", paths)


def test_other_feature_code_that_builds_the_same_is_told_and_wakes_nobody(
    scored, other_feature_code
):
    found = examined(scored)
    assert (found.verdict, found.parts) == (ReplayVerdict.CODE_DIFFERS, [Part.FEATURE_CODE])
    assert (found.rebuilt, found.is_alarming, found.difference) == ([], False, 0.0)


def test_other_feature_code_that_builds_others_names_the_features(
    scored, other_feature_code, monkeypatch
):
    monkeypatch.setattr("core.clients.rules.questionnaire.AGE_EDGES", (20, 30, 33, 34, 35))
    found = examined(scored)
    assert (found.verdict, found.parts) == (ReplayVerdict.CODE_DIFFERS, [Part.FEATURE_CODE])
    assert (found.rebuilt, found.is_alarming) == (["age_group"], True)


def test_features_are_rebuilt_of_what_was_known_then(
    api, people, scored, other_feature_code, queued
):
    """An edit and a month that came later change nothing of it."""
    client_id = people.score_row(scored).client_id
    admin = people.user(Role.ADMIN)
    for income in (200_000, 300_000):
        edited = {"amt_income_total": income, "flag_email": income // 200_000 % 2}
        version = api("GET", f"/clients/{client_id}", token=admin.token).headers["etag"]
        answer = api("PATCH", f"/clients/{client_id}", edited, token=admin.token, if_match=version)
        assert answer.status == 200, answer.body
    people.credit(client_id, "1" * 8)
    first = "SELECT id FROM credits WHERE client_id = :id ORDER BY id LIMIT 1"
    credit_id = people.connection.execute(text(first), {"id": client_id}).scalar_one()
    people.months(credit_id, "5" * 3)  # corrects months that the score has seen otherwise
    assert examined(scored).rebuilt == []


def test_answers_that_nobody_can_take_back_are_told_as_unchecked(
    people, scored, other_feature_code
):
    plant(
        people.connection,
        "UPDATE clients SET cnt_children = 5, updated_at = now() WHERE id = :id",
        id=people.score_row(scored).client_id,
    )
    found = examined(scored)
    assert (found.rebuilt, found.unchecked) == (None, {Part.FEATURE_CODE})


@pytest.mark.parametrize("feature", ["latest_status", "code_gender"])
def test_changed_features_are_named_whether_a_model_reads_them_or_not(people, scored, feature):
    value = {"latest_status": 6.0, "code_gender": "M"}[feature]
    plant(
        people.connection,
        "UPDATE scores SET features = features || CAST(:change AS jsonb) WHERE id = :id",
        change=json.dumps({feature: value}),
        id=scored,
    )
    found = examined(scored)
    assert (found.verdict, found.parts) == (ReplayVerdict.DIFFERS, [Part.FEATURES])
    assert found.rebuilt == [feature]
    assert bool(found.difference) is (feature == "latest_status")


def test_a_feature_that_is_gone_is_named(people, scored):
    plant(
        people.connection,
        "UPDATE scores SET features = features - 'latest_status' WHERE id = :id",
        id=scored,
    )
    found = examined(scored)
    assert (found.parts, found.rebuilt) == ([Part.FEATURES], ["latest_status"])
    assert found.difference is None


def test_changed_reasons_are_named(people, scored):
    plant(
        people.connection,
        "UPDATE scores SET reasons = reasons - 0 WHERE id = :id",
        id=scored,
    )
    found = examined(scored)
    assert (found.verdict, found.parts) == (ReplayVerdict.DIFFERS, [Part.REASON_CODES])
    assert found.difference == 0


def test_reason_codes_that_say_other_things_are_named(scored, tmp_path, monkeypatch):
    codes = json.loads(reasons.REASON_CODES.read_text())
    told = {one["code"] for one in recorded_reasons(scored)}
    for code in told:
        for variant in codes[code]["variants"]:
            variant["when"] = {"latest_status": [99, 99]}
    path = tmp_path / "reason_codes.json"
    path.write_text(json.dumps(codes))
    monkeypatch.setattr(reasons, "REASON_CODES", path)
    monkeypatch.setattr(model.provenance, "REASON_CODE", (path,))
    monkeypatch.setattr("monitor.replay_bundles.load_model", lambda _: loaded)
    loaded = model.scoring.load_model()
    forget_reason_codes()
    try:
        found = examined(scored)
    finally:
        monkeypatch.undo()
        forget_reason_codes()
    assert (found.verdict, found.parts) == (ReplayVerdict.DIFFERS, [Part.REASON_CODES])


def forget_reason_codes() -> None:
    reasons.reason_codes.cache_clear()
    reasons._readable.cache_clear()


def recorded_reasons(score_id: UUID) -> list[dict[str, Any]]:
    with connect() as connection:
        [score] = load_recorded(connection, [score_id])
    return score.reasons


def test_a_probability_that_was_written_over_does_not_fit_its_raw_score(people, scored):
    plant(people.connection, "UPDATE scores SET proba = proba / 2 WHERE id = :id", id=scored)
    found = examined(scored)
    assert (found.verdict, Part.CALIBRATION in found.parts) == (ReplayVerdict.DIFFERS, True)
    assert found.difference == people.score_row(scored).proba


def test_a_recommendation_that_was_written_over_is_not_the_policys(people, scored):
    plant(people.connection, "UPDATE scores SET decision = 'decline' WHERE id = :id", id=scored)
    assert examined(scored).parts == [Part.POLICY]


def test_of_a_score_from_before_replays_it_is_told_what_cannot_be_checked(people, scored):
    plant(
        people.connection,
        "UPDATE scores SET provenance_id = NULL, raw_score = NULL, features_sha256 = NULL,"
        " reasons_sha256 = NULL WHERE id = :id",
        id=scored,
    )
    found = examined(scored)
    assert (found.verdict, found.difference) == (ReplayVerdict.IDENTICAL, 0)
    assert Part.FEATURES in found.unchecked


@pytest.fixture
def promoted(people, tmp_path) -> Iterator[tuple[UUID, BundleName]]:
    """A score by a registered bundle whose files lie in the bucket, and the bundle's name."""
    with registry(people):
        name = challenger(people, tmp_path / "challenger")
        for statement in (
            "UPDATE models SET state = 'challenger' WHERE source = 'release'",
            "UPDATE models SET state = 'champion', champion_since = now() WHERE version = :version",
        ):
            plant(
                people.connection,
                statement,
                **({"version": name.version} if ":" in statement else {}),
            )
        client = people.client(history=HISTORY)
        [score_id] = score_people(people.connection, [client.client_id], client.user_id)
        yield score_id, name


def replayed(people, score_id: UUID) -> Any:
    with connect() as connection:
        replay(connection, ReplayWish(score_ids=[score_id]))
    people.connection.rollback()
    newest = "SELECT * FROM replays WHERE score_id = :id ORDER BY id DESC LIMIT 1"
    return people.connection.execute(text(newest), {"id": score_id}).one()


def test_a_score_of_a_promoted_bundle_is_replayed_by_what_lies_in_the_bucket(people, promoted):
    score_id, name = promoted
    assert people.score_row(score_id).model_version == name.version
    assert replayed(people, score_id).verdict == ReplayVerdict.IDENTICAL


def test_a_bundle_that_was_changed_in_the_bucket_is_named(people, promoted):
    score_id, name = promoted
    key = bundle_key(name.sha256, "models.json")
    files = boto3.client("s3")
    content = json.loads(files.get_object(Bucket="models", Key=key)["Body"].read())
    content["behavioural"]["calibrator"]["intercept"] += 1
    files.put_object(Bucket="models", Key=key, Body=json.dumps(content).encode())
    row = replayed(people, score_id)
    assert (row.verdict, row.parts) == (ReplayVerdict.DIFFERS, [Part.CALIBRATION])
    assert (row.details["files"], row.is_alarming) == (["models.json"], True)


def test_a_bundle_that_is_gone_from_the_bucket_is_missing(people, promoted):
    score_id, name = promoted
    for file in name.files:
        boto3.client("s3").delete_object(Bucket="models", Key=bundle_key(name.sha256, file))
    row = replayed(people, score_id)
    # The likest bundle that is here has another level, and so other golden rows
    assert row.verdict == ReplayVerdict.ARTIFACT_MISSING
    assert row.parts == row.details["missing"] == [Part.ARTIFACT, Part.CALIBRATION]
    assert (row.difference, row.is_alarming) == (None, False)


def test_a_nightly_sample_is_drawn_and_written_down(people, monkeypatch):
    ids = add_people(people.connection, 30, Random(9))
    score_people(people.connection, ids, people.user(Role.ADMIN).user_id)
    monkeypatch.setenv("REPLAYS_A_NIGHT", "12")
    with connect() as connection:
        before = connection.execute(text("SELECT max(id) FROM replays")).scalar_one() or 0
        outcome = replay(connection, ReplayWish())
        written = connection.execute(
            text("SELECT count(*) FROM replays WHERE id > :before AND requested_by IS NULL"),
            {"before": before},
        ).scalar_one()
        night = newest_night(connection)
    assert outcome.verdicts.total() == written == 12
    # Other tests of the hour replay in nobody's name, too
    assert all(night.verdicts[one] >= count for one, count in outcome.verdicts.items())
    assert (night.alarming >= len(outcome.alarming), night.ended_at is not None) == (True, True)
