"""Who may try out what would be, and who is told what they can do.

| rule | who |
| --- | --- |
| ``TriableApplication`` | who handles it, underwriters, admin |
| ``TriableClient`` | the client's own manager, underwriters, admin |

Nothing is locked: the scorer is asked meanwhile, and nothing is changed.
"""

from typing import Annotated

from fastapi import Depends

from api.applications.access import StaffReadableApplication, handles
from api.clients.access import ReadableClient
from api.people.access import StaffActor, require
from core.applications.records import Application
from core.clients.records import Client
from core.people.rules.roles import Role

DECIDING = frozenset({Role.UNDERWRITER, Role.ADMIN})


async def triable_application(
    application: StaffReadableApplication, actor: StaffActor
) -> Application:
    """Who handles it, underwriters, admin."""
    may = actor.role in DECIDING or handles(actor, application)
    require(may, "Only who handles or reviews this application may do this.")
    return application


async def triable_client(client: ReadableClient, actor: StaffActor) -> Client:
    """The client's own manager, underwriters, admin."""
    own = actor.manager_id is not None and actor.manager_id == client.manager_id
    require(
        own or actor.role in DECIDING,
        "Only the client's own manager, underwriters and admins may do this.",
    )
    return client


TriableApplication = Annotated[Application, Depends(triable_application)]
TriableClient = Annotated[Client, Depends(triable_client)]
