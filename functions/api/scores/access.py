"""Who may do what with scores, and with rescorings of many clients.

Somebody else's is answered as one that does not exist, so that nobody finds out which ids do.

| rule | who |
| --- | --- |
| ``ReadableScore`` | the client it is about, staff, programs |
| the same of who is not stored | who asked, analyst, admin |
| ``EnquiringActor`` | manager, analyst, admin, programs |
| ``PermittedPortfolio`` | analyst, admin: all clients; the manager: own; staff: named ones |
| ``ReadableBatch`` | who asked for it, analyst, admin |

Who may ask for a score of a client is who may read the client: ``api.clients.access``.
"""

from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy import Connection

from api.kit.connections import ConnectionDep
from api.people.access import CurrentActor, StaffActor, is_program, is_staff, require
from api.scores.schemas import PortfolioRequest
from core.clients.managers import get_manager
from core.kit.errors import NotFoundError
from core.people.records import Actor
from core.people.rules.roles import Role
from core.scores.asking import get_score
from core.scores.enquiries import asker_of
from core.scores.portfolio import get_batch
from core.scores.records import PortfolioBatch, Score


async def readable_score(score_id: UUID, actor: CurrentActor, connection: ConnectionDep) -> Score:
    """The client it is about, staff, programs; an enquiry's: who asked, analyst, admin."""
    score = get_score(connection, score_id)
    if score is None or not _sees_score(connection, actor, score):
        raise NotFoundError("There is no such score.")
    return score


def _sees_score(connection: Connection, actor: Actor, score: Score) -> bool:
    if score.enquiry_id is not None:
        return _sees_portfolio(actor) or asker_of(connection, score.enquiry_id) == actor.user_id
    return is_staff(actor) or is_program(actor) or actor.client_id == score.client_id


async def enquiring_actor(actor: CurrentActor) -> Actor:
    """Who may have somebody scored who is not stored."""
    allowed = actor.role in {Role.MANAGER, Role.ANALYST, Role.ADMIN, Role.PROGRAM}
    require(allowed, "Only managers, analysts, admins and programs may score who is not a client.")
    return actor


async def permitted_portfolio(
    actor: StaffActor, connection: ConnectionDep, body: PortfolioRequest | None = None
) -> PortfolioRequest:
    """Analysts, admins: any; managers: their own clients; staff: named clients."""
    portfolio = body or PortfolioRequest()
    own = portfolio.manager_id is not None and portfolio.manager_id == actor.manager_id
    require(
        _sees_portfolio(actor) or own or portfolio.client_ids is not None,
        "Name clients, or your own manager_id; only analysts and admins may rescore all others.",
    )
    manager_id = portfolio.manager_id
    if manager_id is not None and get_manager(connection, manager_id) is None:
        raise NotFoundError(f"There is no manager {manager_id}.")
    return portfolio


async def readable_batch(
    batch_id: UUID, actor: StaffActor, connection: ConnectionDep
) -> PortfolioBatch:
    """Who asked for it, analyst, admin."""
    batch = get_batch(connection, batch_id)
    if not (_sees_portfolio(actor) or batch.requested_by == actor.user_id):
        raise NotFoundError("There is no such rescoring.")
    return batch


def _sees_portfolio(actor: Actor) -> bool:
    return actor.role in {Role.ANALYST, Role.ADMIN}


EnquiringActor = Annotated[Actor, Depends(enquiring_actor)]
ReadableScore = Annotated[Score, Depends(readable_score)]
PermittedPortfolio = Annotated[PortfolioRequest, Depends(permitted_portfolio)]
ReadableBatch = Annotated[PortfolioBatch, Depends(readable_batch)]
