"""Metro 2 files: the base segments' payment history profiles, one row a month.

Positions are those of the character format of 426 bytes (from 1): account number 43-72, account
status 124-125, payment history profile 127-150, amount past due 164-172, date of account
information 182-189 (MMDDYYYY). The profile's first position is the
month before that date, the status is the month of it.

The account status and the positions of the profile are told as they are; what they mean here is
the mapping ``STATUSES``:

- profile: 0 is 0-29 days late (here "0": 0-29 and 1-29 are one status), 1 30-59, 2 60-89, 3 90-119,
  4 120-149, 5 150-179, 6 180 and more; E is current without a balance (X: nothing was owed); G
  collection, H foreclosure, J surrender, K repossession and L charge-off are written off (5);
- B (before the account was opened) and D (no payment history for the month) are no data: no row;
- account status: 11 current, 71 30-59, 78 60-89, 80 90-119, 82 120-149, 83 150-179, 84 180 and
  more, 13 and 61-65 paid or closed (C), 88, 89, 93-97 claims, surrenders, collection, repossession
  and charge-off (5); 05, DA and DF tell nothing of a payment: no row.

Neither C nor X has an equal of its own in a profile: of a closed account only its status says so.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from io import SEEK_CUR
from pathlib import Path
from typing import BinaryIO

from core.clients.rules.history import month_number, month_of
from importer.reading.codes import Refusal, UnreadableFileError
from importer.reading.mappings import Mapped, Target
from importer.reading.profiles import FileFormat, Hints
from importer.reading.sourced import Record, Source

RECORD_CHARACTERS = 426  # of a base segment; others may follow it in the same record
DESCRIPTOR_CHARACTERS = 4  # that say how long the record is
NAMES = ["account number", "month", "code", "amount past due", "record"]
NO_DATA = frozenset({"B", "D", " ", "", "05", "DA", "DF"})
_PROFILE = {
    **{str(code): str(min(code, 5)) for code in range(7)},
    "E": "X",
    **dict.fromkeys("GHJKL", "5"),
}
_ACCOUNT = {
    "11": "0", "71": "1", "78": "2", "80": "3", "82": "4", "83": "5", "84": "5",
    **dict.fromkeys(("13", "61", "62", "63", "64", "65"), "C"),
    **dict.fromkeys(("88", "89", "93", "94", "95", "96", "97"), "5"),
}  # fmt: skip
STATUSES = {**_PROFILE, **_ACCOUNT}
_ENDS = re.compile(rb"[\r\n]")
_BETWEEN = b"\r\n\x1a "
MAPPING: Mapped = (
    Target(0, "credit_external_id"),
    Target(1, "month"),
    Target(2, "status", values=STATUSES),
    Target(3, "amount_overdue"),
)


def open_metro2(path: Path, _hints: Hints) -> Source:
    """Opens a file of records that say how long they are, with or without line ends."""
    return Source(FileFormat.METRO2, partial(_records, path), encoding="ascii", padded=True)


def _records(path: Path) -> Iterator[Record]:
    """Gives a row a month, numbered as the table that its sender gets back."""
    yield 1, NAMES
    yield from enumerate(_rows(path), 2)


def _rows(path: Path) -> Iterator[list[str]]:
    for number, segment in enumerate(_segments(path), 1):
        if not segment[DESCRIPTOR_CHARACTERS:].startswith(("HEADER", "TRAILER")):
            for row in _months(segment):
                yield [*row, str(number)]


def _segments(path: Path) -> Iterator[str]:
    """Gives the base segments; one that is cut off is shorter.

    Raises:
        UnreadableFileError: a record does not say how long it is.
    """
    with path.open("rb") as file:
        while descriptor := file.read(DESCRIPTOR_CHARACTERS):
            length = int(descriptor) if descriptor.isdigit() else 0
            if length < RECORD_CHARACTERS:
                raise UnreadableFileError(Refusal.DAMAGED)
            told = file.read(length - DESCRIPTOR_CHARACTERS)
            whole = _ENDS.split(told, maxsplit=1)[0]
            file.seek(len(whole) - len(told), SEEK_CUR)
            yield (descriptor + whole).decode("ascii", "replace")[:RECORD_CHARACTERS]
            _pass_ends(file)


def _pass_ends(file: BinaryIO) -> None:
    while (after := file.read(1)) and after in _BETWEEN:
        pass
    file.seek(-len(after), SEEK_CUR)


def _months(segment: str) -> Iterator[list[str]]:
    if len(segment) < RECORD_CHARACTERS:  # what is not there, is told to be missing
        yield [segment[42:72].strip(), "", "", ""]
        return
    account, told = segment[42:72].strip(), segment[181:189]
    reported = _reported(told)
    status, overdue = segment[123:125].strip(), segment[163:172].strip().lstrip("0") or "0"
    if reported is None:
        yield [account, told, status, overdue]  # the row's fault is told by its month
        return
    if status not in NO_DATA:
        yield [account, reported.isoformat(), status, overdue]
    for months, code in enumerate(segment[126:150], 1):
        if code not in NO_DATA:
            month = month_of(month_number(reported) - months)
            yield [account, month.isoformat(), code, ""]


def _reported(told: str) -> date | None:
    try:
        return date(int(told[4:]), int(told[:2]), int(told[2:4]))
    except ValueError:
        return None
