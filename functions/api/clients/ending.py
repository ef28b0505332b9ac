"""Ending the relation with a client, and taking that back."""

from sqlalchemy import Connection

from api.clients.schemas import ClosingRequest
from core.clients.closing import close_client, has_open_credit, reopen_client
from core.clients.queries import get_client
from core.clients.records import Client
from core.journal.queries import record_event
from core.kit.errors import NotFoundError, OpenCreditError
from core.people.records import Actor


def end_relation(
    connection: Connection, actor: Actor, client: Client, request: ClosingRequest
) -> Client:
    """Ends the relation with a client whose row is locked.

    Raises:
        OpenCreditError: a credit is not paid off, and nobody has confirmed that.
    """
    has_credit = has_open_credit(connection, client.id)
    if has_credit and not request.confirm_open_credit:
        raise OpenCreditError(
            "This client has a credit that is not paid off. Confirm it, or wait until it is."
        )
    close_client(connection, client, request.reason)
    _record(
        *(connection, actor, "client.close", client),
        {"reason_to_close": request.reason, "open_credit": has_credit},
    )
    return _as_it_is_now(connection, client)


def resume_relation(connection: Connection, actor: Actor, client: Client) -> Client:
    """Takes the end of a relation back."""
    reopen_client(connection, client)
    _record(connection, actor, "client.reopen", client, {})
    return _as_it_is_now(connection, client)


def _as_it_is_now(connection: Connection, client: Client) -> Client:
    now = get_client(connection, client.id)
    if now is None:
        raise NotFoundError(f"There is no client {client.id}.")
    return now


def _record(
    connection: Connection,
    actor: Actor,
    action: str,
    client: Client,
    new_values: dict[str, object],
) -> None:
    record_event(
        connection,
        actor_id=actor.user_id,
        action=action,
        subject=("clients", client.id),
        old_values={},
        new_values=new_values,
    )
