"""What a file is about, where it stands, and what the importer has to do with it next."""

from enum import StrEnum


class ImportKind(StrEnum):
    """What a file is about."""

    APPLICANTS = "applicants"
    CREDITS = "credits"
    PAYMENTS = "payments"


class ImportState(StrEnum):
    """Where an import stands; ``STEP_OF`` says what the importer does in which."""

    WAITING = "waiting"
    """For the file."""
    UPLOADED = "uploaded"
    PROFILED = "profiled"
    """Read; whoever sent it says which column is what."""
    CHECKED = "checked"
    """There is a report; whoever sent it confirms the number of rows."""
    CONFIRMED = "confirmed"
    APPLYING = "applying"
    APPLIED = "applied"
    REJECTED = "rejected"
    """The file cannot be read; ``fault`` says why."""
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    """Nobody went on with it in time."""
    UNDOING = "undoing"
    UNDONE = "undone"


class ImportStep(StrEnum):
    """What the importer has to do; none while people are asked."""

    PROFILE = "profile"
    CHECK = "check"
    APPLY = "apply"
    UNDO = "undo"


BEFORE_APPLYING = frozenset(
    {ImportState.WAITING, ImportState.UPLOADED, ImportState.PROFILED, ImportState.CHECKED}
)
"""Nothing of it is in the tables yet: it may be cancelled, and expires."""

MAPPABLE = frozenset({ImportState.PROFILED, ImportState.CHECKED})
"""Its columns may be mapped, anew too."""

WITHOUT_EFFECT = frozenset(
    {ImportState.REJECTED, ImportState.CANCELLED, ImportState.EXPIRED, ImportState.UNDONE}
)
"""The same file may be sent again."""


class Duplicates(StrEnum):
    """What to do with people who seem to be there already, without a number that says so."""

    SKIP = "skip"
    UPDATE = "update"
    CREATE = "create"


class Assignment(StrEnum):
    """Who gets the new people."""

    NOBODY = "nobody"
    FILE = "file"
    """Whom the file's column of managers names."""
    EVENLY = "evenly"
    ONE = "one"
