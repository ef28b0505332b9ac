"""An underwriter's desk for each test."""

from uuid import UUID

import pytest

from tests.integration.conftest import ApiCaller
from tests.integration.decisions.makers import APPROVED, Desk
from tests.integration.makers import People


@pytest.fixture
def desk(people: People, api: ApiCaller) -> Desk:
    return Desk(people, api)


@pytest.fixture
def knocked_out(desk: Desk) -> UUID:
    """A case that a knock-out rule declines: its payments take too much of the income."""
    return desk.case(APPROVED, income=180_000)
