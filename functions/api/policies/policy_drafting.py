"""Drafts of the policy: what a request says becomes what the core keeps."""

from dataclasses import asdict

from fastapi import Response
from sqlalchemy import Connection

from api.policies.access import known_policy
from api.policies.body_schemas import PolicyBody
from api.policies.schemas import PolicyPatch, PolicyRequest, PolicyVersionResponse
from core.decisions.policies import get_policy
from core.decisions.policy_records import PolicyVersion
from core.decisions.policy_writing import FrozenSimulation, PolicyDraft
from core.decisions.rules.policy import Policy
from core.decisions.rules.policy_differences import differences, off_grade_edges
from core.decisions.simulations import get_simulation
from core.journal.queries import list_events
from core.journal.records import EventFilter
from core.kit.errors import Fault, InvalidRequestError

DEEDS_SHOWN = 100


def drafted(connection: Connection, request: PolicyRequest) -> PolicyDraft:
    """Returns the draft that a request means.

    Raises:
        InvalidRequestError: a cut-off lies inside a grade, and nobody said that it should.
        NotFoundError: there is no such simulation.
    """
    policy = _policy_of(request.body, may_split_grades=request.off_grade_edges)
    simulation = frozen(connection, request.simulation_id)
    return PolicyDraft(policy, request.justification, simulation)


def redrafted(connection: Connection, found: PolicyVersion, patch: PolicyPatch) -> PolicyDraft:
    """Returns a draft as it is with what a request changes; errors are those of ``drafted``."""
    policy = found.policy
    if patch.body is not None:
        policy = _policy_of(patch.body, may_split_grades=patch.off_grade_edges)
    justification = found.justification if patch.justification is None else patch.justification
    return PolicyDraft(policy, justification, frozen(connection, patch.simulation_id))


def _policy_of(body: PolicyBody, *, may_split_grades: bool) -> Policy:
    policy = body.policy()
    inside = [] if may_split_grades else off_grade_edges(policy)
    if inside:
        told = "lies inside a grade: take its edge, or confirm it with off_grade_edges"
        faults = [Fault(name, "off_grade_edge", told) for name in inside]
        raise InvalidRequestError(faults)
    return policy


def frozen(connection: Connection, simulation_id: int | None) -> FrozenSimulation | None:
    """Returns a kept simulation: its figures come from there, and from nobody's request."""
    if simulation_id is None:
        return None
    kept = get_simulation(connection, simulation_id)
    return FrozenSimulation(kept.baseline_sha256, kept.candidate_sha256, asdict(kept))


def render(
    connection: Connection, policy_id: int, response: Response, against: int | None = None
) -> PolicyVersionResponse:
    """Returns a version as it is now, its revision in the headers.

    Args:
        against: the version that differences are told against; unless given, what it is based on.
    """
    found = known_policy(connection, policy_id)
    other_id = against or found.based_on
    compared = get_policy(connection, other_id) if other_id else None
    told = differences(compared.policy, found.policy) if compared else []
    wanted = EventFilter(subject_table="policies", subject_id=policy_id)
    events = list_events(connection, wanted, after=None, limit=DEEDS_SHOWN)
    response.headers["ETag"] = f'"{found.revision}"'
    return PolicyVersionResponse.of(found, compared, told, events)
