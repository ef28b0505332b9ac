"""The policy over HTTP: its cut-offs in probabilities and in points, and its rules' figures."""

from typing import Self

from pydantic import BaseModel, ConfigDict

from core.decisions.rules.policy import Policy
from core.scores.rules.points import edge_points


class PolicyResponse(BaseModel):
    """The policy in force: cut-offs on the probability of default, and the same in points.

    Attributes:
        approve_below, approve_from_points: a lower probability, so many points or more: approve.
        decline_from, decline_below_points: this probability or more, fewer points: decline.
        cure_months: months without 90 days of delay before a default is over.
        longest_silence_months: open credits with nothing newer on record are reviewed.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "version": "2026-11-28-4d1e77c0",
                "dated": "2026-11-28",
                "approve_below": 0.039095,
                "approve_from_points": 400,
                "decline_from": 0.139963,
                "decline_below_points": 300,
                "cure_months": 3,
                "longest_silence_months": 3,
            }
        }
    )

    version: str
    dated: str
    approve_below: float
    approve_from_points: int
    decline_from: float
    decline_below_points: int
    cure_months: int
    longest_silence_months: int

    @classmethod
    def of(cls, policy: Policy) -> Self:
        """Renders a policy."""
        return cls(
            version=policy.version,
            dated=policy.dated,
            approve_below=policy.approve_below,
            approve_from_points=edge_points(policy.approve_below),
            decline_from=policy.decline_from,
            decline_below_points=edge_points(policy.decline_from),
            cure_months=policy.hard_rules.cure_months,
            longest_silence_months=policy.hard_rules.longest_silence_months,
        )
