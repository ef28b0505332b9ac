"""Who puts which bundle in force: on evidence, by two people, in one step, and back again."""

from dataclasses import dataclass
from typing import Any

import pytest
from psycopg2.errors import CheckViolation
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from core.models.comparing import ask_for_comparison, end_comparison
from core.models.in_force import versions_in_force
from core.models.queries import get_model
from core.models.rules.released import released
from core.people.rules.roles import Role
from core.scores.rules.bundle_names import BundleName
from tests.integration.conftest import Answer, ApiCaller, message, scoring_record
from tests.integration.makers import People, Person
from tests.integration.policies.conftest import _RESTORE as RESTORE_POLICIES
from tests.integration.policies.conftest import PolicyDesk, body_of

WHY = "Its level fits what came of the last two years."


@dataclass
class ModelDesk:
    """Asks for a challenger and decides, through the API."""

    people: People
    api: ApiCaller
    name: BundleName
    asker: Person
    judge: Person

    def compare(self, policy_id: int | None = None) -> int:
        """A comparison as the monitor keeps it."""
        connection = self.people.connection
        connection.rollback()
        model = get_model(connection, self.name.version)
        made = ask_for_comparison(connection, model, self.asker.user_id, policy_id)
        end_comparison(connection, made, {"conclusion": "challenger_better"})
        connection.commit()
        return made

    def ask(self, **told: Any) -> Answer:
        body = {"justification": WHY, **told}
        if "comparison_id" not in body:
            body["comparison_id"] = self.compare(told.get("policy_id"))
        path = f"/models/{self.name.version}/promotion"
        return self.api("POST", path, body, token=self.asker.token)

    def asked(self, **told: Any) -> int:
        answer = self.ask(**told)
        assert answer.status == 201, answer.body
        return answer.body["id"]

    def do(self, promotion_id: int, deed: str, person: Person | None = None, **body: Any) -> Answer:
        path = f"/promotions/{promotion_id}/{deed}"
        return self.api("POST", path, body or None, token=(person or self.judge).token)

    def approve(self, promotion_id: int, person: Person | None = None) -> Answer:
        return self.do(promotion_id, "approve", person, sha256=self.name.sha256)

    def promoted(self, **told: Any) -> int:
        promotion_id = self.asked(**told)
        answer = self.approve(promotion_id)
        assert (answer.status, answer.body["state"]) == (200, "done")
        return promotion_id

    def roll_back(self) -> Answer:
        body = {"reason": "Twice as many are declined."}
        return self.api("POST", "/promotions/roll-back", body, token=self.asker.token)

    def in_force(self) -> tuple[str, str]:
        self.people.connection.rollback()
        now = versions_in_force(self.people.connection)
        return now.champion.version, now.policy.version


@pytest.fixture
def desk(people, api, other):
    yield ModelDesk(people, api, other, people.user(Role.ANALYST), people.user(Role.ADMIN))
    people.connection.rollback()
    for statement in ("DELETE FROM promotions", *RESTORE_POLICIES):
        people.connection.execute(text(statement))
    people.connection.commit()


FIRST = released().name.version


def test_another_person_puts_a_challenger_in_force(desk, people, score_batch):
    policy = desk.in_force()[1]
    promotion_id = desk.asked()
    assert desk.in_force() == (FIRST, policy), "asking changes nothing"
    answer = desk.approve(promotion_id)
    assert (answer.status, answer.body["state"]) == (200, "done")
    assert answer.body["decided_by"] == desk.judge.user_id
    assert desk.in_force() == (desk.name.version, policy)
    score_id = people.pending_score(people.client(history="0" * 8))
    assert score_batch(scoring_record(message(score_id))) == []
    row = people.score_row(score_id)
    assert (row.model_version, FIRST in row.challengers) == (desk.name.version, True)


def test_who_asked_never_decides(desk):
    promotion_id = desk.asked()
    for deed, body in (("approve", {"sha256": desk.name.sha256}), ("reject", {"reason": "No."})):
        assert desk.do(promotion_id, deed, desk.asker, **body).status == 403
    assert desk.in_force()[0] == FIRST


def test_the_database_itself_refuses_one_person_for_both(desk, people):
    promotion_id = desk.asked()
    with pytest.raises(IntegrityError) as caught:
        people.connection.execute(
            text(
                "UPDATE promotions SET state = 'done', decided_by = requested_by,"
                " effective_at = now() WHERE id = :id"
            ),
            {"id": promotion_id},
        )
    assert isinstance(caught.value.orig, CheckViolation)
    assert "ck_promotions_four_eyes" in str(caught.value)


def test_one_request_at_a_time(desk):
    desk.asked()
    assert desk.ask().status == 409


def test_what_was_seen_is_approved_and_nothing_else(desk):
    promotion_id = desk.asked()
    assert desk.do(promotion_id, "approve", sha256="0" * 64).status == 409
    assert desk.in_force()[0] == FIRST


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("ended_at = now() - interval '31 days', asked_at = now() - interval '32 days'", "older"),
        ("policy_sha256 = repeat('0', 64)", "another policy"),
        ("figures = NULL, error = 'TimeoutError'", "no figures"),
    ],
)
def test_evidence_that_does_not_hold_is_refused_when_asked_and_when_approved(
    desk, people, change, said
):
    promotion_id = desk.asked()
    statement = text(f"UPDATE model_comparisons SET {change} WHERE ended_at IS NOT NULL")
    people.connection.execute(statement)
    people.connection.commit()
    answer = desk.approve(promotion_id)
    assert (answer.status, said in answer.body["detail"]) == (409, True)
    assert desk.do(promotion_id, "withdraw", desk.asker).status == 200
    made = people.connection.execute(text("SELECT max(id) FROM model_comparisons")).scalar_one()
    answer = desk.ask(comparison_id=made)
    assert (answer.status, said in answer.body["detail"]) == (409, True)
    assert desk.in_force()[0] == FIRST


def test_evidence_of_other_bundles_is_refused(desk):
    made = desk.compare()
    answer = desk.ask(comparison_id=made + 1)
    assert (answer.status, "other bundles" in answer.body["detail"]) == (409, True)


def test_a_champion_is_not_promoted(desk):
    desk.promoted()
    answer = desk.ask(comparison_id=1)
    assert (answer.status, "champion" in answer.body["detail"]) == (409, True)


def test_a_policy_comes_into_force_with_its_model(desk, people, api):
    policies = PolicyDesk(people, api)
    before = desk.in_force()
    policy = policies.approved(body_of(approve_below=0.002536))
    desk.promoted(policy_id=policy["id"])
    assert desk.in_force() == (desk.name.version, policy["version"])
    assert desk.roll_back().status == 201
    assert desk.in_force() == before, "model and policy come back together"


def test_a_policy_that_nobody_approved_comes_with_no_model(desk, people, api):
    draft = PolicyDesk(people, api).draft()
    made = desk.compare(draft["id"])
    answer = desk.ask(comparison_id=made, policy_id=draft["id"])
    assert (answer.status, "draft" in answer.body["detail"]) == (409, True)


def test_another_policy_in_force_meanwhile_stops_a_promotion(desk, people, api):
    promotion_id = desk.asked()
    PolicyDesk(people, api).active()
    answer = desk.approve(promotion_id)
    assert (answer.status, "policy" in answer.body["detail"]) == (409, True)
    assert desk.in_force()[0] == FIRST


def test_what_a_second_person_refuses_says_why_and_changes_nothing(desk, people):
    asked = desk.asked()
    assert desk.do(asked, "reject", desk.asker, reason="No.").status == 403
    answer = desk.do(asked, "reject", reason="Too early.")
    assert (answer.status, answer.body["state"]) == (200, "rejected")
    assert (answer.body["rejected_reason"], answer.body["decided_by"]) == (
        "Too early.",
        desk.judge.user_id,
    )
    assert desk.in_force()[0] == FIRST
    people.connection.rollback()
    noted = text(
        "SELECT action, actor_id FROM audit_events"
        " WHERE subject_table = 'promotions' AND subject_id = :id ORDER BY id DESC LIMIT 1"
    )
    told = people.connection.execute(noted, {"id": asked}).one()
    assert told == ("promotion.reject", desk.judge.user_id)
    assert desk.do(asked, "reject", reason="Again.").status == 409


def test_a_roll_back_takes_one_click_and_a_second_person_lets_it_stay(desk):
    desk.promoted()
    answer = desk.roll_back()
    assert (answer.status, answer.body["state"]) == (201, "unconfirmed")
    assert desk.in_force()[0] == FIRST
    rolled_back = answer.body["id"]
    assert desk.do(rolled_back, "confirm", desk.asker).status == 403
    confirmed = desk.do(rolled_back, "confirm")
    assert (confirmed.status, confirmed.body["state"]) == (200, "done")
    assert desk.roll_back().status == 409, "nothing was promoted that is in force"


def test_a_roll_back_that_another_person_rejects_is_taken_back(desk, people, api):
    policies = PolicyDesk(people, api)
    policy = policies.approved(body_of(approve_below=0.002536))
    desk.promoted(policy_id=policy["id"])
    promoted = desk.in_force()
    rolled_back = desk.roll_back().body["id"]
    assert desk.do(rolled_back, "reject", desk.asker, reason="No.").status == 403
    answer = desk.do(rolled_back, "reject", reason="It was a bad month.")
    assert (answer.status, answer.body["state"]) == (200, "taken_back")
    assert desk.in_force() == promoted


def test_nobody_keeps_a_bundle_in_force_by_one_roll_back_after_the_other(desk, people):
    desk.promoted()
    rolled_back = desk.roll_back().body["id"]
    desk.do(rolled_back, "reject", reason="It was a bad month.")
    refused = desk.roll_back()
    assert (refused.status, "another person" in refused.body["detail"]) == (409, True)
    assert desk.in_force()[0] == desk.name.version
    desk.asker = people.user(Role.ANALYST)
    assert desk.roll_back().status == 201


def test_a_roll_back_that_nobody_confirms_in_time_is_taken_back(desk, people, maintain):
    desk.promoted()
    rolled_back = desk.roll_back().body["id"]
    maintain(action="sweep")
    assert desk.in_force()[0] == FIRST
    late = text("UPDATE promotions SET confirm_by = now() WHERE id = :id")
    people.connection.execute(late, {"id": rolled_back})
    people.connection.commit()
    maintain(action="sweep")
    assert desk.in_force()[0] == desk.name.version
    seen = desk.api("GET", f"/promotions/{rolled_back}", token=desk.judge.token).body
    assert (seen["state"], seen["decided_by"]) == ("taken_back", None)


def test_every_deed_stands_in_the_journal(desk, people):
    known = people.connection.execute(text("SELECT max(id) FROM audit_events")).scalar_one()
    people.connection.rollback()
    desk.promoted()
    rolled_back = desk.roll_back().body["id"]
    desk.do(rolled_back, "confirm")
    told = people.connection.execute(
        text("SELECT action, actor_id FROM audit_events WHERE id > :id ORDER BY id"), {"id": known}
    ).all()
    asker, judge = desk.asker.user_id, desk.judge.user_id
    assert told == [
        ("model.compare", asker),
        ("promotion.request", asker),
        ("model.step_down", judge),
        ("model.promote", judge),
        ("promotion.approve", judge),
        ("model.step_down", asker),
        ("model.roll_back", asker),
        ("promotion.request", asker),
        ("promotion.confirm", judge),
    ]


def test_a_challenger_is_retired_unless_somebody_asks_for_it(desk, people, score_batch):
    path = f"/models/{desk.name.version}/retire"
    promotion_id = desk.asked()
    assert desk.api("POST", path, token=desk.asker.token).status == 409
    desk.do(promotion_id, "withdraw", desk.asker)
    answer = desk.api("POST", path, token=desk.asker.token)
    assert (answer.status, answer.body["state"]) == (200, "retired")
    score_id = people.pending_score(people.client(history="0" * 8))
    assert score_batch(scoring_record(message(score_id))) == []
    assert desk.name.version not in people.score_row(score_id).challengers
    assert (
        desk.api("POST", path.replace(desk.name.version, FIRST), token=desk.asker.token).status
        == 409
    )


def test_bundles_and_requests_are_listed_newest_first(desk):
    desk.promoted()
    token = desk.judge.token
    models = desk.api("GET", "/models", token=token).body["items"]
    assert [one["version"] for one in models] == [desk.name.version, FIRST]
    first = desk.api("GET", "/models", token=token, query="limit=1").body
    rest = desk.api("GET", "/models", token=token, query=f"limit=1&after={first['next']}").body
    assert [rest["items"][0]["version"], rest["next"]] == [FIRST, None]
    card = desk.api("GET", f"/models/{FIRST}", token=token).body
    assert card["files"] == dict(released().name.files)
    assert card["card"] == released().card
    assert len(desk.api("GET", "/promotions", token=token).body["items"]) == 1
