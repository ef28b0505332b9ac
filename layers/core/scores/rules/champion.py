"""Which bundle is in force: the one whose name and hash ``champion.json`` holds.

The model itself lies in a layer that only the scorer has; what it is called, everybody has to know
who says whether a score is current.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CHAMPION = Path(__file__).parent / "champion.json"


@dataclass(frozen=True)
class Champion:
    """The name of a bundle, and the hash of all its files."""

    version: str
    sha256: str


@cache
def champion() -> Champion:
    """Returns the bundle in force."""
    return Champion(**json.loads(CHAMPION.read_text(encoding="utf-8")))
