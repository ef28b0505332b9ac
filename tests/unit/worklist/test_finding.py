"""What makes a client work, and what does not."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from core.scores.rules.vocabulary import Decision, Freshness
from core.worklist.rules.finding import Told, find
from core.worklist.rules.work_words import Reason
from tests.unit.worklist.makers import client, credit, verdict


def reasons(**values: Any) -> list[Reason]:
    return [one.reason for one in find(client(**values))]


def only(**values: Any) -> Told:
    [found] = find(client(**values))
    return found.told


def test_who_pays_and_stays_as_before_is_no_work() -> None:
    assert reasons(earlier=(verdict(2), verdict(1))) == []


@pytest.mark.parametrize("recent", ["1XX", "2", "3XX", "450", "511"])
def test_30_days_late_is_a_call(recent: str) -> None:
    told = only(credits=(credit("XXX"), credit(recent, days_past_due=32)))
    assert told.reason is Reason.LATE_30
    assert (told.status, told.days_past_due) == (recent[0], 32)


@pytest.mark.parametrize("recent", ["00", "00X", "00C"])
def test_late_for_the_second_month_is_a_call(recent: str) -> None:
    told = only(credits=(credit("0XX"), credit(recent, days_past_due=4)))
    assert (told.reason, told.status, told.days_past_due) == (Reason.LATE_AGAIN, "0", 4)


@pytest.mark.parametrize("recent", ["", "0", "0X0", "0CX", "000", "001", "X11", "CCC", "XXX"])
def test_no_call(recent: str) -> None:
    assert reasons(credits=(credit(recent),)) == []


def test_the_gravest_credit_is_named() -> None:
    told = only(credits=(credit("1", days_past_due=59), credit("2"), credit("00")))
    assert told.status == "2"


def test_another_month_is_other_evidence() -> None:
    evidence = {
        found.evidence
        for month in (10, 11)
        for status in "12"
        for found in find(client(credits=(credit(status, newest=date(2026, month, 1)),)))
    }
    assert len(evidence) == 4


def test_a_fallen_grade_and_a_changed_recommendation() -> None:
    earlier = (verdict(1, "A"),)
    last = verdict(2, "D", Decision.REVIEW)
    fell, changed = find(client(last=last, earlier=earlier))
    assert fell.told == Told(Reason.GRADE_FELL, grade_before="A", grade="D")
    assert changed.told == Told(
        Reason.RECOMMENDATION_CHANGED,
        decision_before=Decision.APPROVE,
        decision=Decision.REVIEW,
    )


def test_a_rescoring_that_says_the_same_hides_no_fall() -> None:
    before, last = verdict(1, "A"), verdict(2, "D")
    once = find(client(last=last, earlier=(before,)))
    again = find(client(last=verdict(3, "D"), earlier=(last, before)))
    assert [one.reason for one in once] == [Reason.GRADE_FELL]
    assert once == again


@pytest.mark.parametrize(
    ("before", "last", "fell"),
    [
        ("D", "A", False),
        ("A", "A", False),
        ("A", "B", True),
        ("A", "default", True),
        ("default", "D", False),
        ("unknown", "D", False),
        ("A", "unknown", False),
        ("Z", "D", False),
    ],
)
def test_only_a_worse_grade_of_the_scale_is_a_fall(before: str, last: str, fell: bool) -> None:
    found = reasons(last=verdict(2, last), earlier=(verdict(1, before),))
    assert (Reason.GRADE_FELL in found) is fell


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"freshness": Freshness.UNSCORED, "last": None}, Reason.UNSCORED),
        ({"freshness": Freshness.STALE}, Reason.STALE),
        ({"freshness": Freshness.SILENT, "seen_until": date(2026, 7, 1)}, Reason.SILENT),
        ({"freshness": Freshness.STALE, "failed_id": UUID(int=7)}, Reason.NOT_SCORABLE),
        ({"last": verdict(1, "unknown")}, Reason.NO_HISTORY),
    ],
)
def test_what_a_score_does_not_tell(values: dict[str, Any], reason: Reason) -> None:
    told = only(**values)
    assert (told.reason, told.since) == (reason, values.get("seen_until"))


def test_the_most_pressing_comes_first() -> None:
    found = reasons(
        credits=(credit("1"),),
        last=verdict(2, "D", Decision.REVIEW),
        earlier=(verdict(1, "A"),),
        freshness=Freshness.STALE,
    )
    assert found == [
        Reason.LATE_30,
        Reason.GRADE_FELL,
        Reason.RECOMMENDATION_CHANGED,
        Reason.STALE,
    ]
