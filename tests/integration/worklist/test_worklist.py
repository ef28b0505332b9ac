"""A manager's work: who is on the list, what is done about it, and what comes back."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from api.clients.listing import in_force
from core.journal.tables import audit_events
from core.kit.clock import bank_date
from core.people.rules.roles import Role
from core.worklist import gathering
from tests.days import tomorrow
from tests.integration.conftest import ApiCaller, message, scoring_record
from tests.integration.makers import People, Person


class Work:
    """A manager's list over HTTP."""

    def __init__(self, api: ApiCaller, manager: Person) -> None:
        self.api, self.manager = api, manager

    def read(self, **query: int) -> Any:
        told = "&".join(f"{name}={value}" for name, value in query.items())
        answer = self.api("GET", "/me/worklist", token=self.manager.token, query=told)
        assert answer.status == 200, answer.body
        return answer.body

    def groups(self) -> dict[str, list[Any]]:
        return {group["group"]: group["items"] for group in self.read()["groups"]}

    def row_of(self, client: Person) -> Any:
        rows = [row for rows in self.groups().values() for row in rows]
        return next((row for row in rows if row["client_id"] == client.client_id), None)

    def reasons_of(self, client: Person) -> list[str]:
        row = self.row_of(client)
        return [one["reason"] for one in row["reasons"]] if row else []

    def post(self, row: Any, deed: str, body: object = None) -> int:
        path = f"/worklist/{row['key']}/{deed}"
        return self.api("POST", path, body, token=self.manager.token).status


@pytest.fixture
def work(people: People, api: ApiCaller) -> Work:
    return Work(api, people.manager())


def scored(people: People, work: Work, history: str = "XXX", **score: Any) -> Person:
    """A client whose latest score is current."""
    client = people.client(work.manager, history=history)
    people.done_score(client, 0.01, "B", **score)
    return client


def test_a_client_with_a_current_score_who_pays_is_no_work(people: People, work: Work) -> None:
    scored(people, work)
    assert work.groups() == {"call": [], "look_at": [], "applications": []}
    assert work.read()["next"] is None


def test_whom_to_call(people: People, work: Work) -> None:
    late, again = scored(people, work, "1XX"), scored(people, work, "00X")
    steady = scored(people, work, "000")
    assert work.reasons_of(late) == ["late_30"]
    assert work.reasons_of(again) == ["late_again"]
    assert work.row_of(late)["next_step"] == "call"
    assert work.row_of(steady) is None
    assert {row["client_id"] for row in work.groups()["call"]} == {late.client_id, again.client_id}


def test_a_credit_that_is_paid_off_calls_nobody(people: People, work: Work) -> None:
    client = people.client(work.manager, history="C11")
    people.done_score(client, 0.01, "B")
    assert work.row_of(client) is None


def test_what_to_look_at(people: People, work: Work) -> None:
    fell = scored(people, work)
    people.done_score(fell, 0.2, "D", decision="review")
    silent = people.client(work.manager, history=None)
    people.credit(silent.client_id, "XXX", newest=9)
    people.done_score(silent, 0.01, "B")
    stale = scored(people, work)
    people.credit(stale.client_id, "XXX")
    unscored = people.client(work.manager)
    unknown = people.client(work.manager, history=None)
    people.done_score(unknown, 0.01, "unknown", model="segment")
    assert work.reasons_of(fell) == ["grade_fell", "recommendation_changed"]
    assert work.reasons_of(silent) == ["silent"]
    assert work.reasons_of(stale) == ["stale"]
    assert work.reasons_of(unscored) == ["unscored"]
    assert work.reasons_of(unknown) == ["no_history"]
    [first, _] = work.row_of(fell)["reasons"]
    assert (first["grade_before"], first["grade"]) == ("B", "D")


def test_a_score_that_could_not_be_made_is_looked_at(
    people: People, work: Work, score_batch: Any
) -> None:
    client = people.client(work.manager, answers={"born_on": bank_date()})
    score_batch(scoring_record(message(people.pending_score(client))))
    assert work.reasons_of(client) == ["not_scorable"]


def test_a_repeated_score_hides_no_fall(people: People, work: Work) -> None:
    client = scored(people, work)
    people.done_score(client, 0.2, "D")
    key = work.row_of(client)["key"]
    people.done_score(client, 0.2, "D")
    assert work.row_of(client)["key"] == key


def test_others_clients_closed_ones_and_applicants_are_no_work(people: People, work: Work) -> None:
    other, closed = people.client(people.manager()), people.client(work.manager)
    applicant = people.client(work.manager, history=None)
    people.connection.execute(
        text("UPDATE clients SET closed_at = now() WHERE id = :id"), {"id": closed.client_id}
    )
    people.connection.execute(
        text("UPDATE clients SET client_since = NULL WHERE id = :id"), {"id": applicant.client_id}
    )
    people.connection.commit()
    assert [work.row_of(one) for one in (other, closed, applicant)] == [None, None, None]


def test_done_undone_and_done_again(people: People, work: Work) -> None:
    client = scored(people, work, "1XX")
    row = work.row_of(client)
    for _ in range(2):  # a click that is sent twice
        assert work.post(row, "done") == 204
        assert work.row_of(client) is None
    for _ in range(2):
        assert work.post(row, "undo") == 204
        assert work.row_of(client) == row
    events = people.connection.execute(
        select(audit_events.c.action, audit_events.c.new_values)
        .where(audit_events.c.subject_table == "clients")
        .where(audit_events.c.subject_id == client.client_id)
        .order_by(audit_events.c.id)
    ).all()
    assert [event.action for event in events] == ["worklist.done"] * 2 + ["worklist.undo"]
    assert events[0].new_values["reasons"] == ["late_30"]


def test_new_evidence_brings_back_its_own_reason_alone(people: People, work: Work) -> None:
    client = scored(people, work)
    people.done_score(client, 0.2, "D")
    assert work.post(work.row_of(client), "done") == 204
    [credit_id] = people.connection.execute(
        text("SELECT id FROM credits WHERE client_id = :id"), {"id": client.client_id}
    ).scalars()
    people.months(credit_id, "1")
    assert work.reasons_of(client) == ["late_30", "stale"]


def test_put_off_until_a_day(people: People, work: Work) -> None:
    client = scored(people, work, "1XX")
    assert work.post(work.row_of(client), "snooze", {"until": str(tomorrow())}) == 204
    assert work.row_of(client) is None
    assert work.read()["next"] == {"on": str(tomorrow()), "count": 1}
    people.connection.execute(
        text("UPDATE worklist_marks SET until = :today WHERE client_id = :id"),
        {"today": bank_date(), "id": client.client_id},
    )
    people.connection.commit()
    assert work.reasons_of(client) == ["late_30"]


@pytest.mark.parametrize("days", [-1, 0, 91])
def test_nothing_is_put_off_to_the_past_or_for_ever(people: People, work: Work, days: int) -> None:
    client = scored(people, work, "1XX")
    until = {"until": str(bank_date() + timedelta(days))}
    assert work.post(work.row_of(client), "snooze", until) == 422
    assert work.row_of(client)


def test_what_has_changed_meanwhile_is_not_marked_unseen(people: People, work: Work) -> None:
    client = scored(people, work, "1XX")
    seen = work.row_of(client)
    people.done_score(client, 0.2, "D")
    assert work.post(seen, "done") == 409
    assert work.reasons_of(client) == ["late_30", "grade_fell"]


def test_keys_of_another_form_are_refused(work: Work) -> None:
    for key in ("client-0-0123456789ab", "client-1", "somebody-1-0123456789ab", "%27"):
        assert work.post({"key": key}, "done") == 422


def test_whose_list_may_be_seen(people: People, work: Work, api: ApiCaller) -> None:
    client = scored(people, work, "1XX")
    query = f"manager_id={work.manager.manager_id}"
    for role in (Role.ADMIN, Role.ANALYST):
        answer = api("GET", "/me/worklist", token=people.user(role).token, query=query)
        assert answer.body["groups"][0]["items"][0]["client_id"] == client.client_id
    other = people.manager()
    assert api("GET", "/me/worklist", token=other.token, query=query).status == 403
    admin = people.user(Role.ADMIN).token
    assert api("GET", "/me/worklist", token=admin, query="manager_id=999999999").status == 404


def test_the_list_is_bounded_and_the_gravest_are_looked_at_first(
    people: People, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = scored(people, work, "1XX")
    for _ in range(3):
        people.client(work.manager)
    statement = str(gathering._OF_MANAGER).replace(str(gathering.MOST_CANDIDATES), "2")
    monkeypatch.setattr(gathering, "_OF_MANAGER", text(statement))
    assert work.manager.manager_id is not None
    now = in_force(people.connection)
    found = gathering.facts_of_manager(people.connection, work.manager.manager_id, now)
    assert (len(found), found[0].id) == (2, late.client_id)


def test_own_clients_alone_are_looked_at(people: People, work: Work) -> None:
    """However large the book: no plan reads all credits, months or scores, not even once."""
    people.connection.execute(text("SET LOCAL enable_seqscan = off"))
    given = {**vars(in_force(people.connection)), "manager_id": work.manager.manager_id}
    rows = people.connection.execute(text("EXPLAIN " + gathering._OF_MANAGER.text), given)
    plan = "\n".join(rows.scalars())
    assert "Seq Scan" not in plan
    looked_up = plan.count("Index Cond: (client_id = c.id)")
    assert looked_up >= 2, "credits, and scores in each month's part, by the client"
    assert plan.count("Index Cond: (credit_id = k.id)") == 2, "months, by the credit"
    # Of a small table the planner may take the wider index of a client's scores as well
    assert re.search("Backward using ix_scores_(done|client_id_id)", plan)


@pytest.mark.parametrize(
    ("state", "reason", "step"),
    [
        ("waiting_for_applicant", "application_waits", "ask_applicant"),
        ("submitted", "application_scored", "decide"),
    ],
)
def test_applications_that_wait(
    people: People, work: Work, state: str, reason: str, step: str
) -> None:
    client = people.client(work.manager, history="XXX")
    person = {"last_name": "Иванова", "first_name": "Анна", "phone": "+79161234567"}
    application_id = people.application(
        client, work.manager, state=state, person=person, amount_rub=500_000
    )
    [row] = work.groups()["applications"]
    assert row["application_id"] == str(application_id)
    assert ([one["reason"] for one in row["reasons"]], row["next_step"]) == ([reason], step)
    assert (row["phone"], row["last_name"]) == (person["phone"], person["last_name"])
    assert row["expected_loss"] == "2250.00"  # of 500,000 at a PD of 1 % and an LGD of 45 %
    assert work.post(row, "done") == 204
    assert work.groups()["applications"] == []
    people.connection.execute(
        text(
            "INSERT INTO application_events (application_id, place, actor_id, to_state)"
            " VALUES (:id, 7, :actor, :state)"
        ),
        {"id": application_id, "actor": work.manager.user_id, "state": state},
    )
    people.connection.commit()
    [again] = work.groups()["applications"]
    assert again["key"] != row["key"]


@pytest.mark.parametrize("state", ["in_review", "withdrawn", "approved"])
def test_applications_that_wait_for_nobody(people: People, work: Work, state: str) -> None:
    client = people.client(work.manager, history="XXX")
    people.application(client, work.manager, state=state)
    people.application(client, people.manager())
    assert work.groups()["applications"] == []
