"""What an application needs to be submitted, and the answers that follow from the others."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from core.clients.rules.answer_kinds import Kind
from core.clients.rules.contradictions import find_contradictions, find_doubts
from core.clients.rules.questionnaire import QUESTIONNAIRE, find_faults
from core.kit.errors import Fault

REQUIRED_OF_PERSON = ("last_name", "first_name", "phone", "consent_on")
REQUIRED_OF_WANTED = ("amount_rub", "term_months", "purpose")
# Asked of nobody: whoever named a phone or an address has it
FOLLOWS_FROM = {"flag_phone": "phone", "flag_email": "email"}


class _Content(Protocol):
    @property
    def person(self) -> Mapping[str, Any]: ...
    @property
    def answers(self) -> Mapping[str, Any]: ...


def answers_told(content: _Content) -> dict[str, Any]:
    """Returns the answers with those that follow from the person's contacts."""
    followed = {
        name: int(bool(content.person.get(contact))) for name, contact in FOLLOWS_FROM.items()
    }
    return {**content.answers, **followed}


def find_missing(content: _Content, as_of: date) -> list[Fault]:
    """Returns what keeps an application from being submitted, in the order of its form."""
    answers = answers_told(content)
    faults = [
        *_absent("person", content.person, REQUIRED_OF_PERSON),
        *_absent("answers", answers, tuple(QUESTIONNAIRE)),
        *_absent("wanted", vars(content), REQUIRED_OF_WANTED),
    ]
    unanswered = {fault.field for fault in faults}
    impossible = [
        Fault(f"answers.{name}", "impossible_answer", message)
        for name, message in find_faults(answers, as_of).items()
        if f"answers.{name}" not in unanswered
    ]
    if not impossible and not any(field.startswith("answers.") for field in unanswered):
        impossible = [_of_answers(fault) for fault in find_contradictions(answers)]
    return [*faults, *impossible]


def find_unlikely(content: _Content, as_of: date) -> list[Fault]:
    """Returns what is seldom so and wants to be confirmed, once all is there and possible."""
    if find_missing(content, as_of):
        return []
    return [_of_answers(fault) for fault in find_doubts(answers_told(content))]


def _absent(part: str, told: Mapping[str, Any], required: tuple[str, ...]) -> list[Fault]:
    return [
        Fault(f"{part}.{name}", "missing", "is missing")
        for name in required
        if told.get(name) is None and not (name in told and _may_be_null(name))
    ]


def _may_be_null(name: str) -> bool:
    kind: Kind | None = QUESTIONNAIRE.get(name)
    return getattr(kind, "nullable", False)


def _of_answers(fault: Fault) -> Fault:
    return Fault(f"answers.{fault.field}", fault.code, fault.message)
