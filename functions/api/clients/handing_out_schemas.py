"""Who gets which clients, over HTTP."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.kit.fields import LargeId

MOST_CLIENTS = 200
MOST_MANAGERS = 50


class AssignmentRequest(BaseModel):
    """The manager of a client; null for none."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"manager_id": 3}})

    manager_id: LargeId | None


class HandOutRequest(BaseModel):
    """Which clients go to which managers, in turn: the named ones, or all whom nobody manages."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"client_ids": [17, 18, 19], "manager_ids": [3, 4]}},
    )

    client_ids: Annotated[list[LargeId], Field(min_length=1, max_length=MOST_CLIENTS)] | None = None
    of: Literal["nobody"] | None = None
    manager_ids: Annotated[list[LargeId], Field(min_length=1, max_length=MOST_MANAGERS)]

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.client_ids is None) == (self.of is None):
            raise ValueError("name client_ids, or of: nobody")
        return self


class Share(BaseModel):
    """How many clients a manager got."""

    manager_id: int
    client_count: int


class HandOutResponse(BaseModel):
    """What was done; of many whom nobody manages some are left: ask again."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "shares": [
                    {"manager_id": 3, "client_count": 2},
                    {"manager_id": 4, "client_count": 1},
                ],
                "has_more": False,
            }
        }
    )

    shares: list[Share]
    has_more: bool
