"""What every step of an import has at hand, and how a step ends before its work is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.imports.leasing import Lease
from core.imports.records import Import
from core.imports.rules.import_states import StepFault
from importer.reading.codes import Refusal


@dataclass(frozen=True)
class Task:
    """An import that was taken on.

    Attributes:
        is_late: whether this execution environment has to stop soon.
    """

    lease: Lease
    found: Import
    is_late: Callable[[], bool]


class OutOfTimeError(Exception):
    """The environment has to stop; what was done is recorded, and another one goes on."""


class StepFaultError(Exception):
    """The step cannot be done as things are; people have to be told.

    Attributes:
        code: stable; a page says it in the reader's language.
        args: what the text about it has to name.
    """

    def __init__(self, code: StepFault | Refusal, **limits: Any) -> None:
        super().__init__(code)
        self.code = code
        self.limits = limits

    @property
    def told(self) -> dict[str, Any]:
        """Returns what is stored of it."""
        return {"code": self.code, "args": self.limits}
