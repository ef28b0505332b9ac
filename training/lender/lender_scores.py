"""All that this room knows of ``model.scoring``: whom a model scores, and what it says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from core.clients.rules.history import Months
from core.clients.rules.questionnaire import Features
from core.scores.rules.vocabulary import ModelName
from model.bundle_reader import Bundle
from model.history import to_credits
from model.scoring import Applicant, ScoringModel, explain, has_long_open, to_pool
from training.data import Array

CHUNK = 2_000


@dataclass(frozen=True)
class Scores:
    """What a bundle says of n people.

    Attributes:
        models: name of the model that scored each.
        raw: log-odds before calibration.
        proba: the calibrated probabilities.
    """

    models: Array
    raw: Array
    proba: Array


def model_for(
    people: Sequence[tuple[Months, ...]], answered: Sequence[bool]
) -> list[ModelName | None]:
    """Returns which model scores each; None where the thin-file model has no answers to read."""
    long = has_long_open(to_credits(people)).tolist()
    thin = [ModelName.THIN_FILE if told else None for told in answered]
    return [ModelName.BEHAVIOURAL if old else other for old, other in zip(long, thin, strict=True)]


def score_people(
    bundle: Bundle,
    people: Sequence[tuple[Months, ...]],
    features: Sequence[Features],
    step: Callable[[int], object],
) -> Scores:
    """Scores people for whom there is a model.

    Args:
        step: is told how many more people are done.
    """
    model, scored = ScoringModel(bundle), []
    for start in range(0, len(people), CHUNK):
        chunk = slice(start, start + CHUNK)
        pairs = zip(features[chunk], people[chunk], strict=True)
        scored += model.score([Applicant(answers, credits) for answers, credits in pairs])
        step(len(people[chunk]))
    names = np.array([str(one.model) for one in scored])
    raw = np.full(len(scored), np.nan)
    for name, trained in bundle.models.items():
        places = np.flatnonzero(names == name)
        if len(places):
            rows = [scored[place].features for place in places]
            _, raw[places] = explain(trained, to_pool(trained.description, rows))
    return Scores(names, raw, np.array([one.proba for one in scored]))
