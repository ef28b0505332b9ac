"""The answers and months of an enquiry: how they are written as JSON, and read again."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from core.clients.rules.answer_kinds import PastDate
from core.clients.rules.history import Months
from core.clients.rules.questionnaire import QUESTIONNAIRE


def plain_answers(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the answers as JSON knows them: the income as the number that models read."""
    return {name: _as_number(answers[name]) for name in QUESTIONNAIRE}


def _as_number(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | date) else float(value)


def read_enquiry(
    answers: Mapping[str, Any], histories: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, Any], tuple[Months, ...]]:
    """Returns answers and months of an enquiry as those of a client come from the tables."""
    dates = {name for name, kind in QUESTIONNAIRE.items() if isinstance(kind, PastDate)}
    told = {
        name: date.fromisoformat(value) if name in dates and value else value
        for name, value in answers.items()
    }
    return told, tuple(Months(one["numbers"], one["statuses"]) for one in histories)
