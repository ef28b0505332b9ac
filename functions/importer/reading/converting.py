"""Makes records of rows, by a mapping; what cannot be read is an issue with row and column."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any

from core.imports.file_rows import Record
from importer.reading.cells import Reader, reader_of
from importer.reading.contexts import Problem
from importer.reading.mappings import Kind, Mapped
from importer.reading.profiles import LONGEST_SHOWN, Chunk, Issue, Profile
from importer.reading.recording import RECORDERS


@dataclass(frozen=True)
class Converted:
    """Records of the rows without errors, and the issues of all, warnings among them."""

    records: list[Record]
    issues: list[Issue]


class Conversion:
    """Converts chunk by chunk and remembers what it has read before; of one file."""

    def __init__(
        self, profile: Profile, mapping: Mapped, kind: Kind, as_of: date, zone: tzinfo
    ) -> None:
        """Takes what the file is and what its columns are.

        Args:
            as_of: the day of upload, from which days and months are counted back.
            zone: the bank's, in which a moment has its day.
        """
        self._columns = [profile.columns[target.column] for target in mapping]
        self._targets = mapping
        self._readers: list[Reader] = [
            reader_of(kind, target, column, as_of, zone)
            for target, column in zip(mapping, self._columns, strict=True)
        ]
        self._record = RECORDERS[kind](mapping, self._columns, as_of)

    def convert(self, chunk: Chunk) -> Converted:
        """Returns the records of a chunk in the order of its rows."""
        issues = list(chunk.issues)
        if not chunk.numbers:
            return Converted([], issues)
        texts = list(zip(*chunk.cells, strict=True))
        columns: list[Sequence[Any]] = []
        spoiled: set[int] = set()
        for place, target in enumerate(self._targets):
            values, problems = self._readers[place].read(texts[target.column])
            columns.append(values)
            for row, problem in problems:
                issue = self._issue(chunk, row, place, problem, texts[target.column][row])
                issues.append(issue)
                if issue.is_error:
                    spoiled.add(row)
        records, more = self._record(chunk.numbers, columns, spoiled)
        issues += more
        return Converted(records, sorted(issues, key=lambda issue: issue.row))

    def _issue(self, chunk: Chunk, row: int, place: int, problem: Problem, text: str) -> Issue:
        name = self._columns[place].name
        value = text[:LONGEST_SHOWN]
        return Issue(chunk.numbers[row], problem.code, name, value, problem.limits)
