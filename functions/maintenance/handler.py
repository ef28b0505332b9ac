"""Entry point of maintenance: one event, one action."""

from datetime import date
from typing import Annotated, Any, Literal

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import BaseModel, ConfigDict, Field, SecretStr, TypeAdapter, field_validator

from core.journal.rules.chain import Head
from core.kit.patterns import NAME_PATTERN
from maintenance.administrators import add_admin
from maintenance.case_sweep import sweep_cases
from maintenance.cleanup import clean_up
from maintenance.coverage_counting import recount_month, recount_stale
from maintenance.demo.application_stories import apply_for_credits
from maintenance.demo.late_news import hear_late_news
from maintenance.demo.records import Applicant
from maintenance.demo.score_history import score_past
from maintenance.demo.seed import (
    PEOPLE_PER_CALL,
    check,
    generate_people,
    name_people,
    seed,
)
from maintenance.export_sweep import sweep_exports
from maintenance.import_sweep import sweep_imports
from maintenance.journal_chain import sweep_journal, verify_journal
from maintenance.migrate import migrate
from maintenance.notice_sweep import sweep_notices
from maintenance.policy_sweep import sweep_policies
from maintenance.sweep import sweep

logger = Logger()
metrics = Metrics()


class Migrate(BaseModel):
    """Brings the database to the newest schema."""

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


class Seed(BaseModel):
    """Makes demo users: of ``applicants`` if given, else ``count`` synthetic from ``first`` on.

    With ``replace`` the demo clients there are go first; with ``check`` nothing is written, and it
    is only looked whether these could be.
    """

    action: Literal["seed"]
    password: Annotated[SecretStr, Field(min_length=8)]
    first: Annotated[int, Field(ge=0)] = 0
    replace: bool = False
    check: bool = False
    count: Annotated[int, Field(ge=0, le=PEOPLE_PER_CALL)] = 0
    applicants: Annotated[list[Applicant] | None, Field(max_length=PEOPLE_PER_CALL)] = None


class RecountMonth(BaseModel):
    """Counts how much of a month's payments is known, now instead of with one of the next sweeps.

    The sweep counts by itself what feeds have touched. Called again it goes on where it stopped.
    """

    action: Literal["recount_month"]
    month: Annotated[date, Field(description="its first day")]

    @field_validator("month")
    @classmethod
    def _first_day(cls, month: date) -> date:
        if month.day != 1:
            raise ValueError("name a month by its first day")
        return month


class ScorePast(BaseModel):
    """Asks for the past scores of the next demo clients after one."""

    action: Literal["score_past"]
    after: Annotated[int, Field(ge=0)] = 0


class GoOn(BaseModel):
    """What happens after a demo was scored: credits are applied for, a late payment is heard of.

    Called until no application waits for its score.
    """

    action: Literal["go_on"]


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


Event = Migrate | Sweep | AddAdmin | Seed | ScorePast | GoOn | RecountMonth | VerifyJournal
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
    result = _perform(request)
    told = {name: value for name, value in result.items() if name not in {"login", "password"}}
    logger.info("maintenance done", action=request.action, result=told)
    return result


def _perform(request: Event) -> dict[str, Any]:
    match request:
        case Migrate():
            return migrate()
        case AddAdmin():
            return add_admin(request.login, request.first_name, request.last_name)
        case Sweep():
            swept = sweep(metrics)
            logger.info("swept imports", swept=sweep_imports(metrics))
            logger.info("swept exports", swept=sweep_exports(metrics))
            logger.info("swept policies", swept=sweep_policies(metrics))
            logger.info("swept cases", swept=sweep_cases())
            logger.info("swept notices", swept=sweep_notices(metrics))
            logger.info("cleaned up", removed=clean_up())
            logger.info("counted coverage", counted=recount_stale())
            logger.info("swept journal", swept=sweep_journal(metrics))
            return swept
        case RecountMonth():
            return recount_month(request.month)
        case VerifyJournal(published=published):
            return verify_journal(Head(**published.model_dump()) if published else None)
        case _:
            return _make_demo(request)


def _make_demo(request: Seed | ScorePast | GoOn) -> dict[str, Any]:
    match request:
        case ScorePast():
            return score_past(request.after)
        case GoOn():
            hear_late_news()
            return apply_for_credits()
        case Seed():
            return _seed(request)


def _seed(request: Seed) -> dict[str, int]:
    if request.applicants is None:
        people = generate_people(request.first, request.count)
    else:
        people = name_people(request.first, request.applicants)
    if request.check:
        return check(people)
    password = request.password.get_secret_value()
    return seed(people, request.first, password, replace=request.replace)
