"""The live panel: approvals, losses, income, waiting, each with what it was counted of."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.kit.connections import ConnectionDep
from api.kit.error_responses import error_responses
from api.kit.fields import LARGEST_ID, MONTH_PATTERN, PlainInteger, first_day
from api.monitoring.access import MonitoringActor
from api.monitoring.live_schemas import LivePanel
from core.clients.rules.history import month_number
from core.kit.errors import NotFoundError
from core.monitoring.live_panel import (
    list_live_months,
    list_live_rows,
    live_economics,
    present_month,
)
from core.monitoring.live_records import LiveRow
from core.monitoring.outcome_figures import find_discrimination
from core.monitoring.rules.vocabulary import LiveBy

router = APIRouter(prefix="/portfolio/live", tags=["portfolio"])


@dataclass(frozen=True)
class PanelWanted:
    """Which rows are wanted: of months up to one, or of that one by grade or manager."""

    by: LiveBy = LiveBy.MONTH
    month: Annotated[
        str | None,
        Query(
            pattern=MONTH_PATTERN,
            max_length=7,
            description="by month the present one, else the newest counted, unless given",
        ),
    ] = None
    months: Annotated[int, Query(ge=1, le=24, description="by month"), PlainInteger] = 12
    after: Annotated[
        int,
        Query(ge=0, le=LARGEST_ID, description="by manager: `next` of the page before"),
        PlainInteger,
    ] = 0
    limit: Annotated[int, Query(ge=1, le=200, description="by manager"), PlainInteger] = 50

    def newest(self, known: list[date]) -> date:
        """Returns the month that is wanted.

        Raises:
            NotFoundError: it was not counted.
        """
        if self.month is None:
            return known[0] if self.by is LiveBy.MONTH or len(known) == 1 else known[1]
        if first_day(self.month) not in known:
            detail = "This month was not counted. Choose another one, or ask for a run of it."
            raise NotFoundError(detail)
        return first_day(self.month)


@router.get("", operation_id="get_live_panel", responses=error_responses(401, 403, 404))
async def get_live_panel(
    actor: MonitoringActor,
    wanted: Annotated[PanelWanted, Depends()],
    connection: ConnectionDep,
) -> LivePanel:
    """Returns what the business looks at, month by month, or a month by grade or by manager.

    Of the present month what people have decided and asked for so far is counted at once; what
    takes a look at each client is counted by a run, and null until then.
    """
    known = list_live_months(connection)
    newest = wanted.newest(known)
    months = [newest]
    if wanted.by is LiveBy.MONTH:
        months = [m for m in known if 0 <= month_number(newest) - month_number(m) < wanted.months]
    economics = live_economics(connection)
    rows, following = _page(list_live_rows(connection, months, wanted.by, economics), wanted)
    return LivePanel(
        month=newest,
        is_present=newest == present_month(),
        months=known,
        by=wanted.by,
        economics=economics,
        discrimination=find_discrimination(connection, newest),
        rows=rows,
        next=following,
    )


def _page(rows: list[LiveRow], wanted: PanelWanted) -> tuple[list[LiveRow], str | None]:
    """Returns the page of managers; who has none comes last. Months and grades are few."""
    if wanted.by is not LiveBy.MANAGER:
        return rows, None
    left = [row for row in rows if row.manager_id is None or row.manager_id > wanted.after]
    page = left[: wanted.limit]
    return page, str(page[-1].manager_id) if len(left) > wanted.limit else None
