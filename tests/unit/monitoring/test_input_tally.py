"""Inputs are counted by frozen bins; what is missing, and words never seen, have bins of their own."""

import json

import pytest

from core.monitoring.stability_records import BinKind
from core.scores.rules.vocabulary import ModelName
from model.bundle_reader import BUNDLE
from monitor.baselines import Baseline, baseline_of
from monitor.input_tally import InputTally
from monitor.stability_figures import characteristic

VERSION = json.loads((BUNDLE / "manifest.json").read_text())["model_version"]


@pytest.fixture
def baseline() -> Baseline:
    found = baseline_of(ModelName.THIN_FILE, VERSION)
    assert found is not None
    return found


def counted(tally: InputTally, name: str) -> dict[str, int]:
    [(frozen, counts)] = [one for one in tally.counted() if one[0].name == name]
    return {
        str(one.word or one.kind.value): count
        for one, count in zip(frozen.bins, counts, strict=True)
        if count
    }


def test_bins_have_the_names_of_what_they_are_of(baseline: Baseline) -> None:
    assert (baseline.score.name, baseline.grades.name) == ("proba", "grade")
    assert {one.kind for one in baseline.grades.bins} == {BinKind.WORD, BinKind.OTHERS}
    by_words = {kind for one in baseline.inputs for kind in {part.kind for part in one.bins}}
    assert by_words == set(BinKind)


def test_a_word_never_seen_and_what_is_missing_have_bins(baseline: Baseline) -> None:
    tally = InputTally(baseline)
    for word in ("Working", "Working", "Cosmonaut", None):
        tally.add({"name_income_type": word}, None)
    assert counted(tally, "name_income_type") == {"Working": 2, "others": 1, "missing": 1}
    assert counted(tally, "own_months") == {"missing": 4}
    assert tally.count == 4
    assert tally.shifts() == []


def test_an_edge_belongs_to_the_bin_above_it(baseline: Baseline) -> None:
    tally = InputTally(baseline)
    [frozen] = [one for one in baseline.inputs if one.name == "own_months"]
    last = frozen.bins[-2].low
    for value in (-1, 0, 1, 99):
        tally.add({"own_months": value}, None)
    [(_, counts)] = [one for one in tally.counted() if one[0].name == "own_months"]
    lows = [one.low for one, count in zip(frozen.bins, counts, strict=True) if count]
    assert lows == [None, 0, 1, last]


def test_shifts_are_means_of_those_that_were_explained(baseline: Baseline) -> None:
    tally = InputTally(baseline)
    tally.add({}, {"INCOME": 0.4, "EMPLOYMENT": -1.0})
    tally.add({}, None)
    tally.add({}, {"INCOME": 0.2, "EMPLOYMENT": -3.0})
    assert tally.shifts() == [("EMPLOYMENT", -2.0), ("INCOME", pytest.approx(0.3))]


def test_bins_that_nobody_is_or_was_in_are_none(baseline: Baseline) -> None:
    [frozen] = [one for one in baseline.inputs if one.name == "others_months_late_60"]
    found = characteristic(frozen, baseline.people, [0, 500, 0])
    assert found.psi is found.light is None, "all are in the one bin that there is"
    moved = characteristic(frozen, baseline.people, [0, 450, 50])
    assert moved.light == "red"
    assert moved.missing == 50
    assert [one.kind for one in moved.bins][-1] is BinKind.MISSING


def test_where_nobody_is_in_any_bin_no_share_is_told(baseline: Baseline) -> None:
    found = characteristic(baseline.score, baseline.people, [0] * len(baseline.score.bins))
    assert {one.share for one in found.bins} == {None}
    assert found.psi is None


def test_a_version_that_lies_elsewhere_has_no_baseline() -> None:
    assert baseline_of(ModelName.BEHAVIOURAL, "2020-01-01-00000000") is None
    assert baseline_of(ModelName.SEGMENT, VERSION) is None
