"""The sender's own file with one more column: what is wrong with each row."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from core.imports.records import NewIssue
from core.kit.texts import Text
from importer.export_writing import harmless
from importer.fault_texts import HEADER, say
from importer.reading.numbers import bare
from importer.reading.profiles import FileFormat
from importer.reading.sources import reopen
from importer.walking import Reading

_TAB = "\t"


class Marks:
    """What was found, row by row, on the disk: a file may have as many faults as rows."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.touch()

    def add(self, issues: Sequence[NewIssue]) -> None:
        """Takes what was found in the next rows, in their order."""
        if issues:
            with self._path.open("a", newline="") as file:
                csv.writer(file, delimiter=_TAB).writerows(
                    (issue.row, issue.code, issue.column_name or "")
                    for issue in issues
                    if issue.row is not None
                )

    def rows(self) -> Iterator[tuple[int, list[tuple[str, str]]]]:
        """Gives row -> codes with their columns."""
        with self._path.open(newline="") as file:
            lines = csv.reader(file, delimiter=_TAB)
            for row, group in groupby(lines, key=lambda line: int(line[0])):
                yield row, [(code, column) for _, code, column in group]


def write_marked(
    path: Path, reading: Reading, marks: Marks, doubled: Mapping[int, NewIssue]
) -> Path:
    """Writes the file anew, in its own encoding and with its own delimiter, and says where.

    A workbook or a Parquet file comes back as text, as a Russian Excel reads it; its texts are no
    formulas, and do not become some.
    """
    profile = reading.profile
    is_text = profile.format is FileFormat.CSV
    encoding = (profile.encoding if is_text else None) or "utf-8-sig"
    delimiter = (profile.delimiter if is_text else None) or ";"
    show = str if is_text else _defused
    is_russian = _is_russian(column.name for column in profile.columns)
    marked = path.with_name("marked")
    with marked.open("w", encoding=encoding, errors="replace", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        for number, cells, found in _merged(path, reading, marks, doubled):
            told = "; ".join(_say(code, column, is_russian) for code, column in found)
            head = _in(HEADER, is_russian) if number == profile.header_row else told
            writer.writerow([*map(show, cells), harmless(head)])
    return marked


def _defused(cell: str) -> str:
    """Returns a text that a spreadsheet shows; a number with a sign is one."""
    return cell if bare(cell) is not None else str(harmless(cell))


def _is_russian(names: Iterable[str]) -> bool:
    return any("а" <= letter <= "я" for name in names for letter in name.lower())


def _merged(
    path: Path, reading: Reading, marks: Marks, doubled: Mapping[int, NewIssue]
) -> Iterator[tuple[int, Sequence[str], list[tuple[str, str]]]]:
    """Gives each row with what was found in it; both come in the order of the file."""
    found = marks.rows()
    row, codes = next(found, (0, []))
    for number, cells in reopen(path, reading.profile).records():
        while 0 < row < number:
            row, codes = next(found, (0, []))
        told = list(codes) if row == number else []
        if number in doubled:
            told.append((doubled[number].code, ""))
        yield number, cells, told


def _say(code: str, column: str, is_russian: bool) -> str:
    told = _in(say(code), is_russian)
    return f"{column}: {told}" if column else told


def _in(text: Text, is_russian: bool) -> str:
    return text.ru if is_russian else text.en
