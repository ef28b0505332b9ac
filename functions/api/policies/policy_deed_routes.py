"""What is done with a version of the policy on its way from a draft to the one in force."""

from fastapi import APIRouter, Response

from api.kit.connections import TransactionDep
from api.kit.error_responses import error_responses
from api.kit.telemetry import logger
from api.policies.access import JudgedPolicy, OwnPolicy, PolicyAuthor, PolicyJudge
from api.policies.policy_drafting import render
from api.policies.schemas import (
    PolicyVersionResponse,
    RejectionRequest,
    ScheduleRequest,
    SeenRequest,
)
from core.decisions.policy_activating import activate, activate_in_emergency
from core.decisions.policy_deeds import approve, confirm, reject, request_review, schedule, withdraw
from core.decisions.redeciding import redecide_some
from core.people.rules.roles import Role

router = APIRouter(prefix="/policies/{policy_id}", tags=["policies"])

ERRORS = error_responses(401, 403, 404, 409)


@router.post("/request", operation_id="request_policy_review", responses=ERRORS)
async def post_request(
    found: OwnPolicy, actor: PolicyAuthor, connection: TransactionDep, response: Response
) -> PolicyVersionResponse:
    """Asks another person to approve an own draft that is explained and simulated."""
    request_review(connection, found, actor.user_id)
    return render(connection, found.id, response)


@router.post("/approve", operation_id="approve_policy", responses=ERRORS)
async def post_approve(
    found: JudgedPolicy,
    body: SeenRequest,
    actor: PolicyJudge,
    connection: TransactionDep,
    response: Response,
) -> PolicyVersionResponse:
    """Approves a version that waits: another person than its author, and what was seen alone."""
    approve(connection, found, actor.user_id, body.sha256)
    return render(connection, found.id, response)


@router.post("/reject", operation_id="reject_policy", responses=ERRORS)
async def post_reject(
    found: JudgedPolicy,
    body: RejectionRequest,
    actor: PolicyJudge,
    connection: TransactionDep,
    response: Response,
) -> PolicyVersionResponse:
    """Refuses a version that waits; an emergency is taken back at once."""
    reject(connection, found, actor.user_id, body.reason)
    return render(connection, found.id, response)


@router.post("/withdraw", operation_id="withdraw_policy", responses=ERRORS)
async def post_withdraw(
    found: JudgedPolicy, actor: PolicyJudge, connection: TransactionDep, response: Response
) -> PolicyVersionResponse:
    """Ends a version that is not active yet: by its author, or an admin."""
    withdraw(connection, found, actor.user_id, is_admin=actor.role is Role.ADMIN)
    return render(connection, found.id, response)


@router.post("/schedule", operation_id="schedule_policy", responses=ERRORS)
async def post_schedule(
    found: JudgedPolicy,
    body: ScheduleRequest,
    actor: PolicyJudge,
    connection: TransactionDep,
    response: Response,
) -> PolicyVersionResponse:
    """Lets an approved version become active by itself at a moment to come."""
    schedule(connection, found, actor.user_id, body.effective_from)
    return render(connection, found.id, response)


@router.post("/activate", operation_id="activate_policy", responses=ERRORS)
async def post_activate(
    found: JudgedPolicy, actor: PolicyJudge, connection: TransactionDep, response: Response
) -> PolicyVersionResponse:
    """Makes an approved version the one in force, now.

    The stored scores follow without a new PD, see `GET /policies/{policy_id}/activation`.
    """
    activate(connection, found, actor.user_id)
    _begin_redeciding(connection)
    return render(connection, found.id, response)


@router.post("/emergency", operation_id="activate_policy_in_emergency", responses=ERRORS)
async def post_emergency(
    found: OwnPolicy, actor: PolicyAuthor, connection: TransactionDep, response: Response
) -> PolicyVersionResponse:
    """Makes an own draft the one in force at once, unapproved and flagged.

    The version before comes back unless another person confirms within 24 hours.
    """
    activate_in_emergency(connection, found, actor.user_id)
    _begin_redeciding(connection)
    return render(connection, found.id, response)


@router.post("/confirm", operation_id="confirm_policy", responses=ERRORS)
async def post_confirm(
    found: JudgedPolicy,
    body: SeenRequest,
    actor: PolicyJudge,
    connection: TransactionDep,
    response: Response,
) -> PolicyVersionResponse:
    """Approves an emergency that is in force already: another person than its author."""
    confirm(connection, found, actor.user_id, body.sha256)
    return render(connection, found.id, response)


def _begin_redeciding(connection: TransactionDep) -> None:
    """Commits, and takes the first step, which is all of a small portfolio."""
    connection.commit()
    redecide_some(connection, logger)
