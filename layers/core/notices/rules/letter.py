"""The text of a notice in one language: what is printed, kept, and hashed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.decisions.rules.vocabulary import Outcome
from core.kit.texts import Text
from core.notices.rules.vocabulary import Component, Language
from core.notices.rules.wording import money

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True)
class Terms:
    """A credit that was asked for, or is offered; the rate in percent a year."""

    amount_rub: Decimal
    term_months: int
    annual_rate: Decimal


@dataclass(frozen=True)
class Letter:
    """What a notice says.

    Attributes:
        lender: its name; None where the settings name none.
        offered: other terms, of a counteroffer.
        object_until: the last day of objecting; None of what cannot be objected to.
        answer_days: within which an objection is answered.
    """

    lender: str | None
    number: int
    applicant: str
    written_on: date
    decided_on: date
    outcome: Outcome
    component: Component
    asked: Terms
    offered: Terms | None
    reasons: Sequence[Text]
    object_until: date | None
    answer_days: int


def compose(letter: Letter, language: Language) -> str:
    """Returns the text: parts with an empty line between them, a title first, reasons as a list."""
    write = _russian if language is Language.RU else _english
    return "\n\n".join(write(letter)) + "\n"


def _russian(letter: Letter) -> list[str]:
    ru = Language.RU
    asked, offered = _terms_ru(letter.asked), letter.offered
    decided = f"Решение от {_day(letter.decided_on, ru)}: "
    if offered:
        decided += f"вместо запрошенного мы можем предложить {_terms_ru(offered)}."
    else:
        decided += "отказать в выдаче кредита на запрошенных условиях."
    why = {
        Component.KNOCK_OUT: "Решено так по правилам выдачи кредитов. Причины:",
        Component.SCORE: "Решено так по оценке вероятности, что кредит не будет возвращён."
        " Больше всего на неё повлияло:",
        Component.LIMIT: "Запрошенные условия не проходят по правилам выдачи кредитов. Причины:",
        Component.PERSON: "Решение принял сотрудник. Причины:",
    }
    return [
        f"Уведомление о решении по заявке № {letter.number}",
        f"{letter.lender or 'Банк'}\n{_day(letter.written_on, ru)}",
        f"Кому: {letter.applicant}",
        f"Вы просили кредит: {asked}.",
        decided,
        "\n".join([why[letter.component], *(f"— {reason.ru}" for reason in letter.reasons)]),
        *_objecting_ru(letter),
    ]


def _english(letter: Letter) -> list[str]:
    en = Language.EN
    asked, offered = _terms_en(letter.asked), letter.offered
    decided = f"Decision of {_day(letter.decided_on, en)}: "
    if offered:
        decided += f"instead of what was asked for, we can offer {_terms_en(offered)}."
    else:
        decided += "the credit is declined on the terms asked for."
    why = {
        Component.KNOCK_OUT: "It was decided so by the rules of lending. The reasons:",
        Component.SCORE: "It was decided so by how likely the credit is not to be repaid."
        " What weighed most in that:",
        Component.LIMIT: "The terms asked for do not pass the rules of lending. The reasons:",
        Component.PERSON: "A person decided. The reasons:",
    }
    return [
        f"Notice of the decision on application no. {letter.number}",
        f"{letter.lender or 'The bank'}\n{_day(letter.written_on, en)}",
        f"To: {letter.applicant}",
        f"You asked for a credit: {asked}.",
        decided,
        "\n".join([why[letter.component], *(f"— {reason.en}" for reason in letter.reasons)]),
        *_objecting_en(letter),
    ]


def _objecting_ru(letter: Letter) -> list[str]:
    if letter.object_until is None:
        return [
            "Принять предложение или отказаться от него можно в личном кабинете или у менеджера."
        ]
    last_day = _day(letter.object_until, Language.RU)
    return [
        (
            "Если вы не согласны или появились новые сведения,"
            f" возразите до {last_day} включительно: в личном кабинете на странице этого"
            " уведомления или через своего менеджера."
            " Возражение рассмотрит сотрудник, и не тот, кто принимал решение."
            f" Вам ответят не позднее чем через {letter.answer_days} дн."
        )
    ]


def _objecting_en(letter: Letter) -> list[str]:
    if letter.object_until is None:
        return ["You can accept the offer or refuse it in your account, or through your manager."]
    last_day = _day(letter.object_until, Language.EN)
    return [
        (
            f"If you do not agree, or there is something new to know, object until {last_day}:"
            " in your account on the page of this notice, or through your manager."
            " A person looks at it, another one than who decided."
            f" You are answered within {letter.answer_days} days."
        )
    ]


def _terms_ru(terms: Terms) -> str:
    rate = f"{terms.annual_rate.normalize():f}".replace(".", ",")
    amount = money(terms.amount_rub, Language.RU)
    return f"{amount} на {terms.term_months} мес. под {rate} % годовых"


def _terms_en(terms: Terms) -> str:
    rate = f"{terms.annual_rate.normalize():f}"
    amount = money(terms.amount_rub, Language.EN)
    return f"{amount} for {terms.term_months} months at {rate}% a year"


def _day(day: date, language: Language) -> str:
    if language is Language.RU:
        return f"{day:%d.%m.%Y}"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
