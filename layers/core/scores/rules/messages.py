"""The scoring message: ids only, because a queue must not hold personal data."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

LARGEST_MESSAGE = 200  # scores


class ScoringMessage(BaseModel):
    """Asks the scorer for one or more pending scores.

    Attributes:
        schema_version: a scorer refuses a version it does not know.
        score_ids: one for a person who waits, up to 200 for a portfolio.
        correlation_id: ties the logs of the request and of its scoring together.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_version: Literal[1] = 1
    score_ids: Annotated[list[UUID], Field(min_length=1, max_length=LARGEST_MESSAGE)]
    correlation_id: Annotated[str, Field(max_length=100)]
