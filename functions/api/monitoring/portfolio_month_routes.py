"""The portfolio at the end of a month: what pages show, and the clients behind each figure."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from sqlalchemy import Connection

from api.kit.connections import ConnectionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers, key_page_of
from api.kit.fields import LARGEST_ID, MONTH_PATTERN, PlainInteger, first_day
from api.kit.paging import KeyPage
from api.monitoring.access import MonitoringActor
from api.monitoring.portfolio_schemas import CLIENT_EXAMPLE, Migration, PortfolioSummary, Vintages
from core.clients.rules.history import month_number
from core.decisions.policies import policy_in_force
from core.kit.errors import Fault, InvalidRequestError, NotFoundError
from core.monitoring.outcome_figures import find_observed
from core.monitoring.portfolio_clients import (
    ClientsWanted,
    VintageWanted,
    list_portfolio_clients,
)
from core.monitoring.portfolio_counts import (
    count_moves,
    count_points,
    count_portfolio,
    list_counted_months,
    list_vintages,
)
from core.monitoring.portfolio_records import PortfolioClient, PortfolioFilter
from core.monitoring.rules.portfolio_figures import (
    cut_offs_in_points,
    grade_rows,
    month_figures,
    past_due_buckets,
    sum_moves,
)
from core.monitoring.rules.vintage_curves import MOST_MONTHS_ON_BOOK
from core.monitoring.run_months import month_before
from core.scores.rules.vocabulary import Decision, ModelName

router = APIRouter(prefix="/portfolio", tags=["portfolio"])
MONTHS_SHOWN = 12
ERRORS = error_responses(401, 403, 404)

OptionalMonth = Annotated[
    str | None,
    Query(pattern=MONTH_PATTERN, max_length=7, description="the newest counted unless given"),
]
Grade = Annotated[str, Query(pattern="^([A-Z]|default|unknown|none)$", max_length=7)]
Status = Annotated[str, Query(pattern="^([XC0-5]|none)$", max_length=4)]
Points = Annotated[int | None, Query(ge=1, le=999), PlainInteger]


@dataclass(frozen=True)
class FilterWanted:
    """Which clients are looked at: all if nothing is said."""

    active: Annotated[bool | None, Query(description="with an open credit, or without")] = None
    model: ModelName | None = None
    manager_id: Annotated[int | None, Query(ge=1, le=LARGEST_ID), PlainInteger] = None
    issued_year: Annotated[
        int | None, Query(ge=1800, le=2200, description="of the newest credit"), PlainInteger
    ] = None

    def filter(self) -> PortfolioFilter:
        """Returns it as the core has it."""
        return PortfolioFilter(self.active, self.model, self.manager_id, self.issued_year)


FilterDep = Annotated[FilterWanted, Depends()]


def _month_of(connection: Connection, wanted: str | None) -> tuple[date | None, list[date]]:
    """Returns the month that is shown, null where none was counted, and all that were.

    Raises:
        NotFoundError: it was not counted.
    """
    known = list_counted_months(connection)
    if wanted is None:
        return (known[0] if known else None), known
    if first_day(wanted) not in known:
        detail = "This month was not counted. Choose another one, or ask for a run of it."
        raise NotFoundError(detail)
    return first_day(wanted), known


@router.get("/summary", operation_id="get_portfolio_summary", responses=ERRORS)
async def get_portfolio_summary(
    actor: MonitoringActor,
    wanted: FilterDep,
    connection: ConnectionDep,
    month: OptionalMonth = None,
) -> PortfolioSummary:
    """Returns the portfolio at the end of a month beside the months before it.

    Expected loss is the probability of default times the policy's loss given default times what is
    owed by the schedule.
    """
    shown, known = _month_of(connection, month)
    policy = policy_in_force(connection)
    loss_share = policy.lending.loss_given_default
    months = [one for one in reversed(known) if shown and _is_shown(one, shown)]
    chosen = wanted.filter()
    counted = count_portfolio(connection, months, chosen)
    cohort, observed = find_observed(connection, shown) if shown else (None, {})
    before = month_before(shown) if shown and month_before(shown) in known else None
    return PortfolioSummary(
        month=shown,
        months=known,
        loss_given_default=loss_share,
        policy_version=policy.version,
        cohort=cohort,
        history=[month_figures(one, counted, loss_share) for one in months],
        grades=grade_rows((shown, before), counted, loss_share, observed) if shown else [],
        points=count_points(connection, shown, chosen) if shown else [],
        cut_offs=cut_offs_in_points(policy),
        past_due=past_due_buckets(counted),
    )


def _is_shown(month: date, newest: date) -> bool:
    return 0 <= month_number(newest) - month_number(month) < MONTHS_SHOWN


@router.get("/migration", operation_id="get_portfolio_migration", responses=ERRORS)
async def get_portfolio_migration(
    actor: MonitoringActor,
    wanted: FilterDep,
    connection: ConnectionDep,
    month: OptionalMonth = None,
) -> Migration:
    """Returns from which grade to which clients went between the month before and a month."""
    shown, known = _month_of(connection, month)
    before = month_before(shown) if shown else None
    moves = []
    if shown and before in known:
        moves = count_moves(connection, shown, before, wanted.filter())
    return Migration(month=shown, before=before, sums=sum_moves(moves), moves=moves)


@router.get("/vintages", operation_id="get_portfolio_vintages", responses=ERRORS)
async def get_portfolio_vintages(
    actor: MonitoringActor, connection: ConnectionDep, month: OptionalMonth = None
) -> Vintages:
    """Returns how many credits were ever 30 and 90 days late by age, by half-year of issue."""
    shown, _ = _month_of(connection, month)
    return Vintages(month=shown, vintages=list_vintages(connection, shown) if shown else [])


@dataclass(frozen=True)
class ClientsOfPortfolio:
    """Which of them are listed; `none` for who has no grade or no status."""

    grade: Annotated[list[Grade] | None, Query(max_length=12)] = None
    grade_before: Annotated[Grade | None, Query(description="a month earlier")] = None
    status: Annotated[list[Status] | None, Query(max_length=9, description="past due")] = None
    decision: Decision | None = None
    points_from: Points = None
    points_to: Annotated[int | None, Query(ge=1, le=999, description="included"), PlainInteger] = (
        None
    )
    issued_half: Annotated[
        str | None,
        Query(
            pattern=r"^\d{4}-(01|07)$",
            max_length=7,
            description="with a credit issued in the half-year that begins so, of which a month is"
            " known",
        ),
    ] = None
    months_on_book: Annotated[
        int | None,
        Query(ge=1, le=MOST_MONTHS_ON_BOOK, description="of that credit, at least"),
        PlainInteger,
    ] = None
    late_days: Annotated[
        Literal["30", "90"] | None,
        Query(description="that credit was ever so late within `months_on_book`"),
    ] = None
    after: Annotated[
        int, Query(ge=0, le=LARGEST_ID, description="`next` of the page before"), PlainInteger
    ] = 0
    limit: Annotated[int, Query(ge=1, le=200), PlainInteger] = 50

    def of(self, portfolio: PortfolioFilter) -> ClientsWanted:
        """Returns it as the core has it."""
        return ClientsWanted(
            portfolio,
            tuple(self.grade or ()),
            self.grade_before,
            tuple(self.status or ()),
            self.decision,
            self.points_from,
            self.points_to,
            self._vintage(),
        )

    def _vintage(self) -> VintageWanted | None:
        """Returns the point of a curve; both of its coordinates are needed.

        Raises:
            InvalidRequestError: something of it is missing.
        """
        if self.issued_half is not None and self.months_on_book is not None:
            late = int(self.late_days) if self.late_days else None
            return VintageWanted(first_day(self.issued_half), self.months_on_book, late)
        told = {"issued_half": self.issued_half, "months_on_book": self.months_on_book}
        if self.late_days is None and not any(told.values()):
            return None
        why = "A point of a vintage curve needs issued_half and months_on_book"
        missing = [name for name, value in told.items() if value is None]
        raise InvalidRequestError([Fault(name, "missing", why) for name in missing])


@router.get(
    "/clients",
    operation_id="list_portfolio_clients",
    responses=answers(key_page_of(CLIENT_EXAMPLE)) | ERRORS,
)
async def get_portfolio_clients(
    actor: MonitoringActor,
    wanted: FilterDep,
    listed: Annotated[ClientsOfPortfolio, Depends()],
    connection: ConnectionDep,
    month: OptionalMonth = None,
) -> KeyPage[PortfolioClient]:
    """Returns the clients behind a figure of the portfolio, by their ids."""
    shown, _ = _month_of(connection, month)
    found = []
    if shown:
        chosen = listed.of(wanted.filter())
        found = list_portfolio_clients(
            connection, shown, chosen, after=listed.after, limit=listed.limit + 1
        )
    return KeyPage.of(found, listed.limit, lambda client: client.client_id)
