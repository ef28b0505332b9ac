"""Seeding from files: all is looked at before anything goes, and what is seeded is remembered."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import text

from local import emulator, seeding
from local.errors import StackError
from local.stack import Stack
from tests.unit.training.makers import write_files

COUNT = seeding.PEOPLE_PER_CALL + 4  # so that there are two calls


class Function:
    """The maintenance function as Lambda shows it, with calls that break down."""

    def __init__(self, maintain: Any) -> None:
        self.maintain = maintain
        self.breaks: set[int] = set()  # calls that write, by their number

    def invoke(self, FunctionName: str, Payload: bytes) -> dict[str, Any]:  # noqa: N803 - boto3's
        event = json.loads(Payload)
        try:
            if not event.get("check"):
                self._break_down()
            answer = self.maintain(**event)
        except Exception as error:  # noqa: BLE001 - as Lambda does
            message = {"errorMessage": str(error)}
            return {"FunctionError": "Unhandled", "Payload": BytesIO(json.dumps(message).encode())}
        return {"Payload": BytesIO(json.dumps(answer).encode())}

    def _break_down(self) -> None:
        self.breaks = {number - 1 for number in self.breaks}
        if 0 in self.breaks:
            raise RuntimeError("the database is away")


@pytest.fixture
def function(maintain: Any, monkeypatch: pytest.MonkeyPatch) -> Function:
    made = Function(maintain)
    monkeypatch.setattr(emulator, "aws", lambda *_: made)
    return made


@pytest.fixture
def stack(tmp_path: Path, function: Function) -> Iterator[Stack]:
    """A stack with a few synthetic clients."""
    made = Stack("a-test", tmp_path / "a stack", 1, 2, 3)
    seeding.seed(made, "maintenance", 5)
    yield made
    assert not list((made.folder / "state").glob("applicants*"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "my data"
    made.mkdir()
    write_files(made, dict.fromkeys(range(1, COUNT + 1), "000000"))
    return made


def demo_clients(people: Any) -> list[str]:
    """The logins of the clients that are for show."""
    people.connection.rollback()
    query = "SELECT login FROM users WHERE is_test AND role = 'client' ORDER BY login"
    return list(people.connection.execute(text(query)).scalars())


def change(folder: Path, identifier: int, **answers: Any) -> None:
    path = folder / "application_record.csv"
    table = pd.read_csv(path, dtype=str)
    for column, value in answers.items():
        table.loc[table["ID"] == str(identifier), column] = str(value)
    table.to_csv(path, index=False)


def test_clients_of_files_replace_the_others_once(
    stack: Stack, folder: Path, people: Any, function: Function
) -> None:
    assert seeding.is_seeded(stack)
    seeding.seed_from(stack, "maintenance", folder)
    seeded = demo_clients(people)
    assert len(seeded) == COUNT
    seeding.seed_from(stack, "maintenance", folder)
    assert demo_clients(people) == seeded


SNAPSHOTS = """
    INSERT INTO snapshots (month, client_id, is_active, outstanding_rub)
    SELECT '2000-01-01', c.id, true, 0 FROM clients c JOIN users u ON u.id = c.user_id
     WHERE u.is_test
"""
ORPHANS = "SELECT count(*) FROM snapshots WHERE client_id NOT IN (SELECT id FROM clients) AND month = '2000-01-01'"


def test_other_content_under_the_same_name_replaces_them(
    stack: Stack, folder: Path, people: Any
) -> None:
    seeding.seed_from(stack, "maintenance", folder)
    change(folder, COUNT, AMT_INCOME_TOTAL=987_654)
    people.connection.execute(text(SNAPSHOTS))
    people.connection.commit()
    seeding.seed_from(stack, "maintenance", folder)
    assert people.connection.execute(text(ORPHANS)).scalar_one() == 0
    incomes = people.connection.execute(
        text(
            "SELECT max(c.amt_income_total) FROM clients c JOIN users u ON u.id = c.user_id"
            " WHERE u.is_test"
        )
    )
    assert incomes.scalar_one() == 987_654


@pytest.mark.parametrize(
    "answers",
    [
        {"OCCUPATION_TYPE": "Astronaut"},
        {"DAYS_BIRTH": -17 * 365},
        {"AMT_INCOME_TOTAL": -1},
        {"CNT_FAM_MEMBERS": ""},
    ],
    ids=lambda answers: next(iter(answers)),
)
def test_a_late_bad_row_leaves_everything_as_it_was(
    stack: Stack,
    folder: Path,
    people: Any,
    answers: dict[str, Any],
    capfd: pytest.CaptureFixture[str],
) -> None:
    before, remembered = demo_clients(people), stack.recall("seeded-from")
    change(folder, COUNT, **answers)
    with pytest.raises(StackError, match="cannot be used"):
        seeding.seed_from(stack, "maintenance", folder)
    told = capfd.readouterr().err
    assert f"1 of {COUNT} questionnaires cannot be used: {next(iter(answers))} is" in told
    assert f"(1: ID {COUNT})" in told
    assert demo_clients(people) == before
    assert stack.recall("seeded-from") == remembered


def test_what_the_function_refuses_is_refused_before_anything_goes(
    stack: Stack, folder: Path, people: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = demo_clients(people)
    monkeypatch.setenv("DEMO_DATA", "false")
    with pytest.raises(StackError, match="DemoData=true"):
        seeding.seed_from(stack, "maintenance", folder)
    assert demo_clients(people) == before
    assert stack.recall("seeded-from") == "synthetic"


def test_a_first_call_that_fails_changes_nothing(
    stack: Stack, folder: Path, people: Any, function: Function
) -> None:
    before = demo_clients(people)
    function.breaks = {1}
    with pytest.raises(StackError, match="the database is away"):
        seeding.seed_from(stack, "maintenance", folder)
    assert demo_clients(people) == before
    assert stack.recall("seeded-from") == "synthetic"


def test_a_seed_that_stops_half_way_is_begun_anew(
    stack: Stack, folder: Path, people: Any, function: Function
) -> None:
    function.breaks = {2}
    with pytest.raises(StackError, match="A part is seeded: run the command again"):
        seeding.seed_from(stack, "maintenance", folder)
    assert not seeding.is_seeded(stack)
    seeding.seed(stack, "maintenance", 7)
    assert len(demo_clients(people)) == 7
    assert seeding.is_seeded(stack)


def test_looking_whether_people_can_be_seeded_writes_nothing(maintain: Any, people: Any) -> None:
    before = demo_clients(people)
    maintain(action="seed", password="a demo password", count=3, replace=True, check=True)
    assert demo_clients(people) == before
