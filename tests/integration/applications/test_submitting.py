"""From a draft to a score: checked, tied to a person, asked for once whatever happens."""

import json
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from uuid import UUID

import pytest
from sqlalchemy import create_engine, make_url, select, text

from core.applications.queries import get_application
from core.applications.records import Submission
from core.applications.submitting import submit_application
from core.clients.tables import clients
from core.kit.database import dump_json
from core.kit.errors import PossibleDuplicatesError
from core.people.rules.roles import Role
from core.scores.tables import scores
from tests.integration.applications.makers import WANTED, answers, person, whole
from tests.integration.conftest import scoring_record


@pytest.fixture
def manager(people):
    return people.manager()


def begin(api, who, **body):
    answer = api("POST", "/applications", body, token=who.token)
    assert answer.status == 201, answer.body
    return answer.body


def submit(api, who, application, **body):
    path = f"/applications/{application['id']}/submit"
    return api("POST", path, body, token=who.token)


def read(api, who, application):
    return api("GET", f"/applications/{application['id']}", token=who.token).body


def client_of(people, application):
    people.connection.rollback()
    statement = select(clients).where(clients.c.id == application["client_id"])
    return people.connection.execute(statement).one()


def test_from_a_draft_to_a_score(api, manager, people, queued, score_batch):
    draft = begin(
        api, manager, **whole("Дорогина", person=person("Дорогина", patronymic="Львовна"))
    )
    submitted = submit(api, manager, draft)
    assert submitted.status == 200
    assert submitted.body["state"] == "submitted"
    assert submitted.body["submitted_at"] and submitted.body["completed_at"]
    applicant = client_of(people, submitted.body)
    assert (applicant.last_name, applicant.patronymic) == ("Дорогина", "Львовна")
    assert applicant.user_id is applicant.client_since is None
    assert applicant.manager_id == manager.manager_id
    assert (applicant.flag_phone, applicant.flag_email) == (1, 0)
    [message] = queued()
    assert json.loads(message)["score_ids"] == [submitted.body["score_id"]]
    assert score_batch(scoring_record(message)) == []
    assert read(api, manager, draft)["state"] == "scored"
    assert read(api, manager, draft)["score_status"] == "done"
    score = api("GET", f"/scores/{submitted.body['score_id']}", token=manager.token).body
    assert (score["status"], score["decision"]) == ("done", "review")


def test_an_applicant_is_listed_as_an_application_and_not_as_a_client(api, manager, queued):
    application = begin(api, manager, **whole("Заявкина"), submit=True)
    listed = api("GET", "/applications", query="manager=me", token=manager.token).body["items"]
    assert [item["id"] for item in listed] == [application["id"]]
    assert api("GET", "/clients", query="manager=me", token=manager.token).body["total"] == 0


def test_a_message_that_comes_twice_changes_nothing(api, manager, queued, score_batch, people):
    application = begin(api, manager, **whole("Двойнова"), submit=True)
    [message] = queued()
    for _ in range(2):
        assert score_batch(scoring_record(message)) == []
    assert read(api, manager, application)["state"] == "scored"
    count = select(scores.c.id).where(scores.c.client_id == application["client_id"])
    assert len(people.connection.execute(count).all()) == 1


def test_what_the_queue_does_not_take_is_sent_by_the_sweep(
    api, manager, queued, people, monkeypatch, maintain
):
    monkeypatch.setenv("SCORING_QUEUE_URL", "https://sqs.eu-central-1.amazonaws.com/1/missing")
    application = begin(api, manager, **whole("Потеряева"), submit=True)
    monkeypatch.undo()
    assert application["state"] == "submitted"
    late = text("UPDATE scores SET requested_at = now() - interval '5 minutes' WHERE id = :id")
    people.connection.execute(late, {"id": application["score_id"]})
    people.connection.commit()
    maintain(action="sweep")
    assert application["score_id"] in "".join(queued())


def test_all_that_is_missing_is_told_at_once(api, manager):
    answer = submit(api, manager, begin(api, manager, person={"last_name": "Неполнова"}))
    assert (answer.status, answer.body["error"]) == (422, "incomplete_application")
    fields = {fault["field"] for fault in answer.body["detail"]}
    assert {"person.phone", "answers.born_on", "wanted.purpose"} <= fields


def test_what_is_seldom_so_is_confirmed(api, manager):
    idle = answers(employed_since=None, name_income_type="Pensioner")
    draft = begin(api, manager, **whole("Редкина", answers=idle))
    asked = submit(api, manager, draft)
    assert (asked.status, asked.body["error"]) == (422, "unconfirmed_answers")
    codes = [fault["code"] for fault in asked.body["detail"]]
    assert codes == [fault["code"] for fault in draft["unlikely"]]
    assert submit(api, manager, draft, confirm=codes[:1]).status == 422
    assert submit(api, manager, draft, confirm=codes).status == 200


UNIQUE = count(1)


@pytest.mark.parametrize(
    ("reason", "of_the_same"),
    [
        ("document", lambda name, digits: {"document": f"4509-{digits}"}),
        ("name_and_birth", lambda name, digits: {"last_name": name.lower().replace("ё", "е")}),
        ("phone", lambda name, digits: {"phone": f"8 (912) {digits[:3]} {digits[3:]}-0"}),
    ],
)
def test_who_may_be_the_same_person_is_shown_before_anybody_is_added(
    api, people, reason, of_the_same
):
    number = next(UNIQUE)
    digits, name = f"{number:06}", "Семёнова" + "а" * number
    known = person(name, phone=f"+7912{digits}0", document=f"4509 {digits}")
    first = begin(api, people.manager(), **whole(name, person=known), submit=True)
    other = people.manager()
    told = {**person("Другова" + "а" * number), **of_the_same(name, digits)}
    draft = begin(api, other, **whole("", person=told))
    [alike] = api("GET", f"/applications/{draft['id']}/duplicates", token=other.token).body
    assert (alike["client_id"], alike["reasons"]) == (first["client_id"], [reason])
    refused = submit(api, other, draft)
    assert (refused.status, refused.body["error"]) == (409, "possible_duplicates")
    [fault] = refused.body["detail"]
    assert (fault["code"], fault["limits"]) == (reason, {"client_id": first["client_id"]})
    submitted = submit(api, other, draft, another_person=True)
    assert submitted.status == 200
    assert submitted.body["client_id"] != first["client_id"]


def test_the_same_person_keeps_one_record_with_the_new_answers(api, people, manager):
    client = people.client(manager, last_name="Единова")
    seen = api("GET", f"/clients/{client.client_id}", token=manager.token)
    told = person("Единова", email="one@example.com", document="4511 000111")
    body = whole("Единова", person=told, answers=answers(cnt_children=0))
    draft = begin(api, manager, **body)
    assert submit(api, manager, draft).status == 409
    submitted = submit(api, manager, draft, same_person=client.client_id)
    assert submitted.body["client_id"] == client.client_id
    row = client_of(people, submitted.body)
    assert (row.cnt_children, row.email, row.phone) == (0, told["email"], told["phone"])
    assert row.document_hash and row.client_since
    # Whoever edits what they saw before is told that it changed
    etag, again = seen.headers["etag"], {"phone": "+79160000001"}
    path = f"/clients/{client.client_id}"
    late = api("PATCH", path, again, token=manager.token, **{"if-match": etag})
    assert late.status == 412
    admin = people.user(Role.ADMIN)
    query = f"action=client.edit&subject_id={client.client_id}"
    (event,) = api("GET", "/audit-events", query=query, token=admin.token).body["items"]
    assert event["new_values"]["cnt_children"] == 0


def test_nobody_brings_anothers_client_by_saying_who_it_is(api, people, manager):
    theirs = people.client(people.manager())
    draft = begin(api, manager, **whole("Чужова"))
    assert submit(api, manager, draft, same_person=theirs.client_id).status == 403
    assert submit(api, manager, draft, same_person=10**15).status == 404


def test_the_score_is_made_of_the_answers_that_were_submitted(api, people, manager, queued):
    client = people.client(manager, last_name="Свежова")
    draft = begin(api, manager, client_id=client.client_id, wanted=WANTED)
    api(
        "PATCH",
        f"/applications/{draft['id']}",
        {"person": person("Свежова"), "answers": {"cnt_children": 0}},
        token=manager.token,
    )
    submitted = submit(api, manager, draft).body
    people.connection.rollback()
    score = people.score_row(UUID(submitted["score_id"]))
    assert score.requested_at > client_of(people, submitted).updated_at


def test_changed_answers_are_scored_again_and_counted(api, manager, queued, score_batch):
    application = begin(api, manager, **whole("Меняева"), submit=True)
    score_batch(*map(scoring_record, queued()))
    path = f"/applications/{application['id']}"
    for times, children in enumerate((0, 2), start=1):
        body = {"answers": {"cnt_children": children, "cnt_fam_members": 4}}
        assert api("PATCH", path, body, token=manager.token).body["has_unsubmitted_changes"]
        again = submit(api, manager, application).body
        assert (again["times_changed"], again["has_unsubmitted_changes"]) == (times, False)
        assert again["completed_at"] == application["completed_at"]
        assert again["score_id"] != application["score_id"]
        score_batch(*map(scoring_record, queued()))
        assert read(api, manager, application)["state"] == "scored"


def test_submitting_again_what_waits_for_its_score_changes_nothing(api, manager, queued):
    application = begin(api, manager, **whole("Нетерпеева"), submit=True)
    again = submit(api, manager, application)
    assert (again.status, again.body) == (200, application)
    assert len(queued()) == 1


def at_once(database_url, *deeds):
    """Does all of this at the same time, each in a transaction of its own; returns what it raised."""
    engine = create_engine(
        make_url(database_url).set(drivername="postgresql+psycopg2"), json_serializer=dump_json
    )

    def do(deed):
        try:
            with engine.begin() as connection:
                return deed(connection)
        except PossibleDuplicatesError as error:
            return error

    with ThreadPoolExecutor(len(deeds)) as pool:
        results = list(pool.map(do, deeds))
    engine.dispose()
    return results


def test_two_who_submit_one_application_at_once_make_one_score(api, people, manager, database_url):
    application = begin(api, manager, **whole("Гонкина"))

    def deed(connection):
        locked = get_application(connection, UUID(application["id"]), for_update=True)
        return submit_application(connection, locked, Submission(), manager.user_id)

    one, other = at_once(database_url, deed, deed)
    assert one == other
    count = select(scores.c.id).where(scores.c.client_id == one.client_id)
    assert len(people.connection.execute(count).all()) == 1


def test_of_two_who_bring_in_one_person_at_once_one_is_shown_the_other(api, people, database_url):
    drafts = [
        begin(api, who, **whole("Близнецова")) for who in (people.manager(), people.manager())
    ]

    def deed_of(draft):
        def deed(connection):
            locked = get_application(connection, UUID(draft["id"]), for_update=True)
            return submit_application(connection, locked, Submission(), draft["created_by"])

        return deed

    results = at_once(database_url, *map(deed_of, drafts))
    assert sorted(type(one).__name__ for one in results) == [
        "Application",
        "PossibleDuplicatesError",
    ]


def test_a_submission_fails_or_holds_as_a_whole(api, people, manager):
    draft = begin(api, manager, **whole("Цельнова"))
    people.connection.exec_driver_sql("ALTER TABLE application_events RENAME TO gone")
    people.connection.commit()
    try:
        assert submit(api, manager, draft).status == 500
    finally:
        people.connection.exec_driver_sql("ALTER TABLE gone RENAME TO application_events")
        people.connection.commit()
    found = select(clients.c.id).where(clients.c.last_name == "Цельнова")
    assert people.connection.execute(found).all() == []
    assert read(api, manager, draft) == draft


def test_with_submit_nothing_is_begun_that_cannot_be_submitted(api, manager):
    body = {"person": {"last_name": "Половинкина"}, "submit": True}
    assert api("POST", "/applications", body, token=manager.token).status == 422
    assert api("GET", "/applications", query="manager=me", token=manager.token).body["items"] == []


def test_no_name_leaves_the_database(api, manager, queued, logged):
    begin(api, manager, **whole("Секретнова"), submit=True)
    assert "Секретнова" not in "".join(queued()) + logged()


def test_a_failed_score_is_asked_for_again(api, manager, people, queued):
    application = begin(api, manager, **whole("Неудачина"), submit=True)
    failed = text(
        "UPDATE scores SET status = 'failed', error = 'x', scored_at = now() WHERE id = :id"
    )
    people.connection.execute(failed, {"id": application["score_id"]})
    people.connection.commit()
    again = submit(api, manager, application).body
    assert again["state"] == "submitted"
    assert again["score_id"] != application["score_id"]
