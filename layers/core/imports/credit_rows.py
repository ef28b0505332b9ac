"""Credits of a file against what is stored: judged, and written by the lender's own numbers."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

from core.clients.adding import add_credits
from core.clients.payments import touch_payments
from core.imports.changes import Change, add_changes
from core.imports.file_rows import CreditRecord
from core.imports.records import Judgement, Sender
from core.imports.rules.import_states import Finding, Outcome

_JUDGE = text(
    """
    SELECT c.id AS client_id, k.id AS credit_id,
           CASE
             WHEN c.id IS NULL THEN 'unknown_client'
             WHEN CAST(:manager_id AS bigint) IS NOT NULL
                  AND c.manager_id IS DISTINCT FROM :manager_id THEN 'not_your_client'
             WHEN c.closed_at IS NOT NULL THEN 'client_closed'
             WHEN k.client_id <> c.id THEN 'credit_of_another_client'
           END AS fault,
           CASE
             WHEN k.id IS NULL THEN 'new'
             WHEN (k.amount_total, k.annual_rate, k.issued_on, k.term_months)
                  IS DISTINCT FROM (g.amount_total, g.annual_rate, g.issued_on, g.term_months)
               THEN 'updated'
             ELSE 'unchanged'
           END AS outcome
      FROM unnest(
        CAST(:clients AS text[]), CAST(:external_ids AS text[]), CAST(:amounts AS numeric[]),
        CAST(:rates AS numeric[]), CAST(:issued AS date[]), CAST(:terms AS smallint[])
      ) WITH ORDINALITY
        AS g(client, external_id, amount_total, annual_rate, issued_on, term_months, place)
      LEFT JOIN clients c ON c.external_id = g.client
      LEFT JOIN credits k ON k.external_id = g.external_id
     ORDER BY g.place
    """
)
_TERMS = "amount_total, annual_rate, issued_on, term_months"
_LOOK = text(
    f"SELECT id, {_TERMS} FROM credits WHERE id = ANY(:credit_ids) ORDER BY id FOR NO KEY UPDATE"
)
_UPDATE = text(
    """
    UPDATE credits SET amount_total = :amount_total, annual_rate = :annual_rate,
           issued_on = :issued_on, term_months = :term_months
     WHERE id = :id
    """
)
_CLIENT_IDS = text(
    "SELECT external_id, id, client_since FROM clients WHERE external_id = ANY(:external_ids)"
)


def judge_credits(
    connection: Connection, rows: Sequence[CreditRecord], sender: Sender
) -> list[Judgement]:
    """Says of each row whether it is new, changes a credit, or cannot be."""
    values = {
        "clients": [row.client_external_id for row in rows],
        "external_ids": [row.external_id for row in rows],
        "amounts": [row.amount_total for row in rows],
        "rates": [row.annual_rate for row in rows],
        "issued": [row.issued_on for row in rows],
        "terms": [row.term_months for row in rows],
        "manager_id": sender.manager_id,
    }
    return [
        Judgement(None, (Finding(told.fault),))
        if told.fault
        else Judgement(Outcome(told.outcome), (), told.credit_id)
        for told in connection.execute(_JUDGE, values)
    ]


def apply_credits(
    connection: Connection,
    import_id: int,
    rows: Sequence[CreditRecord],
    judgements: Sequence[Judgement],
) -> None:
    """Adds the credits that are new and changes those that are told otherwise."""
    judged = list(zip(rows, judgements, strict=True))
    _add(connection, import_id, [row for row, one in judged if one.outcome is Outcome.NEW])
    changed = {
        one.subject_id: row
        for row, one in judged
        if one.outcome is Outcome.UPDATED and one.subject_id
    }
    _change(connection, import_id, changed)


def _add(connection: Connection, import_id: int, rows: Sequence[CreditRecord]) -> None:
    asked = {"external_ids": sorted({row.client_external_id for row in rows})}
    clients = {told.external_id: told for told in connection.execute(_CLIENT_IDS, asked)}
    values = [
        {"client_id": clients[row.client_external_id].id, "external_id": row.external_id}
        | _terms(row)
        for row in rows
    ]
    credit_ids = add_credits(connection, values)
    since = {"client_since": None}
    became = [
        Change("client_since", client.id, since, since)
        for client in clients.values()
        if client.client_since is None
    ]
    made = [
        Change("credits", credit_id, new_values=_terms(row))
        for credit_id, row in zip(credit_ids, rows, strict=True)
    ]
    add_changes(connection, import_id, [*became, *made])


def _change(connection: Connection, import_id: int, rows: dict[int, CreditRecord]) -> None:
    if not rows:
        return
    before = connection.execute(_LOOK, {"credit_ids": list(rows)}).all()
    changes = [
        Change(
            "credits",
            old.id,
            {name: value for name, value in old._mapping.items() if name != "id"},
            _terms(rows[old.id]),
        )
        for old in before
    ]
    connection.execute(_UPDATE, [{"id": old.id, **_terms(rows[old.id])} for old in before])
    add_changes(connection, import_id, changes)
    touch_payments(connection, list(rows))


def _terms(row: CreditRecord) -> dict[str, Any]:
    return {
        "amount_total": row.amount_total,
        "annual_rate": row.annual_rate,
        "issued_on": row.issued_on,
        "term_months": row.term_months,
    }
