"""Looks at the parts of a workbook before they are parsed, so that none takes memory or time."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from importer.reading.codes import Refusal, UnreadableFileError

MOST_PARTS = 1_000
MOST_BYTES = 600 << 20  # of all parts, unpacked; a full sheet of six columns has about half
MOST_STRINGS_BYTES = 96 << 20  # kept in memory, unlike the sheets
MOST_OTHER_BYTES = 16 << 20
BLOCK_BYTES = 1 << 20
MOST_OPEN_BYTES = 4 << 20  # without a new row in a sheet
MOST_TAGS = 250_000  # of a part that openpyxl makes objects of: styles, names, relations
MOST_FORMULAS = 10_000
_SHEETS = "xl/worksheets/"
_STRINGS = "xl/sharedstrings.xml"
_ROW = re.compile(rb"<(?:\w+:)?row[ />]")
_END = re.compile(rb"</(?:\w+:)?sheetData")
# Of documents that expand, and of rows and columns that no spreadsheet has
_HOSTILE = re.compile(rb'<!DOCTYPE|<!ENTITY|\sr="(?:[A-Z]{4,}|\d{8,}|[A-Z]+\d{8,})')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
# Bounded everywhere, so that no part makes it slow
_WITHOUT_VALUE = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]{0,200}>\s{0,9}'
    rb"<f(?:[^>]{0,200}/>|[^>]{0,200}>[^<]{0,8192}</f>)\s{0,9}(?:<v\s?/>|<v></v>)?\s{0,9}</c>"
)


@dataclass
class Formulas:
    """The formulas of a sheet, and the places of those that hold no value."""

    count: int = 0
    without_value: list[tuple[int, int]] = field(default_factory=list)


def guard_workbook(path: Path) -> dict[str, Formulas]:
    """Lets pass a workbook that can be read in bounded memory; returns formulas by sheet's part.

    Raises:
        UnreadableFileError: it unpacks to too much, is damaged, or a part is not what it should be.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _require_sizes(archive.infolist())
            return {part.filename: _scan(archive, part) for part in archive.infolist()}
    except UnreadableFileError:
        raise
    # What zipfile makes of damaged, encrypted or unknown parts
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError):
        raise UnreadableFileError(Refusal.DAMAGED) from None


def _require_sizes(parts: list[zipfile.ZipInfo]) -> None:
    """Sizes are those that the archive tells; more than it tells is not unpacked."""
    total = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or total > MOST_BYTES:
        raise UnreadableFileError(Refusal.ZIP_BOMB, megabytes=MOST_BYTES >> 20)
    for part in parts:
        if part.file_size > _most_bytes(part.filename.lower()):
            raise UnreadableFileError(Refusal.ZIP_BOMB, megabytes=MOST_BYTES >> 20)


def _most_bytes(name: str) -> int:
    if name.startswith(_SHEETS):
        return MOST_BYTES
    return MOST_STRINGS_BYTES if name == _STRINGS else MOST_OTHER_BYTES


def _scan(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Formulas:
    found, rows, tags = Formulas(), _Rows(), 0
    is_sheet = part.filename.startswith(_SHEETS)
    is_streamed = is_sheet or part.filename.lower() == _STRINGS
    # A part is read as XML by what others say of it, whatever its name ends with
    is_named_xml = part.filename.endswith((".xml", ".rels"))
    for block in _overlapping(archive, part):
        is_other_text = b"<" not in block or b"\0" in block  # of two bytes a letter
        if _HOSTILE.search(block) or (is_named_xml and is_other_text):
            raise UnreadableFileError(Refusal.DAMAGED)
        tags += block.count(b"<")
        if tags > MOST_TAGS and not is_streamed:
            raise UnreadableFileError(Refusal.ZIP_BOMB, megabytes=MOST_OTHER_BYTES >> 20)
        if is_sheet:
            rows.require(block)
            _count(found, block)
    return found


def _overlapping(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Gives a part in blocks that end with whole cells, so that no pattern is cut in two."""
    rest = b""
    with archive.open(part) as stream:
        while read := stream.read(BLOCK_BYTES):
            block = rest + read
            end = max(block.rfind(b"</c>") + 4, block.rfind(b"</row>") + 6)
            if end < 6 or len(block) - end > BLOCK_BYTES:
                end = len(block)
            yield block[:end]
            rest = block[end:]
    if rest.strip():
        yield rest


class _Rows:
    """Sees to it that rows end: a parser keeps one in memory."""

    def __init__(self) -> None:
        self._open, self._ended = 0, False

    def require(self, block: bytes) -> None:
        self._ended = self._ended or bool(_END.search(block))
        last = max((found.start() for found in _ROW.finditer(block)), default=None)
        self._open = len(block) - last if last is not None else self._open + len(block)
        if self._open > MOST_OPEN_BYTES and not self._ended:
            raise UnreadableFileError(Refusal.ZIP_BOMB, megabytes=MOST_OPEN_BYTES >> 20)


def _count(found: Formulas, block: bytes) -> None:
    if b"<f" not in block and b":f" not in block:
        return
    found.count += sum(1 for _ in _FORMULA.finditer(block))
    for letters, number in _WITHOUT_VALUE.findall(block):
        if len(found.without_value) < MOST_FORMULAS:
            found.without_value.append((int(number), _place(letters)))


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1
