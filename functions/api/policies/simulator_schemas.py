"""The simulator over HTTP."""

from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from api.kit.fields import LargeId, PlainDate
from core.decisions.rules.simulator_messages import (
    LARGEST_SEED,
    ScoreCells,
    SimulatedEconomics,
    SimulatedFigures,
    SimulatedPopulation,
)
from core.scores.rules.vocabulary import ModelName

CutOff = Annotated[float, Field(strict=True, gt=0, lt=1)]
Day = Annotated[PlainDate, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))]
MOST_BANDS = 20


class CandidateBand(BaseModel):
    """Cut-offs for amounts from somewhere on, of one model or of all."""

    model_config = ConfigDict(extra="forbid")

    model: ModelName | None = None
    amount_from_rub: Annotated[float, Field(strict=True, ge=0, le=1_000_000_000)]
    approve_below: CutOff
    decline_from: CutOff


class CandidateCutOffs(BaseModel):
    """Cut-offs in place of those in force; without bands those in force stay.

    Attributes:
        approve_below: lower probabilities are approved.
        decline_from: this probability and higher ones are declined; between the two is reviewed.
    """

    model_config = ConfigDict(extra="forbid")

    approve_below: CutOff
    decline_from: CutOff
    bands: Annotated[list[CandidateBand], Field(max_length=MOST_BANDS)] | None = None


class Candidate(BaseModel):
    """A policy that is in force nowhere yet: other cut-offs, or a version that was drafted."""

    model_config = ConfigDict(extra="forbid")

    cut_offs: CandidateCutOffs | None = None
    policy_id: LargeId | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.cut_offs is None) == (self.policy_id is None):
            raise PydanticCustomError("one_of_two", "Name either cut_offs or policy_id")
        return self


class PopulationRequest(SimulatedPopulation):
    """Whose scores are frozen, by days as people write them."""

    since: Day | None = None
    until: Day | None = None


class SimulationRequest(BaseModel):
    """Whose scores, under which cut-offs, by which economics.

    Attributes:
        seed: of the bootstrap, and of the sample where there are too many: the same one gives the
            same answer.
        keep: whether it is written down, to be shown to who approves the candidate.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "population": {"kind": "clients"},
                "candidate": {"cut_offs": {"approve_below": 0.039095, "decline_from": 0.139963}},
                "economics": {"loss_given_default": 0.45, "interest_rate": 0.16},
                "seed": 1,
            }
        },
    )

    population: PopulationRequest = PopulationRequest()
    candidate: Candidate
    economics: SimulatedEconomics = SimulatedEconomics()
    seed: Annotated[int, Field(strict=True, ge=0, le=LARGEST_SEED)] = 1
    keep: Annotated[bool, Field(strict=True)] = False


def _estimated(value: float, low: float, high: float) -> dict[str, float]:
    return {"value": value, "low": low, "high": high}


FIGURE_EXAMPLE: dict[str, Any] = {
    "name": "approval_rate",
    "baseline": _estimated(0.81, 0.79, 0.83),
    "candidate": _estimated(0.86, 0.84, 0.88),
    "difference": _estimated(0.05, 0.04, 0.06),
}
SIMULATION_EXAMPLE: dict[str, Any] = {
    "id": None,
    "as_of": "2026-11-28",
    "baseline_version": "2026-11-28-4d1e77c0",
    "candidate_version": "2026-11-28-9ab03f1c",
    "baseline": {"dated": "2026-11-28", "approve_below": 0.019937, "decline_from": 0.139963},
    "candidate": {"dated": "2026-11-28", "approve_below": 0.039095, "decline_from": 0.139963},
    "figures": {
        "scores": 1_510,
        "known_scores": 1_510,
        "scores_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "model_version": "2026-11-28-5b2e0d11",
        "draws": 1_000,
        "seed": 1,
        "break_even_proba": 0.150943,
        "figures": [FIGURE_EXAMPLE],
        "approval_by_group": [{**FIGURE_EXAMPLE, "name": "age:25-35"}],
        "moves": [[1_223, 0, 0], [75, 150, 0], [0, 0, 62]],
        "swap_set": [
            {
                "name": "in",
                "count": 75,
                "mean_proba": 0.0262,
                "exposure_rub": 21_400_000.0,
                "matured": None,
                "defaults": None,
            }
        ],
        "uplifts": [
            {
                "uplift": 1.5,
                "expected_defaults": 9.4,
                "expected_loss_rub": 1_270_000.0,
                "nii_after_loss_rub": 25_300_000.0,
            }
        ],
        "curve": [
            {
                "points": 400,
                "approve_below": 0.039095,
                "approval_rate": 0.86,
                "nii_after_loss_rub": _estimated(26_100_000.0, 25_200_000.0, 27_000_000.0),
                "is_flat": True,
            }
        ],
        "segments": [
            {
                "band": None,
                "model": None,
                "amount_from_rub": 0.0,
                "baseline_approve_below": 0.019937,
                "baseline_decline_from": 0.139963,
                "candidate_approve_below": 0.039095,
                "candidate_decline_from": 0.139963,
                "count": 1_510,
            }
        ],
        "not_simulated": [],
    },
    "cells": {
        "segment": [0],
        "least": [0],
        "points": [612],
        "proba_to": [0.002093],
        "count": [4],
        "proba": [0.0083],
        "exposure_rub": [1_180_000.0],
        "defaulted_exposure_rub": [2_440.1],
        "matured": [0],
        "defaults": [0],
    },
}


class SimulationResponse(BaseModel):
    """What a candidate would do.

    Attributes:
        id: of a simulation that was kept; null otherwise.
        baseline: the body of the policy in force.
        candidate: the body of the candidate, as a policy is drafted with.
        cells: what a page needs to move the cut-offs by itself.
    """

    model_config = ConfigDict(json_schema_extra={"example": SIMULATION_EXAMPLE})

    id: int | None
    as_of: date
    baseline_version: str
    candidate_version: str
    baseline: dict[str, Any]
    candidate: dict[str, Any]
    figures: SimulatedFigures
    cells: ScoreCells
