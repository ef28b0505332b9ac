"""A feed of payments row by row: what each row was found to be, and what was recorded of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, text

from core.clients.payments import Key, RecordedMonth, record_months
from core.clients.rules.payment_rows import (
    GivenMonth,
    RowFault,
    RowWarning,
    fault_of_month,
    jumps,
    status_of,
)

# With the client's row locked no other feed of the same credits comes between looking and writing.
_CREDITS = text(
    """
    SELECT k.id, k.client_id, k.external_id, k.issued_on FROM clients c
      JOIN credits k ON k.client_id = c.id
     WHERE k.external_id = ANY(:contracts) ORDER BY c.id FOR NO KEY UPDATE OF c
    """
)
_BEFORE = text(
    """
    SELECT g.credit_id, g.month, p.status, p.month AS month_before
      FROM unnest(CAST(:credit_ids AS bigint[]), CAST(:months AS date[])) AS g(credit_id, month)
      JOIN LATERAL (
        SELECT status, month FROM payment_months
         WHERE credit_id = g.credit_id AND superseded_at IS NULL AND month < g.month
         ORDER BY month DESC LIMIT 1
      ) p ON true
    """
)


class Outcome(StrEnum):
    """What became of a row."""

    NEW = "new"
    RESTATED = "restated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class RowAnswer:
    """What became of one row, and why it was refused, or what is unlikely about it."""

    outcome: Outcome
    fault: RowFault | None = None
    warning: RowWarning | None = None


@dataclass(frozen=True)
class Feed:
    """The answers in the order of the rows, and the clients whose payments changed."""

    answers: list[RowAnswer]
    client_ids: list[int]


def feed_payments(connection: Connection, rows: Sequence[GivenMonth], today: date) -> Feed:
    """Records the rows that can be; a row that is refused keeps no other back.

    The same row again changes nothing. Two rows of one month that differ are both refused.
    """
    credits = _find_credits(connection, rows)
    read = [_read(row, credits.get(row.contract), today) for row in rows]
    given = [one for one in read if isinstance(one, RecordedMonth)]
    doubled = _contradicting(given)
    wanted = {_key(one): one for one in given if _key(one) not in doubled}
    recorded = record_months(connection, list(wanted.values()))
    jumping = _find_jumps(connection, wanted)
    answers = []
    for one in read:
        if isinstance(one, RowFault):
            answers.append(RowAnswer(Outcome.REFUSED, one))
        elif (key := _key(one)) in doubled:
            answers.append(RowAnswer(Outcome.REFUSED, RowFault.CONTRADICTION))
        else:
            warning = RowWarning.JUMP if key in jumping else None
            answers.append(RowAnswer(_outcome(key, recorded.new, recorded.restated), None, warning))
    changed = {credit_id for credit_id, _ in recorded.new | recorded.restated}
    client_ids = {row.client_id for row in credits.values() if row.id in changed}
    return Feed(answers, sorted(client_ids))


def _find_credits(connection: Connection, rows: Iterable[GivenMonth]) -> dict[str, Row[Any]]:
    contracts = sorted({row.contract for row in rows})
    found = connection.execute(_CREDITS, {"contracts": contracts})
    return {row.external_id: row for row in found}


def _read(row: GivenMonth, credit: Row[Any] | None, today: date) -> RecordedMonth | RowFault:
    fault = fault_of_month(row.month, credit and credit.issued_on, today)
    status = status_of(row)
    if credit is None or fault:
        return fault or RowFault.UNKNOWN_CREDIT
    if isinstance(status, RowFault):
        return status
    return RecordedMonth(credit.id, row.month, status, row.days_past_due, row.amount_overdue)


def _key(one: RecordedMonth) -> Key:
    return one.credit_id, one.month


def _contradicting(given: Iterable[RecordedMonth]) -> set[Key]:
    said: dict[Key, RecordedMonth] = {}
    return {_key(one) for one in given if said.setdefault(_key(one), one) != one}


def _outcome(key: Key, new: frozenset[Key], restated: frozenset[Key]) -> Outcome:
    if key in restated:
        return Outcome.RESTATED
    return Outcome.NEW if key in new else Outcome.UNCHANGED


def _find_jumps(connection: Connection, recorded: dict[Key, RecordedMonth]) -> set[Key]:
    """Compares with the month before, after all was recorded: it may be of the same feed."""
    given = {
        "credit_ids": [credit_id for credit_id, _ in recorded],
        "months": [month for _, month in recorded],
    }
    return {
        (row.credit_id, row.month)
        for row in connection.execute(_BEFORE, given)
        if jumps(recorded[row.credit_id, row.month].status, row.month, row.status, row.month_before)
    }
