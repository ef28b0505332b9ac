"""Applications of the first manager, one in each state, and cases for the underwriters' queue."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Connection

from core.applications.queries import get_application
from core.applications.records import Application, Content, NewApplication, Submission
from core.applications.rules.states import ApplicationState, Channel, Purpose
from core.applications.submitting import submit_application
from core.applications.writing import add_application
from core.clients.rules.contradictions import Doubt
from core.kit.clock import bank_date
from core.kit.database import transaction
from core.scores.queue import send_scores
from maintenance.demo import statements
from maintenance.demo.case_stories import Staff, lead
from maintenance.demo.records import Person
from maintenance.demo.stories import tell_client

FIRST_APPLICANT = 900_000  # of the population, far behind everybody who is a client
AMOUNTS_RUB, TERMS_MONTHS = (30_000, 60_000, 120_000, 250_000), (12, 24, 36, 48)
# One in each state in which applications rest (what a second person returns goes on at once), and
# some more for the underwriters' queue
GOALS = (
    *(state for state in ApplicationState if state is not ApplicationState.RETURNED),
    *[ApplicationState.IN_REVIEW] * 6,
)


def apply_for_credits() -> dict[str, int]:
    """Brings an application closer to each state; returns how many wait for their score.

    The first call submits them; one after their scores moves them to where they belong.
    """
    with transaction() as connection:
        manager = statements.first_manager(connection)
        staff = Staff(manager.user_id, statements.first_underwriter(connection))
        waiting = [
            application
            for place, state in enumerate(GOALS)
            if (application := _bring_on(connection, place, state, manager, staff)) is not None
        ]
    # Sent anew with each call: whose score is there already is none of them
    score_ids = [one.score_id for one in waiting if one.score_id]
    send_scores(score_ids, correlation_id="demo-applications")
    return {"waiting": len(waiting)}


def _bring_on(
    connection: Connection,
    place: int,
    goal: ApplicationState,
    manager: statements.DemoManager,
    staff: Staff,
) -> Application | None:
    """Returns the application if it waits for its score."""
    application_id = _begin(connection, place, manager)
    application = get_application(connection, application_id, for_update=True)
    assert application
    if goal is ApplicationState.DRAFT:
        return None
    if application.state is ApplicationState.DRAFT:
        submission = Submission(confirmed=tuple(Doubt), another_person=True)
        return submit_application(connection, application, submission, manager.user_id)
    if application.state is ApplicationState.SCORED:
        lead(connection, application, goal, staff)
    return application if application.state is ApplicationState.SUBMITTED else None


def _begin(connection: Connection, place: int, manager: statements.DemoManager) -> UUID:
    """Returns the id of the application of a place, which is made where there is none."""
    number = f"DEMO-{place + 1:03}"
    new = NewApplication(
        channel=Channel.MANAGER,
        created_by=manager.user_id,
        content=_content(place),
        manager_id=manager.manager_id,
        external_id=number,
    )
    return add_application(connection, new) or statements.application_of(connection, number)


def _content(place: int) -> Content:
    today = bank_date()
    person = Person.model_validate(tell_client(FIRST_APPLICANT + place))
    answers = person.answers(today)
    return Content(
        person={
            "last_name": person.last_name,
            "first_name": person.first_name,
            "patronymic": person.patronymic,
            "phone": person.phone,
            "consent_on": _days_ago(today, place % 5),
        },
        answers=answers,
        amount_rub=Decimal(AMOUNTS_RUB[place % len(AMOUNTS_RUB)]),
        term_months=TERMS_MONTHS[place % len(TERMS_MONTHS)],
        purpose=tuple(Purpose)[place % len(Purpose)],
        annual_rate=Decimal(24),
    )


def _days_ago(today: date, days: int) -> str:
    return str(today - timedelta(days))
