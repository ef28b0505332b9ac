"""What may follow which state, and what never may."""

import pytest

from core.applications.rules.states import (
    CLOSED,
    EDITABLE,
    EDITABLE_BY_APPLICANT,
    TRANSITIONS,
    ApplicationState,
    may_become,
    state_shown,
    state_submitted,
)

S = ApplicationState
ALLOWED = """
    draft submitted withdrawn
    submitted scored withdrawn
    scored submitted approved declined in_review waiting_for_applicant withdrawn
    in_review waiting_for_applicant approved declined counteroffer second_review withdrawn
    waiting_for_applicant submitted in_review withdrawn
    second_review approved counteroffer declined returned withdrawn
    returned in_review withdrawn
    counteroffer accepted refused expired withdrawn
    accepted booked not_taken withdrawn
    approved booked not_taken withdrawn
    declined in_review
    refused
    expired
    booked
    not_taken
    withdrawn
"""


@pytest.mark.parametrize("line", ALLOWED.strip().splitlines())
def test_what_may_follow_is_what_the_process_says(line):
    state, *following = map(S, line.split())
    assert {other for other in S if may_become(state, other)} == set(following)


def test_every_state_is_reached_from_a_draft_and_has_a_row():
    reached, ahead = set(), {S.DRAFT}
    while ahead:
        reached |= ahead
        ahead = {other for state in ahead for other in TRANSITIONS[state]} - reached
    assert reached == set(S) == set(TRANSITIONS)


def test_what_is_open_can_be_withdrawn_and_what_is_over_cannot():
    assert set(S) - CLOSED == {state for state in S if may_become(state, S.WITHDRAWN)}
    assert {S.DECLINED, S.BOOKED, S.WITHDRAWN} <= CLOSED


def test_submitting_keeps_to_the_transitions_or_stays():
    for state in EDITABLE:
        after = state_submitted(state)
        assert after is state or may_become(state, after)


def test_the_applicant_changes_no_application_that_is_with_the_lender():
    assert EDITABLE_BY_APPLICANT < EDITABLE
    assert not EDITABLE_BY_APPLICANT & {S.SUBMITTED, S.SCORED, S.IN_REVIEW}


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("has_score", [True, False])
def test_scored_is_what_was_submitted_and_has_its_score(state, has_score):
    shown = state_shown(state, has_score=has_score)
    assert shown is (S.SCORED if state is S.SUBMITTED and has_score else state)
