"""Which month the live panel shows."""

from datetime import date

import pytest

from api.monitoring.live_routes import PanelWanted
from core.kit.errors import NotFoundError
from core.monitoring.rules.vocabulary import LiveBy

PRESENT, LAST, BEFORE = KNOWN = [date(2026, 11, 1), date(2026, 10, 1), date(2026, 9, 1)]


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (PanelWanted(), PRESENT),
        (PanelWanted(by=LiveBy.GRADE), LAST),  # of the present one nothing is counted yet
        (PanelWanted(by=LiveBy.MANAGER), LAST),
        (PanelWanted(by=LiveBy.MANAGER, month="2026-09"), BEFORE),
    ],
)
def test_by_month_the_present_one_comes_first_else_the_newest_counted(
    wanted: PanelWanted, shown: date
) -> None:
    assert wanted.newest(KNOWN) == shown


def test_where_no_month_was_counted_the_present_one_is_shown() -> None:
    assert PanelWanted(by=LiveBy.GRADE).newest([PRESENT]) == PRESENT


def test_a_month_that_was_not_counted_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="was not counted"):
        PanelWanted(month="2026-08").newest(KNOWN)
