"""Dismissing a manager: sessions end at once, clients are handed over or detached."""

from sqlalchemy import Connection

from api.people.access import known_manager, require_open_admin
from api.people.schemas import DismissalRequest, DismissalResponse
from core.clients.handing_over import hand_over
from core.clients.managers import list_managers
from core.clients.records import Manager
from core.journal.queries import record_event
from core.kit.errors import ConflictError
from core.people.records import Actor
from core.people.rules.roles import Role
from core.people.sessions import delete_sessions_of
from core.people.users import lock_users, set_role


def dismiss_manager(
    connection: Connection, actor: Actor, manager_id: int, request: DismissalRequest
) -> DismissalResponse:
    """Dismisses a manager in the transaction of the request.

    The rows of all whose state decides are locked first, in one order: what is true when it is
    looked at is true until the end.

    Raises:
        NotFoundError: there is no such manager, or no such successor.
        ConflictError: the manager is dismissed already, or nobody can take over.
    """
    manager = known_manager(connection, manager_id)
    chosen = _chosen(connection, manager, request)
    concerned = {actor.user_id, manager.user_id, *(other.user_id for other in chosen)}
    users = lock_users(connection, concerned)
    require_open_admin(users[actor.user_id])
    if users[manager.user_id].role is Role.DISMISSED:
        raise ConflictError(f"Manager {manager_id} is dismissed already.")
    successors = [other for other in chosen if users[other.user_id].may_have_clients]
    if chosen and not successors:
        raise ConflictError("Who is to take over is dismissed or locked out. Name another manager.")
    set_role(connection, manager.user_id, Role.DISMISSED)
    delete_sessions_of(connection, manager.user_id)
    moved = hand_over(connection, manager_id, [other.id for other in successors])
    _record(connection, actor, manager, request, moved)
    return DismissalResponse(
        manager_id=manager_id,
        clients_handed_over=sum(map(len, moved.values())),
        successor_manager_id=request.successor_manager_id,
    )


def _chosen(connection: Connection, manager: Manager, request: DismissalRequest) -> list[Manager]:
    if request.share_evenly:
        others = [other for other in list_managers(connection) if other.id != manager.id]
        if not others:
            raise ConflictError("There is no other manager. Detach the clients, or add a manager.")
        return others
    if request.successor_manager_id is None:
        return []
    if request.successor_manager_id == manager.id:
        raise ConflictError("A manager cannot take over from themselves. Name another one.")
    return [known_manager(connection, request.successor_manager_id)]


def _record(
    connection: Connection,
    actor: Actor,
    manager: Manager,
    request: DismissalRequest,
    moved: dict[int | None, list[int]],
) -> None:
    """Names every client and where they went, so that it can be undone."""
    handed_over = [
        {"manager_id": manager_id, "client_ids": client_ids}
        for manager_id, client_ids in moved.items()
    ]
    record_event(
        connection,
        actor_id=actor.user_id,
        action="manager.dismiss",
        subject=("managers", manager.id),
        old_values={"role": manager.role},
        new_values={
            "role": Role.DISMISSED,
            "successor_manager_id": request.successor_manager_id,
            "handed_over": handed_over,
        },
    )
