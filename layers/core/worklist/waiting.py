"""Statements that look for work among the applications a manager handles."""

from sqlalchemy import Connection, text

from core.applications.queries import ApplicationFilter, list_applications
from core.worklist.rules.candidates import REASON_OF_STATE, WaitingApplication

MOST_APPLICATIONS = 300  # the newest: more than anybody decides in a day

_DETAILS = text(
    """
    SELECT a.id, e.place, a.person ->> 'phone' AS phone, s.proba
      FROM applications a
      JOIN LATERAL (SELECT max(place) AS place FROM application_events
                     WHERE application_id = a.id) e ON true
      LEFT JOIN scores s ON s.id = a.score_id
     WHERE a.id = ANY(CAST(:ids AS uuid[]))
    """
)
_WHOSE = text("SELECT manager_id FROM applications WHERE number = :number")


def applications_of_manager(connection: Connection, manager_id: int) -> list[WaitingApplication]:
    """Returns the applications that wait for the manager or the applicant."""
    wanted = ApplicationFilter(manager_id=manager_id, states=REASON_OF_STATE)
    found = list_applications(connection, wanted, after=None, limit=MOST_APPLICATIONS)
    ids = [str(one.id) for one in found]
    details = {row.id: row for row in connection.execute(_DETAILS, {"ids": ids})}
    return [
        WaitingApplication(one, detail.place, detail.phone, detail.proba)
        for one in found
        if (detail := details.get(one.id)) is not None
    ]


def manager_of_application(connection: Connection, number: int) -> int | None:
    """Returns who handles it; None of one that nobody does, or if there is none such."""
    return connection.execute(_WHOSE, {"number": number}).scalar_one_or_none()
