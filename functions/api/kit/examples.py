"""Examples of answers for the OpenAPI document, where a record of the core is the answer."""

from collections.abc import Iterator
from typing import Any

Node = dict[str, Any]


def answers(example: Any, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """Returns the description of a successful answer by its example, for ``responses``."""
    return {status: {"content": {"application/json": {"example": example}}}}


def key_page_of(item: dict[str, Any]) -> dict[str, Any]:
    """Returns the example of a page by key that holds one item and is the last."""
    return {"items": [item], "next": None}


def counted_page_of(item: dict[str, Any]) -> dict[str, Any]:
    """Returns the example of a counted page that holds one item and is the last."""
    return {**key_page_of(item), "total": 1}


def tell_nulls(document: Node) -> None:
    """Puts back into examples what is null: FastAPI leaves it out wherever it stands."""
    for node in _nodes(document):
        if "example" in node:
            _complete(document, node.get("schema", node), node["example"])


def _nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, dict):
        yield value
    entries = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list):
        for entry in entries:
            yield from _nodes(entry)


def _complete(document: Node, schema: Node, example: Any) -> None:
    known = _resolved(document, schema)
    if isinstance(example, list):
        for entry in example:
            _complete(document, known.get("items", {}), entry)
    if isinstance(example, dict):
        properties = known.get("properties", {})
        for name in known.get("required", ()):
            if name not in example and {"type": "null"} in properties[name].get("anyOf", ()):
                example[name] = None
        for name in example.keys() & properties.keys():
            _complete(document, properties[name], example[name])


def _resolved(document: Node, schema: Node) -> Node:
    """Returns a schema itself: without a reference, and of two the one that is not null."""
    for choice in schema.get("anyOf", ()):
        if choice != {"type": "null"}:
            return _resolved(document, choice)
    name = schema.get("$ref", "").rpartition("/")[2]
    known: Node = document["components"]["schemas"][name] if name else schema
    return known
