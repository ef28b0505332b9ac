"""Text files: in which letters, how parted, and line by line without trusting their length."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from io import TextIOWrapper
from itertools import chain, islice
from pathlib import Path

from importer.reading.codes import Refusal, UnreadableFileError

BLOCK_BYTES = 1 << 20
LONGEST_LINE = 1 << 20  # characters; a file of one line of 10 GB is given up here
ENCODINGS = ("utf-8", "utf-16", "cp1251", "cp866", "koi8-r")
DELIMITERS = (";", ",", "\t", "|")
PROPOSED_ENCODING = "cp1251"
SAMPLE_LINES = 1_000
EQUAL_SHARE = 0.95
LEAST_SHARE = 0.5  # of a short file, where two bad lines are many
SEPARATOR_LINE = "sep="
_CONTROLS = bytes(one for one in range(32) if one not in b"\t\n\r\x0c\x1a\x1b")
_MOST_CONTROLS = 0.001
_END_OF_TEXT = "\x1a"  # with which DOS ended a file
_END = "\udfff"  # half a letter, which no file can hold
_MOST_OF_FEW_COLUMNS = 1  # separators: a text of two columns may hold as many itself

Record = tuple[int, list[str]]


def detect_encoding(path: Path) -> str | None:
    """Returns the encoding that a mark or strict reading proves; None where the sender must say.

    Raises:
        UnreadableFileError: it is no text, or a line has no end.
    """
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        _scan(path, None)
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    return "utf-8" if _scan(path, decoder) else None


def _scan(path: Path, decoder: codecs.IncrementalDecoder | None) -> bool:
    """Looks at every byte once; returns whether the decoder could read them all."""
    readable, open_line = True, 0
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            open_line = _require_lines(block, open_line)
            if decoder is not None:
                _require_text(block)
                readable = readable and _can_decode(decoder, block)
    return readable and (decoder is None or _can_decode(decoder, b"", final=True))


def _can_decode(decoder: codecs.IncrementalDecoder, block: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _require_lines(block: bytes, open_line: int) -> int:
    """Returns the bytes of the last line so far."""
    last = max(block.rfind(b"\n"), block.rfind(b"\r"))
    if last >= 0:
        return len(block) - last - 1
    if open_line + len(block) > 2 * LONGEST_LINE:
        raise UnreadableFileError(Refusal.LINE_TOO_LONG, characters=LONGEST_LINE)
    return open_line + len(block)


def _require_text(block: bytes) -> None:
    controls = len(block) - len(block.translate(None, _CONTROLS))
    if b"\0" in block or controls > _MOST_CONTROLS * len(block) + 1:
        raise UnreadableFileError(Refusal.BINARY)


def read_lines(path: Path, encoding: str) -> Iterator[str]:
    """Gives the lines; what cannot be decoded becomes a replacement character.

    Raises:
        UnreadableFileError: a line is too long, or no text.
    """
    with TextIOWrapper(path.open("rb"), _codec(encoding), "replace", newline="") as text:
        while (line := _read_line(text)) and not line.startswith(_END_OF_TEXT):
            if len(line) == LONGEST_LINE:
                raise UnreadableFileError(Refusal.LINE_TOO_LONG, characters=LONGEST_LINE)
            if "\0" in line:  # of UTF-16, whose bytes are full of zeros
                raise UnreadableFileError(Refusal.BINARY)
            yield line


def _read_line(text: TextIOWrapper) -> str:
    try:
        return text.readline(LONGEST_LINE)
    except UnicodeError:  # of UTF-16 without its mark
        raise UnreadableFileError(Refusal.ENCODING_BROKEN) from None


def _codec(encoding: str) -> str:
    return "utf-8-sig" if encoding == "utf-8" else encoding


def detect_delimiter(path: Path, encoding: str) -> str:
    """Returns what parts the lines: what ``sep=`` says, else what gives equal numbers of fields.

    Raises:
        UnreadableFileError: nothing does.
    """
    lines = [line for line in islice(read_lines(path, encoding), SAMPLE_LINES) if line.strip()]
    if lines and lines[0].lower().startswith(SEPARATOR_LINE):
        said = lines[0][len(SEPARATOR_LINE) :].strip("\r\n")
        if said in DELIMITERS:
            return said
        lines = lines[1:]
    for share in (EQUAL_SHARE, LEAST_SHARE):
        found = {one: _equal_fields(lines, one, share) for one in DELIMITERS}
        best = max(found, key=lambda one: found[one])
        if found[best] > 1:
            return best
    raise UnreadableFileError(Refusal.NO_DELIMITER)


def _equal_fields(lines: list[str], delimiter: str, share: float) -> int:
    """Returns the number of fields that so many lines have; 0 where they differ."""
    try:
        rows = [fields for fields in csv.reader(lines, delimiter=delimiter) if fields]
    except csv.Error:
        return 0
    if not rows:
        return 0
    width, count = Counter(_width(fields, len(rows[0])) for fields in rows).most_common(1)[0]
    return width if count >= share * len(rows) else 0


def _width(fields: list[str], named: int) -> int:
    """Counts fields, without empty ones after those that the first line has."""
    return named if len(fields) > named > 1 and not any(fields[named:]) else len(fields)


def read_records(path: Path, encoding: str, delimiter: str) -> Iterator[Record]:
    """Gives the fields of each row, with the number that Excel shows beside it.

    Raises:
        UnreadableFileError: a line or a field has no end.
    """
    lines = read_lines(path, encoding)
    first = next(lines, "")
    skipped = first.lower().startswith(SEPARATOR_LINE)  # Excel does not show this line
    reader = csv.reader(chain(() if skipped else (first,), lines, (_END,)), delimiter=delimiter)
    number = line = 0
    try:
        for number, fields in enumerate(reader, 1):
            if fields == [_END]:
                return
            if reader.line_num > line + 1:
                _require_one_row(number, fields, delimiter)
            line = reader.line_num
            yield number, fields
    except csv.Error:
        raise UnreadableFileError(Refusal.UNCLOSED_QUOTE, row=number + 1) from None


def _require_one_row(number: int, fields: list[str], delimiter: str) -> None:
    """Lets pass a row of several lines that is none of several rows, swallowed by a quote.

    A text of several lines leaves them unlike: only rows have as many separators in each.
    """
    text = delimiter.join(fields).replace("\r\n", "\n").replace("\r", "\n")
    counts = {line.count(delimiter) for line in text.split("\n")}
    if text.endswith(_END) or (len(counts) == 1 and max(counts) > _MOST_OF_FEW_COLUMNS):
        raise UnreadableFileError(Refusal.UNCLOSED_QUOTE, row=number)
