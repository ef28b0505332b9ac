"""Decides as the desk's statement does: a row of `decisions`, and the application moved on."""

from typing import Any
from uuid import UUID

from sqlalchemy import insert, text

from core.decisions.tables import decisions, recommendations
from core.people.rules.roles import Role
from tests.integration.makers import People, Person

POLICY_SHA256 = "0" * 64
BURDEN = {"rule": "BURDEN_TOO_HIGH", "value": 0.91, "limit": 0.8, "outcome": "decline"}
_RECOMMENDED: dict[str, Any] = {
    "policy_version": "2026-11-28-00000000",
    "policy_sha256": POLICY_SHA256,
    "decision": "decline",
    "by_cut_offs": "approve",
    "approve_below": 0.02,
    "decline_from": 0.14,
    "findings": [BURDEN],
    "amount_rub": 300_000,
    "term_months": 24,
    "annual_rate": 24,
    "payment_rub": 15_861,
    "payment_to_income": 0.4,
    "burden": 0.91,
    "limit_rub": 0,
    "limit_reason": "DECLINED",
    "expected_loss_rub": 1_350,
    "answers_sha256": "1" * 64,
}
_OF_RECOMMENDATION = (
    *("policy_version", "policy_sha256", "approve_below", "decline_from", "answers_sha256"),
    *("amount_rub", "term_months", "annual_rate"),
)
_STATES = {"decline": "declined", "counteroffer": "counteroffer", "approve": "approved"}
_GET = text(
    "SELECT r.*, s.proba, s.model, s.model_version FROM recommendations r"
    " JOIN applications a ON a.id = r.application_id AND a.score_id = r.score_id"
    " JOIN scores s ON s.id = r.score_id WHERE a.id = :id"
)


def recommend(people: People, application_id: UUID, **values: Any) -> None:
    """Recommends for an application without a scorer."""
    found = text("SELECT score_id FROM applications WHERE id = :id")
    score_id = people.connection.execute(found, {"id": application_id}).scalar_one()
    row = {**_RECOMMENDED, "application_id": application_id, "score_id": score_id, **values}
    people.connection.execute(insert(recommendations).values(**row))
    people.connection.execute(
        text(
            "INSERT INTO cases (application_id, due_at, recommendation, expected_loss_rub)"
            " VALUES (:id, now(), :recommendation, 0)"
        ),
        {"id": application_id, "recommendation": row["decision"]},
    )
    people.connection.commit()


def decide(
    people: People, application_id: UUID, outcome: str, actor: Person | None = None, **values: Any
) -> int | None:
    """Decides by what was recommended; returns the id of the notice that follows, if one does."""
    actor = actor or people.user(Role.UNDERWRITER)
    row = people.connection.execute(_GET, {"id": application_id}).one()
    sequence = people.connection.execute(
        text("SELECT 1 + count(*) FROM decisions WHERE application_id = :id"),
        {"id": application_id},
    ).scalar_one()
    known = {
        **{name: row._mapping[name] for name in (*_OF_RECOMMENDATION, "score_id", "proba")},
        "model": row.model,
        "model_version": row.model_version,
        "application_id": application_id,
        "sequence": sequence,
        "outcome": outcome,
        "recommendation": row.decision,
        "actor_id": actor.user_id,
        "is_final": True,
        "decline_reasons": ["INCOME_NOT_CONFIRMED"] if outcome == "decline" else [],
    }
    made = insert(decisions).values({**known, **values}).returning(decisions.c.id)
    decision_id = people.connection.execute(made).scalar_one()
    people.connection.execute(
        text("UPDATE applications SET state = :state WHERE id = :id"),
        {"state": _STATES[outcome], "id": application_id},
    )
    people.connection.execute(
        text("UPDATE cases SET closed_at = now() WHERE application_id = :id"),
        {"id": application_id},
    )
    people.connection.commit()
    found = text("SELECT id FROM notices WHERE decision_id = :id")
    notice_id: int | None = people.connection.execute(
        found, {"id": decision_id}
    ).scalar_one_or_none()
    return notice_id


def declined(
    people: People, client: Person, manager: Person | None = None, **values: Any
) -> tuple[UUID, int]:
    """A declined application of a client, and its notice."""
    application_id = people.application(client, manager)
    recommend(people, application_id, **values)
    notice_id = decide(people, application_id, "decline")
    assert notice_id is not None
    return application_id, notice_id


def objected(people: People, api: Any, client: Person, manager: Person) -> int:
    """An objection of a client to the decline of an application; returns its id."""
    _, notice_id = declined(people, client, manager)
    writer = people.user(Role.UNDERWRITER)
    api("POST", f"/notices/{notice_id}/produce", token=writer.token)
    said = {"text": "I have repaid that credit."}
    answer = api("POST", f"/notices/{notice_id}/objections", said, token=client.token)
    objection_id: int = answer.body["objections"][0]["id"]
    return objection_id
