"""Answers that are possible alone but not together, or together only seldom.

Whoever writes answers asks here: an error is refused, a doubt has to be confirmed. Answers that
were stored before are scored as they are, and only what a change touches is looked at.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.kit.errors import Fault, ImpossibleFeaturesError, UnconfirmedAnswersError

Answers = Mapping[str, Any]

COUPLES = frozenset({"Married", "Civil marriage"})


class Contradiction(StrEnum):
    """What cannot be so."""

    CHILDREN_EXCEED_FAMILY = "children_exceed_family"


class Doubt(StrEnum):
    """What is seldom so."""

    EMPLOYED_WITHOUT_INCOME = "employed_without_income"
    OCCUPATION_WITHOUT_EMPLOYMENT = "occupation_without_employment"
    PENSIONER_WITH_OCCUPATION = "pensioner_with_occupation"


@dataclass(frozen=True)
class _Rule:
    """Answers that do not go together.

    Attributes:
        fields: the answers it is about; the first is where a form shows it.
        breaks: says whether they do not go together.
    """

    fields: tuple[str, ...]
    message: str
    breaks: Callable[[Answers], bool]


def _adults(answers: Answers) -> int:
    return 2 if answers["name_family_status"] in COUPLES else 1


CONTRADICTIONS = {
    Contradiction.CHILDREN_EXCEED_FAMILY: _Rule(
        ("cnt_children", "cnt_fam_members", "name_family_status"),
        "are more than the family has members beside the client and a partner",
        lambda told: told["cnt_children"] > told["cnt_fam_members"] - _adults(told),
    ),
}
DOUBTS = {
    Doubt.EMPLOYED_WITHOUT_INCOME: _Rule(
        ("amt_income_total", "employed_since"),
        "is zero although the client is employed",
        lambda told: told["amt_income_total"] == 0 and told["employed_since"] is not None,
    ),
    Doubt.OCCUPATION_WITHOUT_EMPLOYMENT: _Rule(
        ("occupation_type", "employed_since"),
        "is given although the client is not employed",
        lambda told: told["occupation_type"] is not None and told["employed_since"] is None,
    ),
    Doubt.PENSIONER_WITH_OCCUPATION: _Rule(
        ("occupation_type", "name_income_type"),
        "is given although the client lives on a pension",
        lambda told: (
            told["name_income_type"] == "Pensioner" and told["occupation_type"] is not None
        ),
    ),
}


def find_contradictions(
    answers: Answers, changed: Collection[str] = tuple(QUESTIONNAIRE)
) -> list[Fault]:
    """Returns what cannot be so, of what the change touches."""
    return _broken(CONTRADICTIONS, answers, changed)


def find_doubts(answers: Answers, changed: Collection[str] = tuple(QUESTIONNAIRE)) -> list[Fault]:
    """Returns what is seldom so, of what the change touches; the codes are those of ``Doubt``."""
    return _broken(DOUBTS, answers, changed)


def require_consistent(
    answers: Answers, changed: Collection[str], confirmed: Collection[Doubt]
) -> None:
    """Lets pass answers that go together, or whose doubts are confirmed.

    Args:
        answers: all of them, as they are after the change; each possible alone.
        changed: names of the answers that the change touches.
        confirmed: doubts that somebody has looked at.

    Raises:
        ImpossibleFeaturesError: they cannot be so.
        UnconfirmedAnswersError: they are seldom so, and nobody has confirmed it.
    """
    if impossible := find_contradictions(answers, changed):
        raise ImpossibleFeaturesError(impossible)
    doubts = [fault for fault in find_doubts(answers, changed) if fault.code not in confirmed]
    if doubts:
        raise UnconfirmedAnswersError(doubts)


def _broken(rules: Mapping[Any, _Rule], answers: Answers, changed: Collection[str]) -> list[Fault]:
    return [
        Fault(rule.fields[0], str(code), rule.message)
        for code, rule in rules.items()
        if set(rule.fields) & set(changed) and rule.breaks(answers)
    ]
