"""What leads to a decision, and what follows one."""

from datetime import UTC, datetime

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from api.applications.deeds import move_on
from api.decisions.deciding_schemas import BookedResponse, BookingRequest, OfferResponse
from core.applications.records import Application
from core.applications.rules.states import ApplicationState
from core.clients.rules.schedule import monthly_payment
from core.decisions.booking import BOOKABLE, add_granted_credit, final_decision
from core.decisions.case_opening import open_case
from core.decisions.cases import get_case
from core.decisions.policies import policy_in_force
from core.decisions.recommending import get_recommendation, recommend
from core.decisions.rules.vocabulary import Outcome
from core.journal.queries import record_event
from core.kit.clock import bank_date
from core.kit.errors import ConflictError, Fault, InvalidRequestError, TakenError
from core.people.records import Actor


def hand_over(connection: Connection, actor: Actor, application: Application) -> Application:
    """Hands a locked application to those who decide.

    Raises:
        ConflictError: it has no score yet, or is further already.
    """
    if application.state is not ApplicationState.SCORED or application.score_id is None:
        raise ConflictError(
            f"This application is {application.state}: only scored ones are reviewed."
        )
    # What was scored before there were recommendations has none yet
    recommend(connection, [application.score_id], policy_in_force(connection))
    found = get_recommendation(connection, application.id, application.score_id)
    if found is None:
        raise ConflictError("Nothing is recommended for it yet. Submit it again.")
    moved = move_on(connection, actor, application, ApplicationState.IN_REVIEW)
    open_case(connection, application.id, found.decision, found.expected_loss_rub)
    return moved


def show_offer(connection: Connection, application: Application) -> OfferResponse:
    """Returns what was granted or offered.

    Raises:
        ConflictError: nothing was.
    """
    granted = final_decision(connection, application.id)
    if granted.outcome not in {Outcome.APPROVE, Outcome.COUNTEROFFER}:
        raise ConflictError(f"This application is {application.state}: nothing was offered.")
    case = get_case(connection, application.id)
    return OfferResponse(
        **{name: getattr(granted, name) for name in OFFERED},
        payment_rub=monthly_payment(granted.amount_rub, granted.annual_rate, granted.term_months),
        answer_by=case.answer_by if case else None,
    )


OFFERED = ("outcome", "amount_rub", "term_months", "annual_rate", "decided_at")


def require_in_time(connection: Connection, application: Application) -> None:
    """Lets pass who answers a counteroffer before it ends.

    Raises:
        ConflictError: it has ended.
    """
    case = get_case(connection, application.id)
    if case and case.answer_by and case.answer_by < datetime.now(UTC):
        raise ConflictError("This offer has expired. Apply anew.")


def book(
    connection: Connection, actor: Actor, application: Application, body: BookingRequest
) -> BookedResponse:
    """Makes the credit of a locked application.

    Raises:
        ConflictError: nothing was granted, or the credit is made already.
        InvalidRequestError: it would begin in the future, or before the decision.
        TakenError: another contract has this number.
    """
    if application.state not in BOOKABLE:
        raise ConflictError(f"This application is {application.state}: there is nothing to book.")
    granted = final_decision(connection, application.id)
    issued_on = body.issued_on or bank_date()
    if not bank_date(granted.decided_at) <= issued_on <= bank_date():
        message = "lies between the decision and today"
        raise InvalidRequestError([Fault("issued_on", "not_in_time", message)])
    try:
        credit_id = add_granted_credit(
            connection, application, granted, issued_on, body.external_id
        )
    except IntegrityError as error:
        message = "is another contract's number. Check it."
        raise TakenError([Fault("external_id", "taken", message)]) from error
    move_on(connection, actor, application, ApplicationState.BOOKED)
    record_event(
        connection,
        actor_id=actor.user_id,
        action="application.book",
        subject=("applications", application.number),
        old_values={},
        new_values={"credit_id": credit_id, "decision_id": granted.id, "issued_on": issued_on},
    )
    return BookedResponse(
        credit_id=credit_id,
        application_id=application.id,
        score_id=granted.score_id,
        issued_on=issued_on,
    )
