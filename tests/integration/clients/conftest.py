"""What the tests of clients share: two deeds at the same moment."""

from tests.integration.people.conftest import at_once, engine

__all__ = ["at_once", "engine"]
