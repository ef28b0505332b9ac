"""A notice from the decision to its delivery, and the list of what is due."""

import hashlib
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import exc, text

from core.kit.errors import UnavailableError
from core.notices import queries
from core.notices.producing import produce_notice
from core.people.rules.roles import Role
from tests.integration.conftest import lambda_context
from tests.integration.notices.deciding import decide, declined, recommend


@pytest.fixture
def underwriter(people):
    return people.user(Role.UNDERWRITER)


@pytest.fixture
def case(people):
    """A manager, their client, and a declined application with its notice."""
    manager = people.manager()
    client = people.client(manager)
    application_id, notice_id = declined(people, client, manager)
    return {"manager": manager, "client": client, "application": application_id, "id": notice_id}


@pytest.fixture
def post(api):
    def call(notice_id, deed, who, body=None):
        return api("POST", f"/notices/{notice_id}/{deed}", body, token=who.token)

    return call


@pytest.mark.parametrize(
    ("outcome", "is_final", "opened"),
    [
        ("decline", True, True),
        ("counteroffer", True, True),
        ("approve", True, False),
        ("decline", False, False),
    ],
)
def test_a_final_decline_or_counteroffer_opens_a_notice_and_nothing_else_does(
    people, outcome, is_final, opened
):
    application_id = people.application(people.client(people.manager()))
    recommend(people, application_id, decision="review", findings=[])
    notice_id = decide(people, application_id, outcome, is_final=is_final)
    assert (notice_id is not None) == opened


def test_the_period_runs_from_the_last_required_input(people, api, underwriter, case):
    people.connection.execute(
        text("UPDATE notices SET clock_from = now() - interval '31 days' WHERE id = :id"), case
    )
    people.connection.commit()
    seen = api("GET", f"/notices/{case['id']}", token=underwriter.token).body
    assert (seen["state"], seen["is_late"]) == ("due", True)
    completed = people.connection.execute(
        text("SELECT clock_from FROM notices WHERE id = :id"), case
    ).scalar_one()
    assert seen["due_at"][:19] == f"{completed + timedelta(days=30):%Y-%m-%dT%H:%M:%S}"


def test_a_notice_is_written_once_in_both_languages_and_stays_as_it_is(
    people, api, underwriter, case, post
):
    written = post(case["id"], "produce", underwriter).body
    assert (written["state"], written["component"]) == ("produced", "knock_out")
    [reason] = written["reasons"]
    assert (reason["code"], reason["value"], reason["limit"]) == ("BURDEN_TOO_HIGH", 0.91, 0.8)
    texts = {one["language"]: one for one in written["texts"]}
    number = written["number"]
    assert f"заявке № {number}" in texts["ru"]["text"]
    assert "91\u00a0% дохода" in texts["ru"]["text"] and "91% of the monthly" in texts["en"]["text"]
    assert "300\u00a0000\u00a0₽ на 24 мес." in texts["ru"]["text"]
    for one in texts.values():
        assert one["sha256"] == hashlib.sha256(one["text"].encode()).hexdigest()
    assert post(case["id"], "produce", underwriter).status == 409
    with pytest.raises(exc.DBAPIError, match="append-only|refuse|changed"):
        people.connection.execute(text("UPDATE notice_texts SET text = 'another'"))
    people.connection.rollback()


def test_the_way_of_a_notice_to_the_applicant_and_back(api, underwriter, case, post):
    def listed():
        page = api("GET", "/notices", query="limit=200", token=case["manager"].token).body
        return [one["id"] for one in page["items"]]

    sending = {"channel": "post"}
    assert listed() == [case["id"]]
    assert post(case["id"], "send", case["manager"], sending).status == 409  # not written yet
    post(case["id"], "produce", case["manager"])
    assert post(case["id"], "deliver", underwriter, {"evidence": "x"}).status == 409
    assert post(case["id"], "send", case["manager"], sending).body["state"] == "sent"
    assert listed() == []
    back = post(case["id"], "return", case["manager"], {"reason": "Адрес неизвестен"}).body
    assert (back["state"], back["returned_reason"]) == ("returned", "Адрес неизвестен")
    assert listed() == [case["id"]]
    assert post(case["id"], "send", case["manager"], {"channel": "in_person"}).status == 200
    given = post(case["id"], "deliver", case["manager"], {"evidence": "Подпись"}).body
    assert (given["state"], given["evidence"], given["may"]) == (
        *("delivered", "Подпись"),
        ["object"],
    )


def test_the_applicant_sees_what_was_written_and_not_what_staff_note(
    api, underwriter, case, post, people
):
    client, path = case["client"], f"/notices/{case['id']}"
    assert api("GET", path, token=client.token).status == 404
    assert api("GET", "/notices", token=client.token).body["items"] == []
    post(case["id"], "produce", underwriter)
    post(case["id"], "send", underwriter, {"channel": "post"})
    post(case["id"], "deliver", underwriter, {"evidence": "Квитанция"})
    seen = api("GET", path, token=client.token).body
    assert (seen["evidence"], seen["may"], len(seen["texts"])) == (None, ["object"], 2)
    assert [one["id"] for one in api("GET", "/notices", token=client.token).body["items"]] == [
        case["id"]
    ]
    assert api("GET", path, token=people.client(case["manager"]).token).status == 404


def test_what_was_decided_anew_before_it_was_sent_is_told_to_nobody(
    people, api, underwriter, case, post
):
    post(case["id"], "produce", underwriter)
    why = {"override_reason": "income_confirmed", "rationale": "The income is confirmed by papers."}
    assert decide(people, case["application"], "approve", **why) is None
    seen = api("GET", f"/notices/{case['id']}", token=underwriter.token).body
    assert (seen["state"], seen["may"]) == ("replaced", [])
    assert api("GET", f"/notices/{case['id']}", token=case["client"].token).status == 404


def test_nothing_that_people_wrote_goes_into_the_journal(people, underwriter, case, post):
    post(case["id"], "produce", underwriter)
    post(case["id"], "send", underwriter, {"channel": "post"})
    post(case["id"], "deliver", underwriter, {"evidence": "Ivanova signed"})
    events = people.connection.execute(
        text(
            "SELECT action, old_values, new_values FROM audit_events"
            " WHERE subject_table = 'notices' AND subject_id = :id ORDER BY id"
        ),
        case,
    ).all()
    assert [event.action for event in events] == [
        *("notice.produce", "notice.send", "notice.deliver"),
    ]
    assert "Ivanova" not in str(events)
    assert events[1].new_values["sent_by"] == "post"


def test_due_ones_come_by_their_period_page_by_page(people, api, underwriter):
    manager = people.manager()
    ids = [declined(people, people.client(manager), manager)[1] for _ in range(3)]
    for days, notice_id in zip((3, 9, 6), ids, strict=True):
        people.connection.execute(
            text("UPDATE notices SET clock_from = now() - :days * interval '1 day' WHERE id = :id"),
            {"days": days, "id": notice_id},
        )
    people.connection.commit()
    seen, after = [], ""
    while True:
        page = api("GET", "/notices", query=f"limit=1{after}", token=manager.token).body
        seen += [one["id"] for one in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert seen == [ids[1], ids[2], ids[0]]


# So many a sweep: those of other tests wait a little longer
_ONLY_DUE = text(
    """
    UPDATE notices SET decided_at =
           CASE WHEN id = ANY(:ids) THEN now() - interval '16 minutes' ELSE now() END,
           tried_at = NULL
     WHERE produced_at IS NULL
    """
)


def sweep():
    from maintenance.handler import handler

    handler({"action": "sweep"}, lambda_context("maintenance"))


def test_the_sweep_writes_what_nobody_has_written_some_time_after_the_decision(people, api, case):
    manager, client = case["manager"], case["client"]
    _, reviewed = declined(people, client, manager)
    people.connection.execute(_ONLY_DUE, {"ids": [case["id"], reviewed]})
    people.connection.execute(
        text(
            "UPDATE applications SET state = 'in_review'"
            " WHERE id = (SELECT application_id FROM notices WHERE id = :id)"
        ),
        {"id": reviewed},
    )
    people.connection.commit()
    fresh = declined(people, client, manager)[1]
    sweep()
    sweep()
    states = {
        id_: api("GET", f"/notices/{id_}", token=manager.token).body["state"]
        for id_ in (case["id"], reviewed, fresh)
    }
    assert states == {case["id"]: "produced", reviewed: "due", fresh: "due"}
    assert api("GET", f"/notices/{case['id']}", token=client.token).status == 200
    events = text(
        "SELECT actor_id FROM audit_events WHERE subject_table = 'notices' AND subject_id = :id"
    )
    assert people.connection.execute(events, case).scalars().all() == [None]


@pytest.fixture
def broken(people, case):
    """Two notices that are due before that of the case."""
    ids = [declined(people, case["client"], case["manager"])[1] for _ in range(2)]
    people.connection.execute(_ONLY_DUE, {"ids": [case["id"], *ids]})
    earlier = "UPDATE notices SET decided_at = decided_at - interval '1 hour' WHERE id = ANY(:ids)"
    people.connection.execute(text(earlier), {"ids": ids})
    people.connection.commit()
    return ids


@pytest.fixture
def break_notices(monkeypatch, broken):
    def run(fault):
        def produce(connection, notice_id, actor_id):
            produce_notice(connection, notice_id, actor_id)
            if notice_id in broken:
                fault(connection)

        monkeypatch.setattr("maintenance.notice_sweep.produce_notice", produce)

    return run


@pytest.fixture
def state(api, case):
    return lambda id_: api("GET", f"/notices/{id_}", token=case["manager"].token).body["state"]


def fail(_):
    raise LookupError("Заёмщикова")


def refuse(connection):
    """As a constraint does that a text breaks."""
    connection.execute(text("SELECT 1 / 0"))


@pytest.mark.parametrize("fault", [fail, refuse])
def test_a_notice_that_cannot_be_written_keeps_none_of_the_others(
    case, broken, break_notices, state, logged, fault
):
    break_notices(fault)
    sweep()
    assert [state(id_) for id_ in (case["id"], *broken)] == ["produced", "due", "due"]
    assert "notice not written" in logged()
    assert "Заёмщикова" not in logged()


def run_out(_):
    raise UnavailableError("The statement took too long.")


def die(_):
    raise SystemExit


@pytest.mark.parametrize("fault", [fail, run_out, die])
def test_as_many_as_a_sweep_takes_hold_up_none_that_comes_after_them(
    case, broken, break_notices, state, monkeypatch, fault
):
    monkeypatch.setattr("maintenance.notice_sweep.NOTICES_A_SWEEP", len(broken))
    break_notices(fault)
    for _ in range(len(broken) + 1):  # a minute, each
        with suppress(ExceptionGroup, SystemExit):
            sweep()
    assert [state(id_) for id_ in (case["id"], *broken)] == ["produced", "due", "due"]


def test_what_could_not_be_written_is_tried_again(
    people, broken, break_notices, state, monkeypatch
):
    break_notices(fail)
    sweep()
    monkeypatch.setattr("maintenance.notice_sweep.produce_notice", produce_notice)
    sweep()
    assert state(broken[0]) == "due"
    past = "UPDATE notices SET tried_at = tried_at - interval '16 minutes' WHERE id = :id"
    people.connection.execute(text(past), {"id": broken[0]})
    people.connection.commit()
    sweep()
    assert [state(id_) for id_ in broken] == ["produced", "due"]


def test_lists_are_read_by_index(people):
    wanted = {"after": 1, "limit": 51}
    of_list = {"shown": True, "days": 30, **wanted}
    plans = {
        "ix_notices_due": (queries.LIST_DUE, {"manager_id": None, "days": 30, **wanted}),
        "ix_notices_client_id": (queries.LIST_OF_CLIENT, {"whose": 1, **of_list}),
        "ix_notices_application_id": (
            queries.LIST_OF_APPLICATION,
            {"whose": "01936d3c-7f5a-7cc0-8a33-0242ac120004", **of_list},
        ),
        "ix_objections_due": (queries.LIST_OBJECTIONS, wanted),
        "notices_due on": (queries.COUNT_LATE, {"days": 30, "most": 10}),
    }
    # In a table this small the order of ids would do; it is given back at the end
    people.connection.execute(text("ALTER TABLE notices DROP CONSTRAINT pk_notices CASCADE"))
    people.connection.execute(text("SET LOCAL enable_seqscan = off"))
    people.connection.execute(text("SET LOCAL enable_sort = off"))
    people.connection.execute(text("SET LOCAL enable_bitmapscan = off"))
    for index, (statement, parameters) in plans.items():
        plan = people.connection.execute(text(f"EXPLAIN {statement}"), parameters).scalars().all()
        assert index in "\n".join(plan), index
        assert not any("Sort" in line for line in plan), plan
    people.connection.rollback()
