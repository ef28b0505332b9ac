"""What queries on policies return; the API shows most as it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.decisions.rules.policy import Policy
from core.decisions.rules.vocabulary import PolicyState


@dataclass(frozen=True)
class PolicySummary:
    """A version of the policy, as lists show it.

    Attributes:
        based_on: the version that was active when it was drafted, or last simulated.
        author_id: null of the one that the release came with.
        effective_from: when a scheduled one becomes active.
        confirm_by: of an active emergency: without a second person it is taken back then.
        approve_from_points, decline_below_points: its own cut-offs, bands aside.
    """

    id: int
    version: str
    state: PolicyState
    based_on: int | None
    author_id: int | None
    author_name: str | None
    approver_id: int | None
    approver_name: str | None
    justification: str | None
    rejected_reason: str | None
    is_emergency: bool
    created_at: datetime
    requested_at: datetime | None
    approved_at: datetime | None
    effective_from: datetime | None
    active_since: datetime | None
    superseded_at: datetime | None
    confirm_by: datetime | None
    approve_from_points: int
    decline_below_points: int


@dataclass(frozen=True)
class PolicyVersion(PolicySummary):
    """A version of the policy with all it says.

    Attributes:
        revision: changes with every change of the row.
        simulation: what its author saw before asking for approval, frozen.
        base_is_active: whether the version that it was drafted against is still in force.
    """

    sha256: str
    policy: Policy
    revision: int
    simulation: dict[str, Any] | None
    base_is_active: bool


@dataclass(frozen=True)
class Activation:
    """How far the stored scores have followed a policy that became active.

    Attributes:
        clients_to: the largest number of a client when it began; those up to `clients_reached`
            are done.
        redecided: scores that were decided anew, `changed` of them differently.
        to_score_anew: scores made under other hard rules, which wait for a rescoring.
        ended_at: null while it goes on; before `clients_to` where another one took over.
    """

    started_at: datetime
    clients_to: int
    clients_reached: int
    redecided: int
    changed: int
    to_score_anew: int
    ended_at: datetime | None
