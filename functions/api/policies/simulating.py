"""Has the scorer simulate, which has NumPy, and keeps what is wanted to be kept."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from api.policies.access import known_policy
from api.policies.simulator_schemas import (
    Candidate,
    CandidateCutOffs,
    SimulationRequest,
    SimulationResponse,
)
from core.decisions.policies import policy_in_force
from core.decisions.rules.lending import Band
from core.decisions.rules.policy import Policy
from core.decisions.rules.simulator_messages import SimulationWish, SimulatorAnswer
from core.decisions.simulations import keep_simulation
from core.journal.queries import record_event
from core.kit.clock import bank_date
from core.kit.database import begin, transaction
from core.kit.errors import (
    RETRY_AFTER_SECONDS,
    ConflictError,
    Fault,
    InvalidRequestError,
    MixedModelVersionsError,
    UnavailableError,
)
from core.kit.functions import ask_function
from core.kit.settings import setting
from core.people.limits import Deed, count_request
from core.people.records import Actor
from core.scores.rules.event_kinds import SIMULATION


def simulate(
    connection: Connection, actor: Actor, request: SimulationRequest
) -> SimulationResponse:
    """Returns what a candidate would do beside the policy in force.

    Raises:
        NotFoundError: there is no such draft.
        InvalidRequestError: the cut-offs are none.
        MixedModelVersionsError: the scores are of more than one version of the model.
        ConflictError: there are no scores.
        TooManyRequestsError: the actor has simulated too often within the hour.
        UnavailableError: the scorer is away.
    """
    with begin(connection):
        count_request(connection, actor.user_id, Deed.SIMULATION, simulations_an_hour())
    as_of, baseline = bank_date(), policy_in_force(connection)
    candidate = _candidate(connection, baseline, request.candidate, as_of)
    wish = SimulationWish(
        baseline=dict(baseline.body),
        candidate=dict(candidate.body),
        population=request.population,
        economics=request.economics,
        seed=request.seed,
        as_of=as_of,
    )
    connection.close()  # nobody else has to wait for it while the scorer works
    answer = _ask(wish)
    assert answer.figures is not None
    assert answer.cells is not None
    kept = _keep(actor, (baseline, candidate), wish, answer) if request.keep else None
    return SimulationResponse(
        id=kept,
        as_of=as_of,
        baseline_version=baseline.version,
        candidate_version=candidate.version,
        baseline=dict(baseline.body),
        candidate=dict(candidate.body),
        figures=answer.figures,
        cells=answer.cells,
    )


def simulations_an_hour() -> int:
    """Returns how often a member of staff may simulate."""
    return int(setting("SIMULATIONS_PER_HOUR", "1000"))


def _candidate(connection: Connection, baseline: Policy, wanted: Candidate, as_of: date) -> Policy:
    if wanted.cut_offs is None:
        assert wanted.policy_id is not None
        return known_policy(connection, wanted.policy_id).policy
    try:
        return _with_cut_offs(baseline, wanted.cut_offs, as_of)
    except ValueError as error:
        fault = Fault("candidate.cut_offs", "impossible_cut_offs", str(error))
        raise InvalidRequestError([fault]) from error


def _with_cut_offs(baseline: Policy, told: CandidateCutOffs, as_of: date) -> Policy:
    """Returns the policy in force with other cut-offs.

    Raises:
        ValueError: they are none of a policy.
    """
    lending = baseline.lending
    if told.bands is not None:
        bands = tuple(Band(**band.model_dump()) for band in told.bands)
        lending = replace(lending, bands=bands)
    return replace(
        baseline,
        dated=as_of.isoformat(),
        approve_below=told.approve_below,
        decline_from=told.decline_from,
        lending=lending,
    )


def _ask(wish: SimulationWish) -> SimulatorAnswer:
    event = {SIMULATION: wish.model_dump(mode="json")}
    answer = SimulatorAnswer.model_validate(ask_function(setting("SCORER_FUNCTION"), event))
    if answer.fault:
        detail = "The simulator cannot answer at the moment. Try again in a few seconds."
        raise UnavailableError(detail, RETRY_AFTER_SECONDS)
    if answer.versions:
        raise MixedModelVersionsError([_mixed(answer.versions)])
    if answer.figures is None:
        raise ConflictError("There are no such scores. Choose others, or have people scored first.")
    return answer


def _mixed(versions: Mapping[str, int]) -> Fault:
    return Fault(
        "population.model_version",
        "mixed_model_versions",
        "is needed: the scores are of more than one version. Name one, or rescore all.",
        dict(versions),
    )


def _keep(
    actor: Actor,
    policies: tuple[Policy, Policy],
    wish: SimulationWish,
    answer: SimulatorAnswer,
) -> int:
    """Writes the simulation down, without the cells: who approves sees its figures."""
    assert answer.figures is not None
    told: dict[str, Any] = wish.model_dump(mode="json")
    asked = {name: told[name] for name in ("population", "economics", "seed", "as_of")}
    with transaction() as connection:
        simulation_id = keep_simulation(
            connection, actor.user_id, policies, asked, answer.figures.model_dump(mode="json")
        )
        record_event(
            connection,
            actor_id=actor.user_id,
            action="simulation.keep",
            subject=("simulations", simulation_id),
            old_values={},
            new_values={
                "candidate_sha256": policies[1].sha256,
                "scores_sha256": answer.figures.scores_sha256,
            },
        )
    return simulation_id
