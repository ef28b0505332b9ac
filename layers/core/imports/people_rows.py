"""People of a file against what is stored: judged, and written by the lender's own numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, text, update

from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.clients.tables import clients
from core.imports.changes import Change, add_changes
from core.imports.file_rows import ApplicantRecord
from core.imports.records import Judgement, Sender
from core.imports.rules.import_states import Duplicates, Finding, Outcome
from core.journal.queries import record_events

PERSONAL = ("last_name", "first_name", "patronymic", "phone", "email", "document_hash")
WRITTEN_COLUMNS = (*PERSONAL, "external_id", *QUESTIONNAIRE)
_NOT_TOLD = {"email": None, "phone": None, "document_hash": None, "patronymic": ""}
_STORED = ", ".join(f"c.{name}" for name in WRITTEN_COLUMNS)

# By the number; without one, by the document, by name and birth date, or by phone and last name.
# Who has another number is somebody else, unless the document says otherwise.
_FIND = text(
    f"""
    SELECT g.place, c.id, c.manager_id, c.closed_at, c.external_id = g.external_id AS by_number,
           {_STORED}
      FROM unnest(
        CAST(:external_ids AS text[]), CAST(:documents AS text[]), CAST(:last_names AS text[]),
        CAST(:first_names AS text[]), CAST(:phones AS text[]), CAST(:born AS date[])
      ) WITH ORDINALITY AS g(external_id, document, last_name, first_name, phone, born_on, place)
      JOIN LATERAL (
        SELECT * FROM clients d
         WHERE d.external_id = g.external_id OR d.document_hash = g.document
            OR d.external_id IS NULL AND d.born_on = g.born_on
               AND lower(d.last_name) = lower(g.last_name)
               AND lower(d.first_name) = lower(g.first_name)
            OR d.external_id IS NULL AND d.phone = g.phone
               AND lower(d.last_name) = lower(g.last_name)
         ORDER BY coalesce(d.external_id = g.external_id, false) DESC, d.id LIMIT 1
      ) c ON true
    """
)
_LOCK = text(
    f"SELECT c.id, {_STORED} FROM clients c WHERE id = ANY(:client_ids)"
    " ORDER BY id FOR NO KEY UPDATE"
)


@dataclass(frozen=True)
class Person:
    """A row with what was found out about it.

    Attributes:
        manager_id: who gets the person if it is new.
    """

    row: ApplicantRecord
    document_hash: str | None
    manager_id: int | None

    def values(self) -> dict[str, Any]:
        """Returns the columns it gives; what it does not tell stays as it is."""
        told = {
            "last_name": self.row.last_name,
            "first_name": self.row.first_name,
            "patronymic": self.row.patronymic or None,
            "phone": self.row.phone,
            "email": self.row.email,
            "document_hash": self.document_hash,
            "external_id": self.row.external_id,
        }
        given = {name: value for name, value in told.items() if value is not None}
        return {**given, **self.row.answers}


def judge_people(
    connection: Connection, people: Sequence[Person], sender: Sender, duplicates: Duplicates
) -> list[Judgement]:
    """Says of each person whether it is new, changes one that is there, or cannot be."""
    found = {row.place: row for row in connection.execute(_FIND, _sought(people))}
    seen: set[int | None] = set()
    judgements = []
    for place, person in enumerate(people, start=1):
        judged = _judge(person, found.get(place), sender, duplicates)
        if judged.subject_id in seen:
            judged = Judgement(None, (Finding.PERSON_TWICE,))
        seen |= {judged.subject_id} - {None}
        judgements.append(judged)
    return judgements


def _sought(people: Sequence[Person]) -> dict[str, list[Any]]:
    return {
        "external_ids": [one.row.external_id for one in people],
        "documents": [one.document_hash for one in people],
        "last_names": [one.row.last_name for one in people],
        "first_names": [one.row.first_name for one in people],
        "phones": [one.row.phone for one in people],
        "born": [one.row.answers["born_on"] for one in people],
    }


def _judge(
    person: Person, stored: Row[Any] | None, sender: Sender, duplicates: Duplicates
) -> Judgement:
    if stored is None:
        return Judgement(Outcome.NEW)
    odd = () if stored.by_number else (Finding.PERSON_KNOWN,)
    if odd and duplicates is Duplicates.CREATE:
        return Judgement(Outcome.NEW, odd)
    if odd and duplicates is Duplicates.SKIP:
        return Judgement(Outcome.SKIPPED, odd)
    if sender.manager_id is not None and stored.manager_id != sender.manager_id:
        return Judgement(None, (Finding.NOT_YOUR_CLIENT,))
    if stored.closed_at is not None:
        return Judgement(None, (Finding.CLIENT_CLOSED,))
    outcome = Outcome.UPDATED if _changed(person, stored._mapping) else Outcome.UNCHANGED
    return Judgement(outcome, odd, stored.id)


def _changed(person: Person, stored: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: value for name, value in person.values().items() if stored[name] != value}


def apply_people(
    connection: Connection,
    import_id: int,
    people: Sequence[Person],
    judgements: Sequence[Judgement],
    sender: Sender,
) -> None:
    """Adds the people who are new as applicants, and changes those who are told otherwise."""
    judged = list(zip(people, judgements, strict=True))
    _add(connection, import_id, [one for one, told in judged if told.outcome is Outcome.NEW])
    changed = {
        told.subject_id: one
        for one, told in judged
        if told.outcome is Outcome.UPDATED and told.subject_id
    }
    _change(connection, import_id, changed, sender)


def _add(connection: Connection, import_id: int, people: Sequence[Person]) -> None:
    if not people:
        return
    told = [_NOT_TOLD | one.values() for one in people]
    rows = [
        {"client_since": None, "manager_id": one.manager_id} | values
        for one, values in zip(people, told, strict=True)
    ]
    statement = insert(clients).returning(clients.c.id, sort_by_parameter_order=True)
    added = connection.execute(statement, rows).scalars()
    made = [
        Change("clients", client_id, new_values=values)
        for client_id, values in zip(added, told, strict=True)
    ]
    add_changes(connection, import_id, made)


def _change(
    connection: Connection, import_id: int, people: Mapping[int, Person], sender: Sender
) -> None:
    if not people:
        return
    changes = []
    for old in connection.execute(_LOCK, {"client_ids": list(people)}):
        new = _changed(people[old.id], old._mapping)
        before = {name: old._mapping[name] for name in new}
        changes.append(Change("clients", old.id, before, new))
    set_columns(connection, changes)
    add_changes(connection, import_id, changes)
    events = [
        {
            "action": "client.import",
            "subject_id": change.subject_id,
            "new_values": {"import_id": import_id, "fields": sorted(change.new_values or {})},
        }
        for change in changes
    ]
    record_events(connection, sender.user_id, "clients", events)


def set_columns(connection: Connection, changes: Sequence[Change]) -> None:
    """Gives clients the new values; with answers among them their scores become stale."""
    by_id = clients.c.id == bindparam("of")
    for change in changes:
        values: dict[str, Any] = dict(change.new_values or {})
        told = values.keys()
        if QUESTIONNAIRE.keys() & told:
            values["updated_at"] = text("clock_timestamp()")
        if told - QUESTIONNAIRE.keys() - {"updated_at"}:
            values["profile_updated_at"] = text("clock_timestamp()")
        if values:
            connection.execute(
                update(clients).where(by_id).values(**values), {"of": change.subject_id}
            )


def reversed_change(change: Change) -> Change:
    """Returns the change that takes one back."""
    return replace(change, old_values=change.new_values, new_values=change.old_values)
