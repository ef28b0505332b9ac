"""Where a page of a list begins, and what a page looks like."""

from collections.abc import Callable
from typing import Annotated, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel

from api.kit.fields import LARGEST_ID, PlainInteger
from core.kit.patterns import TEXT_PATTERN

Item = TypeVar("Item")

SearchText = Annotated[
    str, Query(max_length=100, pattern=TEXT_PATTERN, description="Looked for in names and logins")
]


Limit = Annotated[int, Query(ge=1, le=200), PlainInteger]
AfterId = Annotated[
    int | None, Query(ge=1, le=LARGEST_ID, description="`next` of the page before"), PlainInteger
]


class KeyPage(BaseModel, Generic[Item]):
    """The next items of a list that grows; ``next`` goes into ``after``, and is null at the end."""

    items: list[Item]
    next: str | None

    @classmethod
    def of(cls, found: list[Item], limit: int, key: Callable[[Item], object]) -> "KeyPage[Item]":
        """Makes a page of up to ``limit`` items; ``found`` holds one more if there is one."""
        items = found[:limit]
        return cls(items=items, next=str(key(items[-1])) if len(found) > limit else None)


class CountedPage(KeyPage[Item], Generic[Item]):
    """Such a page with how many there are in all; null where more than 10,000 would be counted."""

    total: int | None
