"""Makes the people of a test."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from argon2 import PasswordHasher
from sqlalchemy import Connection, delete, func, insert, select, text, update

from api.people.passwords import hash_token
from core.applications.tables import applications
from core.clients.adding import add_credits
from core.clients.payments import RecordedMonth, record_months
from core.clients.rules.history import PaymentStatus, month_number, month_of
from core.clients.tables import clients
from core.decisions.case_opening import open_case
from core.decisions.policies import active_policy_id
from core.decisions.policy_writing import PolicyDraft, add_draft
from core.decisions.rules.policy import first_policy
from core.exports.tables import exports
from core.imports.tables import imports
from core.kit.clock import bank_date
from core.kit.identifiers import new_id
from core.models.rules.released import released
from core.models.switching import current_champion
from core.models.tables import model_comparisons, models, promotions
from core.monitoring.tables import alerts, monitor_runs, snapshots, verdicts
from core.people.api_tokens import add_program, add_token
from core.people.records import MadeToken
from core.people.rules.roles import Role
from core.people.rules.scopes import Scope
from core.people.rules.token_shape import new_program_token
from core.people.tables import managers, users
from core.scores.rules.bundle_names import BundleName
from core.scores.rules.vocabulary import Decision
from core.scores.tables import portfolio_batches, scores

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
    "born_on": date(1991, 4, 20),
    "employed_since": date(2020, 1, 18),
    "flag_work_phone": 0,
    "flag_phone": 1,
    "flag_email": 0,
    "occupation_type": "Core staff",
    "cnt_fam_members": 3,
}
HISTORY = "".join("0" if month % 5 else "C" for month in range(24))
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

    def program(self, *scopes: Scope, days: int = 1) -> tuple[int, str]:
        """A program: the id of its token, and the token."""
        admin = self.user(Role.ADMIN)
        token = new_program_token()
        made = add_token(
            self.connection,
            add_program(self.connection, f"Программа {next(_serial)}", PASSWORD_HASH),
            MadeToken(hash_token(token), token[-4:], scopes),
            created_by=admin.user_id,
            days=days,
        )
        self.connection.commit()
        return made.id, token

    def session_id(self, person: Person) -> int:
        """The id of the session that ``person`` was made with."""
        known = {"token_hash": hash_token(person.token)}
        found = text("SELECT id FROM sessions WHERE token_hash = :token_hash")
        session_id: int = self.connection.execute(found, known).scalar_one()
        return session_id

    def manager(self) -> Person:
        user = self.user(Role.MANAGER)
        manager_id = self._insert(managers, user_id=user.user_id)
        return Person(user.user_id, user.login, user.token, manager_id=manager_id)

    def client(
        self,
        manager: Person | None = None,
        *,
        history: str | None = HISTORY,
        answers: dict[str, Any] | None = None,
        **names: str,
    ) -> Person:
        """A client, with a credit unless ``history`` is None; one letter a month, newest first."""
        user = self.user(Role.CLIENT, **names)
        named = select(users.c.first_name, users.c.last_name).where(users.c.id == user.user_id)
        client_id = self._insert(
            clients,
            user_id=user.user_id,
            manager_id=manager and manager.manager_id,
            **self.connection.execute(named).one()._mapping,
            **{**ANSWERS, **(answers or {})},
        )
        if history is not None:
            self.credit(client_id, history)
        return Person(user.user_id, user.login, user.token, client_id=client_id)

    def without_login(self, manager: Person | None = None, **values: Any) -> int:
        """A client whom nobody has invited yet; returns the id."""
        named = {"first_name": "Анна", "last_name": f"Тестова{next(_serial)}"}
        client_id: int = self._insert(
            clients, manager_id=manager and manager.manager_id, **{**ANSWERS, **named, **values}
        )
        return client_id

    def credit(self, client_id: int | None, history: str, newest: int = 0) -> int:
        """A credit with these months, the newest of them so many months ago."""
        row = {"client_id": client_id, "amount_total": 900_000, "annual_rate": 16}
        [credit_id] = add_credits(self.connection, [{**row, "issued_on": date(2024, 12, 1)}])
        self.months(credit_id, history, newest)
        return credit_id

    def months(self, credit_id: int, history: str, newest: int = 0) -> int:
        """Records months of a credit as a feed would; returns how many rows are new."""
        now = month_number(bank_date()) - newest
        added = record_months(
            self.connection,
            [
                RecordedMonth(credit_id, month_of(now - place), PaymentStatus(status))
                for place, status in enumerate(history)
            ],
        )
        self.connection.commit()
        return len(added)

    def pending_score(self, client: Person, age: str = "0 seconds") -> UUID:
        """A pending score that was asked for ``age`` ago."""
        score_id = new_id()
        self._insert(
            scores,
            id=score_id,
            client_id=client.client_id,
            requested_by=client.user_id,
            requested_at=text(f"now() - interval '{age}'"),
        )
        return score_id

    def application(self, client: Person, manager: Person | None = None, **values: Any) -> UUID:
        """A scored application of a client that a manager brought in, or nobody handles."""
        known = {
            "id": new_id(),
            "client_id": client.client_id,
            "manager_id": manager and manager.manager_id,
            "channel": "manager" if manager else "borrower",
            "state": "submitted",
            "score_id": self.done_score(client, 0.01, "C"),
            "created_by": (manager or client).user_id,
            "person": {"last_name": "Заёмщикова", "first_name": "Анна"},
            "amount_rub": 300_000,
            "term_months": 24,
            "purpose": "consumer",
            "annual_rate": 24,
            "submitted_at": text("clock_timestamp()"),
            "completed_at": text("clock_timestamp()"),
        }
        application_id: UUID = self._insert(applications, **{**known, **values})
        return application_id

    def in_queue(self, application_id: UUID) -> UUID:
        """Puts an application into the queue of cases; returns its id."""
        open_case(self.connection, application_id, Decision.REVIEW, Decimal(1_000))
        self.connection.commit()
        return application_id

    def batch(self, person: Person) -> UUID:
        """A rescoring of nobody that this person asked for."""
        batch_id = new_id()
        values = {"id": batch_id, "requested_by": person.user_id, "filters": {}}
        self._insert(portfolio_batches, **values)
        return batch_id

    def file(self, person: Person, **values: Any) -> int:
        """An import of credits that this person sent, read and not yet mapped."""
        row = {
            "kind": "credits",
            "state": "profiled",
            "file_name": "credits.csv",
            "size_bytes": 100,
            "sha256": uuid4().hex * 2,
            "created_by": person.user_id,
            "profile": {"signature": "a" * 64},
        }
        import_id: int = self._insert(imports, **{**row, **values})
        return import_id

    def export(self, person: Person) -> int:
        """An export that this person asked for, of which there is no file."""
        told = {"kind": "clients", "format": "csv", "wanted": {}, "state": "failed"}
        export_id: int = self._insert(exports, **told, created_by=person.user_id)
        return export_id

    def monitor_run(self, **values: Any) -> int:
        """A run of the monitor that is over, and no other one."""
        self.connection.execute(delete(monitor_runs))
        over = {"month": bank_date().replace(day=1), "ended_at": func.now(), **values}
        run_id: int = self._insert(monitor_runs, **over)
        return run_id

    def forget_months(self) -> None:
        """Lets no snapshot be, and nobody who was in one of the past be in one of them again."""
        later = (
            "UPDATE clients SET client_since = now() WHERE id IN (SELECT client_id FROM snapshots)"
        )
        self.connection.execute(text(later))
        for table in (verdicts, alerts, snapshots, monitor_runs):
            self.connection.execute(delete(table))
        self.connection.commit()

    def verdict(self, **values: Any) -> int:
        """What a month of long ago calls for."""
        self.connection.execute(text("DELETE FROM verdicts WHERE month = '2001-01-01'"))
        row = {"month": date(2001, 1, 1), "verdict": "watch", "signals": [], **values}
        return int(self._insert(verdicts, run_id=1, **row))

    def alert(self, **values: Any) -> int:
        """A signal that somebody should look at."""
        row = {
            "kind": "population",
            "model": "behavioural",
            "model_version": new_id().hex,
            "name": "credits_open",
            "light": "red",
            "p_value": 0.0001,
            "psi": 0.2,
            "first_month": date(2001, 1, 1),
            "last_month": date(2001, 1, 1),
        }
        return int(self._insert(alerts, **{**row, **values}))

    def policy(self, author: Person) -> int:
        """A draft of the policy that this person writes, neither explained nor simulated."""
        policy_id = add_draft(self.connection, author.user_id, PolicyDraft(first_policy()))
        self.connection.commit()
        return policy_id

    def promotion(self, person: Person) -> int:
        """A request of this person for a bundle that is nowhere any more, withdrawn."""
        now = current_champion(self.connection)
        name = BundleName.of("2027-02-01", {"card.json": uuid4().hex * 2})
        told = {"version": name.version, "sha256": name.sha256, "files": name.files, "card": {}}
        model_id = self._insert(models, **told, source="registered", state="retired")
        policy_id = active_policy_id(self.connection)
        comparison_id = self._insert(
            model_comparisons,
            champion_id=now.id,
            challenger_id=model_id,
            policy_sha256="0" * 64,
            asked_by=person.user_id,
        )
        promotion_id: int = self._insert(
            promotions,
            kind="promotion",
            state="withdrawn",
            model_id=model_id,
            back_to_id=now.id,
            policy_id=policy_id,
            back_to_policy_id=policy_id,
            comparison_id=comparison_id,
            justification="A test.",
            requested_by=person.user_id,
            decided_by=person.user_id,
        )
        return promotion_id

    def done_score(self, client: Person, proba: float, grade: str, **values: Any) -> UUID:
        """A finished score."""
        score_id = self.pending_score(client)
        self.finish(score_id, proba, grade, **values)
        return score_id

    def finish(self, score_id: UUID, proba: float, grade: str, **values: Any) -> None:
        """Records a pending score."""
        recorded = {
            "decision": "approve",
            "reasons": [],
            "features": {},
            "model": "behavioural",
            "model_version": released().name.version,
            "policy_version": first_policy().version,
            "as_of": func.coalesce(scores.c.as_of, bank_date()),
            **values,
        }
        self.connection.execute(
            update(scores)
            .where(scores.c.id == score_id)
            .values(
                status="done",
                proba=proba,
                grade=grade,
                scored_at=text("clock_timestamp()"),
                **recorded,
            )
        )
        self.connection.commit()

    def score_row(self, score_id: UUID) -> Any:
        """What the table says about a score."""
        self.connection.rollback()
        return self.connection.execute(select(scores).where(scores.c.id == score_id)).one()

    def _insert(self, table: Any, **values: Any) -> Any:
        key = self.connection.execute(insert(table).values(**values).returning(table.c.id))
        self.connection.commit()
        return key.scalar_one()
