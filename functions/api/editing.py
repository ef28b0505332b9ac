"""Changing a client's answers: checked as a whole, stored, and written to the journal."""

from pydantic import BaseModel
from sqlalchemy import Connection

from core.entities import Actor, Client
from core.errors import InvalidRequestError
from core.features import build_features
from core.queries.audit import record_event
from core.queries.clients import get_client, update_answers


def edit_client(connection: Connection, actor: Actor, client: Client, patch: BaseModel) -> Client:
    """Applies the fields that the patch sets.

    Raises:
        InvalidRequestError: the patch sets nothing.
        ImpossibleFeaturesError: the answers contradict each other after the change.
    """
    changes = patch.model_dump(exclude_unset=True)
    if not changes:
        raise InvalidRequestError("Name at least one answer to change.")
    build_features({**client.answers, **changes})
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
    assert edited is not None  # the row is locked by this transaction
    return edited
