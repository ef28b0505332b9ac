"""Puts applications into the queue; the scorer does, which starts without the rest of a case."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import Connection, text

from core.kit.settings import setting
from core.scores.rules.vocabulary import Decision

# Whoever opens it again goes on where it stood: later by as long as the applicant was waited for
_OPEN = text(
    """
    INSERT INTO cases (application_id, due_at, recommendation, expected_loss_rub)
    VALUES (CAST(:application_id AS uuid),
            now() + CAST(:hours AS double precision) * interval '1 hour',
            :recommendation, :expected_loss_rub)
    ON CONFLICT (application_id) DO UPDATE
       SET recommendation = excluded.recommendation,
           expected_loss_rub = excluded.expected_loss_rub,
           due_at = cases.due_at + coalesce(now() - cases.waiting_since, interval '0'),
           waiting_since = NULL
    """
)


def open_case(
    connection: Connection,
    application_id: UUID,
    recommendation: Decision,
    expected_loss_rub: Decimal,
) -> None:
    """Puts an application into the queue; one that is there keeps its place and its assignee."""
    values = {
        "application_id": str(application_id),
        "hours": float(setting("CASE_HOURS", "4")),
        "recommendation": recommendation,
        "expected_loss_rub": expected_loss_rub,
    }
    connection.execute(_OPEN, values)
