"""How people are reached: one spelling of a phone number, whatever way it was written in."""

import re

LONGEST_PHONE = 40  # as it is written
SHORTEST_SOUGHT = 7  # digits: shorter ones are the ends of other numbers
_WRITTEN = re.compile(r"\+?[\d\s().\-\u2010-\u2015]+")
_INTERNATIONAL = re.compile(r"\+[1-9][0-9]{7,14}")
_ABROAD = "810"  # how another country is dialled from Russia


def normalise_phone(written: str) -> str | None:
    """Returns a phone number as a plus and digits (E.164), or None if it is none.

    A Russian one needs no country: 8 916 123-45-67 and 916 123-45-67 are +79161234567.
    """
    written = written.strip()
    if not _WRITTEN.fullmatch(written):
        return None
    number = _with_country(written.startswith("+"), re.sub(r"\D", "", written))
    is_russian = number.startswith("+7")
    whole = _INTERNATIONAL.fullmatch(number) and (not is_russian or len(number) == 12)
    return number if whole else None


def _with_country(is_international: bool, digits: str) -> str:
    if is_international:
        return f"+{digits}"
    if digits.startswith(_ABROAD):
        return f"+{digits.removeprefix(_ABROAD)}"
    if len(digits) == 11 and digits[0] in "78":
        return f"+7{digits[1:]}"
    return f"+7{digits}" if len(digits) == 10 else ""


def phone_sought(written: str) -> str | None:
    """Returns the digits of a phone number, or of a part of one, that a search may mean."""
    digits = re.sub(r"\D", "", written)
    if not _WRITTEN.fullmatch(written.strip()) or len(digits) < SHORTEST_SOUGHT:
        return None
    return (normalise_phone(written) or digits).lstrip("+")
