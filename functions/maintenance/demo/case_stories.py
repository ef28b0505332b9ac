"""Applications of the demo led to their states by the deeds that lead real ones there."""

from collections import deque
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import Connection

from core.applications.queries import get_application
from core.applications.records import Application
from core.applications.rules.states import TRANSITIONS, ApplicationState
from core.applications.writing import move
from core.decisions.booking import add_granted_credit, final_decision
from core.decisions.case_opening import open_case
from core.decisions.case_records import Case
from core.decisions.cases import end_waiting_for_answer, get_case, pause_case
from core.decisions.deciding import Known, decide, know, reasons_of, weigh_verdict
from core.decisions.policies import policy_in_force
from core.decisions.recommending import get_recommendation, recommend
from core.decisions.rules.vocabulary import Outcome, OverrideReason, SecondBecause
from core.decisions.rules.weighing import Verdict, direction_of
from core.kit.clock import bank_date

_S = ApplicationState
OUTCOMES = {
    _S.APPROVED: Outcome.APPROVE,
    _S.DECLINED: Outcome.DECLINE,
    _S.COUNTEROFFER: Outcome.COUNTEROFFER,
    _S.SECOND_REVIEW: Outcome.APPROVE,
}
NOTES = {_S.WAITING_FOR_APPLICANT: "Нужна справка о доходах."}
RATIONALE = "Заявитель давно известен банку, доход подтверждён работодателем."
LEAST_OFFER_RUB = Decimal(10_000)


@dataclass(frozen=True)
class Staff:
    """User ids of who acts in the stories."""

    manager_id: int
    underwriter_id: int


def lead(
    connection: Connection, application: Application, goal: ApplicationState, staff: Staff
) -> None:
    """Leads a scored, locked application to a state."""
    for state in path_to(goal):
        if state in OUTCOMES:
            _decide(connection, application, state, staff)
        else:
            _step(connection, application, state, staff)
        moved = get_application(connection, application.id, for_update=True)
        assert moved
        application = moved


def path_to(goal: ApplicationState) -> list[ApplicationState]:
    """Returns the fewest steps from a scored application to a state, by way of the queue."""
    paths = deque([[_S.SCORED]])
    while paths[0][-1] is not goal:
        path = paths.popleft()
        following = TRANSITIONS[path[-1]] - set(path)
        if path[-1] is _S.SCORED:
            following -= {*OUTCOMES, _S.WAITING_FOR_APPLICANT}
        # In the order of the states, so that two paths of one length are always the same one
        paths.extend([*path, state] for state in ApplicationState if state in following)
    return paths[0][1:]


def _step(
    connection: Connection, application: Application, state: ApplicationState, staff: Staff
) -> None:
    move(connection, application, state, staff.manager_id, NOTES.get(state))
    match state:
        case _S.IN_REVIEW:
            _open(connection, application)
        case _S.WAITING_FOR_APPLICANT:
            pause_case(connection, application.id)
        case _S.ACCEPTED | _S.REFUSED | _S.EXPIRED:
            end_waiting_for_answer(connection, application.id)
        case _S.BOOKED:
            granted = final_decision(connection, application.id)
            add_granted_credit(connection, application, granted, bank_date(), None)


def _open(connection: Connection, application: Application) -> None:
    assert application.score_id
    recommend(connection, [application.score_id], policy_in_force(connection))
    found = get_recommendation(connection, application.id, application.score_id)
    assert found
    open_case(connection, application.id, found.decision, found.expected_loss_rub)


def _decide(
    connection: Connection, application: Application, goal: ApplicationState, staff: Staff
) -> None:
    """Decides as an underwriter would; for a second signature somebody asks, and for none other."""
    known = know(connection, application, _case(connection, application))
    verdict = _verdict(known, OUTCOMES[goal])
    weighed, _ = weigh_verdict(connection, known, verdict)
    seconds = (SecondBecause.AMOUNT,) if goal is _S.SECOND_REVIEW else ()
    decide(
        connection, known, verdict, replace(weighed, second_because=seconds), staff.underwriter_id
    )


def _case(connection: Connection, application: Application) -> Case:
    case = get_case(connection, application.id)
    assert case
    return case


def _verdict(known: Known, outcome: Outcome) -> Verdict:
    terms = known.wanted
    if outcome is Outcome.COUNTEROFFER:
        terms = replace(terms, amount_rub=max(terms.amount_rub / 2, LEAST_OFFER_RUB))
    against = direction_of(known.recommendation.decision, outcome) is not None
    return Verdict(
        outcome=outcome,
        terms=terms,
        decline_reasons=reasons_of(known)[1][:1] if outcome is Outcome.DECLINE else (),
        override_reason=OverrideReason.KNOWN_CUSTOMER if against else None,
        rationale=RATIONALE if against else None,
    )
