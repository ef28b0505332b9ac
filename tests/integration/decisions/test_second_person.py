"""What a second person signs, and who may not be that person."""

import pytest
from sqlalchemy import exc

from tests.integration.decisions.makers import AGAINST, RATIONALE, faults


def test_against_a_knock_out_a_second_person_signs_and_never_the_same(desk, knocked_out):
    first, second = desk.underwriter(), desk.underwriter()
    made = desk.decide(first, knocked_out, "approve", **AGAINST).body
    assert (made["state"], made["decision"]["is_final"]) == ("second_review", False)
    assert desk.card(first, knocked_out)["hindrance"] == "signed_first"
    assert desk.decide(first, knocked_out, "approve").status == 403
    confirmed = desk.decide(second, knocked_out, "approve")
    assert confirmed.body["state"] == "approved", confirmed.body
    rows = desk.decisions(knocked_out)
    assert [row.is_final for row in rows] == [False, True]
    assert (rows[1].confirms, rows[1].first_actor_id) == (rows[0].id, first.user_id)
    assert (rows[1].override_reason, rows[1].rationale) == ("income_confirmed", RATIONALE)
    assert rows[1].direction == "low_side"


def test_a_second_person_confirms_in_every_word_or_gives_back(desk, knocked_out):
    first, second = desk.underwriter(), desk.underwriter()
    desk.decide(first, knocked_out, "approve", **AGAINST)
    reasons = {"decline_reasons": ["BURDEN_TOO_HIGH"]}
    other = desk.decide(second, knocked_out, "decline", **reasons)
    assert faults(other) == {("outcome", "not_the_first")}
    assert faults(desk.decide(second, knocked_out, "return")) == {("rationale", "too_short")}
    back = desk.decide(second, knocked_out, "return", rationale="Нет справки от работодателя.....")
    assert (back.status, back.body["state"]) == (200, "in_review")
    case = desk.row("cases", knocked_out)
    assert (case.assignee_id, case.needs_second) == (first.user_id, False)
    again = desk.decide(first, knocked_out, "decline", **reasons)
    assert again.body["state"] == "declined", again.body
    figures = desk.api("GET", "/me/decisions/summary", token=first.token).body
    assert (figures["decided"], figures["returned"], figures["overrides"]) == (2, 1, 1)
    assert desk.api("GET", "/me/decisions/summary", token=second.token).body["second"] == 1
    listed = desk.api("GET", "/me/decisions", token=first.token, query="limit=1").body
    rest = desk.api("GET", "/me/decisions", token=first.token, query=f"after={listed['next']}").body
    assert [one["returned"] for one in (*listed["items"], *rest["items"])] == [False, True]


def test_what_grew_too_old_to_be_signed_is_given_back_and_scored_anew(desk, knocked_out):
    first, second = desk.underwriter(), desk.underwriter()
    desk.decide(first, knocked_out, "approve", **AGAINST)
    score_id = desk.row("applications", knocked_out).score_id
    desk.change(
        "UPDATE scores SET scored_at = scored_at - interval '1 year' WHERE id = :id", id=score_id
    )
    refused = desk.decide(second, knocked_out, "approve")
    assert (refused.status, refused.body["error"]) == (409, "score_too_old")
    assert "Give it back" in refused.body["detail"]
    path = f"/cases/{knocked_out}/score"
    assert desk.api("POST", path, token=second.token).status == 409
    back = desk.decide(second, knocked_out, "return", rationale="Оценка старше, чем разрешено....")
    assert back.status == 200
    own = desk.decide(first, knocked_out, "approve", **AGAINST)
    assert "Ask for a new score" in own.body["detail"]
    assert desk.api("POST", path, token=first.token).status == 202


@pytest.mark.parametrize(
    ("values", "because"),
    [
        ({"amount_rub": 1_000_000.01}, {"amount"}),
        ({"amount_rub": 1_000_000}, set()),
        ({"amount_rub": 900_000, "proba": 0.13}, {"expected_loss"}),
    ],
)
def test_above_an_amount_or_a_loss_a_second_person_signs(desk, values, because):
    application_id = desk.case(**{"income": 12_000_000, "proba": 0.05, **values})
    answer = desk.decide(desk.underwriter(), application_id, "approve", preview=True)
    assert set(answer.body["second_because"]) == because, answer.body
    assert answer.body["state"] == ("second_review" if because else "approved")


def test_who_did_not_see_the_first_signature_does_not_sign_second(desk, knocked_out):
    first, other = desk.underwriter(), desk.underwriter()
    seen = {**desk.seen(other, knocked_out), "outcome": "approve", **AGAINST}
    desk.decide(first, knocked_out, "approve", **AGAINST)
    answer = desk.do(other, knocked_out, "decisions", seen)
    assert (answer.status, answer.body["error"]) == (409, "case_changed")
    assert len(desk.decisions(knocked_out)) == 1


def test_the_database_refuses_a_second_signature_of_the_first(desk, knocked_out):
    who = desk.underwriter()
    desk.decide(who, knocked_out, "approve", **AGAINST)
    columns = "application_id, score_id, policy_version, policy_sha256, approve_below,"
    columns += " decline_from, proba, recommendation, outcome, amount_rub, term_months,"
    columns += " annual_rate, override_reason, rationale, actor_id, answers_sha256"
    with pytest.raises(exc.IntegrityError, match="second_is_another"):
        desk.change(
            f"INSERT INTO decisions (sequence, is_final, first_actor_id, {columns})"
            f" SELECT 2, true, actor_id, {columns} FROM decisions WHERE application_id = :id",
            id=knocked_out,
        )
    desk.people.connection.rollback()
