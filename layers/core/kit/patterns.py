"""How a search text becomes a pattern for LIKE."""

import re


def contains(text: str) -> str:
    """Returns the pattern of everything that holds ``text``, taken literally."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", text) + "%"
