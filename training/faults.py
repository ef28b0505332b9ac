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
class Faults:
    """What is wrong in questionnaires.

    Attributes:
        total: how many were looked at.
        ids: fault -> ids with it; an id may have several faults.
    """

    total: int
    ids: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many questionnaires have a fault."""
        return len({identifier for one in self.ids.values() for identifier in one})

    def add(self, fault: str, ids: Iterable[Any]) -> None:
        """Adds ids that have a fault."""
        self.ids.setdefault(fault, []).extend(ids)

    def __str__(self) -> str:
        """Tells how many cannot be used, and the most common faults, each with some ids."""
        common = sorted(self.ids.items(), key=lambda item: -len(item[1]))
        told = [f"{fault} ({tell_ids(ids)})" for fault, ids in common[:MOST_TOLD]]
        more = [f"{len(common) - MOST_TOLD} more faults"] if len(common) > MOST_TOLD else []
        counted = f"{self.count:,} of {self.total:,} questionnaires cannot be used"
        return f"{counted}: {'; '.join([*told, *more])}."


def tell_ids(ids: Sequence[Any]) -> str:
    """Returns how many ids there are, and the first of them."""
    some = ", ".join(map(str, ids[:MOST_TOLD])) + (", ..." if len(ids) > MOST_TOLD else "")
    return f"{len(ids):,}: ID {some}"


def build_each(
    ids: Sequence[Any], answers: Sequence[Mapping[str, object]], as_of: date
) -> tuple[list[Features | None], Faults]:
    """Builds the 18 features of each questionnaire; None for those that have a fault."""
    faults, features = Faults(len(ids)), list[Features | None]()
    for identifier, told in zip(ids, answers, strict=True):
        try:
            features.append(build_features(answers_of_days(told, as_of), as_of))
        except ImpossibleFeaturesError as error:
            features.append(None)
            for fault in error.detail:
                faults.add(_in_words_of_the_file(fault), [identifier])
    return features, faults


def _in_words_of_the_file(fault: str) -> str:
    name, _, rest = fault.partition(" ")
    return f"{_COLUMNS.get(name, name.upper())} {rest}"
