"""Reason codes: why a probability is what it is, in the words of who reads it.

The codes are stable. ``reason_codes.json`` holds for each the features it speaks for, and variants:
what may be said, each of whom it is true. Of a person of whom none is true the code says nothing.
``retired_reason_codes.json`` holds codes that no model gives any more and old scores still name.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import inf
from pathlib import Path
from typing import Any

from core.kit.texts import Text
from core.scores.rules.vocabulary import Direction

REASON_CODES = Path(__file__).parent / "reason_codes.json"
RETIRED_REASON_CODES = Path(__file__).parent / "retired_reason_codes.json"

Fact = str | int | float


class Reader(StrEnum):
    """Whose words a text is in."""

    MANAGER = "manager"
    BORROWER = "borrower"


@dataclass(frozen=True)
class Variant:
    """One thing that a reason code can say.

    Attributes:
        when: features, each with the smallest and the largest value of whom it is true.
        actionable: whether the person can do something about it.
        texts: by reader; names of features in braces stand for their values.
    """

    direction: Direction
    when: tuple[tuple[str, float, float], ...]
    actionable: bool
    texts: dict[Reader, Text]

    def holds(self, features: Mapping[str, Fact]) -> bool:
        """Says whether it is true of the person of these features."""
        for name, least, most in self.when:
            value: Any = features.get(name)
            if value is None or not least <= value <= most:
                return False
        return True

    def text(self, reader: Reader, features: Mapping[str, Fact]) -> Text:
        """Returns the text with the person's own figures."""
        figures = {name: _shown(value) for name, value in features.items()}
        text = self.texts[reader]
        return Text(text.ru.format_map(figures), text.en.format_map(figures))


@dataclass(frozen=True)
class ReasonCode:
    """A reason code with all that it can say.

    One without features is a rule's and no model's, or retired.
    """

    code: str
    features: tuple[str, ...]
    variants: tuple[Variant, ...]


@cache
def reason_codes() -> dict[str, ReasonCode]:
    """Returns every reason code that a score made today can have, by its code."""
    return _read(REASON_CODES)


@cache
def _readable() -> dict[tuple[str, str], list[Variant]]:
    """Returns what every code can say in each direction, retired ones too."""
    found: dict[tuple[str, str], list[Variant]] = {}
    for code in (*_read(RETIRED_REASON_CODES).values(), *reason_codes().values()):
        for variant in code.variants:
            found.setdefault((code.code, variant.direction), []).append(variant)
    return found


def tell(code: str, direction: Direction, features: Mapping[str, Fact]) -> Variant | None:
    """Returns what a code says of a person, the first that is true; None if nothing is."""
    for variant in _readable().get((code, direction), ()):
        if variant.holds(features):
            return variant
    return None


def _read(path: Path) -> dict[str, ReasonCode]:
    content = json.loads(path.read_text(encoding="utf-8"))
    return {
        code: ReasonCode(
            code=code,
            features=tuple(entry["features"]),
            variants=tuple(
                Variant(
                    direction=Direction(one["direction"]),
                    when=tuple(_bounded(name, *bounds) for name, bounds in one["when"].items()),
                    actionable=one["actionable"],
                    texts={reader: Text(**one[reader]) for reader in Reader},
                )
                for one in entry["variants"]
            ),
        )
        for code, entry in content.items()
    }


def _bounded(name: str, least: float | None, most: float | None) -> tuple[str, float, float]:
    """Returns a condition; null in the file is no bound."""
    return name, -inf if least is None else least, inf if most is None else most


def _shown(value: Fact) -> Fact:
    return int(value) if isinstance(value, float) and value.is_integer() else value
