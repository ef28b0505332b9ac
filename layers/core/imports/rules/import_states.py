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
    SCORE = "score"
    """Ask for scores of those it touched."""
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


class Outcome(StrEnum):
    """What becomes of a row that is right."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    RESTATED = "restated"
    SKIPPED = "skipped"
    """The person is there already, and that is to be left."""


WRITTEN = frozenset({Outcome.NEW, Outcome.UPDATED, Outcome.RESTATED})


class Finding(StrEnum):
    """What is wrong or odd with a row when it is held against what is stored."""

    UNKNOWN_CLIENT = "unknown_client"
    UNKNOWN_CREDIT = "unknown_credit"
    UNKNOWN_MANAGER = "unknown_manager"
    NOT_YOUR_CLIENT = "not_your_client"
    CREDIT_OF_ANOTHER_CLIENT = "credit_of_another_client"
    CLIENT_CLOSED = "client_closed"
    BEFORE_ISSUE = "before_issue"
    JUMP = "jump"
    """By more than one bucket in a month."""
    PERSON_KNOWN = "person_known"
    """Somebody without this number seems to be the same person."""
    PERSON_TWICE = "person_twice"
    """Another row of the file goes with the same stored person."""


FINDINGS_ONLY_TOLD = frozenset({Finding.JUMP, Finding.PERSON_KNOWN})


class Remainder(StrEnum):
    """Why something that an import did could not be taken back."""

    BUILT_ON = "undo_built_on"
    """Others refer to it since: payments, decisions, a login ..."""
    CHANGED_SINCE = "undo_changed_since"
    RESTATED_SINCE = "undo_restated_since"


class StepFault(StrEnum):
    """Why a step came to no end, beside what makes a file unreadable."""

    FILE_DIFFERS = "file_differs"
    """From what was announced, or it is gone."""
    HINTS_INVALID = "hints_invalid"
    MAPPING_INVALID = "mapping_invalid"
    FIELDS_MISSING = "fields_missing"
    QUESTIONS_OPEN = "questions_open"
    SENDER_MAY_NOT = "sender_may_not"
    GAVE_UP = "gave_up"
    """Too many environments were lost at it."""
