"""What a rescoring moved, as it is read from the table."""

from sqlalchemy import update

from core.scores.portfolio import list_changes
from core.scores.rules.master_scale import DEFAULT_GRADE, UNKNOWN_GRADE, grade_of
from core.scores.rules.points import WORST_POINTS, points
from core.scores.tables import scores


def rescored(people, batch_id, client, proba, grade):
    """A finished score that is part of a rescoring."""
    score_id = people.done_score(client, proba, grade)
    put = update(scores).where(scores.c.id == score_id).values(batch_id=batch_id)
    people.connection.execute(put)
    people.connection.commit()


def test_points_stand_beside_what_is_told_of_the_person_before_and_after(people):
    batch_id = people.batch(people.manager())
    known, defaulted, unknown, lost, new = (people.client() for _ in range(5))
    people.done_score(known, 0.3, grade_of(0.3))
    people.done_score(defaulted, 1.0, DEFAULT_GRADE, model=None, model_version=None)
    people.done_score(unknown, 0.02, UNKNOWN_GRADE, model="segment")
    people.done_score(lost, 0.01, grade_of(0.01))
    for client in (known, defaulted, unknown, new):
        rescored(people, batch_id, client, 0.001, grade_of(0.001))
    rescored(people, batch_id, lost, 0.02, UNKNOWN_GRADE)
    changes = list_changes(people.connection, batch_id)
    good = points(0.001)
    assert {one.client_id: (one.points_before, one.points) for one in changes} == {
        known.client_id: (points(0.3), good),
        defaulted.client_id: (WORST_POINTS, good),
        unknown.client_id: (None, good),
        lost.client_id: (points(0.01), None),
        new.client_id: (None, good),
    }


def test_the_largest_change_of_the_odds_comes_first_and_of_equal_ones_the_older_client(people):
    batch_id = people.batch(people.manager())
    moves = [(0.02, 0.01), (0.001, 0.004), (0.2, 0.3), (0.004, 0.001), (None, 0.5)]
    clients = [people.client() for _ in moves]
    for client, (before, after) in zip(clients, moves, strict=True):
        if before:
            people.done_score(client, before, grade_of(before))
        rescored(people, batch_id, client, after, grade_of(after))
    listed = [one.client_id for one in list_changes(people.connection, batch_id)]
    assert listed == [clients[place].client_id for place in (1, 3, 0, 2, 4)]
