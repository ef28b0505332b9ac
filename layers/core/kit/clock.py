"""The bank's day: whoever looks from wherever, today is the date where the bank is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from core.kit.settings import setting


def bank_time_zone() -> ZoneInfo:
    """Returns the time zone that ``BANK_TIME_ZONE`` names."""
    return ZoneInfo(setting("BANK_TIME_ZONE", "Europe/Moscow"))


def bank_date(moment: datetime | None = None) -> date:
    """Returns the bank's date at a moment with a time zone; without one, today's."""
    return (moment or datetime.now(UTC)).astimezone(bank_time_zone()).date()
