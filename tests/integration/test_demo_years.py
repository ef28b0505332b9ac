"""A book of several years takes the place of other demo clients, goes on, and gives way again."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from core.clients.rules.history import month_number, month_of
from core.kit.clock import bank_date
from local import emulator, seeding, years
from local.errors import StackError
from local.stack import Stack
from tests.integration.makers import People
from tests.integration.test_seeding import Function

CLIENTS, YEARS = 20, 3


@pytest.fixture
def function(maintain: Any, monkeypatch: pytest.MonkeyPatch) -> Function:
    made = Function(maintain)
    monkeypatch.setattr(emulator, "aws", lambda *_: made)
    return made


@pytest.fixture
def stack(tmp_path: Path, function: Function) -> Stack:
    made = Stack("a-test", tmp_path / "a stack", 1, 2, 3)
    seeding.seed(made, "maintenance", 5)
    return made


def seed(stack: Stack) -> dict[str, Any]:
    plan = years.plan_years(stack, "maintenance", CLIENTS, YEARS)
    seeding.seed_years(stack, "maintenance", plan["book"], plan["people"])
    return plan


def demo(people: People) -> list[tuple[Any, ...]]:
    """The demo clients by their numbers, with when they came and left."""
    people.connection.rollback()
    query = (
        "SELECT c.external_id, CAST(c.client_since AS date), CAST(c.closed_at AS date)"
        " FROM clients c JOIN users u ON u.id = c.user_id WHERE u.is_test AND c.external_id IS NOT NULL ORDER BY 1"
    )
    return [tuple(row) for row in people.connection.execute(text(query))]


def test_it_takes_the_place_of_others_and_is_the_same_when_made_again(
    stack: Stack, people: People
) -> None:
    plan = seed(stack)
    made = demo(people)
    assert made and all(number.startswith("Y-") for number, *_ in made)
    last = month_of(month_number(bank_date()) - 1).isoformat()
    assert len(plan["months"]) == 12 * YEARS and plan["months"][-1] == last
    assert plan["shifted_from"] < plan["doubled_from"] < plan["doubled_matures"] < last
    assert any(closed is not None for *_, closed in made)
    assert all(since < bank_date() for _, since, _ in made)
    assert seed(stack) == plan
    assert demo(people) == made
    told = years.tell(plan)
    assert plan["shifted_from"] in told and plan["doubled_from"] in told


def test_what_was_begun_in_another_month_goes_on_as_it_was(stack: Stack) -> None:
    plan = seed(stack)
    begun = {**plan["book"], "until": plan["months"][-2]}
    stack.remember("seeded-from", seeding.YEARS + json.dumps(begun))
    assert years.plan_years(stack, "maintenance", CLIENTS, YEARS)["months"][-1] == begun["until"]
    other = years.plan_years(stack, "maintenance", CLIENTS + 1, YEARS)
    assert other["months"] == plan["months"]


def test_an_ordinary_demo_takes_its_place_again(stack: Stack, people: People) -> None:
    seed(stack)
    seeding.seed(stack, "maintenance", 7)
    assert len(demo(people)) == 7
    assert seeding.book_of_years(stack) is None


def test_a_stack_without_demo_data_refuses(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_DATA", "false")
    with pytest.raises(StackError, match="DemoData=true"):
        years.plan_years(stack, "maintenance", CLIENTS, YEARS)
