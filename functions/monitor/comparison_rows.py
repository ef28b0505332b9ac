"""What two models say of the same people, kept as columns of figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt

from core.clients.rules.questionnaire import AGE_EDGES, AGE_GROUPS
from core.models.compared_scores import ComparedScore
from model.scoring import ScoredClient, ScoringModel

Array = npt.NDArray[Any]
COMPARED_REASONS = 4


@dataclass
class ComparisonRows:
    """Columns of equal length, one entry a person.

    Attributes:
        overlap: share of the champion's first reasons that the challenger gives, too; NaN without.
        defaulted: 1 or 0, NaN where it is not known.
    """

    ids: list[tuple[int, UUID]] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    champion: list[float] = field(default_factory=list)
    challenger: list[float] = field(default_factory=list)
    overlap: list[float] = field(default_factory=list)
    least: list[int] = field(default_factory=list)
    owed_rub: list[float] = field(default_factory=list)
    gender: list[str] = field(default_factory=list)
    age: list[int] = field(default_factory=list)
    defaulted: list[float] = field(default_factory=list)

    def add(
        self,
        scores: Sequence[ComparedScore],
        champion: Sequence[ScoredClient],
        challenger: Sequence[ScoredClient],
    ) -> None:
        """Adds what both models say of some people."""
        for score, first, second in zip(scores, champion, challenger, strict=True):
            self.ids.append((score.client_id, score.id))
            self.months.append(score.day.year * 12 + score.day.month)
            self.champion.append(first.proba)
            self.challenger.append(second.proba)
            self.overlap.append(_overlap(first, second))
            self.least.append(score.least)
            self.owed_rub.append(score.owed_rub)
            self.gender.append(score.gender)
            self.age.append(score.age)
            self.defaulted.append(np.nan if score.defaulted is None else score.defaulted)

    def probas(self) -> tuple[Array, Array]:
        """Returns the probabilities of champion and challenger."""
        return np.array(self.champion, float), np.array(self.challenger, float)

    def groups(self) -> dict[str, Array]:
        """Returns who is of which gender and age: fields that no model reads."""
        genders, ages = np.array(self.gender, object), np.array(self.age, int)
        named = {f"gender:{one}": genders == one for one in sorted(set(self.gender))}
        places = np.searchsorted(AGE_EDGES, ages, side="right")
        return named | {f"age:{name}": places == place for place, name in enumerate(AGE_GROUPS)}


def lay_side_by_side(
    parts: Iterable[Sequence[ComparedScore]], champion: ScoringModel, challenger: ScoringModel
) -> ComparisonRows:
    """Has both models score the recorded features of the same people.

    Whose score was made by a model that read less than these do is left out of both.
    """
    rows = ComparisonRows()
    for part in parts:
        scores = [score for score in part if _is_readable(score, champion, challenger)]
        recorded = [(score.model, score.features) for score in scores]
        rows.add(scores, champion.score_recorded(recorded), challenger.score_recorded(recorded))
    return rows


def _is_readable(score: ComparedScore, *models: ScoringModel) -> bool:
    return all(score.features.keys() >= set(model.reads.get(score.model, ())) for model in models)


def _overlap(first: ScoredClient, second: ScoredClient) -> float:
    codes = [reason.code for reason in first.reasons[:COMPARED_REASONS]]
    others = {reason.code for reason in second.reasons[:COMPARED_REASONS]}
    return sum(code in others for code in codes) / len(codes) if codes else float("nan")
