"""Who may do what with bundles of models.

Who asked for one never decides on it; the core looks at that, and the database.

| rule | who |
| --- | --- |
| ``ModelActor`` | analyst, admin |
| ``KnownModel`` | the bundle, to analysts and admins |
| ``KnownPromotion`` | the request, to analysts and admins |
"""

from typing import Annotated

from fastapi import Depends, Path

from api.kit.connections import ConnectionDep, Id
from api.people.access import CurrentActor, require
from core.kit.errors import NotFoundError
from core.models.queries import get_model, get_promotion
from core.models.records import Promotion, RegisteredModel
from core.people.records import Actor
from core.people.rules.roles import Role

VERSION_EXAMPLE = "2026-11-28-1c1048fc"
Version = Annotated[
    str,
    Path(
        min_length=len(VERSION_EXAMPLE),
        max_length=len(VERSION_EXAMPLE),
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{8}$",
        examples=[VERSION_EXAMPLE],
    ),
]


async def model_actor(actor: CurrentActor) -> Actor:
    """Analysts and admins."""
    allowed = {Role.ANALYST, Role.ADMIN}
    require(actor.role in allowed, "Only analysts and admins look at models and decide on them.")
    return actor


ModelActor = Annotated[Actor, Depends(model_actor)]


async def known_model(
    version: Version, actor: ModelActor, connection: ConnectionDep
) -> RegisteredModel:
    """Analysts and admins."""
    found = get_model(connection, version)
    if found is None:
        raise NotFoundError(f"There is no bundle {version}.")
    return found


async def known_promotion(
    promotion_id: Id, actor: ModelActor, connection: ConnectionDep
) -> Promotion:
    """Analysts and admins."""
    found = get_promotion(connection, promotion_id)
    if found is None:
        raise NotFoundError(f"There is no promotion {promotion_id}.")
    return found


KnownModel = Annotated[RegisteredModel, Depends(known_model)]
KnownPromotion = Annotated[Promotion, Depends(known_promotion)]
