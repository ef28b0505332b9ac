"""The bundles of an execution environment: read once each, whichever comes into force."""

from functools import cache

from core.models.bundle_bucket import fetch_bundle_file
from core.models.rules.released import released
from model.bundle_store import BundleStore


@cache
def bundle_store() -> BundleStore:
    """Returns what keeps the models that were asked for."""
    return BundleStore(fetch_bundle_file)


def warm_up() -> None:
    """Reads the release's bundle ahead of any message: it is in force as a rule."""
    bundle_store().model(released().name)
