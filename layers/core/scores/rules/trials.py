"""A trial: people whom the scorer scores at once while somebody waits, and nobody records.

It goes from function to function and through no queue, because it says what is known of people.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from core.scores.rules.bundle_names import BundleName
from core.scores.rules.vocabulary import Decision, ModelName

LARGEST_TRIAL = 1_000  # people


class TriedMonths(BaseModel):
    """The months of one credit: see ``core.clients.rules.history.Months``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    numbers: Sequence[int]
    statuses: str


class TriedPerson(BaseModel):
    """What a model may look at, on a day that may lie ahead."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    as_of: date
    answers: dict[str, Any]
    credits: list[TriedMonths]


class Trial(BaseModel):
    """Asks the scorer for people's scores.

    Attributes:
        schema_version: a scorer refuses a version it does not know.
        bundle: what to score by: the one in force, as the api has read it with the policy.
        policy: the body of the policy to go by.
        explain: whether reasons and features are wanted, too.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_version: Literal[2] = 2
    bundle: BundleName
    policy: dict[str, Any]
    explain: bool = True
    people: Annotated[list[TriedPerson], Field(min_length=1, max_length=LARGEST_TRIAL)]


class TriedScore(BaseModel):
    """What the scorer would have recorded; without ``proba`` it cannot be scored, for the error."""

    model_config = ConfigDict(frozen=True)

    proba: float | None
    grade: str | None
    decision: Decision | None
    model: ModelName | None
    reasons: list[dict[str, Any]] | None = None
    features: dict[str, Any] | None = None
    error: str | None = None


class TrialAnswer(BaseModel):
    """The scores in the order of the people.

    Attributes:
        reads: model -> the features that it reads.
        fault: why there is none; never a value of anybody's.
    """

    model_config = ConfigDict(frozen=True)

    scores: list[TriedScore] = []
    reads: dict[ModelName, list[str]] = {}
    model_version: str = ""
    fault: str | None = None
