"""One page of clients, for the routes that list them."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query
from sqlalchemy import Connection

from api.schemas.clients import ClientList, ClientListItem
from api.schemas.people import TEXT_PATTERN
from core.queries.clients import list_clients


@dataclass(frozen=True)
class Page:
    """Which page (from 1), how long, and what to look for in name, login and id."""

    q: Annotated[str, Query(max_length=100, pattern=TEXT_PATTERN)] = ""
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1
    page_size: Annotated[int, Query(ge=1, le=200)] = 50


PageDep = Annotated[Page, Depends()]


def client_page(connection: Connection, page: Page, manager_id: int | None) -> ClientList:
    """Returns the page of all clients, or of one manager's."""
    clients, total = list_clients(
        connection,
        manager_id=manager_id,
        query=page.q,
        page=page.page,
        page_size=page.page_size,
    )
    items = [ClientListItem.of(client) for client in clients]
    return ClientList(items=items, page=page.page, page_size=page.page_size, total=total)
