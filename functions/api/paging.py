"""Which page of a list, and one page of clients for the routes that list them."""

from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from fastapi import Depends, Query
from sqlalchemy import Connection

from api.schemas.clients import ClientList, ClientListItem
from api.schemas.people import TEXT_PATTERN
from core.queries.clients import ClientFilter, ClientOrder, list_clients
from core.vocabulary import Decision, Freshness

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

SearchText = Annotated[
    str, Query(max_length=100, pattern=TEXT_PATTERN, description="Looked for in names and logins")
]


@dataclass(frozen=True)
class Page:
    """Which page (from 1), and how long."""

    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1
    page_size: Annotated[int, Query(ge=1, le=200)] = 50


PageDep = Annotated[Page, Depends()]


@dataclass(frozen=True)
class ClientSelection:
    """What to look for in name, login and id; which grades, decisions and freshness; the order."""

    q: SearchText = ""
    grade: Annotated[list[Literal["A", "B", "C", "D", "E", "F", "G", "H"]] | None, Query()] = None
    decision: Annotated[list[Decision] | None, Query()] = None
    freshness: Annotated[
        list[Freshness] | None,
        Query(description="stale: answers were changed after the latest score was asked for"),
    ] = None
    sort: Annotated[Sort, Query(description="With a minus: from the largest down")] = "name"


ClientSelectionDep = Annotated[ClientSelection, Depends()]


def client_page(
    connection: Connection, selection: ClientSelection, page: Page, manager_id: int | None
) -> ClientList:
    """Returns the page of all clients, or of one manager's."""
    wanted = ClientFilter(
        manager_id=manager_id,
        query=selection.q,
        grades=selection.grade,
        decisions=selection.decision,
        freshness=selection.freshness,
    )
    clients, total = list_clients(
        connection,
        wanted,
        order=ClientOrder(selection.sort.lstrip("-")),
        descending=selection.sort.startswith("-"),
        page=page.page,
        page_size=page.page_size,
    )
    items = [ClientListItem.of(client) for client in clients]
    return ClientList(items=items, page=page.page, page_size=page.page_size, total=total)
