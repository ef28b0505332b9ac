"""Clients of a list that tests look at."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from core.scores.rules.vocabulary import Decision, Freshness
from core.worklist.rules.client_facts import ClientFacts, OpenCredit, Verdict

AS_OF = date(2026, 11, 28)
LGD = 0.45
CREDIT = OpenCredit(
    Decimal(900_000), Decimal(16), date(2026, 10, 1), 60, newest=date(2026, 11, 1), recent="XXX"
)


def verdict(
    number: int, grade: str = "A", decision: Decision = Decision.APPROVE, proba: float = 0.01
) -> Verdict:
    """What score ``number`` said."""
    return Verdict(UUID(int=number), grade, decision, proba)


def credit(recent: str, **values: Any) -> OpenCredit:
    """A credit with these newest months."""
    return replace(CREDIT, recent=recent, **values)


def client(number: int = 1, **values: Any) -> ClientFacts:
    """A client of whom there is nothing to say but what is given."""
    known: dict[str, Any] = {
        "id": number,
        "last_name": "Иванова",
        "first_name": "Анна",
        "patronymic": "",
        "external_id": None,
        "phone": None,
        "freshness": Freshness.CURRENT,
        "last": verdict(1_000),
        "credits": (CREDIT,),
    }
    return ClientFacts(**{**known, **values})
