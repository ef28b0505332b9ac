"""A book of several years: quiet first, then with the drift that its description names."""

from datetime import date

import numpy as np
import pytest

from core.clients.rules.history import (
    DEFAULT_STATUSES,
    SHORTEST_HISTORY_MONTHS,
    Months,
    month_number,
    month_of,
)
from core.decisions.rules.hard_rules import DEFAULT_RULES
from core.decisions.rules.policy import first_policy
from core.decisions.rules.standing import standing_of
from core.kit.versions import hash_content
from maintenance.demo.book import HORIZON_MONTHS, Book, generate_members
from maintenance.demo.records import Dated

BOOK = Book(clients=1_000, years=4, until=date(2026, 10, 1))
PEOPLE = "2cde944b60a2718753b7c2b5ec76f7b9ed85429f4362a61ab349aeb3b13ccab4"
Members = dict[int, Dated]


@pytest.fixture(scope="module")
def members() -> Members:
    return generate_members(BOOK, 0, BOOK.people)


def is_on_book(member: Dated, month: int) -> bool:
    left = month_number(member.closed_on) if member.closed_on else BOOK.last + 1
    return month_number(member.client_since) <= month < left


def statuses(member: Dated, first: int, last: int) -> set[str]:
    """All that a person's credits say of some months."""
    credits = [credit.months(member.paid_until) for credit in member.person.credits]
    return {
        status
        for credit in credits
        for number, status in zip(credit.numbers, credit.statuses, strict=True)
        if first <= number <= last
    }


def is_in_default(member: Dated, month: int) -> bool:
    """Whether somebody has defaulted by the end of a month, or is not long out of it."""
    as_of = month_of(month)
    credits = [credit.months(member.paid_until) for credit in member.person.credits]
    known = [
        Months(one.numbers[later:], one.statuses[later:])
        for one in credits
        if (later := sum(number > month for number in one.numbers)) < len(one)
    ]
    met = first_policy().rules_met(standing_of(known, as_of))
    return bool(DEFAULT_RULES.intersection(met))


def cohort(members: Members, month: int) -> list[Dated]:
    """Who is on the book at the end of a month, and not in default."""
    there = [member for member in members.values() if is_on_book(member, month)]
    return [one for one in there if not is_in_default(one, month)]


def default_rate(members: Members, months: range) -> float:
    """Of those on the book in some months, how many default within a year."""
    found = [
        bool(statuses(member, month + 1, month + HORIZON_MONTHS) & DEFAULT_STATUSES)
        for month in months
        for member in cohort(members, month)
    ]
    return float(np.mean(found))


def credits_open(member: Dated) -> int:
    """How many credits a person has when joining."""
    joined = month_number(member.client_since)
    months = [credit.months(member.paid_until) for credit in member.person.credits]
    return sum(
        status != "C"
        for one in months
        for number, status in zip(one.numbers, one.statuses, strict=True)
        if number == joined
    )


def test_the_same_arguments_make_the_same_people_in_any_order(members: Members) -> None:
    later = range(5_000, 5_200)
    parts = [
        *generate_members(BOOK, later.start + 100, 100).items(),
        *generate_members(BOOK, later.start, 100).items(),
    ]
    assert [place for place in members if place in later] == sorted(place for place, _ in parts)
    assert len(parts) > 100
    assert all(members[place] == member for place, member in parts)
    assert len({member.person.login for member in members.values()}) == len(members)


def test_the_people_are_those_of_the_releases_before(members: Members) -> None:
    """What the monitoring says of them stands in the documents."""
    told = [
        [
            member.person.model_dump(mode="json"),
            *map(str, (member.answered_on, member.paid_until, member.client_since)),
            str(member.closed_on),
        ]
        for place, member in members.items()
        if place % 10 == 0
    ]
    assert len(told) > 300
    assert hash_content(told) == PEOPLE


def test_it_is_about_as_large_as_asked_for_in_every_month(members: Members) -> None:
    sizes = [
        sum(is_on_book(member, month) for member in members.values())
        for month in range(BOOK.first, BOOK.shifted_from)
    ]
    assert 0.85 * BOOK.clients < min(sizes) <= max(sizes) < 1.25 * BOOK.clients


def test_nobody_joins_without_a_history_or_stays_without_a_credit(members: Members) -> None:
    for member in members.values():
        joined = month_number(member.client_since)
        credits = [credit.months(member.paid_until) for credit in member.person.credits]
        oldest = min(credit.numbers[-1] for credit in credits)
        assert joined - oldest >= SHORTEST_HISTORY_MONTHS - 1
        if member.closed_on is None:
            assert max(credit.numbers[0] for credit in credits) == BOOK.last
        elif not statuses(member, 0, BOOK.last) & DEFAULT_STATUSES:
            left = month_number(member.closed_on)
            assert statuses(member, left, BOOK.last) == {"C"}


def test_answers_and_payments_can_belong_to_people(members: Members) -> None:
    for member in list(members.values())[::20]:
        member.answers()
        assert all(credit.issued_on(member.paid_until) for credit in member.person.credits)


def test_who_joins_holds_more_credits_from_the_month_on_that_is_told(members: Members) -> None:
    before, after = [], []
    for member in members.values():
        joined = month_number(member.client_since)
        if joined >= BOOK.first:
            (after if joined >= BOOK.shifted_from else before).append(credits_open(member))
    assert len(before) > 500 < len(after)
    assert np.mean(after) - np.mean(before) > 0.5 * np.std(before)


def test_twice_as_many_default_from_the_month_on_that_is_told(members: Members) -> None:
    quiet = default_rate(members, range(BOOK.first, BOOK.doubled_from - HORIZON_MONTHS, 6))
    doubled = default_rate(members, range(BOOK.doubled_from - 1, BOOK.doubled_from + 3))
    assert 0.006 < quiet < 0.02
    assert 1.6 < doubled / quiet < 3.2
