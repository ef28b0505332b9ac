"""The override journal: what is counted, whose it is, how it ends, and what nobody can know.

Each test decides in a month of its own long ago, so that no other one's decisions are in it.
"""

from dataclasses import asdict
from datetime import date, timedelta
from itertools import count

import pytest
from sqlalchemy import insert, text

from core.clients.adding import add_credits
from core.clients.payments import RecordedMonth, record_months
from core.clients.rules.history import PaymentStatus, month_number, month_of
from core.decisions.overrides import (
    OverrideFilter,
    Period,
    count_overrides,
    list_matured,
    list_overrides,
)
from core.decisions.tables import decisions
from core.kit.clock import bank_date
from core.people.rules.roles import Role
from core.scores.rules.master_scale import grade_of

_months = count(month_number(date(2015, 1, 1)))


@pytest.fixture
def month():
    """The first day of a month in which nobody else decides."""
    return month_of(next(_months))


@pytest.fixture
def underwriter(people):
    return people.user(Role.UNDERWRITER)


@pytest.fixture
def decide(people):
    """Writes a final decision of a new application; returns the application's id."""
    client = people.client(people.manager())

    def write(actor, recommendation, outcome, when, application=None, **values):
        application_id = application or people.application(client)
        score_id = people.connection.execute(
            text("SELECT score_id FROM applications WHERE id = :id"), {"id": application_id}
        ).scalar_one()
        against = recommendation not in {outcome, "review"}
        known = {
            "application_id": application_id,
            "sequence": 1,
            "score_id": score_id,
            "policy_version": "a",
            "policy_sha256": "a" * 64,
            "approve_below": 0.04,
            "decline_from": 0.14,
            "proba": 0.2,
            "recommendation": recommendation,
            "outcome": outcome,
            "amount_rub": 100_000,
            "term_months": 24,
            "annual_rate": 20,
            "decline_reasons": ["PURPOSE_UNCLEAR"] if outcome == "decline" else [],
            "override_reason": "guarantor" if against else None,
            "rationale": "A guarantor of good standing has signed." if against else None,
            "actor_id": actor.user_id,
            "is_final": True,
            "answers_sha256": "a" * 64,
            "decided_at": when,
        }
        people.connection.execute(insert(decisions).values(**{**known, **values}))
        people.connection.commit()
        return application_id

    return write


@pytest.fixture
def book(people):
    """Makes the credit of an application, so many months old, with its months."""

    def make(application_id, months_ago, history):
        client_id = people.connection.execute(
            text("SELECT client_id FROM applications WHERE id = :id"), {"id": application_id}
        ).scalar_one()
        issued = month_of(month_number(bank_date()) - months_ago)
        row = {"client_id": client_id, "amount_total": 100_000, "annual_rate": 20}
        row |= {"term_months": 36, "issued_on": issued, "application_id": application_id}
        [credit_id] = add_credits(people.connection, [row])
        rows = [
            RecordedMonth(credit_id, month_of(month_number(issued) + place), PaymentStatus(status))
            for place, status in enumerate(history)
        ]
        record_months(people.connection, rows)
        people.connection.commit()

    return make


def counted(people, month, months=1):
    people.connection.rollback()
    until = month_of(month_number(month) + months)
    return count_overrides(people.connection, Period(month, until))


def shares(rates):
    return {name: (share["count"], share["of"]) for name, share in asdict(rates).items()}


def test_shares_are_of_what_could_be_overridden(people, decide, underwriter, month):
    for recommendation, outcome, times in (
        ("approve", "approve", 4),
        ("approve", "decline", 1),
        ("decline", "decline", 2),
        ("decline", "approve", 2),
        ("review", "decline", 3),
    ):
        for _ in range(times):
            decide(underwriter, recommendation, outcome, month)
    decide(underwriter, "decline", "counteroffer", month, override_reason="other")
    found = counted(people, month)
    assert shares(found.total) == {
        "all": (4, 13),
        "low_side": (3, 5),
        "high_side": (1, 5),
        "other_reason": (1, 4),
    }
    assert found.total.all.low < 4 / 13 < found.total.all.high
    told = {one.reason: (one.low_side, one.high_side) for one in found.reasons}
    assert told == {"guarantor": (2, 1), "other": (1, 0)}
    [point] = found.funnel.points
    assert (point.actor_id, point.overrides, point.decided) == (underwriter.user_id, 4, 13)


def test_only_what_is_final_counts_and_as_of_who_made_it_first(people, decide, underwriter, month):
    second = people.user(Role.UNDERWRITER)
    application = decide(
        underwriter, "decline", "approve", month, is_final=False, needs_second=True
    )
    assert counted(people, month).funnel.points == []
    decide(
        second,
        "decline",
        "approve",
        month,
        application,
        sequence=2,
        first_actor_id=underwriter.user_id,
    )
    [point] = counted(people, month).funnel.points
    assert (point.actor_id, point.overrides, point.decided) == (underwriter.user_id, 1, 1)
    [row] = list_overrides(
        people.connection, OverrideFilter(Period(month, month_of(month_number(month) + 1))),
        after=None, limit=10,
    )  # fmt: skip
    assert row.actor_id == underwriter.user_id and row.second_name


def test_months_are_the_banks(people, decide, underwriter, month):
    next(_months)
    after = month_of(month_number(month) + 1)
    decide(underwriter, "decline", "approve", f"{after}T00:00:00+03:00")
    decide(underwriter, "decline", "approve", f"{after - timedelta(days=1)}T23:59:59+03:00")
    found = counted(people, month, 2)
    assert [(one.month, one.rates.all.count) for one in found.months] == [(month, 1), (after, 1)]


def test_bands_are_those_of_the_grades(people, decide, underwriter, month):
    probas = (0.0001, 0.02, 0.0390951, 0.2, 0.9999, 1.0)
    for proba in probas:
        decide(underwriter, "review", "approve", month, proba=proba)
    told = {one.grade: one.rates.all.of for one in counted(people, month).bands}
    expected = {grade_of(proba): 0 for proba in probas}
    for proba in probas:
        expected[grade_of(proba)] += 1
    assert told == expected
    assert "default" in told


def test_a_month_in_which_nobody_decided_says_so(people, month):
    found = counted(people, month)
    assert shares(found.total)["all"] == (0, 0)
    assert found.total.all.share is None
    assert (found.months, found.bands, found.reasons) == ([], [], [])
    assert (found.funnel.share, found.funnel.limits) == (None, [])


def test_who_overrides_far_more_than_others_lies_outside_of_the_funnel(people, decide, month):
    usual, keen, seldom = (people.user(Role.UNDERWRITER) for _ in range(3))
    for actor, decided, overrides in ((usual, 60, 3), (keen, 25, 20), (seldom, 3, 1)):
        for place in range(decided):
            decide(actor, "decline", "approve" if place < overrides else "decline", month)
    found = counted(people, month).funnel
    standing = {point.actor_id: point.standing for point in found.points}
    assert standing == {
        usual.user_id: "outside_998",
        keen.user_id: "outside_998",
        seldom.user_id: "within",
    }
    names = [point.actor_name for point in found.points]
    assert names == sorted(names), "no league table"
    drawn = [line.decided for line in found.limits]
    assert drawn == sorted(set(drawn)) and (drawn[0], drawn[-1]) == (1, 60)
    for line in found.limits:
        assert 0 <= line.low_998 <= line.low_95 <= found.share <= line.high_95 <= line.high_998 <= 1


def test_how_credits_ended_that_are_old_enough(people, decide, book, underwriter):
    people.connection.rollback()
    before = list_matured(people.connection)
    long_ago = month_of(month_number(bank_date()) - 20)
    for recommendation, months_ago, history in (
        ("decline", 13, "0123"),  # in default within the year
        ("decline", 13, "0000"),
        ("decline", 14, "000000000000" + "345"),  # later than a year
        ("decline", 11, "0123"),  # too young to tell
        ("approve", 13, "0123"),
    ):
        book(decide(underwriter, recommendation, "approve", long_ago), months_ago, history)
    decide(underwriter, "decline", "approve", long_ago)  # without a credit
    decide(underwriter, "approve", "decline", long_ago)  # nobody knows
    people.connection.rollback()
    added = list_matured(people.connection)
    told = [(one.is_low_side, one.has_defaulted) for one in added]
    was = [(one.is_low_side, one.has_defaulted) for one in before]
    grown = {kind: told.count(kind) - was.count(kind) for kind in set(told)}
    assert {kind: more for kind, more in grown.items() if more} == {
        (True, True): 1,
        (True, False): 2,
        (False, True): 1,
    }


def test_a_decision_that_was_corrected_counts_as_corrected(people, decide, book, underwriter):
    long_ago = month_of(month_number(bank_date()) - 20)
    application = decide(underwriter, "decline", "decline", long_ago)
    decide(underwriter, "decline", "approve", long_ago, application, sequence=2, proba=0.777)
    book(application, 13, "0")
    people.connection.rollback()
    found = [one for one in list_matured(people.connection) if one.proba == 0.777]
    assert [(one.is_low_side, one.has_defaulted) for one in found] == [(True, False)]


@pytest.fixture
def ask(api):
    def answer(person, path="", **query):
        told = "&".join(f"{name}={value}" for name, value in query.items())
        return api("GET", f"/overrides{path}", query=told, token=person.token)

    return answer


def test_a_list_goes_on_by_key_and_each_row_says_what_became(
    people, decide, book, ask, underwriter, month
):
    ended = [
        decide(underwriter, "decline", "approve", f"{month}T10:00:00Z") for _ in range(4)
    ]  # fmt: skip
    high = decide(underwriter, "approve", "decline", f"{month}T11:00:00Z")
    decide(underwriter, "approve", "approve", f"{month}T11:00:00Z")
    for application, months_ago, history in (
        (ended[0], 13, "0123"),
        (ended[1], 13, "0000"),
        (ended[2], 3, "0"),
    ):
        book(application, months_ago, history)
    wanted = {"month": month.isoformat()[:7], "months": 1}
    rows, after = [], None
    while True:
        key = {"after": after} if after else {}
        page = ask(underwriter, **wanted, limit=2, **key).body
        rows += page["items"]
        if not (after := page["next"]):
            break
    assert [row["application_id"] for row in rows] == [str(high), *map(str, reversed(ended))]
    assert [row["course"] for row in rows] == [
        None,
        "no_credit",
        "too_early",
        "not_defaulted",
        "defaulted",
    ]
    low = ask(underwriter, **wanted, direction="low_side").body["items"]
    assert len(low) == 4 and {row["direction"] for row in low} == {"low_side"}
    assert ask(underwriter, **wanted, reason="other").body["items"] == []


def test_of_who_was_declined_no_outcome_is_told(ask, decide, people, underwriter, month):
    decide(underwriter, "approve", "decline", month)
    summary = ask(underwriter, "/summary", month=month.isoformat()[:7], months=1).body
    assert summary["total"]["high_side"]["count"] == 1
    told = str({**summary, "total": None, "months": None, "bands": None, "reasons": None})
    assert "high_side_outcomes" not in told and "saved" not in told


def test_an_underwriter_sees_whose_point_is_the_own_alone(people, decide, ask, underwriter, month):
    other, analyst = people.user(Role.UNDERWRITER), people.user(Role.ANALYST)
    for actor in (underwriter, other):
        decide(actor, "decline", "decline", month)
    wanted = {"month": month.isoformat()[:7], "months": 1}
    points = ask(underwriter, "/summary", **wanted).body["funnel"]["points"]
    named = {point["actor_id"]: point["is_own"] for point in points}
    assert named == {underwriter.user_id: True, None: False}
    assert [point["actor_name"] for point in points if not point["is_own"]] == [None]
    points = ask(analyst, "/summary", **wanted).body["funnel"]["points"]
    assert {point["actor_id"] for point in points} == {underwriter.user_id, other.user_id}
    assert not [point for point in points if point["is_own"] or not point["actor_name"]]


@pytest.mark.parametrize(
    "query", ["months=25", "months=0", "month=2026-13", "month=2026-1", "after=x", "reason=x"]
)
def test_what_makes_no_sense_is_refused(api, underwriter, query):
    assert api("GET", "/overrides", query=query, token=underwriter.token).status == 422


def test_the_summary_reads_no_more_than_its_months(people):
    """By the index on when it was decided, however much there is."""
    people.connection.execute(text("SET LOCAL enable_seqscan = off"))
    plan = people.connection.execute(
        text(
            "EXPLAIN SELECT count(*) FROM decisions WHERE is_final"
            " AND decided_at >= '2000-01-01' AND decided_at < '2000-02-01'"
        )
    ).scalars()
    assert "ix_decisions_decided_at" in "".join(plan)
