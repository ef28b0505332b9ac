"""The bundle that a release comes with: ``released.json`` names it and holds its card.

The files lie in a layer that few functions have; what they are called is registered by all.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from core.scores.rules.bundle_names import BundleName

RELEASED = Path(__file__).parent / "released.json"


@dataclass(frozen=True)
class ReleasedBundle:
    """A bundle's name, and its card: what it was trained on, with which figures and limits."""

    name: BundleName
    card: dict[str, Any]


@cache
def released() -> ReleasedBundle:
    """Returns the bundle of this release."""
    told = json.loads(RELEASED.read_text(encoding="utf-8"))
    return ReleasedBundle(BundleName(**told["name"]), told["card"])
