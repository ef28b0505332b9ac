"""Payments in the order of their credits, which the check lays down for the apply.

A feed comes in the order of its months, or in none. In that order each credit and its client would
be locked, judged and written once a month; in this one a block holds all months of its credits.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from types import TracebackType

from core.imports.file_rows import PaymentRecord, Record
from importer.reading.profiles import CHUNK_ROWS
from importer.walking import Block

PARTS = 64
_ENCODING = "ascii"  # as JSON escapes all else, no line breaks within a record


class Ordering(AbstractContextManager["Ordering"]):
    """Spreads payments over files by their credits, each of which can be sorted in memory."""

    def __init__(self, folder: Path) -> None:
        self._paths = [folder / f"part-{place}" for place in range(PARTS)]
        with ExitStack() as stack:
            self._parts = [
                stack.enter_context(path.open("w", encoding=_ENCODING)) for path in self._paths
            ]
            self._open = stack.pop_all()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._open.close()

    def add(self, records: Sequence[Record]) -> None:
        """Takes the payments among the records of a block."""
        for record in records:
            if isinstance(record, PaymentRecord):
                self._parts[hash(record.credit_external_id) % PARTS].write(_line(record))

    def write(self, path: Path) -> Path:
        """Writes all of them in order, removes the parts, and says where."""
        self._open.close()
        with path.open("w", encoding=_ENCODING) as file:
            for part in self._paths:
                with part.open(encoding=_ENCODING) as lines:
                    file.writelines(sorted(lines))
                part.unlink()
        return path


def read_ordered(path: Path) -> Iterator[Block]:
    """Gives payments as they were laid down, in blocks with the same borders each time."""
    with path.open(encoding=_ENCODING) as file:
        while lines := list(islice(file, CHUNK_ROWS)):
            yield Block(len(lines), [_record(line) for line in lines], [])


def _line(record: PaymentRecord) -> str:
    """Returns a payment as a line that sorts by credit and month."""
    row, number, month, status, days, overdue = record
    told = (number, month.isoformat(), status, days, None if overdue is None else str(overdue), row)
    return json.dumps(told) + "\n"


def _record(line: str) -> PaymentRecord:
    number, month, status, days, overdue, row = json.loads(line)
    amount = None if overdue is None else Decimal(overdue)
    return PaymentRecord(row, number, date.fromisoformat(month), status, days, amount)
