"""What words of files mean: the closed lists of the questionnaire, yes and no, payment statuses."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from core.clients.rules.answer_kinds import UNKNOWN, Category
from core.clients.rules.history import PaymentStatus
from core.clients.rules.questionnaire import QUESTIONNAIRE

YES = ("y", "yes", "да", "true", "истина", "1", "1.0", "+", "есть", "имеется")
NO = ("n", "no", "нет", "false", "ложь", "0", "0.0", "отсутствует")

# Beside the names of the lists themselves
_WORDS: dict[str, dict[str, list[str]]] = json.loads(
    (Path(__file__).parent / "answers.json").read_text(encoding="utf-8")
)
# The letters С and Х look the same in both alphabets
_STATUS_WORDS: dict[PaymentStatus, str] = {
    PaymentStatus.PAID_OFF: "c|с|закрыт|погашен|закрыт/погашен|closed|paid off",
    PaymentStatus.NO_LOAN: "x|х|нет долга|нет задолженности|no loan|no debt",
    PaymentStatus.PAST_DUE_1_29: "0|без просрочки|в срок|0-29|1-29|current|on time",
    PaymentStatus.PAST_DUE_30_59: "1|30-59|30+",
    PaymentStatus.PAST_DUE_60_89: "2|60-89|60+",
    PaymentStatus.PAST_DUE_90_119: "3|90-119|90+",
    PaymentStatus.PAST_DUE_120_149: "4|120-149|120+",
    PaymentStatus.PAST_DUE_150_OR_WRITTEN_OFF: "5|150+|списан|списано|written off",
}


def normal(text: str) -> str:
    """Returns the spelling in which words are compared."""
    return " ".join(text.lower().replace("ё", "е").split())


def _turned(words: Mapping[str, Iterable[str]]) -> dict[str, str | int | None]:
    return {normal(word): value for value, told in words.items() for word in told}


def words_of_answer(name: str) -> dict[str, str | int | None]:
    """Returns every word that is understood as an answer of a closed list, and its value."""
    kind = QUESTIONNAIRE[name]
    if not isinstance(kind, Category):
        return _yes_no(1, 0)
    if set(kind.values) == {"Y", "N"}:
        return _yes_no("Y", "N")
    known: dict[str, str | int | None] = {normal(value): value for value in kind.values}
    known |= _turned(_WORDS.get(name, {}))
    return {**known, **({normal(UNKNOWN): None} if kind.nullable else {})}


def _yes_no(yes: str | int, no: str | int) -> dict[str, str | int | None]:
    return {**dict.fromkeys(YES, yes), **dict.fromkeys(NO, no)}


def words_of_status() -> dict[str, str | int | None]:
    """Returns every word that is understood as the status of a month."""
    return _turned({str(status): words.split("|") for status, words in _STATUS_WORDS.items()})


def allowed_of_answer(name: str) -> tuple[str, ...]:
    """Returns the values of a closed list, to be shown to who wrote something else."""
    kind = QUESTIONNAIRE[name]
    return kind.values if isinstance(kind, Category) else ("1", "0")
