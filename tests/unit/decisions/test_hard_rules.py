"""Hard rules: how a client stands, and what it leads to whatever the model says."""

from datetime import date

import pytest

from core.clients.rules.history import Months, PaymentStatus, month_number
from core.decisions.rules.hard_rules import HardRules, Rule, strictest
from core.decisions.rules.standing import Standing, standing_of
from core.scores.rules.vocabulary import Decision

AS_OF = date(2026, 11, 28)
NOW = month_number(AS_OF)
RULES = HardRules(cure_months=3, longest_silence_months=3)
APPROVE, REVIEW, DECLINE = Decision.APPROVE, Decision.REVIEW, Decision.DECLINE


def credit(statuses: str, ago: int = 0) -> Months:
    """A credit whose newest month lies so many months before the date of scoring."""
    return Months([NOW - ago - place for place in range(len(statuses))], statuses)


@pytest.mark.parametrize(
    ("credits", "rules"),
    [
        ([], (Rule.NOT_ENOUGH_TO_TELL,)),
        ([Months()], (Rule.NOT_ENOUGH_TO_TELL,)),
        ([credit("0000X")], ()),
        ([credit("3")], (Rule.IN_DEFAULT,)),
        ([credit("5000")], (Rule.IN_DEFAULT,)),
        ([credit("CC"), credit("00"), credit("30")], (Rule.IN_DEFAULT,)),
        ([credit("5", ago=9), credit("000")], (Rule.IN_DEFAULT,)),
        ([credit("2345")], (Rule.IN_CURE_PERIOD,)),
        ([credit("003")], (Rule.IN_CURE_PERIOD,)),
        ([credit("0003")], (Rule.CURED,)),
        ([credit("CCC5")], (Rule.CURED,)),
        ([credit("C5"), credit("00")], (Rule.CURED,)),
        ([credit("0005"), credit("03")], (Rule.IN_CURE_PERIOD,)),
        ([credit("2000")], (Rule.LATE_60_NOW,)),
        ([credit("1000")], (Rule.LATE_30_NOW,)),
        ([credit("1000"), credit("200")], (Rule.LATE_60_NOW,)),
        ([credit("1003")], (Rule.LATE_30_NOW, Rule.CURED)),
        ([credit("0222")], ()),
        ([credit("000", ago=3)], ()),
        ([credit("000", ago=4)], (Rule.SILENT,)),
        ([credit("C00", ago=40)], ()),
        ([credit("000", ago=9), credit("0")], ()),
    ],
)
def test_rules_that_fire(credits: list[Months], rules: tuple[Rule, ...]) -> None:
    assert RULES.fired(standing_of(credits, AS_OF)) == rules


@pytest.mark.parametrize("months", [1, 6])
def test_the_cure_period_is_the_policys(months: int) -> None:
    rules = HardRules(cure_months=months, longest_silence_months=3)
    last = credit("0" * (months - 1) + "5")
    over = credit("0" * months + "5")
    assert Rule.CURED not in rules.fired(standing_of([last], AS_OF))
    assert rules.fired(standing_of([over], AS_OF)) == (Rule.CURED,)


def test_the_silence_is_the_policys() -> None:
    patient = HardRules(cure_months=3, longest_silence_months=12)
    assert patient.fired(standing_of([credit("0", ago=12)], AS_OF)) == ()


@pytest.mark.parametrize(
    ("rules", "outcomes"),
    [
        ((), (APPROVE, REVIEW, DECLINE)),
        ((Rule.CURED,), (REVIEW, REVIEW, DECLINE)),
        ((Rule.SILENT,), (REVIEW, REVIEW, DECLINE)),
        ((Rule.LATE_30_NOW,), (REVIEW, REVIEW, DECLINE)),
        ((Rule.LATE_60_NOW, Rule.CURED), (DECLINE, DECLINE, DECLINE)),
        ((Rule.IN_CURE_PERIOD,), (DECLINE, DECLINE, DECLINE)),
        ((Rule.IN_DEFAULT,), (DECLINE, DECLINE, DECLINE)),
    ],
)
def test_the_strictest_word_is_the_last(
    rules: tuple[Rule, ...], outcomes: tuple[Decision, ...]
) -> None:
    assert tuple(strictest(decision, rules) for decision in Decision) == outcomes
    assert list(Decision) == [APPROVE, REVIEW, DECLINE]


@pytest.mark.parametrize(("cure", "silence"), [(0, 3), (3, 0), (-1, 3)])
def test_impossible_figures_are_refused(cure: int, silence: int) -> None:
    with pytest.raises(ValueError, match="one month or more"):
        HardRules(cure, silence)


def test_nothing_recorded_is_no_standing() -> None:
    assert standing_of([], AS_OF) == standing_of([Months()], AS_OF) == Standing()
    paid_off = standing_of([credit("C0")], AS_OF)
    assert (paid_off.worst_now, paid_off.months_silent) == (PaymentStatus.PAID_OFF, None)
