"""The first step: what the file is, and which column may be what."""

import hashlib
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from core.imports.leasing import end_step
from core.imports.queries import remembered_mapping
from core.imports.rules.import_states import ImportState, StepFault
from core.kit.database import connect, transaction
from importer.fetching import FileDiffersError, fetched
from importer.reading.codes import UnreadableFileError
from importer.reading.guessing import guess_mapping, missing_fields, open_questions
from importer.reading.mappings import Kind, Mapped
from importer.reading.opening import profile_file
from importer.reading.profiles import Profile
from importer.stepping import StepFaultError, Task
from importer.walking import HINTS, MAPPED, to_json


def profile(task: Task) -> None:
    """Reads the file once, and proposes a mapping: the sender's last one, else a guess.

    Raises:
        StepFaultError: the file cannot be read.
    """
    looked_at = _look(task)
    mapping, is_remembered = _propose(task, looked_at)
    told, proposed = to_json(looked_at, mapping)
    kind = Kind(task.found.kind)
    told |= {
        "signature": _signature(looked_at),
        "guess": proposed,
        "is_remembered": is_remembered,
        "missing_fields": missing_fields(mapping, kind),
        "open_questions": open_questions(looked_at, mapping),
    }
    with transaction() as connection:
        end_step(
            connection, task.lease, ImportState.PROFILED, profile=told, rows_total=looked_at.rows
        )


def _look(task: Task) -> Profile:
    try:
        hints = HINTS.validate_python(task.found.hints or {}, strict=False)
        with fetched(task.found) as path:
            return profile_file(path, hints)
    except UnreadableFileError as error:
        raise StepFaultError(error.code, **error.limits) from error
    except ValidationError as error:
        raise StepFaultError(StepFault.HINTS_INVALID) from error
    except FileDiffersError as error:
        raise StepFaultError(StepFault.FILE_DIFFERS) from error


def _propose(task: Task, looked_at: Profile) -> tuple[Mapped, bool]:
    with connect() as connection:
        known = remembered_mapping(
            connection, task.found.created_by, task.found.kind, _signature(looked_at)
        )
    remembered = _read(known) if known else None
    if remembered is not None:
        return remembered, True
    return guess_mapping(looked_at, Kind(task.found.kind)), False


def _read(known: Sequence[dict[str, Any]]) -> Mapped | None:
    """Returns a stored mapping; None if it is of a former version and cannot be read any more."""
    try:
        return MAPPED.validate_python(known, strict=False)
    except ValidationError:
        return None


def _signature(looked_at: Profile) -> str:
    """Returns the identity of a header: files with the same columns in the same order share it."""
    names = "\n".join(column.name for column in looked_at.columns)
    return hashlib.sha256(names.encode()).hexdigest()
