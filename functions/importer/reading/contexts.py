"""All that the meaning of a cell depends on, and what may come of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from typing import Any

from core.clients.rules.answer_kinds import Kind as AnswerKind
from core.clients.rules.questionnaire import QUESTIONNAIRE
from importer.reading.codes import Fault
from importer.reading.fields import Field
from importer.reading.mappings import Target
from importer.reading.profiles import Column

NAMES_NEEDED = frozenset({"last_name", "first_name", "full_name"})


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell, and the value that goes on with it if it is but a warning."""

    code: Fault
    limits: Mapping[str, int | str] = field(default_factory=dict)
    value: Any = None


Parse = Callable[[str], Any]
"""Of a cell's text: its value, or a ``Problem``."""


@dataclass(frozen=True)
class Context:
    """All that the meaning of a cell depends on; moments are of the day they were in ``zone``."""

    field: Field
    target: Target
    column: Column
    as_of: date
    zone: tzinfo

    @property
    def answer(self) -> AnswerKind | None:
        """What the questionnaire says of the field, if it is of it."""
        return QUESTIONNAIRE.get(self.field.name)

    @property
    def nullable(self) -> bool:
        """Whether an empty cell is a value."""
        if self.answer is not None:
            return bool(getattr(self.answer, "nullable", False))
        return not self.field.required and self.field.name not in NAMES_NEEDED

    @property
    def empty(self) -> "Problem | None":
        """What an empty cell is."""
        return None if self.nullable else Problem(Fault.REQUIRED)
