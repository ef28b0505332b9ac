"""The queue of cases: the list, how much there is, and the next one."""

import re
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from api.decisions.access import Decider
from api.decisions.case_examples import COUNTS_EXAMPLE, SUMMARY_EXAMPLE
from api.decisions.case_schemas import NextCase
from api.kit.connections import ConnectionDep, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers, key_page_of
from api.kit.fields import LARGEST_ID, PlainInteger
from api.kit.paging import KeyPage
from core.decisions.case_records import CaseSummary, QueueSummary
from core.decisions.cases import take_next
from core.decisions.queue import Place, QueueFilter, View, list_cases, summarize_queue
from core.decisions.rules.lending import RULE_CODES
from core.journal.queries import record_event
from core.kit.clock import bank_date, bank_time_zone
from core.kit.errors import Fault, InvalidRequestError
from core.scores.rules.vocabulary import ModelName

router = APIRouter(prefix="/cases", tags=["cases"])

MOST_AMOUNT_RUB = 100_000_000
PLACE_PATTERN = r"^([01])_([0-9]{1,12}\.[0-9]{2})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$"
GradeName = Annotated[str, Query(max_length=10, pattern="^[A-Za-z]+$")]
Amount = Annotated[int | None, Query(ge=0, le=MOST_AMOUNT_RUB), PlainInteger]


@dataclass(frozen=True)
class QueueSelection:
    """Which cases are wanted."""

    view: View = View.OPEN
    rule: Annotated[
        str | None, Query(max_length=40, pattern="^[A-Z0-9_]+$", description="One that fired")
    ] = None
    grade: Annotated[list[GradeName] | None, Query(max_length=10)] = None
    model: Annotated[list[ModelName] | None, Query(max_length=len(ModelName))] = None
    amount_from: Amount = None
    amount_to: Amount = None
    manager_id: Annotated[int | None, Query(ge=1, le=LARGEST_ID), PlainInteger] = None
    after: Annotated[
        str | None,
        Query(max_length=60, pattern=PLACE_PATTERN, description="`next` of the page before"),
    ] = None
    limit: Annotated[int, Query(ge=1, le=200), PlainInteger] = 50


def today() -> datetime:
    """Returns when the day began at the bank."""
    return datetime.combine(bank_date(), time.min, tzinfo=bank_time_zone())


@router.get(
    "",
    operation_id="list_cases",
    responses=answers(key_page_of(SUMMARY_EXAMPLE)) | error_responses(401, 403),
)
async def get_cases(
    actor: Decider, selection: Annotated[QueueSelection, Depends()], connection: ConnectionDep
) -> KeyPage[CaseSummary]:
    """Returns cases, the overdue ones first, and among those due alike what may be lost first.

    `decided` are those of today; `open` are all others.
    """
    if selection.rule is not None and selection.rule not in RULE_CODES:
        fault = Fault("rule", "unknown_rule", "is none of the policy's rules")
        raise InvalidRequestError([fault])
    wanted = QueueFilter(
        view=selection.view,
        user_id=actor.user_id,
        today=today(),
        amount_from=_amount(selection.amount_from),
        amount_to=_amount(selection.amount_to),
        grades=selection.grade,
        models=selection.model,
        manager_id=selection.manager_id,
        rule=selection.rule,
    )
    after = _place(selection.after)
    found = list_cases(connection, wanted, after=after, limit=selection.limit + 1)
    return KeyPage.of(found, selection.limit, _key)


@router.get(
    "/summary",
    operation_id="get_queue_summary",
    responses=answers(COUNTS_EXAMPLE) | error_responses(401, 403),
)
async def get_summary(actor: Decider, connection: ConnectionDep) -> QueueSummary:
    """Returns how many cases each view holds, up to `most`, and the median time of today's."""
    return summarize_queue(connection, actor.user_id, today())


@router.post(
    "/next",
    operation_id="take_next_case",
    responses=error_responses(401, 403),
)
async def post_next(actor: Decider, connection: TransactionDep) -> NextCase:
    """Gives the caller the most urgent case that is nobody's, for 15 minutes; null if none is.

    Two who ask at the same moment are given two cases. `POST /cases/{application_id}/lease` renews
    the 15 minutes.
    """
    taken = take_next(connection, actor.user_id)
    if taken is None:
        return NextCase(application_id=None)
    application_id, number = taken
    record_event(
        connection,
        actor_id=actor.user_id,
        action="case.take",
        subject=("applications", number),
        old_values={},
        new_values={"assignee_id": actor.user_id},
    )
    return NextCase(application_id=application_id)


def _amount(told: int | None) -> Decimal | None:
    return None if told is None else Decimal(told)


def _key(case: CaseSummary) -> str:
    return f"{case.is_late:d}_{case.expected_loss_rub:.2f}_{case.application_id}"


def _place(after: str | None) -> Place | None:
    found = re.fullmatch(PLACE_PATTERN, after or "")
    return found and Place(found[1] == "1", Decimal(found[2]), UUID(found[3]))
