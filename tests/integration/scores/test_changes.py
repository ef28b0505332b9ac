"""What a rescoring moved, beside a plain computation."""

import random

import pytest

from core.kit.database import transaction
from core.scores import planning
from core.scores.portfolio import get_moved, insert_portfolio
from core.scores.queue import send_portfolio
from core.scores.rules.master_scale import DEFAULT_GRADE, UNKNOWN_GRADE, grade_of
from core.scores.rules.moving import MOST_KEPT
from core.scores.rules.points import WORST_POINTS, points


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "CLIENTS_PER_CHUNK", 3)


@pytest.fixture
def rescore(people, score_portfolios):
    def run(manager):
        with transaction() as connection:
            batch_id = insert_portfolio(
                connection, requested_by=manager.user_id, manager_id=manager.manager_id
            )
        send_portfolio(batch_id, [None], "test")
        score_portfolios()
        return get_moved(people.connection, batch_id)

    return run


def test_points_stand_beside_what_is_told_of_the_person_before_and_after(people, rescore):
    manager = people.manager()
    known, defaulted, unknown, lost, new = (
        people.client(manager, history=history) for history in ["0" * 12] * 3 + [None, "0" * 12]
    )
    people.done_score(known, 0.3, grade_of(0.3))
    people.done_score(defaulted, 1.0, DEFAULT_GRADE, model=None, model_version=None)
    people.done_score(unknown, 0.02, UNKNOWN_GRADE, model="segment")
    people.done_score(lost, 0.3, grade_of(0.3))
    moved, largest = rescore(manager)
    assert (moved.better, moved.worse, moved.same, moved.first, moved.unknown) == (2, 0, 0, 2, 1)
    told = {one.client_id: one for one in largest}
    assert set(told) == {one.client_id for one in (known, defaulted, unknown, lost)}
    now = told[known.client_id].points
    assert now == points(told[known.client_id].proba)
    assert {one: (told[one].points_before, told[one].points) for one in told} == {
        known.client_id: (points(0.3), now),
        defaulted.client_id: (WORST_POINTS, now),
        unknown.client_id: (None, now),
        lost.client_id: (points(0.3), None),
    }
    assert new.client_id not in told


def test_the_largest_changes_of_many_chunks_come_first(people, rescore):
    manager, draw = people.manager(), random.Random(7)
    clients = [people.client(manager) for _ in range(MOST_KEPT + 10)]
    before = {one.client_id: draw.uniform(0.1, 0.9) for one in clients}
    for one in clients:
        people.done_score(one, before[one.client_id], grade_of(before[one.client_id]))
    moved, largest = rescore(manager)
    assert moved.better == len(clients), "they are good, and were said to be bad"
    # All end at one probability: who was worst has moved most
    order = sorted(before, key=lambda one: -before[one])
    assert [one.client_id for one in largest] == order[:MOST_KEPT]
