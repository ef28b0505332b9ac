"""How a search text becomes patterns for LIKE."""

import re
from unicodedata import normalize


def words_sought(text: str) -> list[str]:
    """Returns a pattern for each word of ``text``, taken literally; none for an empty text.

    All of them have to be found, in whatever order. Cases are one, and so are е and ё, which many
    type for each other: what is looked at is kept in the same spelling (``users.searched``).
    """
    plain = normalize("NFC", text).lower().replace("ё", "е")
    return ["%" + re.sub(r"([\\%_])", r"\\\1", word) + "%" for word in plain.split()]
