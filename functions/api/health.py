"""Liveness, and on request whether database and queue answer."""

from math import inf
from time import monotonic
from typing import Literal

from botocore.exceptions import BotoCoreError, ClientError
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from core.kit.database import connect, ping
from core.kit.errors import RETRY_AFTER_SECONDS, UnavailableError
from core.kit.settings import setting
from core.scores.queue import check_queue

router = APIRouter(tags=["health"])


class HealthResponse(BaseModel):
    """The service answers."""

    model_config = ConfigDict(json_schema_extra={"example": {"status": "ok", "deep": False}})

    status: Literal["ok"] = "ok"
    deep: bool


@router.get("/health", operation_id="get_health")
async def get_health(deep: bool = False) -> HealthResponse:
    """Says that the service answers; with `deep` that database and queue do, too.

    Anybody may ask, so database and queue are asked once in some seconds only.
    """
    if deep:
        _Deep.look(float(setting("HEALTH_CACHE_SECONDS", "5")))
    return HealthResponse(deep=deep)


class _Deep:
    """What was found when database and queue were asked last."""

    asked_at = -inf
    fault: UnavailableError | None = None

    @classmethod
    def look(cls, seconds: float) -> None:
        if monotonic() - cls.asked_at >= seconds:
            cls.fault = _find_fault()
            cls.asked_at = monotonic()
        if cls.fault:
            raise cls.fault


def _find_fault() -> UnavailableError | None:
    try:
        with connect() as connection:
            ping(connection)
        check_queue()
    except UnavailableError as error:
        return error
    except (BotoCoreError, ClientError) as error:
        fault = UnavailableError(
            "The queue cannot be reached at the moment. Try again in a few seconds.",
            RETRY_AFTER_SECONDS,
        )
        fault.__cause__ = error
        return fault
    return None
