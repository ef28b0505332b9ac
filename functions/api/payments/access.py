"""Who may do what with months of payments.

| rule | who |
| --- | --- |
| ``FeedingActor`` | analyst, admin, programs |
| ``MonthActor`` | analyst, admin: counts, signs |
| ``ManagerActor`` | manager: what changed with the own clients |
| ``ReadableMonth`` | staff |
| ``SignableMonth`` | analyst, admin; feeds and other signatures wait until the end |

Whom a list names: ``whose_clients``.
"""

from datetime import date
from typing import Annotated

from fastapi import Depends, Path
from sqlalchemy import Connection

from api.kit.connections import ConnectionDep, TransactionDep
from api.kit.fields import MONTH_PATTERN, first_day
from api.people.access import CurrentActor, StaffActor, require
from core.clients.closings import get_month
from core.clients.records import MonthCoverage
from core.kit.errors import NotFoundError
from core.people.records import Actor
from core.people.rules.roles import Role

NOBODYS_MANAGER_ID = 0


async def month_in_path(
    month: Annotated[str, Path(pattern=MONTH_PATTERN, max_length=7, examples=["2026-10"])],
) -> date:
    """The first day of the month."""
    return first_day(month)


MonthInPath = Annotated[date, Depends(month_in_path)]


async def month_actor(actor: CurrentActor) -> Actor:
    """Analyst, admin."""
    allowed = actor.role in {Role.ANALYST, Role.ADMIN}
    require(allowed, "Only analysts and admins may count and close months.")
    return actor


async def feeding_actor(actor: CurrentActor) -> Actor:
    """Analyst, admin, programs."""
    allowed = actor.role in {Role.ANALYST, Role.ADMIN, Role.PROGRAM}
    require(allowed, "Only analysts, admins and programs may feed payments.")
    return actor


async def manager_actor(actor: CurrentActor) -> Actor:
    """Managers, who have clients of their own."""
    require(actor.role is Role.MANAGER, "Only managers have clients of their own.")
    return actor


FeedingActor = Annotated[Actor, Depends(feeding_actor)]
MonthActor = Annotated[Actor, Depends(month_actor)]
ManagerActor = Annotated[Actor, Depends(manager_actor)]


async def readable_month(
    month: MonthInPath, actor: StaffActor, connection: ConnectionDep
) -> MonthCoverage:
    """Staff."""
    return _known(connection, month, for_update=False)


async def signable_month(
    month: MonthInPath, actor: MonthActor, connection: TransactionDep
) -> MonthCoverage:
    """Analyst, admin."""
    return _known(connection, month, for_update=True)


def _known(connection: Connection, month: date, *, for_update: bool) -> MonthCoverage:
    coverage = get_month(connection, month, for_update=for_update)
    if coverage is None:
        raise NotFoundError("Nothing is known of this month.")
    return coverage


ReadableMonth = Annotated[MonthCoverage, Depends(readable_month)]
SignableMonth = Annotated[MonthCoverage, Depends(signable_month)]


def whose_clients(actor: Actor) -> int | None:
    """Returns the manager whose clients the actor sees here; None for all."""
    return (actor.manager_id or NOBODYS_MANAGER_ID) if actor.role is Role.MANAGER else None
