"""Lists, cards, edits, dashboards; and what bad input meets."""

import json

import pytest
from sqlalchemy import text

from core.people.rules.roles import Role
from core.scores.rules.master_scale import DEFAULT_GRADE, UNKNOWN_GRADE, grade_of


@pytest.fixture
def admin(people):
    return people.user(Role.ADMIN)


@pytest.fixture
def client(people):
    return people.client(people.manager())


def test_search_finds_names_in_any_script_and_nothing_else(api, people, admin):
    people.client(first_name="Ёлка", last_name="Щукина-Знак")
    people.client(first_name="100%", last_name="_Percent\\")
    found = {
        query: api("GET", "/clients", query=f"q={query}", token=admin.token).body["total"]
        for query in (
            "%D1%89%D1%83%D0%BA",
            "%D0%81%D0%BB%D0%BA%D0%B0",
            "100%25",
            "_perc",
            "_p",  # of one or two letters: the beginning of a last name
            "no-such",
        )
    }
    assert list(found.values()) == [1, 1, 1, 1, 1, 0]


def test_pages_are_complete_and_do_not_overlap(api, people):
    manager = people.manager()
    wanted = {people.client(manager).client_id for _ in range(5)}
    pages, place = [], ""
    while place is not None:
        query = f"manager=me&limit=2{place}"
        pages.append(api("GET", "/clients", query=query, token=manager.token).body)
        place = pages[-1]["next"] and f"&after={pages[-1]['next']}"
    assert [len(page["items"]) for page in pages] == [2, 2, 1]
    assert {page["total"] for page in pages} == {5}
    assert {item["id"] for page in pages for item in page["items"]} == wanted


def test_lists_are_sorted_and_filtered_by_what_is_known_of_the_latest_score(api, people):
    manager = people.manager()
    good, bad, stale, new, unknown = (people.client(manager) for _ in range(5))
    best, worst = grade_of(0.001), grade_of(0.4)
    people.done_score(bad, 0.0001, best)
    people.done_score(good, 0.001, best)
    people.done_score(bad, 0.4, worst, decision="decline")
    people.done_score(stale, 0.02, grade_of(0.02), model="thin_file")
    people.done_score(unknown, 0.01, UNKNOWN_GRADE, decision="review", model="segment")
    change = {"amt_income_total": "99999.00"}
    assert api("PATCH", f"/clients/{stale.client_id}", change, token=manager.token).status == 200

    def ids(query):
        answer = api("GET", "/clients", query=f"manager=me&{query}", token=manager.token)
        assert answer.body["total"] == len(answer.body["items"])
        return [item["id"] for item in answer.body["items"]]

    ordered = [good.client_id, stale.client_id, bad.client_id]
    without = [new.client_id, unknown.client_id]  # an average of others is no place of one's own
    assert ids("sort=proba") == [*ordered, *without]
    assert ids("sort=-proba") == [*reversed(ordered), *reversed(without)]
    assert ids("sort=income")[0] == stale.client_id
    assert ids("sort=-updated_at")[0] == stale.client_id
    assert ids("sort=-scored_at")[-1] == new.client_id
    assert ids(f"grade={best}&grade={worst}&sort=proba") == [good.client_id, bad.client_id]
    assert ids("grade=unknown") == [unknown.client_id]
    assert ids("decision=decline") == [bad.client_id]
    assert ids("freshness=stale") == [stale.client_id]
    assert ids("freshness=unscored") == [new.client_id]
    assert set(ids("freshness=current")) == {good.client_id, bad.client_id, unknown.client_id}


def test_the_list_says_how_late_who_is_late_is(api, people):
    manager = people.manager()
    expected = {"XC0": None, "0CC": "0", "C00": None, "2X1": "2"}
    made = {people.client(manager, history=history).client_id: history for history in expected}
    two_credits = people.client(manager, history="0C")
    people.credit(two_credits.client_id, "10")
    new = people.client(manager, history=None)
    listed = api("GET", "/clients", query="manager=me", token=manager.token).body["items"]
    lateness = {row["id"]: row["lateness"] for row in listed}
    assert lateness.pop(two_credits.client_id) == "1"
    assert lateness.pop(new.client_id) is None
    assert lateness == {client_id: expected[history] for client_id, history in made.items()}


def test_every_grade_there_is_may_be_looked_for_and_no_other(api, people, admin):
    scale = api("GET", "/master-scale", token=admin.token).body
    for grade in (*(one["grade"] for one in scale), DEFAULT_GRADE, UNKNOWN_GRADE):
        assert api("GET", "/clients", query=f"grade={grade}", token=admin.token).status == 200
    assert api("GET", "/clients", query="grade=Z", token=admin.token).status == 422


def test_of_whom_there_is_not_enough_to_tell_no_points_are_shown(api, people):
    manager = people.manager()
    client = people.client(manager, history=None)
    people.done_score(client, 0.02, UNKNOWN_GRADE, decision="review", model="segment")
    (listed,) = api("GET", "/clients", query="manager=me", token=manager.token).body["items"]
    (score,) = api("GET", "/me/dashboard", token=client.token).body["scores"]
    for seen, proba in ((listed, 0.02), (score, None)):
        assert (seen["proba"], seen["grade"]) == (proba, "unknown")
        assert (seen["points"], seen["rating"]) == (None, None)


def test_the_average_of_others_is_told_to_staff_and_to_no_borrower(api, people):
    manager = people.manager()
    client = people.client(manager, history=None)
    score_id = people.done_score(client, 0.02, UNKNOWN_GRADE, decision="review", model="segment")

    def told(token):
        one = api("GET", f"/scores/{score_id}", token=token).body
        (listed,) = api("GET", f"/clients/{client.client_id}/scores", token=token).body
        return {one["proba"], listed["proba"]}

    assert (told(manager.token), told(client.token)) == ({0.02}, {None})
    people.done_score(client, 0.03, "B")
    own = api("GET", f"/clients/{client.client_id}/scores", token=client.token).body[0]
    assert own["proba"] == 0.03, "what is the borrower's own is told"


def test_a_manager_is_named_beside_the_clients(api, people, admin):
    client = people.client(people.manager(), last_name="Безхозяйная-А")
    people.client(last_name="Безхозяйная-Б")
    query = "q=%D0%B1%D0%B5%D0%B7%D1%85%D0%BE%D0%B7"
    items = api("GET", "/clients", query=query, token=admin.token).body["items"]
    assert items[0]["id"] == client.client_id
    assert items[0]["manager_name"].startswith("Тестова")
    assert items[1]["manager_name"] is None


def test_who_is_slower_is_told_and_nothing_is_overwritten(api, people, client, admin):
    path = f"/clients/{client.client_id}"
    read = api("GET", path, token=admin.token).headers["etag"]
    first = api("PATCH", path, {"cnt_fam_members": 4}, token=admin.token, if_match=read)
    assert first.status == 200
    second = api("PATCH", path, {"cnt_fam_members": 5}, token=admin.token, if_match=read)
    assert (second.status, second.body["error"]) == (412, "precondition_failed")
    assert api("GET", path, token=admin.token).body["cnt_fam_members"] == 4
    known = first.headers["etag"]
    for tag in (known, f"W/{known}", '"other", ' + known, "*"):
        again = api("PATCH", path, {"cnt_fam_members": 4}, token=admin.token, if_match=tag)
        assert (again.status, again.headers["etag"]) == (200, known), "the same answer is no edit"


def test_manager_me_is_empty_for_staff_without_clients(api, admin):
    assert api("GET", "/clients", query="manager=me", token=admin.token).body["total"] == 0


def test_an_edit_is_stored_derived_and_written_to_the_journal(api, people, client, admin):
    change = {
        "born_on": "1961-09-18",
        "employed_since": None,
        "amt_income_total": "180000.50",
        "occupation_type": None,
    }
    answer = api("PATCH", f"/clients/{client.client_id}", change, token=admin.token)
    assert answer.status == 200
    assert answer.body["age_group"] == "65+"
    assert answer.body["amt_income_total"] == "180000.50"
    assert answer.body["occupation_type"] is None
    event = people.connection.execute(
        text("SELECT * FROM audit_events WHERE action = 'client.edit' AND subject_id = :id"),
        {"id": client.client_id},
    ).one()
    assert event.actor_id == admin.user_id
    assert event.old_values["born_on"] == "1991-04-20"
    assert event.new_values == change


def test_the_journal_takes_no_changes(people):
    for statement in ("UPDATE audit_events SET action = 'x'", "DELETE FROM audit_events"):
        with pytest.raises(Exception, match="append-only"):
            people.connection.execute(text(statement))
        people.connection.rollback()


BAD_PATCHES = {
    "unknown field": {"salary": 1},
    "derived field": {"age_group": "25-35"},
    "empty": {},
    "text for a number": {"cnt_children": "2"},
    "boolean for a number": {"cnt_children": True},
    "fraction": {"cnt_children": 1.5},
    "out of range": {"cnt_children": 21},
    "negative income": {"amt_income_total": -1},
    "huge number": {"amt_income_total": 10**400},
    "too precise": {"amt_income_total": "1.001"},
    "not a number": '{"amt_income_total": NaN}',
    "infinity": '{"amt_income_total": Infinity}',
    "unknown category": {"occupation_type": "Wizard"},
    "null": {"code_gender": None},
    "lone surrogate": '{"code_gender": "\\ud800"}',
    "days, which are derived": {"days_birth": -13_000},
    "born tomorrow": {"born_on": "2999-01-01"},
    "born on no day": {"born_on": "1991-02-30"},
    "born at a moment": {"born_on": "1991-04-20T10:00:00Z"},
    "born at midnight": {"born_on": "1991-04-20T00:00:00Z"},
    "born at a number": {"born_on": 0},
    "born at seconds": {"born_on": 671760000},
    "employed since seconds as text": {"employed_since": "1577836800"},
    "born never": {"born_on": None},
    "employed as a child": {"employed_since": "1999-01-01"},
    "list": [],
    "string": '"x"',
    "bad json": '{"cnt_children": 1',
    "deep json": "[" * 5_000,
    "not json": "cnt_children=1",
    "non-ascii garbage": "ü" * 100,
}


@pytest.mark.parametrize("case", BAD_PATCHES)
def test_bad_input_is_a_4xx_with_the_error_body_and_nothing_is_written(
    api, people, client, admin, case
):
    def row():
        people.connection.rollback()
        return people.connection.execute(
            text("SELECT * FROM clients WHERE id = :id"), {"id": client.client_id}
        ).one()

    before = row()
    answer = api("PATCH", f"/clients/{client.client_id}", BAD_PATCHES[case], token=admin.token)
    assert 400 <= answer.status < 500, answer.body
    assert set(answer.body) == {"error", "detail", "request_id"}
    assert row() == before


def test_a_huge_body_is_refused(api, client, admin):
    body = json.dumps({"occupation_type": "x" * 270_000})
    answer = api("PATCH", f"/clients/{client.client_id}", body, token=admin.token)
    assert (answer.status, answer.body["error"]) == (413, "payload_too_large")


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/clients/0", "", 422),
        ("/clients/99999999999999999999", "", 422),
        ("/clients/one", "", 422),
        ("/clients/9223372036854775807", "", 404),
        ("/scores/not-a-uuid", "", 422),
        ("/scores/01936d3c-7f5a-7cc0-8a33-0242ac120002", "", 404),
        ("/users/9223372036854775807", "", 404),
        ("/managers/9223372036854775807", "", 404),
        ("/clients", "after=x", 422),
        ("/clients", "limit=100000", 422),
        ("/clients", "q=%00", 422),
        ("/clients", "manager=2", 422),
        ("/no/such/path", "", 404),
    ],
)
def test_bad_paths_and_queries_are_4xx_with_the_error_body(api, admin, path, query, status):
    answer = api("GET", path, query=query, token=admin.token)
    assert answer.status == status
    assert set(answer.body) == {"error", "detail", "request_id"}


def test_the_dashboard_holds_what_the_start_page_needs(api, client):
    body = api("GET", "/me/dashboard", token=client.token).body
    assert body["client"]["id"] == client.client_id
    assert body["manager"]["client_count"] == 1
    month = body["credits"][0]["payment_history"][5]
    assert (month["months_ago"], month["status"]) == (5, "C")
    assert body["credits"][0]["amount_total"] == "900000.00"
    assert body["scores"] == []


def test_the_site_serves_the_api_under_its_prefix(api):
    assert api("GET", "/api/health").status == 200
