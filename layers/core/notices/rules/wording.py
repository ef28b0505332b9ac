"""What each reason of a notice says, in the applicant's words and with the figures of the case.

``notice_reasons.json`` holds the texts by code. What a score declined for is told as the borrower
reads it elsewhere, where that is true of the person; the file's own text is for who it is not.
"""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from core.kit.texts import Text
from core.notices.rules.decline_reasons import NoticeReason
from core.notices.rules.vocabulary import Language
from core.scores.rules.reasons import Fact, Reader, tell
from core.scores.rules.vocabulary import Direction

NOTICE_REASONS = Path(__file__).parent / "notice_reasons.json"
NO_BREAK = "\u00a0"


@cache
def notice_reasons() -> dict[str, dict[str, Any]]:
    """Returns the unit and the texts of every code that a notice may name."""
    content: dict[str, dict[str, Any]] = json.loads(NOTICE_REASONS.read_text(encoding="utf-8"))
    return content


def word(reason: NoticeReason, features: Mapping[str, Fact]) -> Text:
    """Returns what a reason says of the person of these features."""
    known = notice_reasons()[reason.code]
    if reason.difference is not None:
        told = tell(reason.code, Direction.RAISES_RISK, features)
        if told is not None:
            return told.text(Reader.BORROWER, features)
    is_unknown = reason.value is None and reason.limit is not None
    text = known["unknown" if is_unknown else "text"]
    said = {language: _said(reason, known["unit"], features, language) for language in Language}
    return Text(text["ru"].format_map(said[Language.RU]), text["en"].format_map(said[Language.EN]))


def _said(
    reason: NoticeReason, unit: str | None, features: Mapping[str, Fact], language: Language
) -> Mapping[str, str]:
    figures = {name: _plain(value, language) for name, value in features.items()}
    write = UNITS.get(unit or "", _plain)
    for name, value in (("value", reason.value), ("limit", reason.limit)):
        if value is not None:
            figures[name] = write(value, language)
    return figures


def money(amount: Decimal | float, language: Language) -> str:
    """Returns roubles without kopecks where there are none, as each language writes them."""
    roubles = round(Decimal(str(amount)), 2)
    number = _grouped(roubles, 0 if roubles == int(roubles) else 2, language)
    return f"{number}{NO_BREAK}₽" if language is Language.RU else f"RUB{NO_BREAK}{number}"


def _grouped(number: Decimal, decimals: int, language: Language) -> str:
    plain = f"{number:,.{decimals}f}"
    if language is Language.EN:
        return plain
    return plain.replace(",", NO_BREAK).replace(".", ",")


def _share(value: float, language: Language) -> str:
    percent = _plain(round(value * 100, 2), language)
    return f"{percent}{NO_BREAK}%" if language is Language.RU else f"{percent}%"


def _plain(value: Fact, language: Language) -> str:
    if isinstance(value, str):
        return value
    number = round(Decimal(str(value)), 2).normalize()
    return _grouped(number, max(0, -int(number.as_tuple().exponent)), language)


UNITS: dict[str, Callable[[Any, Language], str]] = {"money": money, "share": _share}
