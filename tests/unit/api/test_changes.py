"""What a rescoring moved: better, worse, the same, told for the first time, or not enough to tell."""

from typing import Any

from api.scores.schemas import ChangesResponse
from core.scores.records import ScoreChange
from core.scores.rules.master_scale import UNKNOWN_GRADE, grade_of
from core.scores.rules.showing import shown
from core.scores.rules.vocabulary import Decision

AVERAGE = 0.02
BETTER, WORSE = 0.001, 0.3


def change(
    before: float | None, after: float, *, was_told: bool = True, is_told: bool = True
) -> Any:
    grade_before = (grade_of(before) if was_told else UNKNOWN_GRADE) if before else None
    grade = grade_of(after) if is_told else UNKNOWN_GRADE
    return ScoreChange(
        client_id=1,
        first_name="",
        last_name="",
        proba_before=before,
        proba=after,
        points_before=shown(before, grade_before).points,
        points=shown(after, grade).points,
        grade_before=grade_before,
        grade=grade,
        decision_before=Decision.REVIEW if before else None,
        decision=Decision.REVIEW,
    )


def counts(*changes: ScoreChange) -> dict[str, int]:
    counted = ChangesResponse.of(list(changes)).model_dump(exclude={"largest", "decision_changed"})
    return {name: number for name, number in counted.items() if number}


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
    assert ChangesResponse.of([moved, same]).largest == [moved]
    assert (moved.points_before, same.points) == (None, None)
