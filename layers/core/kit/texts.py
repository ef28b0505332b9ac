"""A text in the languages of the readers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """One text in both languages."""

    ru: str
    en: str
