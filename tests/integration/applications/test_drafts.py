"""Drafts: begun with anything, changed by who may, lists that end."""

from uuid import uuid4

import pytest

from core.people.rules.roles import Role
from tests.integration.applications.makers import answers, person, whole


@pytest.fixture
def manager(people):
    return people.manager()


def begin(api, who, **body):
    answer = api("POST", "/applications", body, token=who.token)
    assert answer.status == 201, answer.body
    return answer.body


def patch(api, who, application, body, **headers):
    return api("PATCH", f"/applications/{application['id']}", body, token=who.token, **headers)


def test_a_draft_may_say_nothing_yet_and_tells_what_is_missing(api, manager):
    draft = begin(api, manager)
    assert (draft["state"], draft["channel"]) == ("draft", "manager")
    assert draft["manager_id"] == manager.manager_id
    assert draft["client_id"] is draft["submitted_at"] is draft["completed_at"] is None
    missing = {fault["field"] for fault in draft["missing"]}
    assert {"person.last_name", "answers.born_on", "wanted.amount_rub"} <= missing
    assert draft["wanted"]["annual_rate"] == "24.00"


def test_what_is_said_bit_by_bit_adds_up_and_null_takes_it_back(api, manager):
    draft = begin(api, manager, person={"last_name": "Долина"})
    patch(api, manager, draft, {"person": {"first_name": "Вера", "email": "v@example.com"}})
    patch(api, manager, draft, {"answers": {"cnt_children": 2, "employed_since": None}})
    edited = patch(api, manager, draft, {"person": {"email": None}, "wanted": {"term_months": 6}})
    assert edited.body["person"] == {
        "last_name": "Долина",
        "first_name": "Вера",
        "patronymic": None,
        "phone": None,
        "email": None,
        "consent_on": None,
    }
    assert edited.body["answers"]["cnt_children"] == 2
    missing = {fault["field"] for fault in edited.body["missing"]}
    assert not {"answers.cnt_children", "answers.employed_since", "wanted.term_months"} & missing
    assert "answers.amt_income_total" in missing
    read = api("GET", f"/applications/{draft['id']}", token=manager.token)
    assert read.body == edited.body


def test_what_two_change_at_once_is_written_over_by_neither(api, manager):
    draft = begin(api, manager)
    etag = api("GET", f"/applications/{draft['id']}", token=manager.token).headers["etag"]
    first = patch(api, manager, draft, {"wanted": {"term_months": 6}}, if_match=etag)
    second = patch(api, manager, draft, {"wanted": {"term_months": 9}}, if_match=etag)
    assert (first.status, second.status) == (200, 412)
    assert patch(api, manager, draft, {"wanted": {"term_months": 9}}).status == 200


def test_the_same_again_changes_nothing(api, manager):
    draft = begin(api, manager, **whole("Повторова"))
    assert patch(api, manager, draft, whole("Повторова")).body == draft


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"person": {"phone": "call me"}}, "person.phone"),
        ({"person": {"email": "nobody"}}, "person.email"),
        ({"person": {"consent_on": "2999-01-01"}}, "person.consent_on"),
        ({"person": {"last_name": "a\u0000b"}}, "person.last_name"),
        ({"person": {"age": 5}}, "person.age"),
        ({"answers": {"cnt_children": 21}}, "answers.cnt_children"),
        ({"answers": {"amt_income_total": 1e30}}, "answers.amt_income_total"),
        ({"wanted": {"amount_rub": "0"}}, "wanted.amount_rub"),
        ({"wanted": {"term_months": 361}}, "wanted.term_months"),
        ({"wanted": {"annual_rate": "301"}}, "wanted.annual_rate"),
        ({"wanted": {"purpose": "war"}}, "wanted.purpose"),
    ],
)
def test_what_no_form_can_hold_is_refused_by_its_field(api, manager, body, field):
    for answer in (
        api("POST", "/applications", body, token=manager.token),
        patch(api, manager, begin(api, manager), body),
    ):
        assert answer.status == 422
        assert field in {fault["field"] for fault in answer.body["detail"]}


def test_the_number_of_a_document_is_kept_nowhere(api, people, manager, logged):
    draft = begin(api, manager, person={**person("Паспортова"), "document": "4509 917364"})
    assert draft["has_document"]
    for table in ("applications", "clients", "audit_events"):
        rows = people.connection.exec_driver_sql(f"SELECT t::text FROM {table} t").scalars()
        assert not [row for row in rows if "917364" in row]
    assert "917364" not in logged()
    taken_back = patch(api, manager, draft, {"person": {"document": None}})
    assert not taken_back.body["has_document"]


def test_a_draft_is_seen_by_who_writes_it_and_by_admins(api, people, manager):
    draft = begin(api, manager)
    path = f"/applications/{draft['id']}"
    other, admin = people.manager(), people.user(Role.ADMIN)
    assert api("GET", path, token=admin.token).status == 200
    assert api("GET", path, token=other.token).status == 404
    listed = api("GET", "/applications", query="limit=200", token=other.token).body["items"]
    assert draft["id"] not in [item["id"] for item in listed]


def test_lists_go_on_by_key_to_their_end(api, manager):
    made = [begin(api, manager)["id"] for _ in range(5)]
    found, sizes, after = [], [], ""
    for _ in range(3):
        query = f"manager=me&limit=2{after}"
        page = api("GET", "/applications", query=query, token=manager.token).body
        found += [item["id"] for item in page["items"]]
        sizes.append(len(page["items"]))
        after = f"&after={page['next']}"
    assert page["next"] is None
    assert sizes == [2, 2, 1]
    assert found == made[::-1]


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "state=nothing", "after=x"])
def test_a_list_has_bounds(api, manager, query):
    assert api("GET", "/applications", query=query, token=manager.token).status == 422


def test_lists_are_filtered_by_the_state_that_is_shown(api, people, manager):
    client = people.client(manager)
    scored = people.application(client, manager)
    waiting = people.application(client, manager, score_id=people.pending_score(client))
    draft = begin(api, manager)["id"]

    def ids(query):
        page = api("GET", "/applications", query=f"manager=me&{query}", token=manager.token).body
        return [item["id"] for item in page["items"]]

    assert ids("state=scored") == [str(scored)]
    assert ids("state=submitted") == [str(waiting)]
    assert ids("state=draft") == [draft]
    assert ids("state=draft&state=scored") == [draft, str(scored)]
    assert ids("state=withdrawn") == []


def test_a_program_may_send_the_same_once(api, manager):
    external_id = f"crm-{uuid4()}"
    begin(api, manager, external_id=external_id)
    again = api("POST", "/applications", {"external_id": external_id}, token=manager.token)
    assert (again.status, again.body["error"]) == (409, "conflict")


def test_what_is_known_of_a_client_is_filled_in(api, people, manager):
    client = people.client(manager, last_name="Известнова")
    draft = begin(api, manager, client_id=client.client_id)
    assert draft["person"]["last_name"] == "Известнова"
    assert draft["answers"]["amt_income_total"] == "157500.00"
    assert "answers" not in {fault["field"].split(".")[0] for fault in draft["missing"]}


def test_another_managers_client_is_theirs(api, people, manager):
    theirs, nobodys = people.client(people.manager()), people.client()
    body = {"client_id": theirs.client_id}
    assert api("POST", "/applications", body, token=manager.token).status == 403
    assert begin(api, manager, client_id=nobodys.client_id)["client_id"] == nobodys.client_id
    assert begin(api, people.user(Role.ADMIN), **body)["client_id"] == theirs.client_id
    missing = {"client_id": 10**15}
    assert api("POST", "/applications", missing, token=manager.token).status == 404


def test_so_many_drafts_an_hour_are_enough(api, people, monkeypatch):
    monkeypatch.setenv("STAFF_APPLICATIONS_PER_HOUR", "2")
    manager = people.manager()
    statuses = [api("POST", "/applications", {}, token=manager.token).status for _ in range(3)]
    assert statuses == [201, 201, 429]


def test_after_submitting_every_change_is_in_the_journal(api, people, manager):
    admin = people.user(Role.ADMIN)
    client = people.client(manager)
    application = {"id": people.application(client, manager, answers=answers())}
    edited = patch(api, manager, application, {"answers": {"cnt_children": 0}})
    assert edited.status == 200
    assert edited.body["has_unsubmitted_changes"]
    query = f"action=application.edit&actor_id={manager.user_id}"
    (event,) = api("GET", "/audit-events", query=query, token=admin.token).body["items"]
    assert event["subject_id"] == edited.body["number"]
    assert (event["old_values"], event["new_values"]) == ({"cnt_children": 1}, {"cnt_children": 0})
