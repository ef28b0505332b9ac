"""The guard of the integration tests over statements that choose what they change."""

import pytest

from tests.integration.bounded import chosen_anew

BOUND = "SELECT id FROM t ORDER BY id LIMIT %(n)s FOR UPDATE SKIP LOCKED"


@pytest.mark.parametrize(
    "statement",
    [
        f"DELETE FROM t WHERE id IN ({BOUND})",
        f"UPDATE t SET x = 1 FROM ({BOUND}) chosen WHERE t.id = chosen.id",
        f"WITH chosen AS ({BOUND}) DELETE FROM t USING chosen WHERE t.id = chosen.id",
        "DELETE FROM t WHERE id NOT IN (SELECT id FROM t WHERE f(id) ORDER BY id LIMIT 5)",
        "UPDATE t SET x = 1 WHERE id IN (SELECT id FROM t LIMIT 1 FOR UPDATE SKIP LOCKED)",
    ],
)
def test_a_choice_that_may_be_made_again_is_found(statement):
    assert len(chosen_anew(statement)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        BOUND,
        f"SELECT * FROM ({BOUND}) chosen",
        f"DELETE FROM t WHERE id = ANY(ARRAY({BOUND}))",
        f"WITH chosen AS MATERIALIZED ({BOUND}) DELETE FROM t USING chosen WHERE t.id = chosen.id",
        "UPDATE t SET x = (SELECT max(y) FROM u)",
        "UPDATE t SET x = (SELECT y FROM u ORDER BY z LIMIT 1)",
    ],
)
def test_a_choice_made_once_passes(statement):
    assert chosen_anew(statement) == []
