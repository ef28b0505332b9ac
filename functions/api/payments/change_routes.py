"""What changed with a manager's own clients from one month to the next."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.kit.connections import ConnectionDep
from api.kit.error_responses import error_responses
from api.kit.fields import MONTH_PATTERN, first_day
from api.payments.access import NOBODYS_MANAGER_ID, ManagerActor
from api.payments.schemas import MonthChangesResponse
from core.kit.clock import bank_date
from core.scores.month_changes import Place, list_month_changes

router = APIRouter(prefix="/me", tags=["payments"])

CHANGES_SHOWN = 50
PLACE_PATTERN = r"^[0-8]_[01](\.[0-9]{1,30}(e-[0-9]{1,3})?)?(e-[0-9]{1,3})?_[1-9][0-9]{0,17}$"


def _read_place(told: str) -> Place:
    gravity, risk, client_id = told.split("_")
    return Place(int(gravity), float(risk), int(client_id))


def _write_place(place: Place) -> str:
    return f"{place.gravity}_{place.risk!r}_{place.client_id}"


@router.get("/changes", operation_id="list_month_changes", responses=error_responses(401, 403))
async def list_own_changes(
    actor: ManagerActor,
    connection: ConnectionDep,
    month: Annotated[
        str | None,
        Query(pattern=MONTH_PATTERN, max_length=7, description="the present one unless given"),
    ] = None,
    after: Annotated[
        str | None,
        Query(pattern=PLACE_PATTERN, max_length=120, description="`next_after` of the page before"),
    ] = None,
) -> MonthChangesResponse:
    """Returns own clients whose payments, grade or recommendation differ from the month before.

    The gravest delay first, then the likeliest to default. Who has no month on record, or no score,
    in one of both months has not changed.
    """
    wanted = first_day(month) if month else bank_date().replace(day=1)
    items, place = list_month_changes(
        connection,
        actor.manager_id or NOBODYS_MANAGER_ID,
        wanted,
        after=_read_place(after) if after else None,
        limit=CHANGES_SHOWN,
    )
    next_after = _write_place(place) if place else None
    return MonthChangesResponse(month=wanted, items=items, next_after=next_after)
