"""Questionnaires that cannot belong to people: how many, whose, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.clients.rules.questionnaire import (
    ANSWERED_FEATURES,
    Features,
    answers_of_days,
    build_features,
)
from core.kit.errors import ImpossibleFeaturesError

MOST_TOLD = 5
_COLUMNS = {answer: feature.upper() for feature, answer in ANSWERED_FEATURES.items()}


@dataclass
class Told:
    """How many there are of something, and the first of them: there may be millions."""

    count: int = 0
    first: list[Any] = field(default_factory=list)

    def add(self, names: Sequence[Any], count: int | None = None) -> None:
        """Adds some, of which not all need to be named."""
        self.count += len(names) if count is None else count
        self.first += names[: MOST_TOLD - len(self.first)]

    def names(self) -> str:
        """Returns the first of them."""
        return ", ".join(map(str, self.first)) + (", ..." if self.count > len(self.first) else "")

    def __str__(self) -> str:
        return f"{self.count:,}: ID {self.names()}"


@dataclass
class Faults:
    """What is wrong in questionnaires.

    Attributes:
        total: how many were looked at.
        count: how many of them have a fault.
        ids: fault -> the ids with it; an id may have several faults.
    """

    total: int = 0
    count: int = 0
    ids: dict[str, Told] = field(default_factory=dict)

    def add(self, identifier: object, faults: Iterable[str]) -> None:
        """Adds the faults of an id."""
        self.count += 1
        for fault in faults:
            self.ids.setdefault(fault, Told()).add([identifier])

    def include(self, others: "Faults") -> None:
        """Adds the faults of other questionnaires."""
        self.total += others.total
        self.count += others.count
        for fault, ids in others.ids.items():
            self.ids.setdefault(fault, Told()).add(ids.first, ids.count)

    def __str__(self) -> str:
        """Tells how many cannot be used, and the most common faults, each with some ids."""
        common = sorted(self.ids.items(), key=lambda item: -item[1].count)
        told = [f"{fault} ({ids})" for fault, ids in common[:MOST_TOLD]]
        more = [f"{len(common) - MOST_TOLD} more faults"] if len(common) > MOST_TOLD else []
        counted = f"{self.count:,} of {self.total:,} questionnaires cannot be used"
        return f"{counted}: {'; '.join([*told, *more])}."


def tell_ids(ids: Sequence[Any]) -> str:
    """Returns how many ids there are, and the first of them."""
    told = Told()
    told.add(ids)
    return str(told)


def build_each(
    ids: Sequence[Any],
    answers: Sequence[Mapping[str, object]],
    as_of: date,
    known: Mapping[Any, str] | None = None,
) -> tuple[list[Features | None], Faults]:
    """Builds the 18 features of each questionnaire; None for those that have a fault.

    Args:
        known: id -> a fault that was found before.
    """
    found = known or {}
    faults, features = Faults(len(ids)), list[Features | None]()
    for identifier, told in zip(ids, answers, strict=True):
        built, wrong = _build(told, as_of)
        features.append(built)
        wrong += [found[identifier]] if identifier in found else []
        if wrong:
            faults.add(identifier, wrong)
    return features, faults


def _build(answers: Mapping[str, object], as_of: date) -> tuple[Features | None, list[str]]:
    try:
        return build_features(answers_of_days(answers, as_of), as_of), []
    except ImpossibleFeaturesError as error:
        return None, list(map(_in_words_of_the_file, error.detail))


def _in_words_of_the_file(fault: str) -> str:
    name, _, rest = fault.partition(" ")
    return f"{_COLUMNS.get(name, name.upper())} {rest}"
