"""Reads the cells of one column as one field; remembers what it has read before."""

from collections.abc import Sequence
from datetime import date, tzinfo
from typing import Any

from importer.reading.contexts import Context, Parse, Problem
from importer.reading.fields import FIELDS, Type
from importer.reading.mappings import Kind, Target
from importer.reading.parsers import PARSERS_OF_TYPES
from importer.reading.profiles import Column

MOST_REMEMBERED = 50_000


class Reader:
    """Reads one column."""

    def __init__(self, parse: Parse, remembers: bool = True) -> None:
        self._parse = parse
        self._remembers = remembers
        self._known: dict[str, Any] = {}

    def read(self, texts: Sequence[str]) -> tuple[list[Any], list[tuple[int, Problem]]]:
        """Returns a value for each text, and the problems by the place of the text."""
        values = self._read_known(texts) if self._remembers else list(map(self._parse, texts))
        problems = [(row, one) for row, one in enumerate(values) if type(one) is Problem]
        for row, problem in problems:
            values[row] = problem.value
        return values, problems

    def _read_known(self, texts: Sequence[str]) -> list[Any]:
        known = self._known
        if len(known) > MOST_REMEMBERED:
            known.clear()
        for text in set(texts):
            if text not in known:
                known[text] = self._parse(text)
        return [known[text] for text in texts]


def reader_of(kind: Kind, target: Target, column: Column, as_of: date, zone: tzinfo) -> Reader:
    """Returns the reader of a column for the field that it was mapped to."""
    told = next(one for one in FIELDS[kind] if one.name == target.field)
    context = Context(told, target, column, as_of, zone)
    return Reader(PARSERS_OF_TYPES[told.type](context), remembers=told.type is not Type.ID)
