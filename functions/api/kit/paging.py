"""Which page of a list is wanted, and what a page looks like."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import BaseModel

from api.kit.fields import PlainInteger
from core.kit.patterns import TEXT_PATTERN

Item = TypeVar("Item")

SearchText = Annotated[
    str, Query(max_length=100, pattern=TEXT_PATTERN, description="Looked for in names and logins")
]


@dataclass(frozen=True)
class PageWanted:
    """Which page (from 1), and how long."""

    page: Annotated[int, Query(ge=1, le=1_000_000), PlainInteger] = 1
    page_size: Annotated[int, Query(ge=1, le=200), PlainInteger] = 50


PageDep = Annotated[PageWanted, Depends()]


class Page(BaseModel, Generic[Item]):
    """One page of a list, and how many there are in all; beyond the last page there are none."""

    items: list[Item]
    page: int
    page_size: int
    total: int

    @classmethod
    def of(cls, found: tuple[list[Item], int], wanted: PageWanted) -> "Page[Item]":
        """Joins what a query found, items and their total, with the page that was wanted."""
        items, total = found
        return cls(**vars(wanted), items=items, total=total)


class KeyPage(BaseModel, Generic[Item]):
    """The next items of a list that grows; ``next`` goes into ``after``, and is null at the end."""

    items: list[Item]
    next: str | None

    @classmethod
    def of(cls, found: list[Item], limit: int, key: Callable[[Item], object]) -> "KeyPage[Item]":
        """Makes a page of up to ``limit`` items; ``found`` holds one more if there is one."""
        items = found[:limit]
        return cls(items=items, next=str(key(items[-1])) if len(found) > limit else None)
