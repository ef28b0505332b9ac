"""Makes the people a test needs, each with a name nobody else has, and removes them at its end.

With `removal.py` this is the one module of the suite that knows columns of tables. A bare address lets nobody write to
its database: there the demo logins stand in, and a test that needs people of its own is skipped.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle, islice
from typing import Any
from uuid import uuid4

from argon2 import PasswordHasher
from uuid6 import uuid7

from tests.e2e.deployed import PATIENCE_SECONDS, Credentials, Deployed, eventually
from tests.e2e.letters import remove_letters
from tests.e2e.removal import MINE, REMOVE

PASSWORD = secrets.token_urlsafe(12)
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
    "born_on": "1991-04-20",
    "employed_since": "2020-01-18",
    "flag_work_phone": 0,
    "flag_phone": 1,
    "flag_email": 0,
    "occupation_type": "Core staff",
    "cnt_fam_members": 3,
}
# One letter a month, newest first, the newest the one of today
PUNCTUAL = "C" * 24
LATE = "1" * 24
DEFAULTED = "3" + "0" * 23
SHORT = "0" * 5  # not enough for the behavioural model
NO_MONTHS = ""
HISTORIES = (PUNCTUAL, LATE)  # in turn, so that the clients of a team differ in their grades
MONTHS_AGO = (
    "CAST(date_trunc('month', now() AT TIME ZONE 'Europe/Moscow')"
    " - make_interval(months => CAST(%s AS int)) AS date)"
)


@dataclass(frozen=True)
class Person:
    """Somebody who can log in; the ids of a demo login are not known."""

    credentials: Credentials
    last_name: str = ""
    first_name: str = ""
    user_id: int = 0
    client_id: int = 0
    manager_id: int = 0

    @property
    def name(self) -> str:
        return f"{self.last_name} {self.first_name}"


@dataclass(frozen=True)
class Team:
    """A manager and their clients, who all have a score."""

    manager: Person
    clients: list[Person]


@dataclass
class People:
    """Whom one test has made."""

    deployed: Deployed
    user_ids: list[int] = field(default_factory=list)

    def staff(self, role: str) -> Person:
        """A member of staff; a manager has no clients yet."""
        if not self._may_write:
            return Person(self.deployed.demo(role))
        person = self._user(role)
        if role != "manager":
            return person
        [[manager_id]] = self.deployed.query(
            "INSERT INTO managers (user_id) VALUES (%s) RETURNING id", person.user_id
        )
        return replace(person, manager_id=manager_id)

    def client(
        self,
        manager: Person | None = None,
        *,
        answers: dict[str, Any] = ANSWERS,
        history: str = PUNCTUAL,
        newest: int = 0,
        last_name: str | None = None,
        first_name: str = "Анна",
    ) -> Person:
        """A client with a credit and without a score."""
        self.deployed.given("database_url")
        person = self._user("client", last_name, first_name)
        client_id = self._record_of(person, person.user_id, manager, answers)
        self.credit(client_id, history, newest)
        return replace(person, client_id=client_id)

    def without_login(self, manager: Person) -> Person:
        """A client with a credit who was never given a login."""
        self.deployed.given("database_url")
        person = Person({"login": "", "password": ""}, new_name(), "Анна")
        client_id = self._record_of(person, None, manager, ANSWERS)
        self.credit(client_id, LATE)
        return replace(person, client_id=client_id)

    def _record_of(
        self, person: Person, user_id: int | None, manager: Person | None, answers: dict[str, Any]
    ) -> int:
        row = {
            "user_id": user_id,
            "manager_id": manager.manager_id if manager else None,
            "last_name": person.last_name,
            "first_name": person.first_name,
            **answers,
        }
        [[client_id]] = self.deployed.query(
            f"INSERT INTO clients ({', '.join(row)})"
            f" VALUES ({', '.join(['%s'] * len(row))}) RETURNING id",
            *row.values(),
        )
        return int(client_id)

    def credit(self, client_id: int, history: str, newest: int = 0) -> None:
        """A credit with these months, the newest of them so many months ago."""
        closed_months = len(history) - len(history.lstrip("C"))
        [[credit_id]] = self.deployed.query(
            "INSERT INTO credits (client_id, amount_total, annual_rate, issued_on, closed_on)"
            f" VALUES (%s, 900000, 16, '2024-12-01', CASE WHEN %s THEN {MONTHS_AGO} END)"
            " RETURNING id",
            client_id,
            closed_months > 0,
            newest + closed_months - 1,
        )
        self.deployed.query(
            "INSERT INTO payment_months (credit_id, month, status, amount_overdue)"
            f" SELECT %s, {MONTHS_AGO.replace('%s', '(place - 1 + %s)')}, status,"
            " CASE WHEN status >= '3' AND status <= '5' THEN 87545 END"
            " FROM unnest(%s::text[]) WITH ORDINALITY AS m(status, place)",
            credit_id,
            newest,
            list(history),
        )
        self.deployed.query(
            "UPDATE clients SET payments_updated_at = now(), payments_seen_until = ("
            "SELECT max(p.month) FROM credits k JOIN payment_months p ON p.credit_id = k.id"
            " WHERE k.client_id = clients.id AND k.closed_on IS NULL) WHERE id = %s",
            client_id,
        )

    def borrower(self) -> Person:
        """A client with a manager, a credit and a score, who can log in."""
        if not self._may_write:
            return Person(self.deployed.demo("client"))
        return self.team(1).clients[0]

    def team(
        self,
        clients: int = 3,
        last_name: str | None = None,
        histories: Sequence[str] = HISTORIES,
    ) -> Team:
        """A manager with that many clients, of more than one grade; of an address the demo's."""
        manager = self.staff("manager")
        if not self._may_write:
            return Team(manager, self._listed(manager))
        made = [
            self.client(manager, history=one, last_name=last_name)
            for one in islice(cycle(histories), clients)
        ]
        self.score(*made)
        return Team(manager, made)

    def score(self, *clients: Person) -> list[str]:
        """Gives each client a score by sending for it, and waits until all are there."""
        score_ids = [score_id for client in clients for score_id in self.pending_scores(client)]
        self.deployed.send(self.deployed.message(*score_ids))
        self.wait_for(score_ids)
        return score_ids

    def wait_for(self, score_ids: list[str], seconds: float = PATIENCE_SECONDS) -> None:
        """Waits until all of them are done."""
        is_done = eventually(lambda: self.deployed.statuses(score_ids) == {"done"}, seconds)
        assert is_done, self.deployed.statuses(score_ids)

    def pending_scores(
        self, client: Person, count: int = 1, *, age_seconds: int = 0, swept: bool = True
    ) -> list[str]:
        """Writes pending scores whose message is yet to be sent.

        Those that are not ``swept`` count as sent again in ten minutes: the sweep leaves them alone.
        """
        score_ids = [str(uuid7()) for _ in range(count)]
        self.deployed.query(
            "INSERT INTO scores (id, client_id, requested_by, requested_at, resent_at)"
            " SELECT id, %s, %s, now() - make_interval(secs => %s), now() + %s::interval"
            " FROM unnest(%s::uuid[]) AS id",
            client.client_id,
            client.user_id,
            age_seconds,
            None if swept else "10 minutes",
            score_ids,
        )
        return score_ids

    def lose_message(self, score_id: str) -> None:
        """Lets a pending score look as if it was sent two minutes ago."""
        self.deployed.query(
            "UPDATE scores SET requested_at = now() - interval '2 minutes' WHERE id = %s", score_id
        )

    def rename(self, client: Person, first_name: str) -> None:
        for table, person_id in (("users", client.user_id), ("clients", client.client_id)):
            self.deployed.query(
                f"UPDATE {table} SET first_name = %s WHERE id = %s", first_name, person_id
            )

    def end_sessions(self, person: Person) -> None:
        self.deployed.query("DELETE FROM sessions WHERE user_id = %s", person.user_id)

    def last_names(self) -> set[str]:
        """Returns the last name of everybody there is."""
        return {row[0] for row in self.deployed.query("SELECT last_name FROM users")}

    def forget_attempts(self) -> None:
        """Forgives failed logins; those of this machine's address would slow everybody's logins."""
        if self._may_write:
            self.deployed.query("DELETE FROM attempts")

    def adopt(self, user_id: int) -> None:
        """Removes at the end somebody whom the test made in another way."""
        self.user_ids.append(user_id)

    def remove(self) -> None:
        """Removes everybody with all that hangs on them, and what became of their messages.

        A message whose score is gone would end in the dead-letter queue, so scores are waited for.
        """
        if not self._may_write or not self.user_ids:
            return
        scores = "SELECT s.id::text, s.status FROM scores s JOIN clients c ON c.id = s.client_id"
        mine = f"{scores} WHERE c.id IN {MINE}"

        def is_settled() -> bool:
            return all(
                row[1] != "pending" for row in self.deployed.query(mine, users=self.user_ids)
            )

        eventually(is_settled, PATIENCE_SECONDS)
        score_ids = [row[0] for row in self.deployed.query(mine, users=self.user_ids)]
        self.deployed.query(REMOVE, users=self.user_ids)
        remove_letters(self.deployed, score_ids)

    @property
    def _may_write(self) -> bool:
        return "database_url" in self.deployed.description

    def _user(self, role: str, last_name: str | None = None, first_name: str = "Анна") -> Person:
        credentials: Credentials = {"login": f"{role}-{uuid4().hex[:12]}", "password": PASSWORD}
        last_name = last_name or new_name()
        [[user_id]] = self.deployed.query(
            "INSERT INTO users (login, password_hash, role, last_name, first_name)"
            " VALUES (%s, %s, %s, %s, %s) RETURNING id",
            credentials["login"],
            PASSWORD_HASH,
            role,
            last_name,
            first_name,
        )
        self.user_ids.append(user_id)
        return Person(credentials, last_name, first_name, user_id)

    def _listed(self, manager: Person) -> list[Person]:
        with self.deployed.log_in(manager) as client:
            answer = client.get("/api/clients", params={"manager": "me", "limit": 200})
        return [
            Person(manager.credentials, row["last_name"], row["first_name"], client_id=row["id"])
            for row in answer.json()["items"]
        ]


def new_name() -> str:
    """A last name in Russian letters that nobody else has."""
    syllables = (secrets.choice("бвгдзклмнпрст") + secrets.choice("аеиоу") for _ in range(7))
    return f"{''.join(syllables)}в".capitalize()
