"""The policy in force, to read."""

from fastapi import APIRouter

from api.decisions.schemas import PolicyResponse
from api.kit.connections import ConnectionDep
from api.kit.error_responses import error_responses
from api.people.access import StaffActor
from core.decisions.policies import policy_in_force

router = APIRouter(tags=["decisions"])


@router.get("/policy", operation_id="get_policy", responses=error_responses(401, 403))
async def get_policy(actor: StaffActor, connection: ConnectionDep) -> PolicyResponse:
    """Returns the policy in force: where it approves, where it declines, and its rules' figures."""
    return PolicyResponse.of(policy_in_force(connection))
