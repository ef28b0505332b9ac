"""A walk along the order of the list, in steps: each looks at the next clients, wanted or not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection, text

from core.scores.client_filters import ClientFilter, ClientOrder, Wanted
from core.scores.client_places import KEYS, ClientPlace, first_of_unknown

# Clients looked at for a page, at most; most pages are filled by the first step. Of short ones
# PostgreSQL takes the index of the order, whatever it believes of the table.
STEPS = (400, *[2_000] * 8)
_STEP = """
    SELECT {id} AS id, {column} AS place FROM {table}
     WHERE {within} ORDER BY {column} {direction}, {id} {direction} LIMIT :step"""
_LAST = "SELECT id, place FROM ({source}) looked OFFSET :step - 1"
# Where people of some grades, or with some decision, begin and end in the order of their PDs
_EXTREMES = """
    SELECT min(e.lowest) AS lowest, max(e.highest) AS highest
      FROM unnest(CAST(:words AS text[])) word
     CROSS JOIN LATERAL (
       SELECT min(own_proba) AS lowest, max(own_proba) AS highest
         FROM latest_scores WHERE {column} = word
     ) e"""


@dataclass(frozen=True)
class Step:
    """The next clients of a walk, as a source with its parameters."""

    source: str
    wanted: Wanted


class Walk:
    """Steps along the order of a list, beginning after a place.

    Attributes:
        place: the last client that was looked at; None once the walk has come to its end.
    """

    def __init__(
        self, connection: Connection, wanted: ClientFilter, found: Wanted, after: ClientPlace | None
    ) -> None:
        self._connection, self._key = connection, KEYS[wanted.order]
        self._descending = wanted.descending
        self._bounds, bounds = _bounds(connection, wanted, found)
        self._found = replace(found, parameters={**found.parameters, **bounds})
        self._is_unknown = after is not None and after.value is None
        self.place = after

    def __iter__(self) -> Iterator[Step]:
        """Goes on until enough was looked at, or until there is nobody left."""
        for clients in STEPS:
            step = self._step(clients)
            yield step
            self.place = self._last(step)
            if self.place is None and self._key.may_be_unknown and not self._is_unknown:
                self.place = first_of_unknown(descending=self._descending)
                self._is_unknown = True
            if self.place is None:
                return

    def _step(self, clients: int) -> Step:
        source = _STEP.format(
            id=self._key.id,
            column=self._key.column,
            table=self._key.table,
            within=self._within(),
            direction="DESC" if self._descending else "ASC",
        )
        told = {**self._found.parameters, "step": clients}
        if self.place is not None:
            told |= {"walked_id": self.place.client_id, "walked_value": self.place.value}
        return Step(source, replace(self._found, parameters=told))

    def _within(self) -> str:
        sign = "<" if self._descending else ">"
        if self._is_unknown:
            return f"{self._key.column} IS NULL AND {self._key.id} {sign} :walked_id"
        known = f"{self._key.column} IS NOT NULL AND {self._bounds}"
        if self.place is None:
            return known
        value = f"CAST(:walked_value AS {self._key.cast})"
        return f"{known} AND ({self._key.column}, {self._key.id}) {sign} ({value}, :walked_id)"

    def _last(self, step: Step) -> ClientPlace | None:
        statement = text(_LAST.format(source=step.source))
        row = self._connection.execute(statement, step.wanted.parameters).one_or_none()
        return ClientPlace(row.id, row.place) if row else None


def _bounds(
    connection: Connection, wanted: ClientFilter, found: Wanted
) -> tuple[str, dict[str, object]]:
    """Returns between which places the wanted lie, where that is known beforehand."""
    if wanted.order is ClientOrder.NAME and found.parameters["begins"]:
        return "c.searched BETWEEN :begins AND :ends", {}
    column, words = ("grade", wanted.grades) if wanted.grades else ("decision", wanted.decisions)
    if wanted.order is not ClientOrder.PROBA or not words:
        return "true", {}
    row = connection.execute(text(_EXTREMES.format(column=column)), {"words": words}).one()
    return "s.own_proba BETWEEN :lowest AND :highest", dict(row._mapping)
