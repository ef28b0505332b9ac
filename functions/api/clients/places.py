"""Places in the list of clients, as addresses hold them: never with a name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated

from fastapi import Depends, Query
from sqlalchemy import Connection

from api.kit.fields import LARGEST_ID
from api.kit.paging import Limit
from core.kit.errors import Fault, InvalidRequestError
from core.scores.client_filters import ClientOrder
from core.scores.client_places import KEYS, ClientPlace, PlaceValue, place_by_name

MOST_DIGITS = 20
PLACE_PATTERN = r"^[0-9]{1,19}(_[0-9TZe:.+-]{0,40})?$"


@dataclass(frozen=True)
class ClientsAfter:
    """Where a page begins, and how long it is."""

    after: Annotated[
        str | None,
        Query(pattern=PLACE_PATTERN, max_length=60, description="`next` of the page before"),
    ] = None
    limit: Limit = 50


PlaceWanted = Annotated[ClientsAfter, Depends()]


def write_place(order: ClientOrder, place: ClientPlace) -> str:
    """Returns a place as an address holds it."""
    if order is ClientOrder.NAME:
        return str(place.client_id)
    value = place.value
    told = value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
    return f"{place.client_id}_{'' if told is None else told}"


def read_place(connection: Connection, order: ClientOrder, written: str) -> ClientPlace:
    """Returns the place that was written so.

    Raises:
        InvalidRequestError: it is none in this order.
    """
    number, _, told = written.partition("_")
    client_id = int(number)
    if client_id > LARGEST_ID or (order is ClientOrder.NAME and told):
        raise _no_place()
    if order is ClientOrder.NAME:
        return place_by_name(connection, client_id)
    if not told and KEYS[order].may_be_unknown:
        return ClientPlace(client_id, None)
    try:
        return ClientPlace(client_id, _READERS[order](told))
    except (ValueError, InvalidOperation) as error:
        raise _no_place() from error


def _moment(told: str) -> datetime:
    moment = datetime.fromisoformat(told)
    if moment.tzinfo is None:
        raise ValueError(told)
    return moment


def _amount(told: str) -> Decimal:
    amount = Decimal(told)
    if amount.adjusted() > MOST_DIGITS:
        raise ValueError(told)
    return amount


_READERS: dict[ClientOrder, Callable[[str], PlaceValue]] = {
    ClientOrder.INCOME: _amount,
    ClientOrder.PROBA: float,
    ClientOrder.SCORED_AT: _moment,
    ClientOrder.UPDATED_AT: _moment,
}


def _no_place() -> InvalidRequestError:
    return InvalidRequestError(
        [Fault("after", "place", "take `next` of a page in the same order, or leave it out")]
    )
