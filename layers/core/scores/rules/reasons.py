"""Reason codes: why a probability is what it is, in the words of who reads it.

The codes are stable; ``reason_codes.json`` holds for each the features it speaks for, whether the
borrower can act on it, and its texts.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from core.kit.texts import Text
from core.scores.rules.vocabulary import Direction

REASON_CODES = Path(__file__).parent / "reason_codes.json"


class Reader(StrEnum):
    """Whose words a text is in."""

    MANAGER = "manager"
    BORROWER = "borrower"


@dataclass(frozen=True)
class ReasonCode:
    """A reason code with all that is said about it, in the directions in which it can be given.

    One without features is a rule's and no model's.
    """

    code: str
    features: tuple[str, ...]
    actionable: bool
    texts: dict[tuple[Reader, Direction], Text]


@cache
def reason_codes() -> dict[str, ReasonCode]:
    """Returns every reason code by its code."""
    content = json.loads(REASON_CODES.read_text(encoding="utf-8"))
    return {
        code: ReasonCode(
            code=code,
            features=tuple(entry["features"]),
            actionable=entry["actionable"],
            texts={
                (reader, direction): Text(**entry[reader][direction])
                for reader in Reader
                for direction in Direction
                if direction in entry[reader]
            },
        )
        for code, entry in content.items()
    }
