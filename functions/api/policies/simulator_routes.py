"""What a candidate policy would do to people who are scored already."""

from fastapi import APIRouter

from api.kit.connections import ConnectionDep
from api.kit.error_responses import error_responses
from api.policies.access import PolicyJudge
from api.policies.simulating import simulate
from api.policies.simulator_schemas import SimulationRequest, SimulationResponse

router = APIRouter(prefix="/simulations", tags=["policies"])


@router.post(
    "",
    operation_id="simulate_policy",
    responses=error_responses(401, 403, 404, 409, 429),
)
async def post_simulation(
    body: SimulationRequest, actor: PolicyJudge, connection: ConnectionDep
) -> SimulationResponse:
    """Lays a candidate's cut-offs over frozen scores, beside the policy in force.

    Each figure comes with a 95 % bootstrap interval. Nobody is scored and nothing is decided by it;
    with `keep` it is written down as it is, for who approves the candidate.
    """
    return simulate(connection, actor, body)
