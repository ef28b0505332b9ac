"""Who may do what with exports.

Somebody else's is answered as one that does not exist.

| rule | who |
| --- | --- |
| ``StaffActor`` | may ask for one: who sees the list may save it |
| ``OwnExport`` | who asked for it, admin |
"""

from typing import Annotated

from fastapi import Depends

from api.kit.connections import ConnectionDep, Id
from api.people.access import StaffActor
from core.exports.queries import Export, get_export
from core.kit.errors import NotFoundError
from core.people.rules.roles import Role


async def own_export(export_id: Id, actor: StaffActor, connection: ConnectionDep) -> Export:
    """Who asked for it, admin."""
    found = get_export(connection, export_id)
    if found is None or not (actor.role is Role.ADMIN or found.created_by == actor.user_id):
        raise NotFoundError("There is no such export.")
    return found


OwnExport = Annotated[Export, Depends(own_export)]
