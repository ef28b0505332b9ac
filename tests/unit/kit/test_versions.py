"""Versions hold the hash of what they name, and the bank has one date at a time."""

from datetime import UTC, date, datetime

import pytest

from core.kit.clock import bank_date
from core.kit.versions import canonical_json, hash_content, version_name


def test_the_order_of_keys_changes_nothing_and_any_value_does() -> None:
    assert hash_content({"a": 1, "b": [0.1]}) == hash_content({"b": [0.1], "a": 1})
    assert hash_content({"a": 1}) != hash_content({"a": 2})
    assert hash_content({"a": 1}) != hash_content({"a": "1"})


def test_a_content_has_one_serialisation() -> None:
    assert canonical_json({"б": [1, None], "a": 0.1}) == '{"a":0.1,"б":[1,null]}'.encode()


def test_a_name_is_a_date_and_the_first_digits() -> None:
    assert version_name("2026-11-28", "0123456789abcdef") == "2026-11-28-01234567"


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        (None, datetime(2026, 11, 28, 20, 59, tzinfo=UTC), date(2026, 11, 28)),
        (None, datetime(2026, 11, 28, 21, 0, tzinfo=UTC), date(2026, 11, 29)),
        ("Asia/Kamchatka", datetime(2026, 11, 28, 12, 0, tzinfo=UTC), date(2026, 11, 29)),
        ("America/New_York", datetime(2026, 11, 28, 3, 0, tzinfo=UTC), date(2026, 11, 27)),
    ],
)
def test_the_day_is_the_banks(
    monkeypatch: pytest.MonkeyPatch, zone: str | None, moment: datetime, day: date
) -> None:
    monkeypatch.delenv("BANK_TIME_ZONE", raising=False)
    if zone:
        monkeypatch.setenv("BANK_TIME_ZONE", zone)
    assert bank_date(moment) == day
