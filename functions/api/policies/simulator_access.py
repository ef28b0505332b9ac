"""Who may simulate.

| rule | who |
| --- | --- |
| ``SimulatingActor`` | analyst, admin |
"""

from typing import Annotated

from fastapi import Depends

from api.people.access import CurrentActor, require
from core.people.records import Actor
from core.people.rules.roles import Role


async def simulating_actor(actor: CurrentActor) -> Actor:
    """Analysts and admins."""
    require(actor.role in {Role.ANALYST, Role.ADMIN}, "Only analysts and admins may do this.")
    return actor


SimulatingActor = Annotated[Actor, Depends(simulating_actor)]
