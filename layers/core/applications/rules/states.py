"""The states of an application, and which may follow which."""

from enum import StrEnum


class ApplicationState(StrEnum):
    """Where an application is.

    ``scored`` is never stored: a submitted one is it as soon as its score is there.
    """

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SCORED = "scored"
    IN_REVIEW = "in_review"
    WAITING_FOR_APPLICANT = "waiting_for_applicant"
    SECOND_REVIEW = "second_review"
    RETURNED = "returned"
    COUNTEROFFER = "counteroffer"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXPIRED = "expired"
    APPROVED = "approved"
    DECLINED = "declined"
    BOOKED = "booked"
    NOT_TAKEN = "not_taken"
    WITHDRAWN = "withdrawn"


class Channel(StrEnum):
    """Who brought an application in."""

    MANAGER = "manager"
    BORROWER = "borrower"
    PROGRAM = "program"


class Purpose(StrEnum):
    """What the credit is for."""

    CONSUMER = "consumer"
    CAR = "car"
    HOME = "home"
    EDUCATION = "education"
    MEDICAL = "medical"
    REFINANCING = "refinancing"
    OTHER = "other"


_S = ApplicationState
TRANSITIONS: dict[ApplicationState, frozenset[ApplicationState]] = {
    _S.DRAFT: frozenset({_S.SUBMITTED, _S.WITHDRAWN}),
    _S.SUBMITTED: frozenset({_S.SCORED, _S.WITHDRAWN}),
    _S.SCORED: frozenset(
        {
            *(_S.SUBMITTED, _S.APPROVED, _S.DECLINED, _S.IN_REVIEW),
            *(_S.WAITING_FOR_APPLICANT, _S.WITHDRAWN),
        }
    ),
    _S.IN_REVIEW: frozenset(
        {
            *(_S.WAITING_FOR_APPLICANT, _S.APPROVED, _S.DECLINED, _S.COUNTEROFFER),
            *(_S.SECOND_REVIEW, _S.WITHDRAWN),
        }
    ),
    _S.WAITING_FOR_APPLICANT: frozenset({_S.SUBMITTED, _S.IN_REVIEW, _S.WITHDRAWN}),
    _S.SECOND_REVIEW: frozenset(
        {_S.APPROVED, _S.DECLINED, _S.COUNTEROFFER, _S.RETURNED, _S.WITHDRAWN}
    ),
    _S.RETURNED: frozenset({_S.IN_REVIEW, _S.WITHDRAWN}),
    _S.COUNTEROFFER: frozenset({_S.ACCEPTED, _S.REFUSED, _S.EXPIRED, _S.WITHDRAWN}),
    _S.ACCEPTED: frozenset({_S.BOOKED, _S.NOT_TAKEN, _S.WITHDRAWN}),
    _S.APPROVED: frozenset({_S.BOOKED, _S.NOT_TAKEN, _S.WITHDRAWN}),
    _S.DECLINED: frozenset({_S.IN_REVIEW}),  # by an objection alone
    _S.REFUSED: frozenset(),
    _S.EXPIRED: frozenset(),
    _S.BOOKED: frozenset(),
    _S.NOT_TAKEN: frozenset(),
    _S.WITHDRAWN: frozenset(),
}

CLOSED = frozenset(
    state for state, following in TRANSITIONS.items() if _S.WITHDRAWN not in following
)
"""States of applications that are over: what is open can be withdrawn."""

EDITABLE = frozenset({_S.DRAFT, _S.SUBMITTED, _S.SCORED, _S.IN_REVIEW, _S.WAITING_FOR_APPLICANT})
"""States in which staff may change what an application says, and submit it (again)."""

EDITABLE_BY_APPLICANT = frozenset({_S.DRAFT, _S.WAITING_FOR_APPLICANT})


def may_become(state: ApplicationState, following: ApplicationState) -> bool:
    """Says whether an application in this state may go into that one."""
    return following in TRANSITIONS[state]


def state_shown(stored: ApplicationState, *, has_score: bool) -> ApplicationState:
    """Returns the state of an application, given whether its score is finished."""
    return _S.SCORED if stored is _S.SUBMITTED and has_score else stored


def state_submitted(state: ApplicationState) -> ApplicationState:
    """Returns the state after submitting (again): a review that goes on sees the new score."""
    return state if state is _S.IN_REVIEW else _S.SUBMITTED
