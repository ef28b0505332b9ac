"""The list of clients: what may be searched, filtered and sorted by, and one page of it."""

from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from fastapi import Depends, Query
from pydantic import AfterValidator, Field
from sqlalchemy import Connection

from api.clients.places import ClientsAfter, read_place, write_place
from api.kit.paging import CountedPage, SearchText
from core.kit.clock import bank_date
from core.models.in_force import versions_in_force
from core.scores.client_filters import ClientFilter, ClientOrder, InForce
from core.scores.overview import list_clients
from core.scores.records import ClientSummary
from core.scores.rules.master_scale import DEFAULT_GRADE, UNKNOWN_GRADE, master_scale
from core.scores.rules.vocabulary import Decision, Freshness

Sort = Literal[
    "name",
    "-name",
    "income",
    "-income",
    "proba",
    "-proba",
    "scored_at",
    "-scored_at",
    "updated_at",
    "-updated_at",
]
assert {order.lstrip("-") for order in get_args(Sort)} == set(ClientOrder)


def _known_grade(grade: str) -> str:
    """Refuses what no score can be given; another master scale leaves the contract as it is."""
    known = (*(one.grade for one in master_scale()), DEFAULT_GRADE, UNKNOWN_GRADE)
    if grade not in known:
        raise ValueError(f"a grade is one of {', '.join(known)}")
    return grade


GradeWanted = Annotated[str, Field(max_length=20), AfterValidator(_known_grade)]
MOST_CHOICES = 20


@dataclass(frozen=True)
class ClientSelection:
    """What to look for; which grades, decisions and freshness; open or closed; the order."""

    q: SearchText = ""
    grade: Annotated[list[GradeWanted] | None, Query(max_length=MOST_CHOICES)] = None
    decision: Annotated[list[Decision] | None, Query(max_length=MOST_CHOICES)] = None
    freshness: Annotated[
        list[Freshness] | None,
        Query(
            max_length=MOST_CHOICES,
            description="stale: what the latest score was made of, or by, has changed; silent: no"
            " recent month of the open credits is on record",
        ),
    ] = None
    state: Annotated[
        Literal["open", "closed"], Query(description="closed: whose relation has ended")
    ] = "open"
    sort: Annotated[Sort, Query(description="With a minus: from the largest down")] = "name"


ClientSelectionDep = Annotated[ClientSelection, Depends()]


def in_force(connection: Connection) -> InForce:
    """Returns what makes a score current today."""
    now = versions_in_force(connection)
    silent_before = now.policy.hard_rules.silent_before(bank_date())
    return InForce(now.champion.version, now.policy.version, silent_before)


def filter_of(
    selection: ClientSelection, manager_id: int | None, *, of_nobody: bool = False
) -> ClientFilter:
    """Returns which clients a selection means: of all, of one manager's, of nobody's."""
    return ClientFilter(
        manager_id=manager_id,
        of_nobody=of_nobody,
        closed=selection.state == "closed",
        query=selection.q,
        grades=selection.grade,
        decisions=selection.decision,
        freshness=selection.freshness,
        order=ClientOrder(selection.sort.lstrip("-")),
        descending=selection.sort.startswith("-"),
    )


def client_page(
    connection: Connection,
    selection: ClientSelection,
    wanted: ClientsAfter,
    manager_id: int | None,
    *,
    of_nobody: bool = False,
) -> CountedPage[ClientSummary]:
    """Returns a page of all clients, of one manager's, or of those whom nobody manages."""
    filters = filter_of(selection, manager_id, of_nobody=of_nobody)
    after = read_place(connection, filters.order, wanted.after) if wanted.after else None
    found = list_clients(connection, filters, in_force(connection), after=after, limit=wanted.limit)
    place = write_place(filters.order, found.next) if found.next else None
    return CountedPage(items=found.items, next=place, total=found.total)
