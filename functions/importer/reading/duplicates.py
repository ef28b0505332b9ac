"""Finds rows of one key in a file: the same once more, or with other content.

Kept are two hashes and a number a row, in flat arrays, so that a million rows take 24 MB.
"""

from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from core.imports.file_rows import ApplicantRecord, PaymentRecord, Record
from importer.reading.codes import Fault
from importer.reading.profiles import Issue

PARTS = 64


class Duplicates:
    """Remembers all records of a file, and says afterwards which of them are told twice."""

    def __init__(self) -> None:
        self._keys, self._contents, self._rows = array("q"), array("q"), array("q")

    def add(self, records: Sequence[Record]) -> None:
        """Takes the records of a chunk."""
        for record in records:
            self._keys.append(hash(_key(record)))
            self._contents.append(hash(_content(record)))
            self._rows.append(record.row)

    def issues(self) -> dict[int, Issue]:
        """Returns an issue for each row that is left out, by its number.

        Of rows that say the same the first stays, and the others are warned of. Of rows of one
        key that differ none stays: only the sender knows which is right.
        """
        found: dict[int, Issue] = {}
        for group in self._groups():
            first, *others = sorted(self._rows[place] for place in group)
            same = len({self._contents[place] for place in group}) == 1
            if not same:
                found[first] = Issue(first, Fault.CONFLICTING_ROWS, limits={"other": others[0]})
            for row in others:
                code = Fault.REPEATED_ROW if same else Fault.CONFLICTING_ROWS
                found[row] = Issue(row, code, limits={"other": first})
        return found

    def _groups(self) -> Iterator[list[int]]:
        """Gives the places of records that have a key in common."""
        keys = self._keys
        parts = [array("q") for _ in range(PARTS)]
        for place, key in enumerate(keys):
            parts[key % PARTS].append(place)
        for part in parts:  # one after the other, so that little is unpacked at once
            ordered = sorted(part, key=keys.__getitem__)
            doubled = {keys[one] for one, other in pairwise(ordered) if keys[one] == keys[other]}
            places = (place for place in ordered if keys[place] in doubled)
            for _, group in groupby(places, key=keys.__getitem__):
                yield list(group)


def _key(record: Record) -> object:
    if isinstance(record, PaymentRecord):
        return record.credit_external_id, record.month
    return record.external_id


def _content(record: Record) -> object:
    if isinstance(record, ApplicantRecord):
        return (*record[1:-1], *record.answers.values())
    return record[1:]
