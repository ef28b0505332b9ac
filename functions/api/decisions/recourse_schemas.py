"""What a person can do, over HTTP."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

from core.decisions.rules.recourse import Change, ChangeKind, Proposal
from core.scores.rules.showing import shown
from core.scores.rules.vocabulary import Decision

PROPOSAL_EXAMPLE: dict[str, Any] = {
    "changes": [
        {"kind": "pay_up", "credit_id": 17, "overdue_rub": "43772.50"},
        {"kind": "pay_on_time", "months": 3},
    ],
    "months": 3,
    "decision": "approve",
    "points": 447,
    "grade": "C",
}


class ChangeResponse(BaseModel):
    """One thing to do; what does not belong to its kind is null.

    Attributes:
        months: so many months in a row.
        credit_id: of the late credit that is paid up (`pay_up`) or paid off (`pay_off`).
        overdue_rub: of that credit, where somebody recorded it.
        amount_rub, term_months: what to apply for instead.
    """

    kind: ChangeKind
    months: int | None
    credit_id: int | None
    overdue_rub: Decimal | None
    amount_rub: Decimal | None
    term_months: int | None

    @classmethod
    def of(cls, change: Change, overdue_rub: Decimal | None) -> Self:
        """Renders a change."""
        told = {name: value for name, value in vars(change).items() if name in cls.model_fields}
        return cls(**told, overdue_rub=overdue_rub)


class ProposalResponse(BaseModel):
    """Changes that together lead to another recommendation: each was scored by the model in force.

    Attributes:
        months: until all of them are done; 0 for at once.
        decision: what is recommended then, by the policy of today.
        points, grade: of then; points are null where the grade is `unknown`.
    """

    changes: list[ChangeResponse]
    months: int
    decision: Decision
    points: int | None
    grade: str

    @classmethod
    def of(cls, proposal: Proposal, overdue: dict[int, Decimal | None]) -> Self:
        """Renders a proposal.

        Args:
            overdue: id of a credit -> what is overdue of it.
        """
        return cls(
            changes=[
                ChangeResponse.of(change, overdue.get(change.credit_id or 0))
                for change in proposal.changes
            ],
            months=proposal.months,
            decision=proposal.decision,
            points=shown(proposal.spoken.proba, proposal.spoken.grade).points,
            grade=proposal.spoken.grade,
        )


class RecourseResponse(BaseModel):
    """What a person can do, the easiest first; no promise, for the policy may change.

    Attributes:
        decision: what is recommended today. Of `approve` there is nothing better.
        proposals: empty where nothing that was looked at leads to a better recommendation.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "as_of": "2026-11-23",
                "decision": "review",
                "proposals": [PROPOSAL_EXAMPLE],
                "model_version": "2026-11-23-9f2c41ab",
                "policy_version": "2026-11-23-4d1e77c0",
            }
        }
    )

    as_of: date
    decision: Decision
    proposals: Annotated[list[ProposalResponse], Field(max_length=4)]
    model_version: str
    policy_version: str
