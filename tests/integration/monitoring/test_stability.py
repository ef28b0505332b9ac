"""What a run finds of the population is what plain Python counts of the same scores."""

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import insert, text

from core.kit.identifiers import id_of
from core.monitoring import populations
from core.monitoring.run_months import end_of
from core.monitoring.tables import transition_cells
from core.scores.rules.master_scale import grade_of, master_scale
from core.scores.tables import scores
from model.bundle_reader import BUNDLE
from monitor import stability_step

MONTH = date(2025, 6, 1)
_FROZEN = json.loads((BUNDLE / "reference.json").read_text())["behavioural"]
REFERENCE = {**_FROZEN["inputs"]["bins"], "proba": _FROZEN["scores"]["proba"]}


@pytest.fixture(autouse=True)
def _alone(people):
    people.forget_months()


def drawn(random, frozen):
    """A value of one of the frozen bins, as often as in training."""
    edges = frozen["edges"]
    [place] = random.choices(range(len(edges) + 1), frozen["shares"])
    if place == 0:
        return edges[0] - 1
    return (
        edges[place - 1] if place == len(edges) else random.uniform(*edges[place - 1 : place + 1])
    )


def add_scores(people, random, count, changed=None, month=MONTH):
    """Scores as training would have made them, but for what has changed."""
    user, rows = people.user("analyst"), []
    for _ in range(count):
        client_id = people.without_login(client_since=datetime(2020, 1, 1, tzinfo=UTC))
        features = {name: drawn(random, frozen) for name, frozen in REFERENCE.items()}
        proba = max(0.0006, features.pop("proba"))
        if proba == REFERENCE["proba"]["edges"][-1]:  # the last bin holds three grades
            [proba] = random.choices([0.012, 0.045, 0.3], [41, 51, 8])
        features |= changed(random) if changed else {}
        contributions = {"DELAYS": random.gauss(0, 1), "HISTORY_LENGTH": random.gauss(0.4, 1)}
        row = {"id": id_of(end_of(month) - timedelta(1)), "client_id": client_id}
        people.connection.execute(insert(scores).values(**row, requested_by=user.user_id))
        people.connection.commit()
        told = {"features": features, "contributions": contributions}
        people.finish(row["id"], proba, grade_of(proba), **told)
        rows.append((proba, features, contributions))
    return rows


def found_by(monitor, people):
    monitor(action="run", month=str(MONTH))
    people.connection.rollback()
    return people.connection.execute(text("SELECT figures FROM monitor_runs")).scalar_one()


def by_name(model):
    return {one["name"]: one for one in model["characteristics"]}


def test_the_same_people_as_in_training_are_told_so(monitor, people, monkeypatch):
    monkeypatch.setattr(populations, "ROWS_A_STEP", 31)
    rows = add_scores(people, Random(15), 200)
    figures = found_by(monitor, people)
    [model] = figures["stability"]["models"]
    assert (model["count"], model["sampled"], model["expected_people"]) == (200, 200, 6434)
    told = by_name(model)
    assert set(told) == {*REFERENCE, "grade"}
    assert all(one["count"] == 200 and one["missing"] == 0 for one in told.values())
    edges = REFERENCE["months_on_book"]["edges"]
    counts = Counter(
        sum(features["months_on_book"] >= edge for edge in edges) for _, features, _ in rows
    )
    bins = told["months_on_book"]["bins"]
    assert [one["count"] for one in bins] == [*(counts[n] for n in range(len(edges) + 1)), 0]
    for one in told.values():
        told_by_bins = sum(part["contribution"] for part in one["bins"])
        assert told_by_bins == pytest.approx(one["psi"] or 0)
    grades = Counter(grade_of(proba) for proba, _, _ in rows)
    assert [one["count"] for one in told["grade"]["bins"][:-1]] == [grades[g] for g in "ABCD"]
    assert [one["code"] for one in model["shifts"]] == ["HISTORY_LENGTH", "DELAYS"]
    mean = sum(one["HISTORY_LENGTH"] for _, _, one in rows) / 200
    assert model["shifts"][0]["log_odds"] == pytest.approx(mean)
    whole = sum(sum(one.values()) for _, _, one in rows) / 200
    assert model["log_odds_shift"] == pytest.approx(whole)
    assert figures["verdict"]["verdict"] == "no_outcome_yet"


def test_a_planted_shift_and_what_is_missing_are_found(monitor, people, api):
    def late(random):
        book = REFERENCE["months_on_book"]
        half = random.random() < 0.5
        late = {"months_on_book": 40 if half else drawn(random, book), "share_late": None}
        return {**late, "credits_open": 1.0}

    add_scores(people, Random(9), 120, late)
    figures = found_by(monitor, people)
    [model] = figures["stability"]["models"]
    told = by_name(model)
    assert (told["share_late"]["missing"], told["share_late"]["bins"][-1]["share"]) == (120, 1)
    red = {name for name, one in told.items() if one["light"] == "red"}
    assert {"months_on_book", "share_late", "credits_open"} <= red
    assert figures["verdict"]["verdict"] == "watch"
    analyst = people.user("analyst")
    answer = api("GET", "/monitoring/stability", token=analyst.token).body
    assert answer["months"] == [str(MONTH)]
    assert {one["name"] for one in answer["line"] if one["light"] == "red"} == red
    other = api("GET", "/monitoring/stability", query="model=thin_file", token=analyst.token).body
    assert other["found"]["models"] == other["line"] == []


def test_of_many_scores_some_are_read_and_the_same_ones_again(monitor, people, monkeypatch):
    add_scores(people, Random(10), 90)
    monkeypatch.setattr(stability_step, "MOST_READ", 45)
    first = found_by(monitor, people)["stability"]
    people.connection.execute(text("DELETE FROM monitor_runs"))
    people.connection.commit()
    assert found_by(monitor, people)["stability"] == first
    [model] = first["models"]
    assert model["count"] == 90
    assert 20 < model["sampled"] < 70


def test_few_scores_have_no_light_and_an_unknown_version_no_bins(monitor, people):
    add_scores(people, Random(11), 20)
    people.connection.execute(
        text(
            "UPDATE scores SET model_version = 'gone'"
            " WHERE id = ANY(ARRAY(SELECT id FROM scores ORDER BY client_id DESC LIMIT 5))"
        )
    )
    people.connection.commit()
    figures = found_by(monitor, people)["stability"]
    known = [one for one in figures["models"] if one["expected_people"]]
    assert {one["light"] for model in known for one in model["characteristics"]} == {None}
    for model in figures["models"]:
        if not model["expected_people"]:
            assert model["characteristics"] == []


def test_inputs_of_the_months_scores_alone_are_read(monitor, people):
    add_scores(people, Random(12), 10, month=date(2025, 5, 1))
    add_scores(people, Random(13), 7)
    [model] = found_by(monitor, people)["stability"]["models"]
    assert (model["count"], model["sampled"]) == (7, 7)


def test_moves_are_told_by_how_far_they_went_of_how_far_they_could(people):
    scale = [one.grade for one in master_scale()]
    month, steps = date(1931, 5, 1), len(scale) - 1
    assert stability_step._bandwidth(people.connection, month) == (None, None)
    moved = {
        (scale[0], scale[2]): 6,
        (scale[-1], scale[-2]): 4,
        (scale[0], scale[0]): 90,
        (scale[-1], "default"): 50,
        (None, scale[0]): 70,
    }
    cells = [
        {
            "month": month,
            "is_active": True,
            "grade_before": before,
            "grade": now,
            "clients": clients,
        }
        for (before, now), clients in moved.items()
    ]
    people.connection.execute(insert(transition_cells), cells)
    assert stability_step._bandwidth(people.connection, month) == (2 / steps, 1 / steps)
    assert stability_step._bandwidth(people.connection, date(1931, 6, 1)) == (None, None)
