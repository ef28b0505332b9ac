"""Changes that pass only if who asks for them knows the thing as it is (RFC 9110, If-Match)."""

from typing import Annotated

from fastapi import Header

from core.kit.errors import PreconditionFailedError

IfMatch = Annotated[
    str | None,
    Header(
        max_length=200,
        examples=['"20261123T090000.000000"'],
        description="The `ETag` that was read: the edit is refused if somebody was faster",
    ),
]


def require_match(version: str, if_match: str | None, what: str) -> None:
    """Lets pass who names the present version, or none at all.

    Raises:
        PreconditionFailedError: somebody else changed ``what`` since it was read.
    """
    if if_match in (None, "*"):
        return
    known = {tag.strip().removeprefix("W/").strip('"') for tag in if_match.split(",")}
    if version not in known:
        raise PreconditionFailedError(
            f"Somebody else changed this {what}. Load it again, then repeat your change."
        )
