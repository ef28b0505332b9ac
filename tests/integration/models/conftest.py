"""A registry that is as it was after each test, and people who promote."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.scores.rules.bundle_names import BundleName
from scorer.bundles import bundle_store
from tests.integration.makers import People
from tests.integration.models.bundles import challenger, registry


@pytest.fixture(autouse=True)
def _registry(people: People, tmp_path: Path) -> Iterator[None]:
    bundle_store.cache_clear()
    bundle_store().folder = tmp_path / "fetched"
    with registry(people):
        yield
    bundle_store.cache_clear()


@pytest.fixture
def other(people: People, tmp_path: Path) -> BundleName:
    """A challenger of the release's bundle, which lies in the bucket alone."""
    return challenger(people, tmp_path / "made")
