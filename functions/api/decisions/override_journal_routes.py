"""The override journal: how often people decide against the recommendation, and how it ends."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.decisions.access import OverrideReader
from api.decisions.override_journal_schemas import (
    OVERRIDE_EXAMPLE,
    Lines,
    OverrideSummary,
)
from api.kit.connections import ConnectionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers, key_page_of
from api.kit.fields import LARGEST_ID, MONTH_PATTERN, PlainInteger, first_day
from api.kit.paging import KeyPage
from core.clients.rules.history import month_number, month_of
from core.decisions.override_records import Funnel, FunnelPoint, Override
from core.decisions.overrides import (
    OverrideFilter,
    Period,
    count_overrides,
    list_matured,
    list_overrides,
)
from core.decisions.rules.override_figures import judge_low_side, judge_ranking
from core.decisions.rules.vocabulary import OverrideDirection, OverrideReason
from core.kit.clock import bank_date
from core.people.records import Actor
from core.people.rules.roles import Role

router = APIRouter(prefix="/overrides", tags=["cases"])


@dataclass(frozen=True)
class MonthsWanted:
    """Which months are wanted: so many, up to and with one."""

    month: Annotated[
        str | None,
        Query(pattern=MONTH_PATTERN, max_length=7, description="the present one unless given"),
    ] = None
    months: Annotated[int, Query(ge=1, le=24), PlainInteger] = 12

    def period(self) -> Period:
        """Returns them as a period."""
        last = first_day(self.month) if self.month else bank_date()
        after = month_number(last) + 1
        return Period(since=month_of(after - self.months), until=month_of(after))


MonthsDep = Annotated[MonthsWanted, Depends()]


@router.get(
    "/summary",
    operation_id="get_override_summary",
    responses=error_responses(401, 403),
)
async def get_override_summary(
    actor: OverrideReader, wanted: MonthsDep, connection: ConnectionDep
) -> OverrideSummary:
    """Returns how often people decided against the recommendation in these months, and the outcome.

    Final decisions count, each as of whoever made it first. An underwriter sees whose points of the
    funnel are the own alone. Nothing is told of how declined applications would have ended.
    """
    period = wanted.period()
    counted = count_overrides(connection, period)
    matured = list_matured(connection)
    return OverrideSummary(
        since=period.since,
        until=period.until,
        lines=Lines(),
        **{**vars(counted), "funnel": _for_reader(counted.funnel, actor)},
        low_side_outcomes=judge_low_side(matured),
        ranking=judge_ranking(matured),
    )


def _for_reader(funnel: Funnel, actor: Actor) -> Funnel:
    """Marks the reader's own point; other underwriters' names are none of an underwriter's."""
    points = [_point(point, actor) for point in funnel.points]
    if actor.role is Role.UNDERWRITER:  # the order of names would tell them
        points.sort(key=lambda point: point.decided)
    return replace(funnel, points=points)


def _point(point: FunnelPoint, actor: Actor) -> FunnelPoint:
    if point.actor_id == actor.user_id:
        return replace(point, is_own=True)
    if actor.role is Role.UNDERWRITER:
        return replace(point, actor_id=None, actor_name=None)
    return point


@dataclass(frozen=True)
class OverridesWanted:
    """Which overrides are wanted."""

    direction: OverrideDirection | None = None
    reason: OverrideReason | None = None
    after: Annotated[
        int | None,
        Query(ge=1, le=LARGEST_ID, description="`next` of the page before"),
        PlainInteger,
    ] = None
    limit: Annotated[int, Query(ge=1, le=200), PlainInteger] = 50


@router.get(
    "",
    operation_id="list_overrides",
    responses=answers(key_page_of(OVERRIDE_EXAMPLE)) | error_responses(401, 403),
)
async def get_overrides(
    actor: OverrideReader,
    wanted: Annotated[OverridesWanted, Depends()],
    months: MonthsDep,
    connection: ConnectionDep,
) -> KeyPage[Override]:
    """Returns final decisions of these months against the recommendation, the newest first."""
    filters = OverrideFilter(months.period(), wanted.direction, wanted.reason)
    found = list_overrides(connection, filters, after=wanted.after, limit=wanted.limit + 1)
    return KeyPage.of(found, wanted.limit, lambda override: override.id)
