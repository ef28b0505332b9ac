"""Places in the list of clients: what it is sorted by, and where a page begins."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection, text

from core.scores.client_filters import ClientOrder

PlaceValue = str | float | Decimal | datetime
_LAST_ID = 2**63 - 1
_NAME = text("SELECT searched FROM clients WHERE id = :id")


@dataclass(frozen=True)
class Key:
    """What an order sorts by; those without it come last in both directions.

    Attributes:
        column, id: of a client c with its row s of latest_scores; an index holds both.
        table: which of both has them.
        cast: its type, as PostgreSQL calls it.
        may_be_unknown: whether some have none.
    """

    column: str
    id: str
    table: str
    cast: str
    may_be_unknown: bool


def _of_client(column: str, cast: str) -> Key:
    return Key(column, "c.id", "clients c", cast, may_be_unknown=False)


def _of_score(column: str, cast: str) -> Key:
    return Key(column, "s.client_id", "latest_scores s", cast, may_be_unknown=True)


KEYS = {
    ClientOrder.NAME: _of_client("c.searched", "text"),
    ClientOrder.INCOME: _of_client("c.amt_income_total", "numeric"),
    ClientOrder.PROBA: _of_score("s.own_proba", "double precision"),
    ClientOrder.SCORED_AT: _of_score("s.scored_at", "timestamptz"),
    ClientOrder.UPDATED_AT: _of_client("c.updated_at", "timestamptz"),
}


@dataclass(frozen=True)
class ClientPlace:
    """After whom a page begins: the client, and what it was sorted by; None where unknown."""

    client_id: int
    value: PlaceValue | None


def place_by_name(connection: Connection, client_id: int) -> ClientPlace:
    """Returns the place of a client among the names, which no address has to tell."""
    return ClientPlace(client_id, connection.execute(_NAME, {"id": client_id}).scalar())


def first_of_unknown(*, descending: bool) -> ClientPlace:
    """Returns the place before those of whom it is unknown what is sorted by."""
    return ClientPlace(_LAST_ID if descending else 0, None)


def ordering(*, descending: bool) -> str:
    """Returns how rows with ``place`` and ``id`` are sorted."""
    direction = "DESC" if descending else "ASC"
    return f"place {direction} NULLS LAST, id {direction}"


def beyond(key: Key, after: ClientPlace | None, *, descending: bool) -> str:
    """Returns the condition on the ``place`` and ``id`` of rows that come after a place."""
    sign = "<" if descending else ">"
    if after is None:
        return "true"
    if after.value is None:
        return f"place IS NULL AND id {sign} :after_id"
    known = f"(place, id) {sign} (CAST(:after_value AS {key.cast}), :after_id)"
    return f"(place IS NULL OR {known})" if key.may_be_unknown else known
