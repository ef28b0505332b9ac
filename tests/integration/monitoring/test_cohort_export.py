"""What is exported for training is read by training: the same people, payments and outcomes."""

import csv
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from core.clients.rules.questionnaire import ANSWERED_FEATURES
from local import cohort_files, emulator
from local.errors import StackError
from local.stack import Stack
from tests.integration.makers import People
from tests.integration.test_seeding import Function
from training.data import Applicants, load_applicants

HISTORIES = {"000000XX": False, "CCX3210X": True, "0000": False}


@pytest.fixture
def stack(tmp_path: Path, maintain: Any, monkeypatch: pytest.MonkeyPatch) -> Stack:
    function = Function(maintain)
    monkeypatch.setattr(emulator, "aws", lambda *_: function)
    return Stack("a-test", tmp_path / "a stack", 1, 2, 3)


@pytest.fixture
def credits(people: People) -> dict[int, str]:
    """Credits of three people by id, with the months up to the one that ended last."""
    found = {}
    for history in HISTORIES:
        client = people.client(history=None)
        found[people.credit(client.client_id, history, newest=1)] = history
    return found


def only(folder: Path, ids: set[int]) -> Applicants:
    """What training reads of some credits; those of other tests may be of no possible person."""
    for name in ("application_record.csv", "credit_record.csv"):
        with (folder / name).open(newline="") as file:
            header, *rows = csv.reader(file)
        with (folder / name).open("w", newline="") as file:
            csv.writer(file).writerows([header, *(row for row in rows if int(row[0]) in ids)])
    return load_applicants(folder)


def test_training_reads_the_same_people_and_outcomes(
    stack: Stack, credits: dict[int, str], tmp_path: Path
) -> None:
    count = cohort_files.export_people(stack, "maintenance", tmp_path / "out")
    assert count >= len(credits)
    read = only(tmp_path / "out", set(credits))
    assert read.ids.tolist() == sorted(credits)
    assert read.defaulted.tolist() == [HISTORIES[credits[one]] for one in sorted(credits)]
    for identifier, months in zip(read.ids.tolist(), read.months, strict=True):
        told = months[months >= 0]
        assert len(told) == len(credits[identifier])
        assert months[0] >= 0  # the month that ended last
    assert len(set(read.groups.tolist())) == 1  # all tests' people give the same answers


def test_no_name_leaves_and_only_the_owner_reads(
    stack: Stack, credits: dict[int, str], people: People, tmp_path: Path, logged: Any
) -> None:
    cohort_files.export_people(stack, "maintenance", tmp_path / "out")
    path = tmp_path / "out" / "application_record.csv"
    with path.open(newline="") as file:
        assert next(csv.reader(file)) == ["ID", *map(str.upper, ANSWERED_FEATURES)]
    assert path.stat().st_mode & 0o777 == 0o600
    assert "Core staff" not in logged()
    people.connection.rollback()
    noted = people.connection.execute(
        text("SELECT count(*) FROM audit_events WHERE action = 'cohorts.export'")
    )
    assert noted.scalar_one() > 0


def test_without_a_matured_cohort_it_says_what_to_do(
    stack: Stack, people: People, tmp_path: Path
) -> None:
    people.connection.execute(text("DELETE FROM monitor_runs"))
    people.connection.commit()
    with pytest.raises(StackError, match="No cohort has matured"):
        cohort_files.export_outcomes(stack, "maintenance", tmp_path / "out")
