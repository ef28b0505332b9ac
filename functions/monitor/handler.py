"""Entry point of the monitor: one event, one action."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import BaseModel, Field, TypeAdapter, field_validator

from core.kit.database import connect, transaction
from core.monitoring.run_months import may_be_run
from core.monitoring.runs import ask_for_last_month, ask_for_run
from monitor.model_comparing import compare_models
from monitor.replay import ReplayWish, replay
from monitor.running import work

logger = Logger()
metrics = Metrics()

# Before the platform ends the environment, a piece of work has to be done
SPARE_MILLISECONDS = 60_000


class AskAndGoOn(BaseModel):
    """Asks for a run, unless one is open, and does the open one.

    Without a month it is of the one that ended last, and nothing is asked for where that is done.
    """

    action: Literal["run"]
    month: date | None = None
    requested_by: Annotated[int | None, Field(ge=1)] = None

    @field_validator("month")
    @classmethod
    def _has_begun(cls, month: date | None) -> date | None:
        if month is not None and not may_be_run(month):
            raise ValueError("name a month that has begun, from 2000 on, by its first day")
        return month


class GoOn(BaseModel):
    """Does the open run, if there is one."""

    action: Literal["go_on"]


class Compare(BaseModel):
    """Compares a challenger with the champion, as it was asked for."""

    action: Literal["compare"]
    comparison_id: Annotated[int, Field(ge=1)]


class MakeAgain(ReplayWish):
    """Makes scores again that somebody names, or a sample."""

    action: Literal["replay"]


Event = AskAndGoOn | GoOn | MakeAgain | Compare
_EVENT: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="action")])


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Does what ``event["action"]`` says and answers with what was done."""
    metrics.add_metric("MonitorCalls", MetricUnit.Count, 1)
    request = _EVENT.validate_python(event)
    if isinstance(request, MakeAgain):
        return _make_again(request)
    if isinstance(request, Compare):
        return compare_models(request.comparison_id)
    result = _perform(request, _clock(context))
    logger.info("monitor done", action=request.action, result=result)
    return result


def _clock(context: LambdaContext) -> Callable[[], bool]:
    return lambda: context.get_remaining_time_in_millis() < SPARE_MILLISECONDS


def _make_again(request: MakeAgain) -> dict[str, Any]:
    """Makes scores again, and answers with how many came out how."""
    with connect() as connection:
        outcome = replay(connection, request)
    metrics.add_metric("ScoresReplayed", MetricUnit.Count, outcome.verdicts.total())
    metrics.add_metric("ReplaysAlarming", MetricUnit.Count, len(outcome.alarming))
    metrics.add_metric("ReplaysEnded", MetricUnit.Count, 1)
    if outcome.alarming:
        logger.error("scores do not come out again", score_ids=outcome.alarming)
    return {verdict.value: count for verdict, count in outcome.verdicts.items()}


def _perform(request: Event, is_late: Callable[[], bool]) -> dict[str, Any]:
    if isinstance(request, AskAndGoOn):
        with transaction() as connection:
            if request.month is None:
                ask_for_last_month(connection)
            else:
                ask_for_run(connection, request.month, request.requested_by)
    return work(is_late, metrics)
