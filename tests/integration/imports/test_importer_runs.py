"""How the importer runs: by messages, within its time, once at a time, and what it tells of people."""

import json
from uuid import uuid4

import pytest
from sqlalchemy import text

from core.imports.leasing import MOST_ATTEMPTS
from core.kit import database
from core.people.rules.roles import Role
from tests.integration.imports.files import handle, send, table, work
from tests.integration.imports.test_people_files import people_file, person

SECRET = "Тайнова"


def run(people, statement: str, **values: object) -> None:
    people.connection.execute(text(statement), values)
    people.connection.commit()


@pytest.fixture
def waiting(api, people):
    """A file of people that was checked and confirmed, and that nobody has begun with."""
    number = f"КЛ-{uuid4().hex[:8]}"
    rows = [person(f"{number}-{place}", last_name=f"{SECRET}{place}") for place in range(3)]
    sent = send(api, people.user(Role.ADMIN), "applicants", people_file(*rows))
    sent.map()
    sent.call("POST", "/confirm", {"rows": 3})
    return sent


def message(sent) -> str:
    return json.dumps({"schema_version": 1, "import_id": sent.id})


def test_before_its_time_is_over_it_hands_over(waiting, queued):
    assert handle(message(waiting), milliseconds=1_000) == []
    assert (waiting.get()["state"], waiting.get()["rows_done"]) == ("applying", 0)
    work()
    assert waiting.get()["state"] == "applied"


def test_of_two_at_once_one_works(waiting, people):
    run(
        people,
        "UPDATE imports SET lease = gen_random_uuid(), leased_until = now() + interval '1 minute'"
        " WHERE id = :id",
        id=waiting.id,
    )
    assert handle(message(waiting)) == []
    assert (waiting.get()["state"], waiting.get()["rows_done"]) == ("confirmed", 0)


def test_who_lost_the_lease_records_nothing(waiting, people, monkeypatch):
    from importer import apply_step

    judge = apply_step._apply

    def robbed(*arguments):
        run(people, "UPDATE imports SET lease = NULL WHERE id = :id", id=waiting.id)
        return judge(*arguments)

    monkeypatch.setattr(apply_step, "_apply", robbed)
    assert handle(message(waiting)) == []
    found = people.connection.execute(
        text("SELECT count(*) FROM import_changes WHERE import_id = :id"), {"id": waiting.id}
    ).scalar_one()
    assert (found, waiting.get()["rows_done"]) == (0, 0)


def test_what_was_left_behind_is_sent_again_and_given_up_in_the_end(waiting, people, maintain):
    work()  # empties the queue
    again = send(waiting.api, waiting.person, "credits", table("credits", [f"{uuid4()};2;3;4;5;6"]))
    left = "UPDATE imports SET step = 'check', lease = gen_random_uuid(), attempts = :attempts,"
    left += " leased_until = now() - interval '1 second' WHERE id = :id"
    run(people, left, id=again.id, attempts=MOST_ATTEMPTS - 1)
    maintain(action="sweep")
    assert again.get()["step"] == "check"
    run(people, left, id=again.id, attempts=MOST_ATTEMPTS)
    maintain(action="sweep")
    found = again.get()
    assert (found["state"], found["step"]) == ("profiled", None)
    assert found["fault"] == {"code": "gave_up", "args": {"step": "check"}}


def test_with_what_nobody_goes_on_expires_and_after_30_days_nothing_is_known(
    waiting, people, maintain
):
    work()
    sent = send(waiting.api, waiting.person, "credits", table("credits", [f"{uuid4()};2;3;4;5;6"]))
    rested = "UPDATE imports SET updated_at = now() - CAST(:rest AS interval) WHERE id = :i"
    run(people, rested, i=sent.id, rest="6 days")  # an outage of four, and time to go on
    maintain(action="sweep")
    assert sent.get()["state"] == "profiled"
    run(people, rested, i=sent.id, rest="8 days")
    old = "UPDATE imports SET created_at = now() - interval '31 days' WHERE id = :i"
    run(people, old, i=waiting.id)
    maintain(action="sweep")
    assert sent.get()["state"] == "expired"
    found = waiting.get()
    assert found["forgotten_at"] and found["profile"] is None and waiting.issues() == []
    answer = waiting.api("POST", f"/imports/{waiting.id}/undo", token=waiting.person.token)
    assert answer.status == 409


@pytest.mark.parametrize(
    "body",
    [
        '{"schema_version": 2, "import_id": 1}',
        '{"import_id": "Тайнова"}',
        "no json",
        '{"Records": [{"s3": {"object": {"key": 5}}}]}',
    ],
)
def test_a_message_from_a_stranger_goes_back_and_is_not_repeated(body, logged):
    assert len(handle(body)) == 1
    assert "message unreadable" in logged() and SECRET not in logged()


@pytest.mark.parametrize("key", ["uploads/x/1", "exports/1/a", f"uploads/{2**62}/{'0' * 64}"])
def test_the_bucket_may_tell_of_other_objects_and_of_its_own_set_up(key):
    told = {"Records": [{"s3": {"object": {"key": key}}}]}
    setup = {"Service": "Amazon S3", "Event": "s3:TestEvent"}
    assert handle(json.dumps(told), json.dumps(setup)) == []


def test_nothing_of_a_person_is_in_logs_or_queues(waiting, people, logged):
    run(people, "ALTER TABLE clients ADD CONSTRAINT no CHECK (first_name = 'x') NOT VALID")
    database.forget_engine()
    try:
        assert len(handle(message(waiting))) == 1
    finally:
        run(people, "ALTER TABLE clients DROP CONSTRAINT no")
    told = logged()
    assert "SQLSTATE" in told and "import not worked on" in told
    assert [word for word in (SECRET, "Мария", "Higher education") if word in told] == []
    assert SECRET not in message(waiting)


def test_the_bucket_holds_another_file_than_was_announced(api, people):
    sent = send(api, people.user(Role.ADMIN), "credits", b"other", sha256="0" * 64)
    found = sent.get()
    assert (found["state"], found["fault"]["code"]) == ("rejected", "file_differs")


@pytest.mark.parametrize("content", [b"\x00\x01\x02" * 400, b"", b"a" * 3_000_000])
def test_a_hostile_file_is_refused_with_a_code(api, people, content):
    content += uuid4().hex.encode() if content else b" "
    sent = send(api, people.user(Role.ADMIN), "payments", content)
    found = sent.get()
    assert found["state"] == "rejected" and found["fault"]["code"].startswith("file_")
