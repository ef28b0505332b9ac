"""Who may be the same person: one document, one name with one birth date, or one phone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Likeness(StrEnum):
    """What two people have in common."""

    DOCUMENT = "document"
    NAME_AND_BIRTH = "name_and_birth"
    PHONE = "phone"


@dataclass(frozen=True)
class LikenessKeys:
    """What a person is looked for by; None where it is not known."""

    document_hash: str | None
    last_name: str | None
    first_name: str | None
    born_on: date | None
    phone: str | None

    def locks(self) -> list[str]:
        """Returns one word a key: who submits the same person at once waits for the first."""
        named = (self.last_name, self.first_name, self.born_on)
        keys = {
            Likeness.DOCUMENT: self.document_hash,
            Likeness.NAME_AND_BIRTH: "|".join(map(str, named)) if None not in named else None,
            Likeness.PHONE: self.phone,
        }
        return sorted(f"{likeness}:{key}" for likeness, key in keys.items() if key)


def one_spelling(name: str) -> str:
    """Returns a name as it is compared: cases are one, and so are е and ё."""
    return " ".join(name.lower().replace("ё", "е").split())


def keys_of(
    person: Mapping[str, Any], born_on: date | None, document_hash: str | None
) -> LikenessKeys:
    """Returns what somebody is looked for by."""
    last_name, first_name = person.get("last_name"), person.get("first_name")
    return LikenessKeys(
        document_hash=document_hash,
        last_name=one_spelling(last_name) if last_name else None,
        first_name=one_spelling(first_name) if first_name else None,
        born_on=born_on,
        phone=person.get("phone"),
    )
