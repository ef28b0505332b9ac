"""Liveness, and on request whether database and queue answer."""

from typing import Literal

from botocore.exceptions import BotoCoreError, ClientError
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from core.kit.database import connect, ping
from core.kit.errors import RETRY_AFTER_SECONDS, UnavailableError
from core.scores.queue import check_queue

router = APIRouter(tags=["health"])


class HealthResponse(BaseModel):
    """The service answers."""

    model_config = ConfigDict(json_schema_extra={"example": {"status": "ok", "deep": False}})

    status: Literal["ok"] = "ok"
    deep: bool


@router.get("/health", operation_id="get_health")
async def get_health(deep: bool = False) -> HealthResponse:
    """Says that the service answers; with `deep` that database and queue do, too."""
    if deep:
        with connect() as connection:
            ping(connection)
        try:
            check_queue()
        except (BotoCoreError, ClientError) as error:
            raise UnavailableError(
                "The queue cannot be reached at the moment.", RETRY_AFTER_SECONDS
            ) from error
    return HealthResponse(deep=deep)
