"""Entry point of maintenance: one event, one action."""

import json
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Annotated, Any, Literal, Self

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from core.journal.rules.chain import Head
from core.kit.database import transaction
from core.kit.patterns import NAME_PATTERN
from core.models.registry import register_model
from core.scores.rules.bundle_names import BundleName
from maintenance.administrators import add_admin
from maintenance.case_sweep import sweep_cases
from maintenance.cleanup import clean_up
from maintenance.cohort_reading import (
    UNLOGGED,
    CohortEvent,
    ExportOutcomes,
    ExportPeople,
    ListMatured,
    hand_on,
)
from maintenance.coverage_counting import recount_month, recount_stale
from maintenance.demo.demo_events import DemoEvent, make_demo
from maintenance.export_sweep import sweep_exports
from maintenance.import_sweep import sweep_imports
from maintenance.journal_chain import sweep_journal, verify_journal
from maintenance.migrate import migrate
from maintenance.model_sweep import sweep_models
from maintenance.monitor_sweep import sweep_runs
from maintenance.notice_sweep import sweep_notices
from maintenance.policy_sweep import sweep_policies
from maintenance.rescoring_sweep import sweep_rescorings
from maintenance.score_months import drop_score_month, sweep_score_months, thin_score_month
from maintenance.sweep import sweep

logger = Logger()
metrics = Metrics()

# Before the platform ends the environment, a step of a long migration has to be done
SPARE_MILLISECONDS = 60_000


def _first_day(month: date) -> date:
    if month.day != 1:
        raise ValueError("name a month by its first day")
    return month


Month = Annotated[date, AfterValidator(_first_day), Field(description="its first day")]


class Migrate(BaseModel):
    """Brings the database towards the newest schema; called until it is finished."""

    action: Literal["migrate"]


class Sweep(BaseModel):
    """Sends pending scores again whose message may be lost, fails those too old, and cleans up."""

    action: Literal["sweep"]


class AddAdmin(BaseModel):
    """Makes an administrator, who then makes everybody else on the site."""

    action: Literal["add_admin"]
    login: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{2,63}$")]
    first_name: Annotated[str, Field(max_length=100, pattern=NAME_PATTERN)]
    last_name: Annotated[str, Field(max_length=100, pattern=NAME_PATTERN)]


class RecountMonth(BaseModel):
    """Counts how much of a month's payments is known, now instead of with one of the next sweeps.

    The sweep counts by itself what feeds have touched. Called again it goes on where it stopped.
    """

    action: Literal["recount_month"]
    month: Month


class DropScoreMonth(BaseModel):
    """Drops the scores of a month that the bank keeps no longer, unless one is needed still."""

    action: Literal["drop_score_month"]
    month: Month


class ThinScoreMonth(BaseModel):
    """Removes the scores of a month that nobody needs, where some of it have to stay.

    Called again until it is finished.
    """

    action: Literal["thin_score_month"]
    month: Month


class PublishedHead(BaseModel):
    """A seal as a line of the log tells it."""

    seal_no: Annotated[int, Field(ge=1)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class VerifyJournal(BaseModel):
    """Checks the chain of the journal, now instead of once a day; called until it is finished.

    With ``published`` the chain has to hold that seal still.
    """

    action: Literal["verify_journal"]
    published: PublishedHead | None = None


class RegisterModel(BaseModel):
    """Makes a bundle a challenger, whose files lie in the bucket of bundles.

    Its name has to be made of the hashes of its files, and the card has to be one of them.
    """

    action: Literal["register_model"]
    name: BundleName
    card: Annotated[str, Field(max_length=200_000, description="the text of card.json")]

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        self.name.require_whole()
        if sha256(self.card.encode()).hexdigest() != self.name.files.get("card.json"):
            raise ValueError("the card is of another bundle")
        return self


PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "scores": lambda: sweep(metrics),
    "rescorings": lambda: sweep_rescorings(metrics),
    "imports": lambda: sweep_imports(metrics),
    "exports": lambda: sweep_exports(metrics),
    "policies": lambda: sweep_policies(metrics),
    "models": lambda: sweep_models(metrics),
    "cases": lambda: sweep_cases(metrics),
    "notices": lambda: sweep_notices(metrics),
    "score months": lambda: sweep_score_months(metrics),
    "runs": lambda: sweep_runs(metrics),
    "what has ended": clean_up,
    "coverage": recount_stale,
    "journal": lambda: sweep_journal(metrics),
}
"""What a sweep does, in this order."""

Event = (
    RegisterModel
    | Migrate
    | Sweep
    | AddAdmin
    | RecountMonth
    | DropScoreMonth
    | ThinScoreMonth
    | VerifyJournal
    | CohortEvent
    | DemoEvent
)
_EVENT: TypeAdapter[Event] = TypeAdapter(
    Annotated[Event, Field(discriminator="action")],
    config=ConfigDict(hide_input_in_errors=True),  # a password may be among it
)


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Does what ``event["action"]`` says and answers with what was done.

    An error is left to Lambda on purpose: it reaches the deploy that invoked the function, and
    the schedule's errors reach the alarm.
    """
    metrics.add_metric("MaintenanceRuns", MetricUnit.Count, 1)
    request = _EVENT.validate_python(event)
    result = _perform(request, _clock(context))
    told = {
        name: value
        for name, value in result.items()
        if name not in {"login", "password", *UNLOGGED}
    }
    logger.info("maintenance done", action=request.action, result=told)
    return result


def _clock(context: LambdaContext) -> Callable[[], bool]:
    return lambda: context.get_remaining_time_in_millis() < SPARE_MILLISECONDS


def _perform(request: Event, is_late: Callable[[], bool]) -> dict[str, Any]:
    match request:
        case Migrate():
            return migrate(is_late)
        case AddAdmin() | RegisterModel():
            return _add(request)
        case Sweep():
            return _sweep()
        case RecountMonth() | DropScoreMonth() | ThinScoreMonth():
            return _of_month(request)
        case VerifyJournal(published=published):
            return verify_journal(Head(**published.model_dump()) if published else None)
        case _:
            return _of_people(request)


def _add(request: AddAdmin | RegisterModel) -> dict[str, Any]:
    if isinstance(request, AddAdmin):
        return add_admin(request.login, request.first_name, request.last_name)
    with transaction() as connection:
        return {"state": register_model(connection, request.name, json.loads(request.card)).state}


def _of_month(request: RecountMonth | DropScoreMonth | ThinScoreMonth) -> dict[str, Any]:
    match request:
        case RecountMonth():
            return recount_month(request.month)
        case DropScoreMonth():
            return drop_score_month(request.month)
        case ThinScoreMonth():
            return thin_score_month(request.month)


def _of_people(request: CohortEvent | DemoEvent) -> dict[str, Any]:
    if isinstance(request, ExportPeople | ListMatured | ExportOutcomes):
        return hand_on(request)
    return make_demo(request)


def _sweep() -> dict[str, Any]:
    """Does one part after the other; a part that fails keeps none of the others.

    Raises:
        ExceptionGroup: parts have failed; the log tells of each.
    """
    swept: dict[str, dict[str, Any]] = {}
    faults: dict[str, Exception] = {}
    for name, part in PARTS.items():
        try:
            swept[name] = part()
        except Exception as error:  # an entry point: whatever it is, it is raised at the end
            logger.exception("part of the sweep failed", part=name)
            faults[name] = error
        else:
            logger.info("swept", part=name, swept=swept[name])
    if faults:
        raise ExceptionGroup(f"parts of the sweep failed: {', '.join(faults)}", [*faults.values()])
    metrics.add_metric("SweepsEnded", MetricUnit.Count, 1)
    return swept["scores"]
