"""The messages of the scoring queues: ids only, because a queue must not hold personal data."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

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


class PortfolioMessage(BaseModel):
    """Asks the scorer for a part of a rescoring of many clients.

    Attributes:
        chunk_no: which of its chunks to score; None to lay out the next chunks.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_version: Literal[1] = 1
    batch_id: UUID
    chunk_no: Annotated[int | None, Field(ge=0)] = None
    correlation_id: Annotated[str, Field(max_length=100)]


AnyMessage = ScoringMessage | PortfolioMessage
_ANY = TypeAdapter[AnyMessage](AnyMessage)


def read_message(body: str) -> AnyMessage:
    """Returns the message of a queue's body.

    Raises:
        pydantic.ValidationError: it is none of ours, or of a version that is not known.
    """
    return _ANY.validate_json(body)
