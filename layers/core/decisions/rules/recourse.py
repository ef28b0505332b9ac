"""What a person can do to be recommended something better: changes that cross the line, or none.

Every course that may help is written down, not drawn at random, so that the same person is always
told the same. The model scores each of them anew; what does not cross with a margin is not told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from itertools import combinations, product
from typing import Any

from core.decisions.rules.assessment import WHOLE_LIMIT, Wanted
from core.decisions.rules.hard_rules import STRICTNESS
from core.decisions.rules.outlook import Spoken, look
from core.decisions.rules.policy import Policy
from core.decisions.rules.scenarios import (
    MOST_MONTHS,
    Clearing,
    OwedCredit,
    Situation,
    after_clearing,
)
from core.scores.rules.vocabulary import Decision

MOST_CHANGES = 3
MOST_CLEARED = 2
MOST_LATE_LOOKED_AT = 4
MOST_PROPOSALS = 4
PROBA_MARGIN = 1.15  # the line is crossed even if the probability were so many times as large
INCOME_MARGIN = Decimal("0.97")  # and the income only this part of what it is
AMOUNT_STEPS = tuple(Decimal(percent) / 100 for percent in range(95, 45, -5))
TERM_STEPS_MONTHS = (6, 12, 24, 36)


class ChangeKind(StrEnum):
    """What somebody can do."""

    PAY_ON_TIME = "pay_on_time"
    PAY_UP = "pay_up"
    PAY_OFF = "pay_off"
    SMALLER_AMOUNT = "smaller_amount"
    LONGER_TERM = "longer_term"


_CLEARING = {Clearing.PAY_UP: ChangeKind.PAY_UP, Clearing.PAY_OFF: ChangeKind.PAY_OFF}
_EFFORT_OF_CLEARING = {Clearing.PAY_UP: 2.0, Clearing.PAY_OFF: 6.0}


@dataclass(frozen=True)
class Change:
    """One thing that somebody can do.

    Attributes:
        effort: how hard it is, in months of paying in time.
        months: of paying in time.
        credit_id: the late credit that is paid up or off.
        amount_rub, term_months: what is wanted instead.
    """

    kind: ChangeKind
    effort: float
    months: int | None = None
    credit_id: int | None = None
    amount_rub: Decimal | None = None
    term_months: int | None = None


@dataclass(frozen=True)
class Course:
    """What somebody does about payments, and how they stand so many months later."""

    changes: tuple[Change, ...]
    months: int
    situation: Situation


@dataclass(frozen=True)
class Proposal:
    """What crosses the line: the changes, in how many months, and what it leads to."""

    changes: tuple[Change, ...]
    months: int
    decision: Decision
    spoken: Spoken

    @property
    def effort(self) -> float:
        """How hard all of it is, in months of paying in time."""
        return sum(change.effort for change in self.changes)


@dataclass(frozen=True)
class Case:
    """Whose courses are looked at: the answers, and the credit that is wanted, if one is."""

    policy: Policy
    answers: Mapping[str, Any]
    wanted: Wanted | None


def courses(now: Situation) -> list[Course]:
    """Returns how somebody stands now, and everything that paying can change within a year."""
    found = [Course((), 0, now)]
    for cleared in _clearings(now.credits):
        changes = tuple(
            Change(_CLEARING[how], _EFFORT_OF_CLEARING[how], credit_id=credit_id)
            for credit_id, how in cleared.items()
        )
        for months in range(1, MOST_MONTHS + 1):
            then = after_clearing(now, cleared, months)
            if not any(credit.is_open for credit in then.credits):
                # Nothing is left to be paid in time: what was paid off shows a month later
                found += [Course(changes, months, then)] if changes else []
                break
            in_time = Change(ChangeKind.PAY_ON_TIME, float(months), months=months)
            found.append(Course((*changes, in_time), months, then))
    return found


def _clearings(credits: Iterable[OwedCredit]) -> Iterator[dict[int, Clearing]]:
    """Yields what can be done about the late credits: nothing, or one or two of them cleared."""
    late = sorted(
        (credit for credit in credits if credit.is_late),
        key=lambda credit: (credit.months.statuses[0], -credit.id),
        reverse=True,
    )[:MOST_LATE_LOOKED_AT]
    for count in range(MOST_CLEARED + 1):
        for chosen in combinations(late, count):
            for how in product(Clearing, repeat=count):
                yield {credit.id: one for credit, one in zip(chosen, how, strict=True)}


def propose(case: Case, told: Sequence[tuple[Course, Spoken]]) -> list[Proposal]:
    """Returns the easiest proposals of each kind, the easiest first; none where nothing crosses.

    Args:
        told: each of ``courses``, the present one first, with what the model says of it.
    """
    (now, spoken), *_ = told
    present = look(case.policy, case.answers, now.situation, case.wanted, spoken).decision
    better = [goal for goal in STRICTNESS if _is_better(goal, present)]
    crossing = list(_crossing(case, told, better))
    for goal in better:
        reaching = [one for one in crossing if one.decision is goal]
        if reaching:
            return _without_needless(_easiest_of_each_kind(reaching))[:MOST_PROPOSALS]
    return []


def _is_better(decision: Decision, than: Decision) -> bool:
    return STRICTNESS.index(decision) < STRICTNESS.index(than)


def _crossing(
    case: Case, told: Iterable[tuple[Course, Spoken]], better: Sequence[Decision]
) -> Iterator[Proposal]:
    """Yields what leads to something better, also if all were a little worse than it looks."""
    income = Decimal(str(case.answers["amt_income_total"])) * INCOME_MARGIN
    answers = {**case.answers, "amt_income_total": income}
    for course, spoken in told if better else ():
        worse = replace(spoken, proba=min(spoken.proba * PROBA_MARGIN, 1.0))
        for wanted, changes in _wishes(case, MOST_CHANGES - len(course.changes)):
            if not (course.changes or changes):
                continue
            decision = look(case.policy, answers, course.situation, wanted, worse).decision
            if decision in better:
                yield Proposal((*course.changes, *changes), course.months, decision, spoken)


def _wishes(case: Case, most: int) -> Iterator[tuple[Wanted | None, tuple[Change, ...]]]:
    """Yields the wanted credit, and smaller or longer ones, with at most so many changes."""
    yield case.wanted, ()
    if case.wanted is None or most < 1:
        return
    smaller, longer = list(_smaller(case)), list(_longer(case))
    for change in (*smaller, *longer):
        yield _with(case.wanted, change), (change,)
    if most > 1:
        for pair in product(smaller, longer):
            yield _with(_with(case.wanted, pair[0]), pair[1]), pair


def _with(wanted: Wanted, change: Change) -> Wanted:
    return replace(
        wanted,
        amount_rub=change.amount_rub or wanted.amount_rub,
        term_months=change.term_months or wanted.term_months,
    )


def _smaller(case: Case) -> Iterator[Change]:
    """Yields amounts down to a half, in whole thousands, that the policy lends."""
    assert case.wanted is not None
    least = Decimal(str(case.policy.lending.knock_outs.least_amount_rub))
    for share in AMOUNT_STEPS:
        thousands = (case.wanted.amount_rub * share / WHOLE_LIMIT).to_integral_value(ROUND_FLOOR)
        amount = thousands * WHOLE_LIMIT
        if amount >= least:
            effort = 20 * (1 - float(share))
            yield Change(ChangeKind.SMALLER_AMOUNT, effort, amount_rub=amount)


def _longer(case: Case) -> Iterator[Change]:
    """Yields terms that the policy lends for."""
    assert case.wanted is not None
    for more in TERM_STEPS_MONTHS:
        term = case.wanted.term_months + more
        if term <= case.policy.lending.knock_outs.most_term_months:
            yield Change(ChangeKind.LONGER_TERM, more / 6, term_months=term)


def _kinds(proposal: Proposal) -> frozenset[ChangeKind]:
    return frozenset(change.kind for change in proposal.changes)


def _easiest_of_each_kind(proposals: Iterable[Proposal]) -> list[Proposal]:
    easiest: dict[frozenset[ChangeKind], Proposal] = {}
    for proposal in sorted(proposals, key=lambda one: (one.effort, len(one.changes))):
        easiest.setdefault(_kinds(proposal), proposal)
    return list(easiest.values())


def _without_needless(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Leaves out whoever does more kinds of things than another, and has it no easier."""
    return [
        one
        for one in proposals
        if not any(
            _kinds(other) < _kinds(one) and other.effort <= one.effort for other in proposals
        )
    ]
