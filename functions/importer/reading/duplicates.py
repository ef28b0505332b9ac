"""Finds rows of one key in a file: the same once more, or with other content.

Kept are two hashes and a number a row, in flat arrays, so that a million rows take 24 MB.
"""

from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from core.clients.rules.documents import plain_document
from core.imports.file_rows import ApplicantRecord, PaymentRecord, Record
from importer.reading.codes import Fault
from importer.reading.profiles import Issue

PARTS = 64


class Duplicates:
    """Remembers all records of a file, and says afterwards which of them are told twice."""

    def __init__(self) -> None:
        self._keys, self._contents, self._rows = array("q"), array("q"), array("q")
        self._documents, self._owners = array("q"), array("q")  # of those who have one; places

    def add(self, records: Sequence[Record]) -> None:
        """Takes the records of a chunk."""
        for record in records:
            if isinstance(record, ApplicantRecord) and record.document:
                self._documents.append(hash(plain_document(record.document)))
                self._owners.append(len(self._rows))
            self._keys.append(hash(_key(record)))
            self._contents.append(hash(_content(record)))
            self._rows.append(record.row)

    def issues(self) -> dict[int, Issue]:
        """Returns an issue for each row that is left out, by its number.

        Of rows that say the same the first stays, and the others are warned of. Of rows of one
        key that differ none stays, nor of rows of one document and different keys: only the sender
        knows which is right.
        """
        found: dict[int, Issue] = {}
        for group in _groups(self._keys):
            same = len({self._contents[place] for place in group}) == 1
            code = Fault.REPEATED_ROW if same else Fault.CONFLICTING_ROWS
            found |= self._tell(group, code, but_first=same)
        for group in _groups(self._documents):
            owners = [self._owners[place] for place in group]
            if len({self._keys[place] for place in owners}) > 1:
                found |= self._tell(owners, Fault.SAME_DOCUMENT)
        return found

    def _tell(
        self, places: Sequence[int], code: Fault, *, but_first: bool = False
    ) -> dict[int, Issue]:
        """Returns an issue for each of some rows, which names another of them."""
        first, second, *_ = rows = sorted(self._rows[place] for place in places)
        told = {row: Issue(row, code, limits={"other": first}) for row in rows[1:]}
        return told if but_first else {first: Issue(first, code, limits={"other": second}), **told}


def _groups(keys: Sequence[int]) -> Iterator[list[int]]:
    """Gives the places that have a key in common."""
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
