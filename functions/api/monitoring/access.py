"""Who may do what with the portfolio and its monitoring.

| rule | who |
| --- | --- |
| ``MonitoringActor`` | analyst, admin |
"""

from typing import Annotated

from fastapi import Depends

from api.people.access import CurrentActor, require
from core.people.records import Actor
from core.people.rules.roles import Role


async def monitoring_actor(actor: CurrentActor) -> Actor:
    """Analysts and admins."""
    readers = {Role.ANALYST, Role.ADMIN}
    require(actor.role in readers, "Only analysts and admins look at the portfolio as a whole.")
    return actor


MonitoringActor = Annotated[Actor, Depends(monitoring_actor)]
