"""Over 500 clients of the demo, by the shipped model: no proposal that does not flip."""

from collections import Counter
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from core.clients.rules.schedule import monthly_payment
from core.decisions.rules.assessment import Wanted
from core.decisions.rules.hard_rules import STRICTNESS
from core.decisions.rules.outlook import Spoken, look
from core.decisions.rules.policy import first_policy
from core.decisions.rules.recourse import (
    MOST_CHANGES,
    MOST_PROPOSALS,
    Case,
    ChangeKind,
    Course,
    Proposal,
    courses,
    propose,
)
from core.decisions.rules.scenarios import Clearing, OwedCredit, Situation, after_clearing
from core.models.rules.released import released
from core.scores.rules.trials import Trial
from core.scores.trying import to_person
from maintenance.demo.population import generate_client
from maintenance.demo.records import Person
from model.scoring import ScoringModel, load_model
from scorer.trial_scoring import score_trial
from tests.unit.answers import AS_OF

CLIENTS = 500


@dataclass(frozen=True)
class Somebody:
    """One client of the demo."""

    case: Case
    now: Situation


@cache
def model() -> ScoringModel:
    return load_model()


def somebody(index: int, wanted: Wanted | None) -> Somebody:
    person = Person(**generate_client(index))
    credits = []
    for place, credit in enumerate(person.credits):
        months = credit.months(AS_OF)
        payment = monthly_payment(credit.amount_total, credit.annual_rate, credit.term_months)
        closed = months.statuses[0] == "C"
        credits.append(OwedCredit(place + 1, months, Decimal(0) if closed else payment))
    answers = person.answers(AS_OF)
    return Somebody(Case(first_policy(), answers, wanted), Situation(AS_OF, tuple(credits)))


def spoken(answers: dict[str, Any], situations: list[Situation]) -> list[Spoken]:
    """What the scorer says, in one question."""
    people = [
        to_person(answers, [credit.months for credit in one.credits], one.as_of)
        for one in situations
    ]
    trial = Trial(
        bundle=released().name, policy=asdict(first_policy()), people=people, explain=False
    )
    answer = score_trial(trial.model_dump(mode="json"), lambda _: model())
    return [Spoken(one.proba or 0, one.grade or "", one.model) for one in answer.scores]


def proposals(one: Somebody) -> tuple[list[Proposal], list[tuple[Course, Spoken]]]:
    found = courses(one.now)
    told = list(
        zip(found, spoken(one.case.answers, [course.situation for course in found]), strict=True)
    )
    return propose(one.case, told), told


def carried_out(one: Somebody, proposal: Proposal) -> tuple[Situation, Wanted | None]:
    """What somebody's situation and wish are who does what a proposal says."""
    wanted, clearings = one.case.wanted, {}
    for change in proposal.changes:
        if change.kind is ChangeKind.PAY_UP:
            clearings[change.credit_id or 0] = Clearing.PAY_UP
        if change.kind is ChangeKind.PAY_OFF:
            clearings[change.credit_id or 0] = Clearing.PAY_OFF
        if wanted:
            wanted = Wanted(
                change.amount_rub or wanted.amount_rub,
                change.term_months or wanted.term_months,
                wanted.annual_rate,
            )
    now = after_clearing(one.now, clearings, proposal.months) if proposal.months else one.now
    return now, wanted


def wish_of(index: int) -> Wanted:
    """A credit of five monthly incomes, for two years."""
    income = Person(**generate_client(index)).answers(AS_OF)["amt_income_total"]
    thousands = max(round(income / 12 * 5 / 1000), 10)
    return Wanted(Decimal(thousands * 1000), 24, Decimal(24))


@pytest.mark.parametrize("applies", [False, True], ids=["rating", "application"])
def test_every_proposal_flips_when_it_is_carried_out(applies):
    kinds: Counter[str] = Counter()
    for index in range(CLIENTS):
        wanted = wish_of(index) if applies else None
        one = somebody(index, wanted)
        found, told = proposals(one)
        assert found == propose(one.case, told)
        case = one.case
        before = look(case.policy, case.answers, one.now, wanted, told[0][1]).decision
        assert len(found) <= MOST_PROPOSALS
        for proposal in found:
            assert len(proposal.changes) <= MOST_CHANGES
            situation, wish = carried_out(one, proposal)
            [said] = spoken(case.answers, [situation])
            after = look(case.policy, case.answers, situation, wish, said).decision
            assert STRICTNESS.index(after) < STRICTNESS.index(before)
            assert STRICTNESS.index(after) <= STRICTNESS.index(proposal.decision)
            kinds.update(change.kind for change in proposal.changes)
        kinds[f"{before}: {'told' if found else 'nothing'}"] += 1
    # Of each kind there was one, and people whom nothing helps are told nothing
    assert kinds.keys() >= {ChangeKind.PAY_ON_TIME, ChangeKind.PAY_UP, ChangeKind.PAY_OFF}
    assert kinds.keys() >= {"approve: nothing", "review: told", "review: nothing", "decline: told"}
    if applies:
        assert kinds.keys() >= {ChangeKind.SMALLER_AMOUNT, ChangeKind.LONGER_TERM}
