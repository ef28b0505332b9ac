"""Dismissing a manager: sessions end at once, clients are handed over or detached."""

from sqlalchemy import Connection

from api.people.schemas import DismissalResponse
from core.clients.managers import get_manager
from core.clients.queries import hand_over
from core.clients.records import Manager
from core.journal.queries import record_event
from core.kit.errors import ConflictError, NotFoundError
from core.people.records import Actor
from core.people.rules.roles import Role
from core.people.sessions import delete_sessions_of
from core.people.users import set_role


def dismiss_manager(
    connection: Connection, actor: Actor, manager_id: int, successor_id: int | None
) -> DismissalResponse:
    """Dismisses a manager in the transaction of the request.

    Raises:
        NotFoundError: there is no such manager, or no such successor.
        ConflictError: the manager is dismissed already, or the successor cannot take over.
    """
    manager = _active_manager(connection, manager_id)
    if successor_id == manager_id:
        raise ConflictError("A manager cannot take over from themselves. Name another one.")
    if successor_id is not None:
        _active_manager(connection, successor_id)
    set_role(connection, manager.user_id, Role.DISMISSED)
    delete_sessions_of(connection, manager.user_id)
    handed_over = hand_over(connection, manager_id, successor_id)
    record_event(
        connection,
        actor_id=actor.user_id,
        action="manager.dismiss",
        subject=("managers", manager_id),
        old_values={"role": manager.role, "client_count": handed_over},
        new_values={"role": Role.DISMISSED, "successor_manager_id": successor_id},
    )
    return DismissalResponse(
        manager_id=manager_id, clients_handed_over=handed_over, successor_manager_id=successor_id
    )


def _active_manager(connection: Connection, manager_id: int) -> Manager:
    manager = get_manager(connection, manager_id, for_update=True)
    if manager is None:
        raise NotFoundError(f"There is no manager {manager_id}.")
    if manager.role is Role.DISMISSED:
        raise ConflictError(f"Manager {manager_id} is dismissed already.")
    return manager
