"""What a rescoring moved: better, worse, the same, told for the first time, or not enough to tell."""

from core.scores.rules.master_scale import UNKNOWN_GRADE, grade_of
from core.scores.rules.moving import MOST_KEPT, Change, moved_by
from core.scores.rules.vocabulary import Decision

AVERAGE = 0.02
BETTER, WORSE = 0.001, 0.3


def change(
    before: float | None,
    after: float,
    *,
    was_told: bool = True,
    is_told: bool = True,
    client_id: int = 1,
    decision: Decision = Decision.REVIEW,
) -> Change:
    return Change(
        client_id,
        proba_before=before,
        proba=after,
        grade_before=(grade_of(before) if was_told else UNKNOWN_GRADE) if before else None,
        grade=grade_of(after) if is_told else UNKNOWN_GRADE,
        decision_before=Decision.REVIEW if before else None,
        decision=decision,
    )


def counts(*changes: Change) -> dict[str, int]:
    told = vars(moved_by(changes))
    return {name: told[name] for name in told if name != "largest" and told[name]}


def test_who_is_known_on_both_sides_is_compared() -> None:
    assert counts(change(WORSE, BETTER)) == {"better": 1}
    assert counts(change(BETTER, WORSE)) == {"worse": 1}
    assert counts(change(BETTER, BETTER)) == {"same": 1}


def test_an_average_of_others_is_compared_with_nothing() -> None:
    assert counts(change(None, AVERAGE, is_told=False)) == {"unknown": 1}
    assert counts(change(AVERAGE, AVERAGE, was_told=False, is_told=False)) == {"unknown": 1}
    assert counts(change(WORSE, AVERAGE, is_told=False)) == {"unknown": 1}
    assert counts(change(AVERAGE, BETTER, was_told=False)) == {"first": 1}


def test_who_can_be_told_of_at_last_is_listed_among_the_changes() -> None:
    moved = change(AVERAGE, BETTER, was_told=False)
    same = change(AVERAGE, AVERAGE, was_told=False, is_told=False)
    assert moved_by([moved, same]).largest == [moved]


def test_another_decision_is_counted_only_beside_one_before() -> None:
    approved = Decision.APPROVE
    assert counts(change(BETTER, BETTER, decision=approved)) == {"same": 1, "decision_changed": 1}
    assert counts(change(None, BETTER, decision=approved)) == {"first": 1}


def test_the_largest_change_of_the_odds_comes_first_and_of_equal_ones_the_older_client() -> None:
    moves = [(0.02, 0.0039), (0.001, 0.3), (0.2, 0.01), (0.3, 0.001)]
    changes = [change(*move, client_id=place) for place, move in enumerate(moves)]
    assert [one.client_id for one in moved_by(changes).largest] == [1, 3, 2, 0]


def test_no_more_are_kept_than_anybody_looks_at() -> None:
    many = [change(WORSE, BETTER, client_id=place) for place in range(MOST_KEPT + 5)]
    kept = moved_by(reversed(many)).largest
    assert [one.client_id for one in kept] == list(range(MOST_KEPT))


def test_who_has_defaulted_has_moved_a_finite_way() -> None:
    [one] = moved_by([change(1.0, BETTER)]).largest
    assert one.size < 25
