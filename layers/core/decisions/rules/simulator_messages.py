"""What is asked of the simulator, and what it answers: between functions, and over HTTP."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from core.scores.rules.vocabulary import ModelName

MOST_SCORES = 100_000
DRAWS = 1_000
LARGEST_SEED = 2**31 - 1

Rate = Annotated[float, Field(strict=True, ge=0, le=5)]
Share = Annotated[float, Field(strict=True, gt=0, le=1)]
Cost = Annotated[float, Field(strict=True, ge=0, le=1_000_000)]


class PopulationKind(StrEnum):
    """Whose scores are laid under the cut-offs."""

    CLIENTS = "clients"  # the latest score of each
    APPLICATIONS = "applications"  # of a period, by the day they were begun


class SimulatedPopulation(BaseModel):
    """Whose scores are frozen.

    Attributes:
        since, until: the bank's days: of applications the first and the last one; of clients
            `until` takes the latest score of a day no later, whose outcome is then known where a
            year has gone by.
        model_version: takes the scores of one version where there are several.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: PopulationKind = PopulationKind.CLIENTS
    since: date | None = None
    until: date | None = None
    model_version: Annotated[str, Field(max_length=100)] | None = None


class SimulatedEconomics(BaseModel):
    """What lending earns and costs.

    Attributes:
        exposure_rub: of everybody; null for what each really owes or wants.
        loss_given_default: share of the exposure.
        interest_rate, funding_rate: shares of the exposure in a year.
        review_rub: of a person's look at one case.
        application_rub: of each, whatever becomes of it.
        working_days: in which all of them are decided.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    exposure_rub: Annotated[float, Field(strict=True, gt=0, le=1_000_000_000)] | None = None
    loss_given_default: Share = 0.45
    interest_rate: Rate = 0.16
    funding_rate: Rate = 0.08
    review_rub: Cost = 500
    application_rub: Cost = 0
    working_days: Annotated[int, Field(strict=True, ge=1, le=366)] = 21


class SimulationWish(BaseModel):
    """The event by which the scorer simulates.

    Attributes:
        baseline, candidate: bodies of policies.
        as_of: the bank's day.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_version: Literal[1] = 1
    baseline: dict[str, Any]
    candidate: dict[str, Any]
    population: SimulatedPopulation
    economics: SimulatedEconomics
    seed: Annotated[int, Field(strict=True, ge=0, le=LARGEST_SEED)]
    as_of: date


class Estimated(BaseModel):
    """A figure, and where it lies in 95 of 100 bootstrap draws; null where it cannot be told."""

    value: float | None
    low: float | None
    high: float | None


class ComparedFigure(BaseModel):
    """A figure of the policy in force, of the candidate, and of their difference."""

    name: str
    baseline: Estimated
    candidate: Estimated
    difference: Estimated


class SwappedPeople(BaseModel):
    """Who is approved by which: `kept` by both, `in` newly, `out` no more, `never` by neither.

    Attributes:
        matured, defaults: people approved so long ago that the outcome is known, and how many of
            them defaulted; null of those whom the policy in force approves not: nobody knows.
    """

    name: Literal["kept", "in", "out", "never"]
    count: int
    mean_proba: float | None
    exposure_rub: float
    matured: int | None
    defaults: int | None


class UpliftedFigures(BaseModel):
    """The candidate, were those it approves newly so many times as bad as the model says."""

    uplift: float
    expected_defaults: float
    expected_loss_rub: float
    nii_after_loss_rub: float


class CurvePlace(BaseModel):
    """All approved that have so many points or more; flat: not to be told from the best."""

    points: int
    approve_below: float
    approval_rate: float
    nii_after_loss_rub: Estimated
    is_flat: bool


class CutOffsSegment(BaseModel):
    """Scores that one pair of cut-offs is for: a band of the policy, or its own (band null).

    Attributes:
        band: the place of the band in the candidate's list.
    """

    band: int | None
    model: ModelName | None
    amount_from_rub: float
    baseline_approve_below: float
    baseline_decline_from: float
    candidate_approve_below: float
    candidate_decline_from: float
    count: int


class ScoreCells(BaseModel):
    """Scores joined where no whole point and no cut-off lies between them: one column a figure.

    Attributes:
        segment: place in the list of segments.
        least: 0, 1, 2: rules leave it to the cut-offs, ask for a review, decline.
        points: of the best in it.
        proba_to: everybody in it has a lower probability; approved by every cut-off from here on.
        defaulted_exposure_rub: sum of probability times exposure.
        matured, defaults: of whom the outcome is known.
    """

    segment: Sequence[int]
    least: Sequence[int]
    points: Sequence[int]
    proba_to: Sequence[float]
    count: Sequence[int]
    proba: Sequence[float]
    exposure_rub: Sequence[float]
    defaulted_exposure_rub: Sequence[float]
    matured: Sequence[int]
    defaults: Sequence[int]


class SimulatedFigures(BaseModel):
    """What a candidate would do, with what it was computed from.

    Attributes:
        scores: how many were taken; fewer than there are where a sample was drawn.
        known_scores: how many there are.
        scores_sha256: of ids and probabilities, in the order of the ids.
        model_version: of all of them; null where no model was asked.
        moves: how many go from which outcome (row) to which (column): approve, review, decline.
        not_simulated: fields of the candidate that differ and change nothing here.
        curve: with the candidate's other cut-off; nothing else moves.
    """

    scores: int
    known_scores: int
    scores_sha256: str
    model_version: str | None
    draws: int
    seed: int
    break_even_proba: float
    figures: list[ComparedFigure]
    approval_by_group: list[ComparedFigure]
    moves: list[list[int]]
    swap_set: list[SwappedPeople]
    uplifts: list[UpliftedFigures]
    curve: list[CurvePlace]
    segments: list[CutOffsSegment]
    not_simulated: list[str]


class SimulatorAnswer(BaseModel):
    """What the scorer answers: figures with the cells behind them, or why there are none.

    Attributes:
        versions: model version -> scores, where they are of more than one.
        fault: what failed; never a value of anybody's.
    """

    figures: SimulatedFigures | None = None
    cells: ScoreCells | None = None
    versions: dict[str, int] = {}
    fault: str | None = None
