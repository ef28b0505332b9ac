"""What a notice says, word by word: it is kept and hashed, and nobody may change it by the way."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core.decisions.rules.vocabulary import Outcome
from core.kit.texts import Text
from core.notices.rules.letter import Letter, Terms, compose
from core.notices.rules.vocabulary import Component, Language

DECLINED = Letter(
    lender=None,
    number=17,
    applicant="Анна Заёмщикова",
    written_on=date(2026, 11, 5),
    decided_on=date(2026, 11, 4),
    outcome=Outcome.DECLINE,
    component=Component.KNOCK_OUT,
    asked=Terms(Decimal(300_000), 24, Decimal("24.50")),
    offered=None,
    reasons=[Text(ru="Есть просрочка", en="You are late"), Text(ru="И ещё одна", en="And again")],
    object_until=date(2026, 12, 5),
    answer_days=15,
)
OFFERED = replace(
    DECLINED,
    lender="Первый банк",
    outcome=Outcome.COUNTEROFFER,
    component=Component.LIMIT,
    offered=Terms(Decimal(150_000), 36, Decimal(20)),
    reasons=DECLINED.reasons[:1],
    object_until=None,
)
DECLINED_RU = """\
Уведомление о решении по заявке № 17

Банк
05.11.2026

Кому: Анна Заёмщикова

Вы просили кредит: 300~000~₽ на 24 мес. под 24,5 % годовых.

Решение от 04.11.2026: отказать в выдаче кредита на запрошенных условиях.

Решено так по правилам выдачи кредитов. Причины:
— Есть просрочка
— И ещё одна

Если вы не согласны или появились новые сведения, возразите до 05.12.2026 включительно:\
 в личном кабинете на странице этого уведомления или через своего менеджера.\
 Возражение рассмотрит сотрудник, и не тот, кто принимал решение.\
 Вам ответят не позднее чем через 15 дн.
"""
DECLINED_EN = """\
Notice of the decision on application no. 17

The bank
5 November 2026

To: Анна Заёмщикова

You asked for a credit: RUB~300,000 for 24 months at 24.5% a year.

Decision of 4 November 2026: the credit is declined on the terms asked for.

It was decided so by the rules of lending. The reasons:
— You are late
— And again

If you do not agree, or there is something new to know, object until 5 December 2026:\
 in your account on the page of this notice, or through your manager.\
 A person looks at it, another one than who decided.\
 You are answered within 15 days.
"""
OFFERED_RU = """\
Уведомление о решении по заявке № 17

Первый банк
05.11.2026

Кому: Анна Заёмщикова

Вы просили кредит: 300~000~₽ на 24 мес. под 24,5 % годовых.

Решение от 04.11.2026: вместо запрошенного мы можем предложить\
 150~000~₽ на 36 мес. под 20 % годовых.

Запрошенные условия не проходят по правилам выдачи кредитов. Причины:
— Есть просрочка

Принять предложение или отказаться от него можно в личном кабинете или у менеджера.
"""
OFFERED_EN = """\
Notice of the decision on application no. 17

Первый банк
5 November 2026

To: Анна Заёмщикова

You asked for a credit: RUB~300,000 for 24 months at 24.5% a year.

Decision of 4 November 2026: instead of what was asked for, we can offer\
 RUB~150,000 for 36 months at 20% a year.

The terms asked for do not pass the rules of lending. The reasons:
— You are late

You can accept the offer or refuse it in your account, or through your manager.
"""


@pytest.mark.parametrize(
    ("letter", "language", "text"),
    [
        (DECLINED, Language.RU, DECLINED_RU),
        (DECLINED, Language.EN, DECLINED_EN),
        (OFFERED, Language.RU, OFFERED_RU),
        (OFFERED, Language.EN, OFFERED_EN),
    ],
)
def test_a_letter_is_as_it_was(letter: Letter, language: Language, text: str) -> None:
    assert compose(letter, language) == text.replace("~", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("component", "ru", "en"),
    [
        (
            Component.SCORE,
            (
                "Решено так по оценке вероятности, что кредит не будет возвращён."
                " Больше всего на неё повлияло:"
            ),
            (
                "It was decided so by how likely the credit is not to be repaid."
                " What weighed most in that:"
            ),
        ),
        (
            Component.PERSON,
            "Решение принял сотрудник. Причины:",
            "A person decided. The reasons:",
        ),
    ],
)
def test_who_or_what_decided_is_said(component: Component, ru: str, en: str) -> None:
    letter = replace(DECLINED, component=component)
    assert f"\n\n{ru}\n— Есть просрочка\n— И ещё одна\n\n" in compose(letter, Language.RU)
    assert f"\n\n{en}\n— You are late\n— And again\n\n" in compose(letter, Language.EN)
