"""Adds somebody's own model to the bundle, to score in the shadow of the champion."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from core.clients.rules.answer_kinds import UNKNOWN, Category
from core.clients.rules.questionnaire import DERIVED, QUESTIONNAIRE, Features
from model.challengers import Challenger, ChallengerError, read_challenger
from training.data import features_of, make_tables
from training.tables import answers_of

NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,39}")
PEOPLE_TRIED = 60
NEVER_SEEN = "a value that no model has seen"


def add_challenger(model: Path, name: str, folder: Path) -> list[str]:
    """Copies a model file into the folder of challengers, once it has scored some people.

    Returns:
        Warnings: what the model may read otherwise than it was trained.

    Raises:
        ChallengerError: the name or the model cannot be used; the text says why.
    """
    if not NAME.fullmatch(name):
        raise ChallengerError(
            f"{name!r} is no name for a challenger: up to 40 small letters, digits, and - _ ."
        )
    challenger = read_challenger(model)
    applications, _ = make_tables(PEOPLE_TRIED)
    people = [features_of(answers) for answers in answers_of(applications)]
    _try(challenger, people, model.name)
    warnings = list(_warnings(challenger, people))
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(model, folder / f"{name}.cbm")
    return warnings


def _try(challenger: Challenger, people: list[Features], name: str) -> None:
    """Lets the model score people as the service would."""
    try:
        told = challenger.probabilities(people)
    except Exception as error:
        raise ChallengerError(f"{name} cannot score a client: {error}") from error
    if told.shape != (len(people), 2) or not np.allclose(told.sum(axis=1), 1):
        raise ChallengerError(
            f"{name} is no binary classifier: its two probabilities do not add up to 1."
            " Train with Logloss on one target, 0 (paid) and 1 (default)."
        )


def _warnings(challenger: Challenger, people: list[Features]) -> Iterator[str]:
    """Yields the categories that the model reads, but not by the texts that the service gives."""
    for feature in _categories_read(challenger):
        values = known_values(feature) or sorted({str(one[feature]) for one in people})
        strange = [value for value in values if _is_strange(challenger, people, feature, value)]
        if strange == list(values):
            yield (
                f"{feature} changes nothing in {len(people)} people, though the model was trained"
                f" with it. The service says {', '.join(values)}. See docs/challengers.md."
            )
        elif UNKNOWN in strange:
            yield (
                f"{feature}: to the model {UNKNOWN!r} is a value it has never seen. So the service"
                " says where the answer is missing. See docs/challengers.md."
            )


def _categories_read(challenger: Challenger) -> list[str]:
    """Returns the categories that some tree looks at."""
    classifier = challenger.classifier
    read = classifier.get_feature_importance(thread_count=1)
    return [
        classifier.feature_names_[place]
        for place in classifier.get_cat_feature_indices()
        if read[place] > 0
    ]


def _is_strange(challenger: Challenger, people: list[Features], feature: str, value: str) -> bool:
    """Says whether a value scores everybody as one that no model has seen."""
    told, unseen = (
        challenger.score([{**person, feature: text} for person in people])
        for text in (value, NEVER_SEEN)
    )
    return told == unseen


def known_values(feature: str) -> tuple[str, ...]:
    """Returns the texts that the service gives a model for a category; none for a number."""
    if feature in DERIVED:
        return DERIVED[feature][2]
    kind = QUESTIONNAIRE.get(feature)
    if not isinstance(kind, Category):
        return ()
    return (*kind.values, UNKNOWN) if kind.nullable else kind.values
