"""Clients beside their latest score: the list, searched, filtered and sorted.

A score is stale once something it was made of has changed: the payments, and the answers where the
thin-file model read them; or once another model or policy is in force. What is not read is not
looked at. Before all that stands whether any open credit has a recent month on record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, text

from core.clients.rules.contacts import phone_sought
from core.clients.rules.history import PaymentStatus
from core.kit.patterns import words_sought
from core.scores.records import ClientSummary
from core.scores.rules.master_scale import UNKNOWN_GRADE
from core.scores.rules.showing import shown
from core.scores.rules.vocabulary import Decision, Freshness


class ClientOrder(StrEnum):
    """What a list of clients may be sorted by."""

    NAME = "name"
    INCOME = "income"
    PROBA = "proba"
    SCORED_AT = "scored_at"
    UPDATED_AT = "updated_at"


@dataclass(frozen=True)
class InForce:
    """What makes a score current.

    Attributes:
        model_version: the one it was made with.
        policy_version: the one that decided by it last.
        silent_before: open credits whose newest month lies before this one are silent.
    """

    model_version: str
    policy_version: str
    silent_before: date


# Of a client c and the latest finished score s, by the figures of ``InForce``.
# Changes are compared with when a score was asked for: the scorer may have read them before.
FRESHNESS = """
    CASE
      WHEN s.id IS NULL THEN 'unscored'
      WHEN c.payments_seen_until < :silent_before THEN 'silent'
      WHEN s.policy_version IS DISTINCT FROM :policy_version THEN 'stale'
      WHEN s.model IS NOT NULL AND s.model_version IS DISTINCT FROM :model_version THEN 'stale'
      WHEN c.payments_updated_at > s.requested_at THEN 'stale'
      WHEN s.model = 'thin_file' AND c.updated_at > s.requested_at THEN 'stale'
      ELSE 'current'
    END"""
# The latest finished score of each client comes from ix_scores_client_id_id.
_LATEST = """
      LEFT JOIN LATERAL (
        SELECT id, proba, grade, coalesce(redecided, decision) AS decision, model, model_version,
               coalesce(redecided_by, policy_version) AS policy_version, requested_at, scored_at
          FROM scores WHERE client_id = c.id AND status = 'done' ORDER BY id DESC LIMIT 1
      ) s ON true"""
_LISTED = f"""
  FROM (
    SELECT c.id, c.user_id, c.manager_id, m.last_name || ' ' || m.first_name AS manager_name,
           c.first_name, c.last_name, c.patronymic, c.phone, c.amt_income_total,
           concat_ws(' ', c.searched, u.login) AS searched, s.id AS score_id,
           s.proba, s.grade, s.decision, s.scored_at, c.updated_at, {FRESHNESS} AS freshness
      FROM clients c
      LEFT JOIN users u ON u.id = c.user_id
      LEFT JOIN managers r ON r.id = c.manager_id
      LEFT JOIN users m ON m.id = r.user_id
      {_LATEST}
     WHERE c.client_since IS NOT NULL AND (c.closed_at IS NOT NULL) = :closed
  ) listed
 WHERE (CAST(:manager_id AS bigint) IS NULL OR manager_id = :manager_id)
   AND (NOT :of_nobody OR manager_id IS NULL)
   AND (phone LIKE :phone OR NOT EXISTS (
     SELECT 1 FROM unnest(CAST(:words AS text[])) word
      WHERE searched NOT LIKE word AND id::text NOT LIKE word
   ))
   AND (CAST(:grades AS text[]) IS NULL OR grade = ANY(:grades))
   AND (CAST(:decisions AS text[]) IS NULL OR decision = ANY(:decisions))
   AND (CAST(:freshness AS text[]) IS NULL OR freshness = ANY(:freshness))
"""
_COUNT = text("SELECT count(*)" + _LISTED)
_IDS = text("SELECT id" + _LISTED + " AND id > :after ORDER BY id LIMIT :limit")
# Looked up for the listed page only: what waits for the limit is not computed for the others.
_LATENESS = """
       (SELECT max(p.status)
          FROM credits k
          JOIN LATERAL (
            SELECT status FROM payment_months
             WHERE credit_id = k.id AND superseded_at IS NULL ORDER BY month DESC LIMIT 1
          ) p ON true
         WHERE k.client_id = listed.id AND k.closed_on IS NULL AND p.status BETWEEN '0' AND '5'
       ) AS lateness
"""
_SORTED_BY = {
    ClientOrder.NAME: "last_name {0}, first_name {0}",
    ClientOrder.INCOME: "amt_income_total {0}",
    # An average of others is no place of one's own
    ClientOrder.PROBA: f"CASE WHEN grade <> '{UNKNOWN_GRADE}' THEN proba END {{0}} NULLS LAST",
    ClientOrder.SCORED_AT: "scored_at {0} NULLS LAST",
    ClientOrder.UPDATED_AT: "updated_at {0}",
}
_PAGES = {
    (order, descending): text(
        "SELECT id, user_id, manager_id, manager_name, first_name, last_name, patronymic,"
        " amt_income_total, score_id, proba, grade, decision, scored_at, updated_at, freshness,"
        f" {_LATENESS}"
        + _LISTED
        + f" ORDER BY {by.format('DESC' if descending else 'ASC')}, id"
        + " LIMIT :page_size OFFSET :offset"
    )
    for order, by in _SORTED_BY.items()
    for descending in (False, True)
}
_ONE = text(f"SELECT {FRESHNESS} FROM clients c {_LATEST} WHERE c.id = :client_id")


@dataclass(frozen=True)
class ClientFilter:
    """Which clients to list: None and the empty text stand for all.

    Attributes:
        of_nobody: only those whom nobody manages.
        closed: those whose relation has ended, instead of the others.
        query: each word is looked for in name, phone, login and the numbers; the digits of a phone
            however they are grouped.
        order, descending: how they are sorted.
    """

    manager_id: int | None = None
    of_nobody: bool = False
    closed: bool = False
    query: str = ""
    grades: Sequence[str] | None = None
    decisions: Sequence[Decision] | None = None
    freshness: Sequence[Freshness] | None = None
    order: ClientOrder = ClientOrder.NAME
    descending: bool = False


def list_clients(
    connection: Connection,
    wanted: ClientFilter,
    in_force: InForce,
    *,
    page: int,
    page_size: int,
) -> tuple[list[ClientSummary], int]:
    """Returns one page (from 1) of the wanted clients, and how many there are in all."""
    parameters = _parameters(wanted, in_force)
    parameters |= {"page_size": page_size, "offset": (page - 1) * page_size}
    total = connection.execute(_COUNT, parameters).scalar_one()
    rows = connection.execute(_PAGES[wanted.order, wanted.descending], parameters)
    return [_to_summary(row) for row in rows], total


def list_client_ids(
    connection: Connection, wanted: ClientFilter, in_force: InForce, *, after: int, limit: int
) -> list[int]:
    """Returns the ids of the wanted clients above ``after``, in their order."""
    parameters = _parameters(wanted, in_force) | {"after": after, "limit": limit}
    return list(connection.execute(_IDS, parameters).scalars())


def _parameters(wanted: ClientFilter, in_force: InForce) -> dict[str, Any]:
    phone = phone_sought(wanted.query)
    return {
        **vars(in_force),
        "manager_id": wanted.manager_id,
        "of_nobody": wanted.of_nobody,
        "closed": wanted.closed,
        "words": words_sought(wanted.query),
        "phone": f"%{phone}%" if phone else None,
        "grades": wanted.grades,
        "decisions": wanted.decisions,
        "freshness": wanted.freshness,
    }


def _to_summary(row: Row[Any]) -> ClientSummary:
    return ClientSummary(
        **{
            **row._mapping,
            **vars(shown(row.proba, row.grade)),
            "decision": row.decision and Decision(row.decision),
            "freshness": Freshness(row.freshness),
            "lateness": row.lateness and PaymentStatus(row.lateness),
        }
    )


def freshness_of(connection: Connection, client_id: int, in_force: InForce) -> Freshness:
    """Says whether the latest score of one client is current."""
    parameters = {**vars(in_force), "client_id": client_id}
    return Freshness(connection.execute(_ONE, parameters).scalar_one())
