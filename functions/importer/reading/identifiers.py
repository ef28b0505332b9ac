"""Numbers of clients and contracts, which spreadsheets spoil; a spoiled one is never repaired."""

import re
from collections import Counter
from collections.abc import Sequence

from importer.reading.codes import Fault

_EXPONENT = re.compile(r"^\d+([.,]\d+)?E\+?\d+$", re.IGNORECASE)
_FRACTION = re.compile(r"^\d+[.,]0+$", re.ASCII)
_DIGITS = re.compile(r"^\d+$", re.ASCII)
EXACT_DIGITS = 15  # that Excel keeps of a number
SHORTEST_PADDED = 5
USUAL_SHARE = 0.9
LONGEST_ID = 64


def usual_length(texts: Sequence[str]) -> int | None:
    """Returns the length that nearly all have; None where they are no digits or differ in it."""
    digits = [text for text in texts if _DIGITS.match(text)]
    if len(digits) < max(2, USUAL_SHARE * len(texts)):
        return None
    length, count = Counter(map(len, digits)).most_common(1)[0]
    padded = any(text[0] == "0" for text in digits)
    if length < SHORTEST_PADDED or count < USUAL_SHARE * len(digits):
        return None
    # A counter that went from 99999 to 100000 lost nothing
    counted = all(_counts_up(text, length) for text in digits if len(text) < length)
    return None if counted and not padded else length


def _counts_up(text: str, length: int) -> bool:
    return len(text) == length - 1 and text[0] == "9"


def fault_of_id(text: str, length: int | None) -> Fault | None:
    """Returns how a spreadsheet spoiled the number; None if it looks whole.

    Args:
        length: see ``usual_length``.
    """
    if not text.isdigit():
        if _FRACTION.match(text):
            return Fault.ID_FRACTION
        return Fault.ID_EXPONENT if _EXPONENT.match(text) else None
    if len(text) > EXACT_DIGITS and not text[EXACT_DIGITS:].strip("0"):
        return Fault.ID_ROUNDED
    return Fault.ID_SHORT if length is not None and len(text) < length else None
