"""What drift is measured against: the people as the service itself would see them."""

from collections import Counter
from datetime import date

import numpy as np
import pandas as pd
import pytest

from core.clients.rules.history import STATUSES_BY_SEVERITY, Months, month_number
from core.scores.rules.master_scale import grade_of
from core.scores.rules.vocabulary import ModelName
from model.history import NEW_CREDIT_FEATURES, UNKNOWN, to_credits
from model.scoring import _by_model
from training import data, reference
from training.data import Applicants, load_applicants
from training.new_credits import ANSWERS
from training.observations import OUTCOME_MONTHS, in_default, panel_of
from training.reference import reference_of, thin_files

NEWEST = month_number(date(2026, 1, 1))


@pytest.fixture(scope="module")
def applicants() -> Applicants:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data, "SYNTHETIC_COUNT", 800)
        return load_applicants(None)


def seen_by_the_service(applicants: Applicants, months_ago: int) -> list[tuple[float, ...]]:
    """The thin-file rows that the service builds of a month, person by person."""
    panel = panel_of(applicants)
    people: list[list[Months]] = [[] for _ in range(panel.people)]
    for owner, calendar in zip(panel.owners.tolist(), panel.months, strict=True):
        places = [place for place in range(months_ago, len(calendar)) if calendar[place] > UNKNOWN]
        if places:
            letters = "".join(STATUSES_BY_SEVERITY[calendar[place]] for place in places)
            people[owner].append(Months([NEWEST - place for place in places], letters))
    defaulted = in_default(panel.known(months_ago))
    asked = [one for one, out in zip(people, defaulted.tolist(), strict=True) if not out]
    [(_, columns, _, rows)] = [
        part for part in _by_model(to_credits(asked)) if part[0] is ModelName.THIN_FILE
    ]
    assert columns == tuple(NEW_CREDIT_FEATURES)
    return [tuple(row) for row in rows]


@pytest.mark.parametrize("months_ago", [OUTCOME_MONTHS, 30])
def test_thin_files_are_those_that_the_service_sees(
    applicants: Applicants, months_ago: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reference, "OUTCOME_MONTHS", months_ago)
    monkeypatch.setattr(reference, "OLDEST_POINT", months_ago)
    table, people = thin_files(applicants)
    built = table[list(NEW_CREDIT_FEATURES)].to_numpy().tolist()
    assert Counter(map(tuple, built)) == Counter(seen_by_the_service(applicants, months_ago))
    assert len(set(people.tolist())) == len(people) > 50


def test_the_answers_are_of_the_same_person(applicants: Applicants) -> None:
    table, people = thin_files(applicants)
    told = applicants.table()
    for row in range(0, len(table), 500):
        [own] = told[applicants.groups == people[row]][list(ANSWERS)].drop_duplicates().to_numpy()
        assert table[list(ANSWERS)].iloc[row].tolist() == own.tolist()


def test_rows_of_one_person_count_as_one_person() -> None:
    table = pd.DataFrame({"months": [1.0, 2.0, 3.0, 4.0], "word": ["a", "b", "a", "a"]})
    found = reference_of(table, np.array([0.001, 0.02, 0.3, 0.3]), np.array([7, 7, 8, 9]))
    assert found["inputs"]["people"] == found["scores"]["people"] == 3
    assert found["inputs"]["bins"]["word"] == {"shares": {"a": 0.75, "b": 0.25}, "others": 0.0}
    assert sum(found["inputs"]["bins"]["months"]["shares"]) == pytest.approx(1)
    grades = found["scores"]["grades"]
    assert {name: share for name, share in grades.items() if share} == {
        grade_of(0.001): 0.25,
        grade_of(0.02): 0.25,
        grade_of(0.3): 0.5,
    }
