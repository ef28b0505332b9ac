"""Patterns: of what people may type, and of what a search looks for (LIKE)."""

import re
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


def words_sought(text: str) -> list[str]:
    """Returns a pattern for each word of ``text``, taken literally; none for an empty text.

    All of them have to be found, in whatever order. Cases are one, and so are е and ё, which many
    type for each other: what is looked at is kept in the same spelling (``users.searched``).
    """
    plain = normalize("NFC", text).lower().replace("ё", "е")
    return ["%" + re.sub(r"([\\%_])", r"\\\1", word) + "%" for word in plain.split()]
