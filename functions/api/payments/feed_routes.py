"""A feed of payments in one call, answered row by row."""

from collections import Counter

from fastapi import APIRouter

from api.kit.connections import TransactionDep
from api.kit.error_responses import error_responses
from api.payments.access import FeedingActor
from api.payments.feed_schemas import PaymentsRequest, PaymentsResponse, RowResponse
from api.people.programs import for_programs
from api.scores.asking import hand_over_portfolio
from core.clients.closings import closed_months
from core.clients.payment_feed import Outcome, feed_payments
from core.journal.queries import record_event
from core.kit.clock import bank_date
from core.people.rules.scopes import Scope
from core.scores.rescoring import rescore_touched

router = APIRouter(tags=["payments"])


@router.post(
    "/payments",
    operation_id="feed_payments",
    openapi_extra=for_programs(Scope.PAYMENTS_WRITE),
    responses=error_responses(401, 403, 429),
)
async def post_payments(
    body: PaymentsRequest, actor: FeedingActor, connection: TransactionDep
) -> PaymentsResponse:
    """Records months of credits by their contract numbers, and rescores whom they touch.

    The same rows again change nothing. A month that is known otherwise is restated, also in a
    closed month: that is counted and shown there. Of open credits 0-29 days past due are status
    `0`, 30-59 `1`, and so on to `5` from 150; `C` and `X` have to be said.
    """
    rows = [row.given() for row in body.rows]
    feed = feed_payments(connection, rows, bank_date())
    counts = Counter(answer.outcome for answer in feed.answers)
    batch_id, _ = rescore_touched(connection, actor.user_id, feed.client_ids)
    told = {outcome.value: counts[outcome] for outcome in Outcome}
    record_event(
        connection,
        actor_id=actor.user_id,
        action="payments.feed",
        subject=("payment_months", 0),
        old_values={},
        new_values={**told, "batch_id": batch_id, "months": sorted({row.month for row in rows})},
    )
    closed = {one.month for one in closed_months(connection)}
    connection.commit()
    hand_over_portfolio(batch_id)
    answers = [
        RowResponse.of(place, answer, in_closed_month=row.month in closed)
        for place, (row, answer) in enumerate(zip(rows, feed.answers, strict=True))
    ]
    return PaymentsResponse(**told, rows=answers, batch_id=batch_id)
