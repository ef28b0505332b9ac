"""What a policy may say: each fault is named by its field; differences are told figure by figure."""

import pytest

from core.people.rules.roles import Role
from tests.integration.policies.conftest import body_of


def lending(**parts):
    return {"lending": {**body_of()["lending"], **parts}}


@pytest.mark.parametrize(
    ("figures", "field"),
    [
        (
            lending(
                bands=[
                    {"model": None, "amount_from_rub": 1, "approve_below": 0.1, "decline_from": 0.5}
                ]
                * 2
            ),
            "lending",
        ),
        ({"approve_below": 0.2}, "body"),
        ({"approve_below": 1.5}, "approve_below"),
        ({"approve_below": True}, "approve_below"),
        ({"unheard": 1}, "unheard"),
        (
            {"hard_rules": {"cure_months": 0, "longest_silence_months": 3}},
            "hard_rules.cure_months",
        ),
        (
            lending(knock_outs={**body_of()["lending"]["knock_outs"], "least_age_years": 90}),
            "lending.knock_outs",
        ),
        (
            lending(
                bands=[
                    {"model": None, "amount_from_rub": 1, "approve_below": 0.5, "decline_from": 0.1}
                ]
            ),
            "lending.bands.0",
        ),
        (
            lending(limits={**body_of()["lending"]["limits"], "incomes_by_grade": {"Z": 1}}),
            "lending.limits",
        ),
        (
            lending(
                authorities={**body_of()["lending"]["authorities"], "never_overridden": ["NO_RULE"]}
            ),
            "lending.authorities",
        ),
    ],
)
def test_a_fault_is_named_by_its_field(api, people, figures, field):
    token = people.user(Role.ANALYST).token
    answer = api("POST", "/policies", {"body": body_of(**figures)}, token=token)
    assert answer.status == 422
    assert [fault["field"] for fault in answer.body["detail"]] == [field]


def test_cut_offs_inside_a_grade_are_confirmed(desk, api):
    inside = body_of(approve_below=0.015)
    told = {"body": inside}
    answer = api("POST", "/policies", told, token=desk.author.token)
    assert answer.status == 422
    [fault] = answer.body["detail"]
    assert (fault["field"], fault["code"]) == ("approve_below", "off_grade_edge")
    told["off_grade_edges"] = True
    made = api("POST", "/policies", told, token=desk.author.token)
    assert (made.status, made.body["off_grade_edges"]) == (201, ["approve_below"])


def test_differences_are_told_against_any_version(desk, api):
    policy = desk.draft(
        body_of(approve_below=0.002536, **lending(score_age_hours=48)), off_grade_edges=True
    )
    known = {one["field"]: one for one in policy["differences"]}
    assert set(known) == {"approve_below", "lending.score_age_hours"}
    assert known["approve_below"]["before_points"] == 450
    assert known["approve_below"]["after_points"] == 600
    assert known["lending.score_age_hours"]["after"] == 48
    other = desk.draft(body_of(approve_below=0.002536), off_grade_edges=True)
    path = f"/policies/{policy['id']}"
    seen = api("GET", path, token=desk.author.token, query=f"against={other['id']}").body
    assert [one["field"] for one in seen["differences"]] == ["lending.score_age_hours"]
    assert seen["compared_with"]["id"] == other["id"]
    missing = api("GET", path, token=desk.author.token, query=f"against={2**62}")
    assert missing.status == 404


def test_versions_are_listed_by_key_the_newest_first(desk, api):
    made = [desk.draft(simulation_id=None)["id"] for _ in range(3)]
    token = desk.author.token
    page = api("GET", "/policies", token=token, query="limit=2").body
    assert [one["id"] for one in page["items"]] == made[:0:-1]
    following = api("GET", "/policies", token=token, query=f"limit=2&after={page['next']}").body
    assert following["items"][0]["id"] == made[0]
