"""Examples of answers for the OpenAPI document, where a record of the core is the answer."""

from typing import Any

from api.kit.paging import Page, PageWanted


def answers(example: Any, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """Returns the description of a successful answer by its example, for ``responses``."""
    return {status: {"content": {"application/json": {"example": example}}}}


def page_of(item: dict[str, Any]) -> dict[str, Any]:
    """Returns the example of a page that holds one item."""
    return Page.of(([item], 1), PageWanted()).model_dump()


def key_page_of(item: dict[str, Any]) -> dict[str, Any]:
    """Returns the example of a page by key that holds one item and is the last."""
    return {"items": [item], "next": None}
