"""What a lender hears after the scoring: a payment of this month was late, so a score is stale."""

from sqlalchemy import Connection, text

from core.clients.payments import RecordedMonth, record_months
from core.clients.rules.history import PaymentStatus
from core.kit.clock import bank_date
from core.kit.database import transaction
from maintenance.demo.stories import HEARD_LATE

DAYS_LATE = 3

_CREDIT = text("SELECT id FROM credits WHERE external_id = :external_id")


def hear_late_news() -> None:
    """Corrects this month of one client's payments; the same correction again changes nothing."""
    with transaction() as connection:
        credit_id = _find_credit(connection)
        if credit_id is not None:
            month = bank_date().replace(day=1)
            late = RecordedMonth(credit_id, month, PaymentStatus.PAST_DUE_1_29, DAYS_LATE)
            record_months(connection, [late])


def _find_credit(connection: Connection) -> int | None:
    """Returns the first credit of whom it is heard; None where clients are of files."""
    known = {"external_id": f"D-{HEARD_LATE + 1:06}/1"}
    return connection.execute(_CREDIT, known).scalar_one_or_none()
