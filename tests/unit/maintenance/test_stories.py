"""The first manager's clients who are told otherwise than drawn, and nobody else."""

from datetime import date, timedelta

import pytest

from core.applications.rules.states import TRANSITIONS, ApplicationState, Purpose
from core.kit.clock import bank_date
from maintenance.demo.application_stories import FIRST_APPLICANT, _content
from maintenance.demo.case_stories import path_to
from maintenance.demo.population import generate_client
from maintenance.demo.records import Person
from maintenance.demo.score_history import month_ends
from maintenance.demo.stories import TO_THE_NEXT, tell_client
from tests.unit.answers import AS_OF


def test_only_the_first_managers_first_clients_have_a_story() -> None:
    told = [index for index in range(1_510) if tell_client(index) != generate_client(index)]
    assert told == [place * TO_THE_NEXT for place in range(9)]


def test_a_story_changes_the_payments_and_no_person() -> None:
    for place in range(9):
        index = place * TO_THE_NEXT
        drawn, told = generate_client(index), tell_client(index)
        assert {**drawn, "credits": []} == {**told, "credits": []}
        for credit in Person.model_validate(told).credits:
            credit.months(AS_OF)  # they can belong to a credit


def test_the_demo_borrower_has_fallen_late() -> None:
    [credit] = tell_client(0)["credits"]
    assert [month["status"] for month in credit["payment_history"][:3]] == ["1", "0", "X"]


def test_applications_differ_in_what_is_wanted_and_are_of_different_people() -> None:
    contents = [_content(place) for place in range(20)]
    wanted = [(int(one.amount_rub or 0), one.term_months) for one in contents]
    assert wanted == [(30_000, 12), (60_000, 24), (120_000, 36), (250_000, 48)] * 5
    assert [one.purpose for one in contents[: len(Purpose) + 1]] == [*Purpose, next(iter(Purpose))]
    assert {one.annual_rate for one in contents} == {24}
    days = [str(bank_date() - timedelta(days)) for days in range(5)]
    assert [one.person["consent_on"] for one in contents] == days * 4
    for place, one in enumerate(contents):
        drawn = generate_client(FIRST_APPLICANT + place)
        told = dict(one.person) | {"consent_on": None}
        names = ("last_name", "first_name", "patronymic", "phone")
        assert told == {name: drawn[name] for name in names} | {"consent_on": None}
        assert one.answers["amt_income_total"] == drawn["amt_income_total"]


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 3, 31), date(2026, 11, 28)])
def test_past_scores_are_of_the_ends_of_twelve_months(today: date) -> None:
    days = month_ends(today)
    assert len(set(days)) == 12
    assert days == sorted(days)
    assert days[-1] < today.replace(day=1)
    assert all((day.replace(day=28) <= day) and day.day >= 28 for day in days)


@pytest.mark.parametrize("goal", set(ApplicationState) - {"draft", "submitted"})
def test_a_path_leads_to_each_state_by_steps_that_may_follow(goal: ApplicationState) -> None:
    state = ApplicationState.SCORED
    for following in path_to(goal):
        assert following in TRANSITIONS[state]
        state = following
    assert state is goal
