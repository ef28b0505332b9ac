"""TUTDF files of Russian credit bureaus: tab-separated segments, of which TR01 are accounts.

A TR segment tells of one account at one date. Its fields, from 0: segment, member code, account
number (2), type, relationship, opened, last payment, account rating (7), rating date, date reported
(9, yyyymmdd), limit, balance, past due (12), next payment, frequency, manner of payment (15), ...

Manner of payment, told as it is; what it means here is the mapping ``STATUSES``: 1 in time and A
1-29 days late are "0", 2 30-59, 3 60-89, 4 90-119, 5 120 and more ("4": what is told is at least so
late), 7 regular payments under a consolidation ("0"), 8 collateral sold and 9 written off or in
collection (5). 0 (too new to tell) and X (no information) are no data: no row. An account whose
rating is 13 is closed (C), whatever its manner of payment.
"""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from importer.reading.mappings import Mapped, Target
from importer.reading.profiles import FileFormat, Hints
from importer.reading.sourced import Record, Source
from importer.reading.text_files import PROPOSED_ENCODING, detect_encoding, read_lines

NAMES = ["account number", "date reported", "mop", "past due"]
ACCOUNT, RATING, REPORTED, PAST_DUE, MANNER = 2, 7, 9, 12, 15
CLOSED_RATING, CLOSED = "13", "closed"
_ACCOUNTS = re.compile(r"TR\d")  # and not TRLR, with which a file ends
NO_DATA = frozenset({"0", "X", ""})
STATUSES = {
    "1": "0", "A": "0", "2": "1", "3": "2", "4": "3", "5": "4", "7": "0", "8": "5", "9": "5",
    CLOSED: "C",
}  # fmt: skip
MAPPING: Mapped = (
    Target(0, "credit_external_id"),
    Target(1, "month"),
    Target(2, "status", values=STATUSES),
    Target(3, "amount_overdue"),
)


def open_tutdf(path: Path, hints: Hints) -> Source:
    """Opens a file of segments; names of people in them are not read."""
    encoding = hints.encoding or detect_encoding(path) or PROPOSED_ENCODING
    records = partial(_records, path, encoding)
    return Source(FileFormat.TUTDF, records, encoding, delimiter="\t", padded=True)


def _records(path: Path, encoding: str) -> Iterator[Record]:
    """Gives a row an account; its number is that of the line."""
    yield 1, NAMES
    for number, line in enumerate(read_lines(path, encoding), 1):
        fields = line.rstrip("\r\n").split("\t")
        if number == 1 or not _ACCOUNTS.match(fields[0]):
            continue
        if len(fields) <= MANNER:  # cut off: what is not there, is told to be missing
            yield number, [fields[ACCOUNT] if len(fields) > ACCOUNT else line, "", "", ""]
            continue
        closed = fields[RATING].strip() == CLOSED_RATING
        manner = CLOSED if closed else fields[MANNER].strip()
        if manner not in NO_DATA:
            yield number, [fields[ACCOUNT], fields[REPORTED], manner, fields[PAST_DUE]]
