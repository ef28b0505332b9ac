"""Says what was done about a row of the list, and takes it back; each is in the journal."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import Connection

from api.worklist.access import Work
from api.worklist.composing import candidates_of_subject, lister_of
from core.journal.queries import record_event
from core.kit.clock import bank_date
from core.kit.errors import ConflictError, Fault, InvalidRequestError
from core.people.records import Actor
from core.worklist.marks import Deed, read_marks_of_key, remove_marks, write_marks
from core.worklist.rules.subject import Subject
from core.worklist.rules.work_words import MarkState, Reason

LONGEST_SNOOZE_DAYS = 90


def mark(
    connection: Connection, actor: Actor, work: Work, key: str, until: date | None = None
) -> None:
    """Marks a row as done, or as to come back on a day; one that is marked already anew.

    Raises:
        ConflictError: there is something new to know, or nothing to do any more.
        InvalidRequestError: it is to come back today or before, or too late.
    """
    _check_day(until)
    evidence = _evidence_of_row(connection, work, key)
    state = MarkState.DONE if until is None else MarkState.SNOOZED
    write_marks(connection, work.subject, evidence, Deed(key, state, until, actor.user_id))
    told = {"reasons": [reason for reason, _ in evidence], "until": until}
    action = "worklist.done" if until is None else "worklist.snooze"
    _note(connection, actor, work.subject, action, told)


def unmark(connection: Connection, actor: Actor, work: Work, key: str) -> None:
    """Takes back what was done to a row; nothing if nothing was."""
    reasons = remove_marks(connection, key)
    if reasons:
        _note(connection, actor, work.subject, "worklist.undo", {"reasons": reasons})


def _check_day(until: date | None) -> None:
    today = bank_date()
    first, last = today + timedelta(1), today + timedelta(LONGEST_SNOOZE_DAYS)
    if until is not None and not first <= until <= last:
        raise InvalidRequestError(
            [
                Fault(
                    "until",
                    "out_of_range",
                    f"Name a day from {first} to {last}",
                    {"ge": str(first), "le": str(last)},
                )
            ]
        )


def _evidence_of_row(connection: Connection, work: Work, key: str) -> list[tuple[Reason, str]]:
    """Returns what the row says; what is known now may be other than what was seen."""
    marked = [(mark.reason, mark.evidence) for mark in read_marks_of_key(connection, key)]
    if marked:
        return marked
    as_of = bank_date()
    candidates = candidates_of_subject(connection, work.subject, work.manager_id, as_of)
    lister = lister_of(connection, candidates, as_of)
    for candidate in candidates:
        item = lister.item(candidate)
        if item is not None and item.key == key:
            return [(one.reason, one.evidence) for one in lister.open_findings(candidate)]
    raise ConflictError("This has changed meanwhile. Load the list again.")


def _note(
    connection: Connection, actor: Actor, subject: Subject, action: str, told: Mapping[str, object]
) -> None:
    table = "clients" if subject.client_id is not None else "applications"
    number = subject.client_id or subject.application_number or 0
    record_event(
        connection,
        actor_id=actor.user_id,
        action=action,
        subject=(table, number),
        old_values={},
        new_values=told,
    )
