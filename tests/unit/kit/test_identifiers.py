"""Identities tell when they were made."""

from datetime import UTC, datetime, timedelta

import pytest

from core.kit.identifiers import age_of, id_of, new_id


def test_an_identity_tells_how_long_ago_it_was_made() -> None:
    assert 0 <= age_of(new_id()) < 5_000
    hour = timedelta(hours=1)
    assert age_of(id_of(datetime.now(UTC) - hour)) == pytest.approx(3_600_000, abs=5_000)


def test_a_clock_that_runs_ahead_makes_no_age_below_nothing() -> None:
    assert age_of(id_of(datetime.now(UTC) + timedelta(minutes=1))) == 0
