"""Changing what is known of a client: checked as a whole, stored, and written to the journal."""

from collections.abc import Collection
from datetime import UTC
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from api.kit.preconditions import require_match
from core.clients.queries import (
    find_by_external_id,
    get_client,
    update_answers,
    update_profile,
)
from core.clients.records import Client
from core.clients.rules.contradictions import Doubt, require_consistent
from core.clients.rules.questionnaire import build_features
from core.journal.queries import record_event
from core.kit.clock import bank_date
from core.kit.errors import (
    Fault,
    InvalidRequestError,
    NotFoundError,
    TakenError,
)
from core.people.records import Actor


def version_of(client: Client) -> str:
    """Returns what changes with every edit of a client: its ETag."""
    changed_at = max(client.updated_at, client.profile_updated_at)
    return changed_at.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%f")


def require_version(client: Client, if_match: str | None) -> None:
    """Lets an edit pass if it knows the client as it is.

    Raises:
        PreconditionFailedError: somebody else changed the client since it was read.
    """
    require_match(version_of(client), if_match, "client")


def edit_client(connection: Connection, actor: Actor, client: Client, patch: BaseModel) -> Client:
    """Applies the fields that the patch sets; what is as it was stays unchanged.

    Raises:
        InvalidRequestError: the patch sets nothing.
        ImpossibleFeaturesError: the answers contradict each other after the change.
        UnconfirmedAnswersError: the change makes the answers seldom ones, and is not confirmed.
        TakenError: the lender's number is another person's.
    """
    told = patch.model_dump(exclude_unset=True)
    confirmed = told.pop("confirm", None) or ()
    if not told:
        raise InvalidRequestError("Name at least one field to change.")
    known = {**vars(client), **client.answers}
    changes = {name: value for name, value in told.items() if value != known[name]}
    answers = {name: value for name, value in changes.items() if name in client.answers}
    if client.answers.keys() & told.keys():
        _check_answers(client, answers, confirmed)
    _store(connection, client, changes, answers)
    if changes:
        _record(connection, actor, client, changes)
    edited = get_client(connection, client.id)
    if edited is None:
        raise NotFoundError(f"There is no client {client.id}.")
    return edited


def _check_answers(client: Client, answers: dict[str, Any], confirmed: Collection[Doubt]) -> None:
    edited = {**client.answers, **answers}
    build_features(edited, bank_date())
    if answers:
        require_consistent(edited, answers, confirmed)


def _store(
    connection: Connection, client: Client, changes: dict[str, Any], answers: dict[str, Any]
) -> None:
    profile = {name: value for name, value in changes.items() if name not in answers}
    if answers:
        update_answers(connection, client.id, answers)
    if profile:
        _store_profile(connection, client.id, profile)


def _store_profile(connection: Connection, client_id: int, profile: dict[str, Any]) -> None:
    number = profile.get("external_id")
    owner = number and find_by_external_id(connection, number)
    if owner:
        advice = f"Client {owner} has this number. Check which of both is right."
        raise _taken(advice, {"client_id": owner})
    try:
        update_profile(connection, client_id, profile)
    except IntegrityError as error:  # given to somebody else in this moment
        raise _taken("Somebody else has just been given this number. Check it.") from error


def _taken(advice: str, owner: dict[str, int | float | str] | None = None) -> TakenError:
    return TakenError([Fault("external_id", "taken", advice, owner)])


def _record(connection: Connection, actor: Actor, client: Client, changes: dict[str, Any]) -> None:
    known = {**vars(client), **client.answers}
    record_event(
        connection,
        actor_id=actor.user_id,
        action="client.edit",
        subject=("clients", client.id),
        old_values={name: known[name] for name in changes},
        new_values=changes,
    )
