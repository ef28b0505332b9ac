"""What queries on verdicts and alerts return; the API shows them as they are."""

from dataclasses import dataclass
from datetime import date, datetime

from core.monitoring.rules.handling_states import HandlingState
from core.monitoring.rules.lights import Light
from core.monitoring.rules.verdict import Signal, SignalKind, Verdict
from core.scores.rules.vocabulary import ModelName


@dataclass(frozen=True)
class VerdictRecord:
    """What a month calls for, and what people do about it.

    Attributes:
        signals: every test of the month with the light by which it was judged.
        revision: counts the changes, for ``If-Match``.
    """

    id: int
    month: date
    run_id: int
    verdict: Verdict
    signals: tuple[Signal, ...]
    judged_at: datetime
    state: HandlingState
    owner_id: int | None
    owner_name: str | None
    accepted_until: date | None
    note: str | None
    revision: int
    updated_at: datetime


@dataclass(frozen=True)
class Alert:
    """A signal that somebody should look at.

    Attributes:
        name: of the input or the grades; of others the same as the kind.
        p_value: of its last month, adjusted for all tests of that month.
        months: in how many it was met; the first and the last of them stand beside.
    """

    id: int
    kind: SignalKind
    model: ModelName
    model_version: str
    name: str
    light: Light
    p_value: float
    psi: float | None
    first_month: date
    last_month: date
    months: int
    opened_at: datetime
    state: HandlingState
    owner_id: int | None
    owner_name: str | None
    accepted_until: date | None
    note: str | None
    revision: int
    updated_at: datetime


@dataclass(frozen=True)
class HandlingEvent:
    """What somebody did about a verdict or an alert; None is what they left as it was.

    Attributes:
        actor_name: of today.
        took: they look after it from then on.
    """

    id: int
    occurred_at: datetime
    actor_name: str | None
    state: HandlingState | None
    accepted_until: date | None
    note: str | None
    took: bool


@dataclass(frozen=True)
class HandlingChange:
    """What somebody does about a verdict or an alert; None leaves a thing as it is.

    Attributes:
        taken_by: who looks after it from now on.
    """

    state: HandlingState | None = None
    accepted_until: date | None = None
    note: str | None = None
    taken_by: int | None = None
