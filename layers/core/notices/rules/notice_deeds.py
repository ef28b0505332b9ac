"""What may be done with a notice as it stands; by whom is another question."""

from core.applications.rules.states import ApplicationState
from core.notices.rules.vocabulary import Deed, NoticeState

OF_STATE = {
    NoticeState.DUE: frozenset({Deed.PRODUCE}),
    NoticeState.PRODUCED: frozenset({Deed.SEND}),
    NoticeState.SENT: frozenset({Deed.DELIVER, Deed.RETURN}),
    NoticeState.RETURNED: frozenset({Deed.SEND}),
    NoticeState.DELIVERED: frozenset[Deed](),
    NoticeState.REPLACED: frozenset[Deed](),
}
"""What may be done to send it."""

UNDER_REVIEW = frozenset(
    {
        *(ApplicationState.IN_REVIEW, ApplicationState.WAITING_FOR_APPLICANT),
        *(ApplicationState.SECOND_REVIEW, ApplicationState.RETURNED),
    }
)
"""States in which another decision is on its way: nobody is told of the one before."""


def deeds_possible(
    state: NoticeState, application_state: ApplicationState, *, is_open_to_objection: bool
) -> frozenset[Deed]:
    """Returns what may be done with a notice.

    Args:
        is_open_to_objection: the notice is the latest of its application, was written, and the last
            day of objecting has not passed.
    """
    found = set(OF_STATE[state])
    if application_state in UNDER_REVIEW:
        found.discard(Deed.PRODUCE)
    if is_open_to_objection and application_state is ApplicationState.DECLINED:
        found.add(Deed.OBJECT)
    return frozenset(found)
