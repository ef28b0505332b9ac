"""What was recorded of a score stays as it was: the functions' own role is refused by the database."""

import pytest
from sqlalchemy import JSON, Date, DateTime, Double, Integer, LargeBinary, text
from sqlalchemy.exc import DBAPIError

from core.kit import database
from core.scores.tables import scores
from maintenance.runtime_role import RECORDED
from tests.integration.conftest import message, scoring_record

MAY_FOLLOW = {"redecided", "redecided_by"}  # a later policy's word
# P0001 is what the trigger raises; the messages of the database are not shown, they may hold values
OTHERS = {
    JSON: "CAST('{\"other\": 1}' AS jsonb)",
    Date: "DATE '2001-01-01'",
    DateTime: "now() - interval '1 day'",
    Double: "0.123",
    Integer: "7",
    LargeBinary: "CAST('other' AS bytea)",
}


def other_value(name: str) -> str:
    column = scores.c[name].type
    return next((one for kind, one in OTHERS.items() if isinstance(column, kind)), "'other'")


@pytest.fixture
def finished(people, score_batch):
    """The id of a score that was made as any is."""
    score_id = people.pending_score(people.client())
    assert score_batch(scoring_record(message(score_id))) == []
    return score_id


def update(name: str, value: str, score_id) -> None:
    with database.connect() as connection:
        connection.execute(
            text(f"UPDATE scores SET {name} = {value} WHERE id = CAST(:id AS uuid)"),
            {"id": str(score_id)},
        )


@pytest.mark.parametrize("name", sorted(set(RECORDED) - MAY_FOLLOW - {"challengers"}))
def test_what_a_finished_score_says_cannot_be_changed(finished, name):
    with pytest.raises(DBAPIError, match="P0001"):
        update(name, other_value(name), finished)


@pytest.mark.parametrize("name", sorted({column.name for column in scores.c} - set(RECORDED)))
def test_whose_a_score_is_and_who_asked_cannot_be_changed(finished, name):
    with pytest.raises(DBAPIError, match="permission denied"):
        update(name, name, finished)


def test_no_score_can_be_removed(finished):
    with (
        pytest.raises(DBAPIError, match="permission denied"),
        database.connect() as connection,
    ):
        connection.execute(text("DELETE FROM scores WHERE false"))


def test_a_part_cannot_be_written_past_the_table(finished):
    for deed in ("DELETE FROM", "UPDATE", "SELECT FROM"):
        change = " SET status = 'done'" if deed == "UPDATE" else ""
        with (
            pytest.raises(DBAPIError, match="permission denied"),
            database.connect() as connection,
        ):
            connection.execute(text(f"{deed} scores_earlier{change}"))


def test_a_later_policy_may_say_its_word_again_and_the_shadow_once(finished):
    for decision in ("approve", "decline"):
        update("redecided_by", f"'p', redecided = '{decision}'", finished)
    if challengers(finished) is None:
        update("challengers", """'{"other": 0.5}'""", finished)
    with pytest.raises(DBAPIError, match="P0001"):
        update("challengers", """'{"other": 0.6}'""", finished)


def challengers(score_id):
    with database.connect() as connection:
        found = text("SELECT challengers FROM scores WHERE id = CAST(:id AS uuid)")
        return connection.execute(found, {"id": str(score_id)}).scalar_one()
