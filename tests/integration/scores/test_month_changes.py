"""What changed with a manager's own clients from one month to the next."""

import pytest
from sqlalchemy import text, update

from api.payments import change_routes
from core.scores import month_changes
from core.scores.tables import scores
from tests.days import last_month, months_ago, this_month


@pytest.fixture
def manager(people):
    return people.manager()


@pytest.fixture
def changes(api, manager):
    def read(query=""):
        answer = api("GET", "/me/changes", token=manager.token, query=query)
        assert answer.status == 200, answer.body
        return answer.body

    return read


def scored(people, client, proba, grade, as_of, decision="approve"):
    score_id = people.done_score(client, proba, grade, decision=decision)
    people.connection.execute(update(scores).where(scores.c.id == score_id).values(as_of=as_of))
    people.connection.commit()


def test_who_became_worse_or_better_is_listed_the_gravest_first(people, manager, changes):
    worse = people.client(manager, history="10")
    much_worse = people.client(manager, history="30")
    better = people.client(manager, history="01")
    people.client(manager, history="00")
    people.client(people.manager(), history="30")
    listed = changes()
    assert listed["month"] == this_month().isoformat() and listed["next_after"] is None
    assert [(one["client_id"], one["status_before"], one["status"]) for one in listed["items"]] == [
        (much_worse.client_id, "0", "3"),
        (worse.client_id, "0", "1"),
        (better.client_id, "1", "0"),
    ]


def test_another_grade_or_recommendation_is_a_change(people, manager, changes):
    moved, decided, same, first = (people.client(manager, history="00") for _ in range(4))
    for client, proba, grade, decision in (
        (moved, 0.02, "D", "approve"),
        (decided, 0.01, "C", "review"),
        (same, 0.011, "C", "approve"),
    ):
        scored(people, client, 0.01, "C", last_month())
        scored(people, client, proba, grade, this_month(), decision)
    scored(people, first, 0.01, "C", this_month())
    items = changes()["items"]
    assert [one["client_id"] for one in items] == [moved.client_id, decided.client_id]
    assert (items[0]["grade_before"], items[0]["grade"]) == ("C", "D")
    assert items[0]["points_before"] > items[0]["points"]
    assert (items[1]["decision_before"], items[1]["decision"]) == ("approve", "review")


def test_a_month_that_is_not_on_record_yet_is_no_change(people, manager, changes):
    people.credit(people.client(manager, history=None).client_id, "1", newest=1)
    assert changes()["items"] == []
    listed = changes(f"month={last_month():%Y-%m}")
    assert listed == {"month": last_month().isoformat(), "items": [], "next_after": None}


def test_an_earlier_month_is_told_by_what_was_scored_as_of_it(people, manager, changes):
    client = people.client(manager, history="000")
    earlier = months_ago(2)
    scored(people, client, 0.01, "C", earlier)
    scored(people, client, 0.05, "E", last_month())
    scored(people, client, 0.05, "E", this_month())
    assert changes()["items"] == []
    [change] = changes(f"month={last_month():%Y-%m}")["items"]
    assert (change["grade_before"], change["grade"]) == ("C", "E")


def test_the_list_goes_on_where_it_stopped(people, manager, changes, monkeypatch):
    monkeypatch.setattr(change_routes, "CHANGES_SHOWN", 2)
    grave, *same = (
        people.client(manager, history="20"),
        *(people.client(manager, history="10") for _ in range(4)),
    )
    scored(people, same[2], 0.0000123456789, "A", this_month())
    seen, query = [], ""
    while query is not None:
        page = changes(query)
        seen += [one["client_id"] for one in page["items"]]
        query = page["next_after"] and f"after={page['next_after']}"
    wanted = [grave, same[2], same[0], same[1], same[3]]
    assert seen == [one.client_id for one in wanted]


def test_the_own_clients_are_found_by_their_index(people):
    people.connection.execute(text("SET LOCAL enable_seqscan = off"))
    given = {
        "manager_id": 1,
        "month": this_month(),
        "month_before": last_month(),
        "month_after": this_month(),
        "after_gravity": 0,
        "after_risk": 0.0,
        "after_id": None,
        "limit": 50,
    }
    plan = "\n".join(
        people.connection.execute(text("EXPLAIN " + month_changes._CHANGES.text), given).scalars()
    )
    assert "Seq Scan" not in plan
    assert "ix_clients_manager_id" in plan
    # Credits, and the scores of both months, whichever index that begins with the client
    assert plan.count("(client_id = c.id)") >= 3
