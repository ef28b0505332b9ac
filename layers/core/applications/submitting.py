"""Submitting an application: checked, tied to a person on record, and a score asked for."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from core.applications.duplicates import find_alike, wait_for_same_person
from core.applications.queries import get_application
from core.applications.records import Application, Content, LikePerson, Submission
from core.applications.rules.completeness import answers_told, find_missing, find_unlikely
from core.applications.rules.likeness import keys_of
from core.applications.rules.states import EDITABLE, ApplicationState, state_submitted
from core.applications.writing import add_event, update_submitted
from core.clients.adding import add_applicant
from core.clients.queries import fill_in, get_client, update_answers
from core.journal.queries import record_event
from core.kit.clock import bank_date
from core.kit.errors import (
    ConflictError,
    Fault,
    IncompleteApplicationError,
    NotFoundError,
    PossibleDuplicatesError,
    UnconfirmedAnswersError,
)
from core.scores.asking import ask_for_score
from core.scores.rules.vocabulary import ScoreStatus

NAMES = ("last_name", "first_name", "patronymic")
CONTACTS = ("phone", "email")


def submit_application(
    connection: Connection, application: Application, submission: Submission, actor_id: int
) -> Application:
    """Submits a locked application, or submits it again after changes.

    The person becomes an applicant on record unless it is one already. The score that is asked for
    is a pending row in the same transaction: the caller commits, then sends ``score_id`` to the
    queue. What was submitted and waits for its score unchanged stays as it is.

    Raises:
        ConflictError: its state does not allow it.
        IncompleteApplicationError: something is missing or cannot be so.
        UnconfirmedAnswersError: something is seldom so, and nobody has confirmed it.
        PossibleDuplicatesError: somebody on record may be the same person.
        NotFoundError: the same person is not on record.
    """
    if application.state not in EDITABLE:
        raise ConflictError(f"This application is {application.state}. Load it again.")
    if _is_on_its_way(application):
        return application
    _require_complete(application.content, submission)
    client_id = application.client_id or _whose(connection, application, submission)
    if application.client_id or submission.same_person:
        _update_person(connection, client_id, application.content, actor_id)
    score_id, _ = ask_for_score(connection, client_id, actor_id) or (None, False)
    values = {
        "client_id": client_id,
        "score_id": score_id,
        "state": state_submitted(application.state),
        "times_changed": application.times_changed + application.has_unsubmitted_changes,
    }
    update_submitted(connection, application, values)
    _note(connection, application, actor_id, values)
    submitted = get_application(connection, application.id)
    assert submitted
    return submitted


def _is_on_its_way(application: Application) -> bool:
    waits = application.score_status is ScoreStatus.PENDING
    submitted = application.state is ApplicationState.SUBMITTED
    return submitted and waits and not application.has_unsubmitted_changes


def _require_complete(content: Content, submission: Submission) -> None:
    today = bank_date()
    if missing := find_missing(content, today):
        raise IncompleteApplicationError(missing)
    unlikely = find_unlikely(content, today)
    if doubts := [fault for fault in unlikely if fault.code not in submission.confirmed]:
        raise UnconfirmedAnswersError(doubts)


def _whose(connection: Connection, application: Application, submission: Submission) -> int:
    """Returns the id of the person: one on record, or one that is put on record now."""
    if submission.same_person is not None:
        return submission.same_person
    content = application.content
    keys = keys_of(content.person, content.answers["born_on"], content.document_hash)
    wait_for_same_person(connection, keys)
    alike = find_alike(connection, keys)
    if alike and not submission.another_person:
        raise PossibleDuplicatesError([fault for person in alike for fault in _faults(person)])
    return add_applicant(
        connection,
        {
            **{name: content.person.get(name) or "" for name in NAMES},
            **{name: content.person.get(name) for name in CONTACTS},
            **answers_told(content),
            "document_hash": content.document_hash,
            "manager_id": application.manager_id,
        },
    )


def _faults(person: LikePerson) -> list[Fault]:
    limits: dict[str, int | float | str] = {"client_id": person.client_id}
    return [
        Fault("same_person", str(reason), f"may be client {person.client_id}", limits)
        for reason in person.reasons
    ]


def _update_person(connection: Connection, client_id: int, content: Content, actor_id: int) -> None:
    """Brings the person on record up to what the application says."""
    client = get_client(connection, client_id, for_update=True)
    if client is None:
        raise NotFoundError(f"There is no client {client_id}.")
    told = {name: content.person.get(name) for name in CONTACTS}
    fill_in(connection, client_id, {**told, "document_hash": content.document_hash})
    answers = answers_told(content)
    changes = {name: value for name, value in answers.items() if value != client.answers[name]}
    if changes:
        update_answers(connection, client_id, changes)
        record_event(
            connection,
            actor_id=actor_id,
            action="client.edit",
            subject=("clients", client_id),
            old_values={name: client.answers[name] for name in changes},
            new_values=changes,
        )


def _note(
    connection: Connection, application: Application, actor_id: int, values: Mapping[str, Any]
) -> None:
    add_event(connection, application.id, actor_id, application.state, values["state"])
    record_event(
        connection,
        actor_id=actor_id,
        action="application.submit",
        subject=("applications", application.number),
        old_values={"state": application.state},
        new_values=values,
    )
