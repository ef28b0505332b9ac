"""Versions of the policy over HTTP."""

from dataclasses import fields
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.kit.fields import LargeId
from api.policies.body_schemas import PolicyBody
from core.decisions.policy_records import PolicySummary, PolicyVersion
from core.decisions.rules.policy import first_policy
from core.decisions.rules.policy_differences import Difference, off_grade_edges
from core.decisions.rules.vocabulary import PolicyState
from core.journal.records import AuditEvent
from core.kit.patterns import NAME_PATTERN

BODY_EXAMPLE = dict(first_policy().body)
SHA256_EXAMPLE = "4d1e77c0" + "0" * 56
SUMMARY_EXAMPLE: dict[str, Any] = {
    "id": 4,
    "version": "2026-11-28-4d1e77c0",
    "state": "in_review",
    "based_on": 3,
    "author_id": 5,
    "author_name": "Орлова Вера",
    "approver_id": None,
    "approver_name": None,
    "justification": "Fewer than one in a hundred of grade B defaulted: approve them all.",
    "rejected_reason": None,
    "is_emergency": False,
    "created_at": "2026-11-28T08:00:00Z",
    "requested_at": "2026-11-28T09:00:00Z",
    "approved_at": None,
    "effective_from": None,
    "active_since": None,
    "superseded_at": None,
    "confirm_by": None,
    "approve_from_points": 450,
    "decline_below_points": 300,
}
ACTIVATION_EXAMPLE: dict[str, Any] = {
    "started_at": "2026-11-28T10:00:00Z",
    "clients_to": 1510,
    "clients_reached": 1510,
    "redecided": 1498,
    "changed": 73,
    "to_score_anew": 0,
    "ended_at": "2026-11-28T10:00:02Z",
}
DRAFT_EXAMPLE: dict[str, Any] = {
    "body": BODY_EXAMPLE,
    "justification": SUMMARY_EXAMPLE["justification"],
    "simulation_id": None,
    "off_grade_edges": False,
}
Reason = Annotated[str, Field(min_length=1, max_length=1_000, pattern=NAME_PATTERN)]
OffGradeEdges = Annotated[
    bool, Field(strict=True, description="cut-offs are meant to lie inside a grade")
]


class PolicyRequest(BaseModel):
    """A draft: what it says, why, and which kept simulation is of it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": DRAFT_EXAMPLE})

    body: PolicyBody
    justification: Reason | None = None
    simulation_id: LargeId | None = None
    off_grade_edges: OffGradeEdges = False


class PolicyPatch(BaseModel):
    """What to change of a draft: what is not named stays; another body takes its simulation off."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": DRAFT_EXAMPLE})

    body: PolicyBody | None = None
    justification: Reason | None = None
    simulation_id: LargeId | None = None
    off_grade_edges: OffGradeEdges = False


class SeenRequest(BaseModel):
    """The hash of what was seen: nothing else is approved by it."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"sha256": SHA256_EXAMPLE}}
    )

    sha256: Annotated[str, Field(min_length=64, max_length=64, pattern="^[0-9a-f]{64}$")]


class RejectionRequest(BaseModel):
    """Why a policy is refused; its author reads it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"reason": "The simulation holds no month of this year."}},
    )

    reason: Reason


class ScheduleRequest(BaseModel):
    """When an approved policy becomes active by itself."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"effective_from": "2026-12-01T06:00:00Z"}}
    )

    effective_from: AwareDatetime


class PolicyDeed(BaseModel):
    """What was done with a version: who, when, why; the fields that an edit changed."""

    at: datetime
    actor_id: int | None
    actor_name: str | None
    deed: str
    reason: str | None
    fields: list[str]

    @classmethod
    def of(cls, event: AuditEvent) -> Self:
        """Renders an event of the journal."""
        told = event.new_values or {}
        return cls(
            at=event.occurred_at,
            actor_id=event.actor_id,
            actor_name=event.actor_name,
            deed=event.action.removeprefix("policy."),
            reason=told.get("reason"),
            fields=sorted(event.old_values or {}) if event.action == "policy.edit" else [],
        )


class ComparedVersion(BaseModel):
    """The version that differences are told against."""

    id: int
    version: str
    state: PolicyState


class PolicyVersionResponse(BaseModel):
    """A version of the policy.

    Attributes:
        sha256: of the body: what is approved.
        base_is_active: whether the version that it was weighed against is still in force; if not,
            it has to be simulated again.
        off_grade_edges: cut-offs that lie inside a grade.
        simulation: what the simulator said of it, frozen.
        differences: against `compared_with`, where figures differ.
        history: the latest deeds, the newest first.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                **SUMMARY_EXAMPLE,
                "sha256": SHA256_EXAMPLE,
                "body": BODY_EXAMPLE,
                "revision": 3,
                "base_is_active": True,
                "off_grade_edges": [],
                "simulation": {"id": 7, "figures": {"scores": 1510}},
                "compared_with": {"id": 3, "version": "2026-11-01-0a1b2c3d", "state": "active"},
                "differences": [
                    {
                        "field": "approve_below",
                        "before": 0.010069,
                        "after": 0.019937,
                        "before_points": 500,
                        "after_points": 450,
                    }
                ],
                "history": [
                    {
                        "at": "2026-11-28T09:00:00Z",
                        "actor_id": 5,
                        "actor_name": "Орлова Вера",
                        "deed": "request",
                        "reason": None,
                        "fields": [],
                    }
                ],
            }
        }
    )

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
    sha256: str
    body: PolicyBody
    revision: int
    base_is_active: bool
    off_grade_edges: list[str]
    simulation: dict[str, Any] | None
    compared_with: ComparedVersion | None
    differences: list[Difference]
    history: list[PolicyDeed]

    @classmethod
    def of(
        cls,
        found: PolicyVersion,
        compared: PolicyVersion | None,
        told: list[Difference],
        events: list[AuditEvent],
    ) -> Self:
        """Renders a version with its differences and its history."""
        summary = {field.name: getattr(found, field.name) for field in fields(PolicySummary)}
        return cls(
            **summary,
            sha256=found.sha256,
            body=PolicyBody.model_validate(found.policy.body),
            revision=found.revision,
            base_is_active=found.base_is_active,
            off_grade_edges=off_grade_edges(found.policy),
            simulation=found.simulation,
            compared_with=None if compared is None else ComparedVersion(**_named(compared)),
            differences=told,
            history=[PolicyDeed.of(event) for event in events],
        )


def _named(version: PolicyVersion) -> dict[str, Any]:
    return {"id": version.id, "version": version.version, "state": version.state}
