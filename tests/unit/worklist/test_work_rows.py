"""The list: in groups, the dearest first, without what was dealt with."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.clients.rules.schedule import left_by_schedule
from core.scores.rules.vocabulary import Freshness
from core.worklist.rules.candidates import Candidate, candidate_of
from core.worklist.rules.client_facts import ClientFacts
from core.worklist.rules.subject import KEY_PATTERN, Subject
from core.worklist.rules.work_rows import MOST_LISTED, Comeback, Item, Lister, Mark
from core.worklist.rules.work_words import (
    GROUP_OF,
    NEXT_STEP_OF,
    Group,
    MarkState,
    NextStep,
    Reason,
)
from tests.unit.worklist.makers import AS_OF, LGD, client, credit, verdict

LATE = (credit("1"),)


def candidate(facts: ClientFacts) -> Candidate:
    return candidate_of(facts, AS_OF, LGD)


def row(facts: ClientFacts) -> Item:
    item = Lister(AS_OF).item(candidate(facts))
    assert item is not None
    return item


def mark(facts: ClientFacts, state: MarkState, until: date | None = None) -> Lister:
    """A list on which all of these reasons are marked."""
    marks = [
        Mark(Subject(facts.id), one.reason, one.evidence, row(facts).key, state, until)
        for one in candidate(facts).findings
    ]
    return Lister(AS_OF, {(one.subject, one.reason): one for one in marks})


def test_every_reason_has_a_group_and_a_next_step() -> None:
    assert set(GROUP_OF) == set(NEXT_STEP_OF) == set(Reason)


def test_the_expected_loss_is_of_what_the_schedule_leaves_and_what_is_overdue() -> None:
    owing = credit("1", amount_overdue=Decimal("43772.50"))
    item = row(client(credits=(owing,), last=verdict(1, proba=0.2)))
    left = left_by_schedule(Decimal(900_000), Decimal(16), 60, 1)
    assert item.expected_loss == round((left + Decimal("43772.50")) * Decimal("0.09"), 2)
    assert item.amount_overdue == Decimal("43772.50")
    assert row(client(credits=LATE)).amount_overdue is None
    unscored = client(last=None, freshness=Freshness.UNSCORED)
    assert (row(unscored).expected_loss, row(unscored).points) == (None, None)


def test_the_dearest_come_first() -> None:
    probas = {1: 0.1, 2: 0.5, 3: 0.02}
    clients = [client(id_, credits=LATE, last=verdict(id_, proba=p)) for id_, p in probas.items()]
    call, *others = Lister(AS_OF).list([candidate(one) for one in clients]).groups
    assert [item.client_id for item in call.items] == [2, 1, 3]
    assert [group.group for group in (call, *others)] == list(Group)
    assert not any(group.items for group in others)


def test_a_person_is_one_row_of_the_most_pressing_group() -> None:
    item = row(client(credits=LATE, freshness=Freshness.STALE))
    assert (item.group, item.next_step) == (Group.CALL, NextStep.CALL)
    assert [one.reason for one in item.reasons] == [Reason.LATE_30, Reason.STALE]


def test_a_group_lists_fifty_and_says_that_there_are_more() -> None:
    clients = [candidate(client(number, credits=LATE)) for number in range(1, MOST_LISTED + 2)]
    [full, *_] = Lister(AS_OF).list(clients[:-1]).groups
    [over, *_] = Lister(AS_OF).list(clients).groups
    assert (len(full.items), full.has_more) == (MOST_LISTED, False)
    assert (len(over.items), over.has_more) == (MOST_LISTED, True)


def test_what_is_done_does_not_come_back_until_there_is_something_new() -> None:
    facts = client(credits=LATE)
    lister = mark(facts, MarkState.DONE)
    assert lister.item(candidate(facts)) is None
    later = replace(facts, credits=(credit("2"),))
    assert lister.item(candidate(later)) is not None
    other_reason = lister.item(candidate(replace(facts, freshness=Freshness.STALE)))
    assert other_reason and [one.reason for one in other_reason.reasons] == [Reason.STALE]


@pytest.mark.parametrize("days", [1, 90])
def test_what_is_put_off_comes_back_on_its_day(days: int) -> None:
    facts = client(credits=LATE)
    until = AS_OF + timedelta(days)
    lister = mark(facts, MarkState.SNOOZED, until)
    before = lister.list([candidate(facts)])
    assert before.next == Comeback(until, 1)
    assert not any(group.items for group in before.groups)
    on_the_day = replace(lister, as_of=until).list([candidate(facts)])
    assert on_the_day.next is None
    assert [len(group.items) for group in on_the_day.groups] == [1, 0, 0]


def test_the_next_day_counts_its_own_rows_alone() -> None:
    clients = [client(number, credits=LATE, freshness=Freshness.STALE) for number in (1, 2, 3)]
    marks = {}
    for facts, days in zip(clients, (2, 2, 5), strict=True):
        marks |= mark(facts, MarkState.SNOOZED, AS_OF + timedelta(days)).marks
    told = Lister(AS_OF, marks).list([candidate(facts) for facts in clients])
    assert told.next == Comeback(AS_OF + timedelta(2), 2)


def test_keys_name_whom_they_are_of_and_what_was_known() -> None:
    first, again = row(client(7, credits=LATE)), row(client(7, credits=LATE))
    new = row(client(7, credits=(credit("2"),)))
    assert first.key == again.key != new.key
    assert re.fullmatch(KEY_PATTERN, first.key)
    for subject in (Subject(client_id=7), Subject(application_number=12)):
        assert Subject.of_key(f"{subject}-0123456789ab") == subject
