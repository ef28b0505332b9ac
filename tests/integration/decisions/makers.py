"""Cases of a test, and what underwriters do with them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text

from core.decisions.policies import policy_in_force
from core.decisions.recommending import recommend
from core.people.rules.roles import Role
from tests.integration.conftest import Answer, ApiCaller
from tests.integration.makers import People, Person

RATIONALE = "Работодатель письменно подтвердил доход заявителя."
APPROVED, REVIEWED, DECLINED = 0.001, 0.05, 0.4
RAISES = [{"code": "RECENT_LATENESS", "direction": "raises_risk", "contribution": 0.4}]


AGAINST = {"override_reason": "income_confirmed", "rationale": RATIONALE}


def faults(answer: Answer) -> set[tuple[str, str]]:
    """What a refusal says of which field."""
    assert answer.status == 422, answer.body
    return {(fault["field"], fault["code"]) for fault in answer.body["detail"]}


@dataclass
class Desk:
    """Brings applications into the queue, and acts as an underwriter."""

    people: People
    api: ApiCaller

    def case(
        self,
        proba: float = REVIEWED,
        *,
        client: Person | None = None,
        manager: Person | None = None,
        income: int = 2_400_000,
        grade: str = "D",
        reasons: Any = RAISES,
        **values: Any,
    ) -> UUID:
        """A borrower's application with a score and what is recommended for it, in the queue."""
        answers = {"amt_income_total": income}
        client = client or self.people.client(manager, history=None, answers=answers)
        model = values.pop("model", "behavioural" if proba < 1 else None)
        decision = "decline" if proba >= 0.14 else "review"
        score_id = self.people.done_score(
            client, proba, grade, reasons=reasons, decision=decision, model=model
        )
        application_id = self.people.application(client, score_id=score_id, **values)
        connection = self.people.connection
        recommend(connection, [score_id], policy_in_force(connection))
        connection.commit()
        return application_id

    def underwriter(self) -> Person:
        return self.people.user(Role.UNDERWRITER)

    def card(self, who: Person, application_id: UUID) -> Any:
        answer = self.api("GET", f"/cases/{application_id}", token=who.token)
        assert answer.status == 200, answer.body
        return answer.body

    def seen(self, who: Person, application_id: UUID) -> dict[str, Any]:
        """What a page sends along of what it has loaded."""
        card = self.card(who, application_id)
        return {
            "score_id": card["score"]["id"],
            "policy_version": card["recommendation"]["policy_version"],
            "answers_sha256": card["recommendation"]["answers_sha256"],
            "confirms": card["first"] and card["first"]["id"],
        }

    def decide(
        self, who: Person, application_id: UUID, outcome: str, *, preview: bool = False, **said: Any
    ) -> Answer:
        body = {**self.seen(who, application_id), "outcome": outcome, **said}
        path = f"/applications/{application_id}/decisions"
        query = "preview=true" if preview else ""
        return self.api("POST", path, body, token=who.token, query=query)

    def do(self, who: Person, application_id: UUID, deed: str, body: Any = None) -> Answer:
        return self.api("POST", f"/applications/{application_id}/{deed}", body, token=who.token)

    def row(self, table: str, application_id: UUID) -> Any:
        column = "id" if table == "applications" else "application_id"
        self.people.connection.rollback()
        statement = text(f"SELECT * FROM {table} WHERE {column} = :id")
        return self.people.connection.execute(statement, {"id": application_id}).one()

    def change(self, statement: str, **values: Any) -> None:
        """Moves what a test cannot wait for."""
        self.people.connection.execute(text(statement), values)
        self.people.connection.commit()

    def decisions(self, application_id: UUID) -> Any:
        """What was decided, the earliest first."""
        self.people.connection.rollback()
        statement = text("SELECT * FROM decisions WHERE application_id = :id ORDER BY sequence")
        return self.people.connection.execute(statement, {"id": application_id}).all()
