"""Who may do what with work.

| rule | who |
| --- | --- |
| ``ReadableWorklist`` | the manager; analyst and admin, of a manager they name |
| ``MarkableWork`` | the manager whose client or application it is, admin |
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path, Query

from api.kit.connections import ConnectionDep, TransactionDep
from api.kit.fields import LARGEST_ID, PlainInteger
from api.people.access import CurrentActor, known_manager, require
from core.kit.errors import Fault, InvalidRequestError, NotFoundError
from core.people.rules.roles import Role
from core.worklist.gathering import manager_of_client
from core.worklist.rules.subject import KEY_PATTERN, Subject
from core.worklist.waiting import manager_of_application

Key = Annotated[str, Path(pattern=KEY_PATTERN, max_length=60, examples=["client-17-5f0c6a1b9e3d"])]
ManagerWanted = Annotated[
    int | None,
    Query(ge=1, le=LARGEST_ID, description="Whose: for analysts and admins"),
    PlainInteger,
]
_DETAIL = "Only a manager has work here; analysts and admins see that of a manager they name."


async def readable_worklist(
    actor: CurrentActor, connection: ConnectionDep, manager_id: ManagerWanted = None
) -> int:
    """The manager's own; that of a named one for analysts and admins."""
    if actor.role is Role.MANAGER and actor.manager_id is not None:
        require(manager_id in (None, actor.manager_id), _DETAIL)
        return actor.manager_id
    require(actor.role in {Role.ANALYST, Role.ADMIN}, _DETAIL)
    if manager_id is None:
        raise InvalidRequestError([Fault("manager_id", "missing", "Name a manager")])
    return known_manager(connection, manager_id).id


@dataclass(frozen=True)
class Work:
    """Whom a row is about, and whose work it is."""

    subject: Subject
    manager_id: int


async def markable_work(key: Key, actor: CurrentActor, connection: TransactionDep) -> Work:
    """The manager whose client or application it is, admin; somebody else's is none that exists."""
    require(actor.role in {Role.MANAGER, Role.ADMIN}, "Only the client's own manager may do this.")
    subject = Subject.of_key(key)
    owner = (
        manager_of_client(connection, subject.client_id)
        if subject.client_id is not None
        else manager_of_application(connection, subject.application_number or 0)
    )
    if owner is None or (actor.role is not Role.ADMIN and owner != actor.manager_id):
        raise NotFoundError("There is no such work.")
    return Work(subject, owner)


ReadableWorklist = Annotated[int, Depends(readable_worklist)]
MarkableWork = Annotated[Work, Depends(markable_work)]
