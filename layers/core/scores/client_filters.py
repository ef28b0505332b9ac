"""Which clients a list shows: what it may be filtered and sorted by, and where each may be found.

A score is stale once something it was made of has changed: the payments, and the answers where the
thin-file model read them; or once another model or policy is in force. What is not read is not
looked at. Before all that stands whether any open credit has a recent month on record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from core.clients.searching import sought
from core.kit.few_rows import MOST_COUNTED
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


# Of a client c and its row of latest_scores s, by the figures of ``InForce``.
# Changes are compared with when a score was asked for: the scorer may have read them before.
FRESHNESS = """
    CASE
      WHEN s.score_id IS NULL THEN 'unscored'
      WHEN c.payments_seen_until < :silent_before THEN 'silent'
      WHEN s.policy_version IS DISTINCT FROM :policy_version THEN 'stale'
      WHEN s.model IS NOT NULL AND s.model_version IS DISTINCT FROM :model_version THEN 'stale'
      WHEN c.payments_updated_at > s.requested_at THEN 'stale'
      WHEN s.model = 'thin_file' AND c.updated_at > s.requested_at THEN 'stale'
      ELSE 'current'
    END"""


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


# Of a client c with its row s of latest_scores: whether somebody is one of the wanted
_CONDITIONS = {
    "manager_id": "c.manager_id = :manager_id",
    "of_nobody": "c.manager_id IS NULL",
    "grades": "s.grade = ANY(:grades)",
    "decisions": "s.decision = ANY(:decisions)",
    "freshness": f"{FRESHNESS} = ANY(:freshness)",
    # Most who are found by their parts have all words in their names: of them no more is asked
    "words": """
      (c.searched LIKE ALL(CAST(:words AS text[])) OR c.phone LIKE :phone OR NOT EXISTS (
        SELECT FROM unnest(CAST(:words AS text[])) word
         WHERE c.searched NOT LIKE word AND btrim(word, '%') <> CAST(c.id AS text)
           AND NOT (c.user_id = ANY(:user_ids)
                    AND (SELECT lower(login) FROM users WHERE id = c.user_id) LIKE word)))""",
}
# The ids that an index gives at once for one of the conditions, or a few more
_BY_LOGIN_OR_ID = """
    SELECT id FROM clients c WHERE user_id = ANY(:user_ids) AND {0} IS NOT TRUE
    UNION ALL
    SELECT id FROM clients c WHERE id = ANY(:numbers) AND {0} IS NOT TRUE
       AND (user_id = ANY(:user_ids)) IS NOT TRUE"""
_OF_PARTS = "search_parts(c.searched) @@ CAST(:parts AS tsquery)"
_OF_BEGINNING = """(c.searched >= :begins AND c.searched < :ends)"""
_SOURCES = {
    "open": "SELECT id FROM clients WHERE client_since IS NOT NULL AND closed_at IS NULL",
    "closed": f"""SELECT id FROM clients WHERE closed_at IS NOT NULL
      ORDER BY closed_at LIMIT {MOST_COUNTED + 1}""",
    "manager_id": "SELECT id FROM clients WHERE manager_id = :manager_id",
    "of_nobody": "SELECT id FROM clients WHERE manager_id IS NULL AND client_since IS NOT NULL"
    " AND closed_at IS NULL",
    "grades": "SELECT client_id AS id FROM latest_scores WHERE grade = ANY(:grades)",
    "decisions": "SELECT client_id AS id FROM latest_scores WHERE decision = ANY(:decisions)",
    "unscored": "SELECT client_id AS id FROM latest_scores WHERE score_id IS NULL",
    "parts": f"SELECT id FROM clients c WHERE {_OF_PARTS}"
    f" UNION ALL {_BY_LOGIN_OR_ID.format(_OF_PARTS)}",
    "begins": f"SELECT id FROM clients c WHERE {_OF_BEGINNING}"
    f" UNION ALL {_BY_LOGIN_OR_ID.format(_OF_BEGINNING)}",
}


@dataclass(frozen=True)
class Wanted:
    """A filter as statements take it.

    Attributes:
        sources: statements on the ids of those who may be wanted, each by an index of its own.
        condition: whether a client c with its row s of latest_scores is one of them.
        parameters: of both.
    """

    sources: list[str]
    condition: str
    parameters: dict[str, Any]


def read_filter(connection: Connection, wanted: ClientFilter, in_force: InForce) -> Wanted:
    """Returns how the wanted clients are found."""
    search = sought(connection, wanted.query)
    parameters = {**vars(in_force), **vars(wanted), **vars(search)}
    told = {name for name in (*_CONDITIONS, "parts", "begins") if parameters[name]}
    if wanted.manager_id is not None:  # 0 is nobody's
        told.add("manager_id")
    state = "closed" if wanted.closed else "open"
    of_state = f"c.client_since IS NOT NULL AND (c.closed_at IS NOT NULL) = {wanted.closed}"
    conditions = [of_state, *(_CONDITIONS[name] for name in _CONDITIONS if name in told)]
    if wanted.freshness == [Freshness.UNSCORED]:
        told.add("unscored")
    if wanted.closed or told.isdisjoint(_SOURCES):  # all who are open are more than any part
        told.add(state)
    return Wanted(
        sources=[sql for name, sql in _SOURCES.items() if name in told],
        condition=" AND ".join(conditions),
        parameters=parameters,
    )
