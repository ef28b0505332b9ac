"""Walks through a file: its rows as they stand, as records, and what is wrong with them."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from core.imports.file_rows import Record
from core.imports.records import Import
from core.kit.clock import bank_date, bank_time_zone
from importer.reading.converting import Conversion
from importer.reading.mappings import Kind, Mapped
from importer.reading.opening import read_rows
from importer.reading.profiles import Hints, Issue, Profile

PROFILE: TypeAdapter[Profile] = TypeAdapter(Profile)
HINTS: TypeAdapter[Hints] = TypeAdapter(Hints)
MAPPED: TypeAdapter[Mapped] = TypeAdapter(Mapped)


@dataclass(frozen=True)
class Block:
    """Some rows of a file.

    Attributes:
        rows: how many of the file it stands for.
        records: of those without errors.
    """

    rows: int
    records: list[Record]
    issues: list[Issue]


@dataclass(frozen=True)
class Reading:
    """How a file is read, as it was stored with the import."""

    profile: Profile
    mapping: Mapped
    kind: Kind
    as_of: date

    @classmethod
    def of(cls, found: Import) -> "Reading":
        """Returns how an import's file is read; ValidationError for what cannot be a mapping."""
        return cls(
            profile=PROFILE.validate_python(found.profile, strict=False),
            mapping=MAPPED.validate_python(found.mapping, strict=False),
            kind=Kind(found.kind),
            as_of=bank_date(found.created_at),
        )

    def walk(self, path: Path) -> Iterator[Block]:
        """Gives the file in blocks of up to 1,000 rows, with the same borders each time."""
        zone = bank_time_zone()
        conversion = Conversion(self.profile, self.mapping, self.kind, self.as_of, zone)
        for chunk in read_rows(path, self.profile):
            converted = conversion.convert(chunk)
            unread = {issue.row for issue in chunk.issues if issue.is_error}
            rows = len(chunk.numbers) + len(unread.difference(chunk.numbers))
            yield Block(rows, converted.records, converted.issues)

    def column_of(self, *fields: str) -> str | None:
        """Returns the name that the file gives to the first of these fields it has."""
        by_field = {target.field: target.column for target in self.mapping}
        place = next((by_field[name] for name in fields if name in by_field), None)
        return None if place is None else self.profile.columns[place].name


def one_ahead(blocks: Iterator[Block]) -> Iterator[Block]:
    """Gives blocks; the next one is read while the database is at work on the one before."""
    with ThreadPoolExecutor(max_workers=1) as reader:
        pending = reader.submit(next, blocks, None)
        while (block := pending.result()) is not None:
            pending = reader.submit(next, blocks, None)
            yield block


def to_json(profile: Profile, mapping: Mapped) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Returns a profile and a mapping as they are stored."""
    return (
        PROFILE.dump_python(profile, mode="json"),
        MAPPED.dump_python(mapping, mode="json"),
    )


def without(records: Sequence[Record], left_out: frozenset[int]) -> list[Record]:
    """Returns the records but those of some rows."""
    return [record for record in records if record.row not in left_out]
