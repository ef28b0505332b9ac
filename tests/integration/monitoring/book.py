"""A book of many clients with random answers and payments, scored by the scorer itself."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert

from core.clients.adding import add_credits
from core.clients.payments import RecordedMonth, record_months
from core.clients.rules.answer_kinds import Category, Number
from core.clients.rules.history import PaymentStatus, month_number, month_of
from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.clients.tables import clients
from core.kit.clock import bank_date
from core.kit.identifiers import new_id
from core.scores.rules.messages import ScoringMessage
from core.scores.tables import scores
from scorer.batch import score_messages
from tests.integration.conftest import message

MONTHS = "CCX0000000000000112345"
CHUNK = 200


def random_answers(random: Random) -> dict[str, Any]:
    """Possible answers, each as likely as any other."""
    told: dict[str, Any] = {}
    for name, kind in QUESTIONNAIRE.items():
        if isinstance(kind, Category):
            told[name] = random.choice((*kind.values, *([None] if kind.nullable else [])))
        elif isinstance(kind, Number):
            amount = random.uniform(kind.minimum, min(kind.maximum, 10**6))
            told[name] = int(amount) if kind.whole else round(amount, 2)
    told["born_on"] = date(1960, 1, 1) + timedelta(days=random.randrange(12_000))
    employed = told["born_on"] + timedelta(days=20 * 366 + random.randrange(3_000))
    told["employed_since"] = random.choice((None, min(employed, bank_date())))
    return told


def add_people(connection: Connection, count: int, random: Random) -> list[int]:
    """Writes clients with none to three credits each; returns their ids."""
    named = {"first_name": "Анна", "last_name": "Тестова"}
    rows = [{**named, **random_answers(random)} for _ in range(count)]
    ids = list(connection.execute(insert(clients).returning(clients.c.id), rows).scalars())
    owners = [client_id for client_id in ids for _ in range(random.randrange(4))]
    terms = {"amount_total": 900_000, "annual_rate": 16, "issued_on": date(2019, 12, 1)}
    credit_ids = add_credits(connection, [{**terms, "client_id": owner} for owner in owners])
    now = month_number(bank_date())
    record_months(
        connection,
        [
            RecordedMonth(one, month_of(now - place), PaymentStatus(random.choice(MONTHS)))
            for one in credit_ids
            for place in range(random.choice((2, 5, 8, 24)))
        ],
    )
    connection.commit()
    return ids


def score_people(
    connection: Connection, client_ids: Sequence[int], requested_by: int
) -> list[UUID]:
    """Has the scorer score them in batches, as the queue would; returns the ids of the scores."""
    rows = [{"id": new_id(), "client_id": one, "requested_by": requested_by} for one in client_ids]
    connection.execute(insert(scores), rows)
    connection.commit()
    ids = [row["id"] for row in rows]
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        body = message(*part)
        outcome = score_messages({"one": ScoringMessage.model_validate_json(body)})
        assert outcome.done == len(part), outcome
    return ids
