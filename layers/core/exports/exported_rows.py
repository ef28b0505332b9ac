"""Statements that read the rows of an export, of some clients at a time."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.exports.rules.export_vocabulary import ExportKind

_STATEMENTS = {
    ExportKind.CLIENTS: text(
        f"""
        SELECT c.external_id, c.last_name, c.first_name, c.patronymic, c.phone, c.email,
               u.login AS manager_login, {", ".join(f"c.{name}" for name in QUESTIONNAIRE)},
               c.id AS client_id, s.proba, s.grade, s.decision, s.scored_at
          FROM clients c
          LEFT JOIN managers m ON m.id = c.manager_id
          LEFT JOIN users u ON u.id = m.user_id
          JOIN latest_scores s ON s.client_id = c.id
         WHERE c.id = ANY(:client_ids) ORDER BY c.id
        """
    ),
    ExportKind.SCORES: text(
        """
        SELECT c.external_id AS client_external_id, c.id AS client_id, s.id AS score_id, s.as_of,
               s.proba, s.grade, s.decision, coalesce(s.model, kind.model) AS model,
               coalesce(s.model_version, kind.model_version) AS model_version,
               coalesce(s.policy_version, kind.policy_version) AS policy_version,
               s.requested_at, s.scored_at
          FROM scores s JOIN clients c ON c.id = s.client_id
          LEFT JOIN score_kinds kind ON kind.id = s.kind_id
         WHERE s.client_id = ANY(:client_ids) AND s.status = 'done' ORDER BY s.client_id, s.id
        """
    ),
    ExportKind.PAYMENTS: text(
        """
        SELECT k.external_id AS credit_external_id, p.month, p.status, p.days_past_due,
               p.amount_overdue, k.id AS credit_id, k.client_id
          FROM credits k JOIN payment_months p ON p.credit_id = k.id AND p.superseded_at IS NULL
         WHERE k.client_id = ANY(:client_ids) ORDER BY k.client_id, k.id, p.month
        """
    ),
}


def rows_of(
    connection: Connection, kind: ExportKind, client_ids: Sequence[int]
) -> tuple[list[str], list[Sequence[Any]]]:
    """Returns the names of the columns, and the rows of these clients."""
    found = connection.execute(_STATEMENTS[kind], {"client_ids": list(client_ids)})
    return list(found.keys()), [tuple(row) for row in found]
