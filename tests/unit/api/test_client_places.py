"""A place in a list of clients comes back as it was written, in its own order alone."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from unittest.mock import create_autospec

import pytest
from sqlalchemy import Connection

from api.clients.places import read_place, write_place
from core.kit.errors import InvalidRequestError
from core.scores.client_filters import ClientOrder
from core.scores.client_places import ClientPlace, PlaceValue

NO_DATABASE = create_autospec(Connection)  # only names are looked up, which no address tells
NOON = datetime(2026, 11, 28, 12, 30, 15, 123_456, tzinfo=UTC)


@pytest.mark.parametrize(
    ("order", "value", "written"),
    [
        (ClientOrder.INCOME, Decimal("157500.50"), "7_157500.50"),
        (ClientOrder.PROBA, 0.0123, "7_0.0123"),
        (ClientOrder.PROBA, None, "7_"),
        (ClientOrder.SCORED_AT, None, "7_"),
        (ClientOrder.SCORED_AT, NOON, "7_2026-11-28T12:30:15.123456+00:00"),
        (ClientOrder.UPDATED_AT, NOON, "7_2026-11-28T12:30:15.123456+00:00"),
    ],
)
def test_there_and_back(order: ClientOrder, value: PlaceValue | None, written: str) -> None:
    place = ClientPlace(7, value)
    assert write_place(order, place) == written
    assert read_place(NO_DATABASE, order, written) == place


def test_a_moment_is_written_in_universal_time() -> None:
    there = NOON.astimezone(timezone(timedelta(hours=3)))
    assert write_place(ClientOrder.UPDATED_AT, ClientPlace(7, there)).endswith(
        "12:30:15.123456+00:00"
    )


def test_a_name_is_not_written() -> None:
    assert write_place(ClientOrder.NAME, ClientPlace(7, "орлова мария")) == "7"


@pytest.mark.parametrize(
    ("order", "written"),
    [
        (ClientOrder.NAME, "7_x"),
        (ClientOrder.NAME, str(2**63)),
        (ClientOrder.INCOME, "7_"),
        (ClientOrder.INCOME, "7_1e21"),
        (ClientOrder.INCOME, "7_-"),
        (ClientOrder.UPDATED_AT, "7_"),
        (ClientOrder.UPDATED_AT, "7_2026-11-28T12:30:15"),  # of which zone?
        (ClientOrder.SCORED_AT, "7_0.5"),
        (ClientOrder.PROBA, "7_2026-11-28T12:30:15+00:00"),
        (ClientOrder.PROBA, f"{2**63}_0.5"),
    ],
)
def test_a_place_of_another_order_is_none(order: ClientOrder, written: str) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        read_place(NO_DATABASE, order, written)
    [fault] = refused.value.faults
    assert (fault.field, fault.code) == ("after", "place")


@pytest.mark.parametrize("written", ["7_1e20", f"{2**63 - 1}_1"])
def test_as_far_as_numbers_go(written: str) -> None:
    assert read_place(NO_DATABASE, ClientOrder.INCOME, written).value is not None
