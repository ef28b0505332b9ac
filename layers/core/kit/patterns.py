"""Patterns: of what people may type, and of what a search looks for (LIKE)."""

import re
from collections.abc import Sequence
from unicodedata import normalize

# PostgreSQL text holds no NUL, and a log line or a page no other control character.
CONTROLS = r"\x00-\x1f\x7f-\x9f"
# What turns the direction of writing around, or is not seen at all
INVISIBLE = r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
TEXT_PATTERN = rf"^[^{CONTROLS}]*$"
_OF_LETTERS = rf"[^\x00-\x09\x0b-\x1f\x7f-\x9f{INVISIBLE}]*"
# A letter may have several lines
LETTER_PATTERN = rf"^{_OF_LETTERS}[^{CONTROLS}{INVISIBLE}\s]{_OF_LETTERS}$"
NAME_PATTERN = rf"^[^{CONTROLS}{INVISIBLE}]*[^{CONTROLS}{INVISIBLE}\s][^{CONTROLS}{INVISIBLE}]*$"


AFTER_ALL_LETTERS = "\U0010ffff"
SHORTEST_PART = 3  # letters: shorter ones stand nearly everywhere


def plain_words(text: str) -> list[str]:
    """Returns the words of ``text`` in the spelling that ``searched`` columns are kept in.

    Cases are one, and so are е and ё, which many type for each other.
    """
    return normalize("NFC", text).lower().replace("ё", "е").split()


def words_sought(text: str) -> list[str]:
    """Returns a pattern for each word of ``text``, taken literally; none for an empty text.

    All of them have to be found, in whatever order.
    """
    return ["%" + re.sub(r"([\\%_])", r"\\\1", word) + "%" for word in plain_words(text)]


def parts_sought(words: Sequence[str]) -> str:
    """Returns what an index over ``search_parts(searched)`` is asked for (tsquery).

    It finds whom all words of three letters and more are found in; empty if there are none.
    """
    long = (word for word in words if len(word) >= SHORTEST_PART)
    return " & ".join("'" + word.replace("\\", r"\\").replace("'", "''") + "':*" for word in long)
