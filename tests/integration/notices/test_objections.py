"""An objection goes to another person, who upholds the decision or makes a new one."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, exc, make_url, text

from core.applications.queries import get_application
from core.notices.queries import get_notice
from core.people.rules.roles import Role
from tests.integration.notices.deciding import decide, recommend

SAID = {"text": "I have repaid that credit.", "new_facts": "The paper of November 20 says so."}
ANSWER = {"answer": "The credit is on record as open."}


@pytest.fixture
def decider(people):
    return people.user(Role.UNDERWRITER)


@pytest.fixture
def other(people):
    return people.user(Role.UNDERWRITER)


@pytest.fixture
def case(people, api, decider):
    """A declined application whose notice is written."""
    manager = people.manager()
    client = people.client(manager)
    application_id = people.application(client, manager)
    recommend(people, application_id)
    notice_id = decide(people, application_id, "decline", decider)
    assert api("POST", f"/notices/{notice_id}/produce", token=decider.token).status == 200
    return {"client": client, "manager": manager, "application": application_id, "id": notice_id}


@pytest.fixture
def object_to(api, case):
    def call(who):
        return api("POST", f"/notices/{case['id']}/objections", SAID, token=who.token)

    return call


def of_case(people, case):
    people.connection.rollback()
    return people.connection.execute(
        text(
            "SELECT a.state, c.closed_at IS NULL AS is_open, c.is_objection, c.not_for_id,"
            " c.assignee_id FROM applications a JOIN cases c ON c.application_id = a.id"
            " WHERE a.id = :application"
        ),
        {"application": case["application"]},
    ).one()


def listed(api, person):
    """The ids of all objections that wait, page by page."""
    ids, after = [], ""
    while True:
        query = f"limit=200{after}"
        page = api("GET", "/objections", query=query, token=person.token).body
        ids += [one["id"] for one in page["items"]]
        if page["next"] is None:
            return ids
        after = f"&after={page['next']}"


def test_an_objection_puts_the_application_before_another_person(
    people, api, case, decider, other, object_to
):
    made = object_to(case["client"])
    assert (made.status, made.body["may"]) == (201, [])
    [objection] = made.body["objections"]
    assert (objection["text"], objection["outcome"]) == (SAID["text"], None)
    assert tuple(of_case(people, case)) == ("in_review", True, True, decider.user_id, None)
    assert object_to(case["client"]).status == 409  # one at a time
    path = f"/notices/{case['id']}"
    assert api("GET", path, token=decider.token).body["may"] == ["send"]
    assert api("GET", path, token=other.token).body["may"] == ["answer", "send"]
    assert objection["id"] in listed(api, other)


def test_who_decided_does_not_answer(people, api, case, decider, other, object_to):
    [objection] = object_to(case["manager"]).body["objections"]
    path = f"/objections/{objection['id']}/uphold"
    assert api("POST", path, ANSWER, token=decider.token).status == 403
    with pytest.raises(exc.IntegrityError, match="another_person"):  # nor by the database
        people.connection.execute(
            text(
                "UPDATE objections SET outcome = 'upheld', answer = 'x', answered_at = now(),"
                " answered_by = :who WHERE id = :id"
            ),
            {"who": decider.user_id, "id": objection["id"]},
        )
    people.connection.rollback()
    assert api("POST", path, ANSWER, token=other.token).status == 200


def test_nor_does_who_decided_before_or_entered_it(people, api, case, decider, other, object_to):
    object_to(case["manager"])
    again = decide(people, case["application"], "decline", other)
    assert api("POST", f"/notices/{again}/produce", token=other.token).status == 200
    client = case["client"].token
    made = api("POST", f"/notices/{again}/objections", SAID, token=client)
    objection = made.body["objections"][0]
    path = f"/objections/{objection['id']}/uphold"
    assert api("POST", path, ANSWER, token=decider.token).status == 403
    assert "answer" not in api("GET", f"/notices/{again}", token=decider.token).body["may"]
    clerk = people.user(Role.ADMIN)
    people.connection.rollback()
    people.connection.execute(
        text("UPDATE applications SET created_by = :clerk WHERE id = :id"),
        {"clerk": clerk.user_id, "id": case["application"]},
    )
    people.connection.commit()
    assert api("POST", path, ANSWER, token=clerk.token).status == 403
    assert "answer" not in api("GET", f"/notices/{again}", token=clerk.token).body["may"]
    assert api("POST", path, ANSWER, token=people.user(Role.ADMIN).token).status == 200


def test_who_waits_for_the_application_holds_no_notice(people, case, database_url):
    """Who decides holds the application first, and then what has to be sent: no two wait crosswise."""
    engine = create_engine(make_url(database_url).set(drivername="postgresql+psycopg2"))
    with engine.begin() as deciding, ThreadPoolExecutor(1) as threads:
        get_application(deciding, case["application"], for_update=True)

        def answer():
            with engine.begin() as connection:
                get_notice(connection, case["id"], for_update=True)
                return get_application(connection, case["application"], for_update=True)

        waiting = threads.submit(answer)
        time.sleep(0.3)
        locked = text("SELECT id FROM notices WHERE id = :id FOR UPDATE NOWAIT")
        assert deciding.execute(locked, {"id": case["id"]}).scalar_one() == case["id"]
        deciding.rollback()
        assert waiting.result(10) is not None
    engine.dispose()


def test_who_objects_while_the_application_is_decided_on_meets_what_came_of_it(
    case, object_to, database_url
):
    def ask():
        asyncio.set_event_loop(loop := asyncio.new_event_loop())
        try:
            return object_to(case["client"])
        finally:
            loop.close()

    engine = create_engine(make_url(database_url).set(drivername="postgresql+psycopg2"))
    with engine.begin() as deciding, ThreadPoolExecutor(1) as threads:
        get_application(deciding, case["application"], for_update=True)
        waiting = threads.submit(ask)
        time.sleep(0.3)
        assert not waiting.done()
        past = text("UPDATE notices SET object_until = produced_at WHERE id = :id")
        deciding.execute(past, {"id": case["id"]})
        deciding.commit()
        assert waiting.result(30).status == 409
    engine.dispose()


def test_upheld_the_decision_stands_and_the_applicant_reads_why(
    people, api, case, other, object_to
):
    [objection] = object_to(case["client"]).body["objections"]
    path = f"/objections/{objection['id']}/uphold"
    assert api("POST", path, ANSWER, token=other.token).status == 200
    seen = api("GET", f"/notices/{case['id']}", token=case["client"].token).body
    assert seen["application_state"] == "declined"
    assert seen["objections"][0]["outcome"] == "upheld"
    assert seen["objections"][0]["answer"] == ANSWER["answer"]
    assert not of_case(people, case).is_open
    assert api("POST", path, ANSWER, token=other.token).status == 409
    assert seen["may"] == ["object"]  # with something new


@pytest.mark.parametrize("outcome", ["approve", "decline"])
def test_a_new_decision_answers_the_objection(people, api, case, other, object_to, outcome):
    told = {"approve": "corrected", "decline": "upheld"}[outcome]
    object_to(case["manager"])
    overrides = {
        "override_reason": "data_quality",
        "rationale": "The credit is repaid: papers seen.",
    }
    values = overrides if outcome == "approve" else {}
    notice_id = decide(people, case["application"], outcome, other, **values)
    seen = api("GET", f"/notices/{case['id']}", token=other.token).body
    assert seen["objections"][0]["outcome"] == told
    assert (notice_id is not None) == (outcome == "decline")
    if notice_id:  # its period runs from the objection, and the one before is objected to no more
        again = api("GET", f"/notices/{notice_id}", token=other.token).body
        assert again["due_at"] > seen["due_at"]
        old = api("GET", f"/notices/{case['id']}", token=case["client"].token)
        assert old.status == 404


def test_who_decided_cannot_decide_on_the_objection_by_the_database_either(
    people, case, decider, object_to
):
    object_to(case["client"])
    with pytest.raises(exc.IntegrityError, match="another_person"):
        decide(people, case["application"], "decline", decider)
    people.connection.rollback()


def test_after_the_last_day_nobody_objects(people, case, object_to):
    people.connection.execute(
        text("UPDATE notices SET object_until = now() - interval '1 second' WHERE id = :id"), case
    )
    people.connection.commit()
    assert object_to(case["client"]).status == 409


def test_a_counteroffer_is_accepted_or_refused_but_not_objected_to(people, api, other):
    client = people.client(people.manager())
    application_id = people.application(client)
    limit = {
        "rule": "AMOUNT_ABOVE_LIMIT",
        "value": 300_000,
        "limit": 120_000,
        "outcome": "review",
    }
    recommend(people, application_id, decision="review", findings=[limit])
    notice_id = decide(people, application_id, "counteroffer", other, amount_rub=120_000)
    made = api("POST", f"/notices/{notice_id}/produce", token=other.token).body
    assert (made["component"], made["object_until"]) == ("limit", None)
    english = next(one["text"] for one in made["texts"] if one["language"] == "en")
    assert "we can offer RUB\u00a0120,000 for 24 months" in english
    path = f"/notices/{notice_id}/objections"
    assert api("POST", path, SAID, token=client.token).status == 409


def test_what_is_withdrawn_waits_for_no_answer(people, api, case, other, object_to):
    object_to(case["client"])
    path = f"/applications/{case['application']}/withdraw"
    assert api("POST", path, token=case["client"].token).status == 200
    seen = api("GET", f"/notices/{case['id']}", token=other.token).body
    assert seen["objections"][0]["outcome"] == "withdrawn"


def test_the_database_holds_one_open_objection_of_an_application(people, case, object_to):
    object_to(case["client"])
    again = (
        "INSERT INTO objections (notice_id, application_id, text, raised_by, decided_by)"
        " SELECT notice_id, application_id, text, raised_by, decided_by FROM objections"
        " WHERE notice_id = :id"
    )
    with pytest.raises(exc.IntegrityError, match="uq_objections_open"):
        people.connection.execute(text(again), case)
    people.connection.rollback()
