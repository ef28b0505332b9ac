"""Makes the people of a test."""

from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from argon2 import PasswordHasher
from core.tables import clients, credits, managers, portfolio_batches, scores, users
from sqlalchemy import Connection, insert, select, text
from uuid6 import uuid7

from api.people.passwords import hash_token
from core.people.rules.roles import Role

PASSWORD = "a password for tests"
PASSWORD_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
ANSWERS: dict[str, Any] = {
    "code_gender": "F",
    "flag_own_car": "N",
    "flag_own_realty": "Y",
    "cnt_children": 1,
    "amt_income_total": 157_500,
    "name_income_type": "Working",
    "name_education_type": "Higher education",
    "name_family_status": "Married",
    "name_housing_type": "House / apartment",
    "days_birth": -13_000,
    "days_employed": -2_500,
    "flag_work_phone": 0,
    "flag_phone": 1,
    "flag_email": 0,
    "occupation_type": "Core staff",
    "cnt_fam_members": 3,
}
HISTORY = [{"months_ago": month, "status": "0" if month % 5 else "C"} for month in range(24)]
_serial = count()


@dataclass(frozen=True)
class Person:
    """A user with a live session."""

    user_id: int
    login: str
    token: str
    client_id: int | None = None
    manager_id: int | None = None


class People:
    """Writes people and scores straight into the tables, committed."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def user(self, role: Role, **names: str) -> Person:
        login = f"{role}-{uuid4().hex[:12]}"
        values = {"first_name": "Анна", "last_name": f"Тестова{next(_serial)}", **names}
        user_id = self._insert(
            users, login=login, password_hash=PASSWORD_HASH, role=role, is_test=True, **values
        )
        token = f"token-{login}"
        self.connection.execute(
            text(
                "INSERT INTO sessions (token_hash, user_id, expires_at)"
                " VALUES (:token_hash, :user_id, now() + interval '1 hour')"
            ),
            {"token_hash": hash_token(token), "user_id": user_id},
        )
        self.connection.commit()
        return Person(user_id, login, token)

    def manager(self) -> Person:
        user = self.user(Role.MANAGER)
        manager_id = self._insert(managers, user_id=user.user_id)
        return Person(user.user_id, user.login, user.token, manager_id=manager_id)

    def client(
        self,
        manager: Person | None = None,
        *,
        history: list[dict[str, Any]] | None = HISTORY,
        answers: dict[str, Any] | None = None,
        **names: str,
    ) -> Person:
        """A client, with a credit unless ``history`` is None."""
        user = self.user(Role.CLIENT, **names)
        client_id = self._insert(
            clients,
            user_id=user.user_id,
            manager_id=manager and manager.manager_id,
            **{**ANSWERS, **(answers or {})},
        )
        if history is not None:
            self._insert(
                credits,
                client_id=client_id,
                amount_total=900_000,
                annual_rate=16,
                issued_at="2024-12-01",
                payment_history=history,
            )
        return Person(user.user_id, user.login, user.token, client_id=client_id)

    def pending_score(self, client: Person, age: str = "0 seconds") -> UUID:
        """A pending score that was asked for ``age`` ago."""
        score_id = UUID(bytes=uuid7().bytes)
        self._insert(
            scores,
            id=score_id,
            client_id=client.client_id,
            requested_by=client.user_id,
            requested_at=text(f"now() - interval '{age}'"),
        )
        return score_id

    def batch(self, person: Person) -> UUID:
        """A rescoring of nobody that this person asked for."""
        batch_id = UUID(bytes=uuid7().bytes)
        values = {"id": batch_id, "requested_by": person.user_id, "filters": {}, "total": 0}
        self._insert(portfolio_batches, **values)
        return batch_id

    def done_score(self, client: Person, proba: float, grade: str, **values: Any) -> UUID:
        """A finished score."""
        recorded = {"decision": "approve", "reasons": [], "features": {}, **values}
        return self._insert(
            scores,
            id=UUID(bytes=uuid7().bytes),
            client_id=client.client_id,
            requested_by=client.user_id,
            status="done",
            proba=proba,
            grade=grade,
            model="behavioural",
            model_version="test",
            policy_version="test",
            scored_at=text("clock_timestamp()"),
            **recorded,
        )

    def score_row(self, score_id: UUID) -> Any:
        """What the table says about a score."""
        self.connection.rollback()
        return self.connection.execute(select(scores).where(scores.c.id == score_id)).one()

    def _insert(self, table: Any, **values: Any) -> Any:
        key = self.connection.execute(insert(table).values(**values).returning(table.c.id))
        self.connection.commit()
        return key.scalar_one()
