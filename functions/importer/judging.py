"""What becomes of records, held against what is stored: one judge a kind, for check and apply."""

from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy import Connection

from core.clients.managers import list_managers
from core.clients.rules.documents import hash_document
from core.imports.credit_rows import apply_credits, judge_credits
from core.imports.file_rows import ApplicantRecord
from core.imports.month_rows import apply_months, judge_months
from core.imports.people_rows import Person, apply_people, judge_people
from core.imports.records import Import, Judgement, Sender
from core.imports.rules.import_states import Assignment, Duplicates, Finding, ImportKind
from core.imports.senders import managers_by_login
from core.kit.settings import read_secret, setting


class Judge(Protocol):
    """Judges the records of a kind, and applies what it has judged."""

    def judge(self, connection: Connection, records: Sequence[Any]) -> list[Judgement]:
        """Says what becomes of each record; writes nothing."""

    def apply(
        self, connection: Connection, records: Sequence[Any], judgements: Sequence[Judgement]
    ) -> None:
        """Writes what the judgements of these records say."""


def judge_of(found: Import, sender: Sender) -> Judge:
    """Returns the judge of an import's records."""
    match found.kind:
        case ImportKind.PAYMENTS:
            return _Months(found, sender)
        case ImportKind.CREDITS:
            return _Credits(found, sender)
        case ImportKind.APPLICANTS:
            return _People(found, sender)


class _Months:
    def __init__(self, found: Import, sender: Sender) -> None:
        self._import_id, self._sender = found.id, sender

    def judge(self, connection: Connection, records: Sequence[Any]) -> list[Judgement]:
        return judge_months(connection, records, self._sender)

    def apply(
        self, connection: Connection, records: Sequence[Any], judgements: Sequence[Judgement]
    ) -> None:
        apply_months(connection, self._import_id, records, judgements)


class _Credits:
    def __init__(self, found: Import, sender: Sender) -> None:
        self._import_id, self._sender = found.id, sender

    def judge(self, connection: Connection, records: Sequence[Any]) -> list[Judgement]:
        return judge_credits(connection, records, self._sender)

    def apply(
        self, connection: Connection, records: Sequence[Any], judgements: Sequence[Judgement]
    ) -> None:
        apply_credits(connection, self._import_id, records, judgements)


class _People:
    """People get a manager: whom the file names, one, each in turn, or nobody."""

    def __init__(self, found: Import, sender: Sender) -> None:
        options = found.options or {}
        self._import_id, self._sender = found.id, sender
        self._duplicates = Duplicates(options.get("duplicates", Duplicates.SKIP))
        self._assignment = Assignment(options.get("assignment", Assignment.NOBODY))
        self._one: int | None = sender.manager_id or options.get("manager_id")
        self._in_turn: list[int] | None = None

    def judge(self, connection: Connection, records: Sequence[Any]) -> list[Judgement]:
        people = self._people(connection, records)
        judged = judge_people(connection, people, self._sender, self._duplicates)
        if self._assignment is not Assignment.FILE or self._sender.manager_id is not None:
            return judged
        return [
            Judgement(None, (Finding.UNKNOWN_MANAGER,))
            if one.row.manager_login and one.manager_id is None
            else told
            for one, told in zip(people, judged, strict=True)
        ]

    def apply(
        self, connection: Connection, records: Sequence[Any], judgements: Sequence[Judgement]
    ) -> None:
        people = self._people(connection, records)
        apply_people(connection, self._import_id, people, judgements, self._sender)

    def _people(self, connection: Connection, records: Sequence[ApplicantRecord]) -> list[Person]:
        managers = self._managers(connection, records)
        return [
            Person(record, _hash(record.document), manager_id)
            for record, manager_id in zip(records, managers, strict=True)
        ]

    def _managers(
        self, connection: Connection, records: Sequence[ApplicantRecord]
    ) -> list[int | None]:
        if self._sender.manager_id is not None or self._assignment is Assignment.ONE:
            return [self._one] * len(records)
        if self._assignment is Assignment.FILE:
            logins = {record.manager_login for record in records if record.manager_login}
            by_login = managers_by_login(connection, sorted(logins))
            return [by_login.get(record.manager_login or "") for record in records]
        if self._assignment is Assignment.EVENLY:
            return [self._turn(connection, record.row) for record in records]
        return [None] * len(records)

    def _turn(self, connection: Connection, row: int) -> int | None:
        """Returns whose turn it is at a row, the same one however often it is asked."""
        if self._in_turn is None:
            self._in_turn = sorted(manager.id for manager in list_managers(connection))
        return self._in_turn[row % len(self._in_turn)] if self._in_turn else None


def _hash(document: str | None) -> str | None:
    return hash_document(read_secret(setting("DOCUMENT_SECRET_ID")), document) if document else None
