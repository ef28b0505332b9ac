"""Who may do what with imports.

Somebody else's is answered as one that does not exist, so that nobody finds out which ids do.

| rule | who |
| --- | --- |
| ``ImportSender`` | manager, analyst, admin; a program by its scope |
| ``ReadableImport`` | who sent it, admin |
| ``DirectedImport`` | the same; the row is locked until the end |
"""

from typing import Annotated

from fastapi import Depends

from api.kit.connections import ConnectionDep, Id, TransactionDep
from api.people.access import CurrentActor, require
from core.imports.queries import get_import
from core.imports.records import Import
from core.kit.errors import NotFoundError
from core.people.records import Actor
from core.people.rules.roles import Role

SENDERS = frozenset({Role.MANAGER, Role.ANALYST, Role.ADMIN, Role.PROGRAM})


async def import_sender(actor: CurrentActor) -> Actor:
    """Managers, analysts, admins."""
    require(actor.role in SENDERS, "Only managers, analysts and admins may bring files in.")
    return actor


ImportSender = Annotated[Actor, Depends(import_sender)]


async def readable_import(import_id: Id, actor: ImportSender, connection: ConnectionDep) -> Import:
    """Who sent it, admin."""
    return _own(get_import(connection, import_id), actor)


async def directed_import(import_id: Id, actor: ImportSender, connection: TransactionDep) -> Import:
    """Who sent it, admin; nobody else changes it until the end."""
    return _own(get_import(connection, import_id, for_update=True), actor)


def _own(found: Import | None, actor: Actor) -> Import:
    if found is None or not (actor.role is Role.ADMIN or found.created_by == actor.user_id):
        raise NotFoundError("There is no such import.")
    return found


ReadableImport = Annotated[Import, Depends(readable_import)]
DirectedImport = Annotated[Import, Depends(directed_import)]
