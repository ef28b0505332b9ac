"""Changing a client's answers: checked as a whole, stored, and written to the journal."""

from datetime import UTC

from pydantic import BaseModel
from sqlalchemy import Connection

from api.kit.preconditions import require_match
from core.clients.queries import assign_manager, get_client, update_answers
from core.clients.records import Client
from core.clients.rules.contradictions import require_consistent
from core.clients.rules.questionnaire import build_features
from core.journal.queries import record_event
from core.kit.clock import bank_date
from core.kit.errors import InvalidRequestError, NotFoundError
from core.people.records import Actor


def version_of(client: Client) -> str:
    """Returns what changes with every edit of a client: its ETag."""
    return client.updated_at.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%f")


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
    """
    changes = patch.model_dump(exclude_unset=True)
    confirmed = changes.pop("confirm", None) or ()
    if not changes:
        raise InvalidRequestError("Name at least one answer to change.")
    edited_answers = {**client.answers, **changes}
    build_features(edited_answers, bank_date())
    changes = {name: value for name, value in changes.items() if value != client.answers[name]}
    if not changes:
        return client
    require_consistent(edited_answers, changes, confirmed)
    update_answers(connection, client.id, changes)
    record_event(
        connection,
        actor_id=actor.user_id,
        action="client.edit",
        subject=("clients", client.id),
        old_values={name: client.answers[name] for name in changes},
        new_values=changes,
    )
    edited = get_client(connection, client.id)
    if edited is None:
        raise NotFoundError(f"There is no client {client.id}.")
    return edited


def assign_client(
    connection: Connection, actor: Actor, client: Client, manager_id: int | None
) -> None:
    """Gives a client a manager, another one or none; the same one again changes nothing."""
    if manager_id == client.manager_id:
        return
    assign_manager(connection, client.id, manager_id)
    record_event(
        connection,
        actor_id=actor.user_id,
        action="client.assign",
        subject=("clients", client.id),
        old_values={"manager_id": client.manager_id},
        new_values={"manager_id": manager_id},
    )
