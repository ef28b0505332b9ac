"""How lists are sorted and read from a place on: made anew here, as when a function starts."""

import pytest

from core.decisions import queue
from core.imports.people_rows import Change, reversed_change
from core.scores.client_filters import ClientOrder
from core.scores.client_places import (
    KEYS,
    ClientPlace,
    Key,
    _of_client,
    _of_score,
    beyond,
    first_of_unknown,
    ordering,
)


def test_a_key_lies_with_the_client_or_with_the_latest_score() -> None:
    made = _of_client("c.searched", "text")
    assert made == Key("c.searched", "c.id", "clients c", "text", may_be_unknown=False)
    assert made == KEYS[ClientOrder.NAME]
    made = _of_score("s.own_proba", "double precision")
    assert made == Key(
        "s.own_proba", "s.client_id", "latest_scores s", "double precision", may_be_unknown=True
    )
    assert made == KEYS[ClientOrder.PROBA]


@pytest.mark.parametrize(("descending", "client_id"), [(False, 0), (True, 2**63 - 1)])
def test_who_is_unknown_comes_last(descending: bool, client_id: int) -> None:
    assert first_of_unknown(descending=descending) == ClientPlace(client_id, None)
    assert "NULLS LAST" in ordering(descending=descending)
    condition = beyond(KEYS[ClientOrder.PROBA], ClientPlace(7, None), descending=descending)
    assert ("<" in condition, ">" in condition) == (descending, not descending)


@pytest.mark.parametrize("view", queue.View)
def test_the_late_ones_of_a_queue_come_before_the_others(view: queue.View) -> None:
    made = queue._list(view)
    assert made == queue._LIST[view].text
    assert f"{queue._part(view, queue.LATE, queue._AFTER_LATE, 'true')} UNION ALL" in made
    assert queue._part(view, f"NOT {queue.LATE}", queue._AFTER_OTHER, "false") in made


def test_a_change_taken_back_is_the_change_the_other_way() -> None:
    change = Change("clients", 7, {"phone": "1"}, {"phone": "2"})
    assert reversed_change(change) == Change("clients", 7, {"phone": "2"}, {"phone": "1"})
