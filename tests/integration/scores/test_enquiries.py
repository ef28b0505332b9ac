"""A score of somebody who is not stored: as a client's would be, for who asked, and for a while."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select, text

from api.people.passwords import hash_token
from core.clients.rules.history import month_number, month_of
from core.clients.tables import clients
from core.kit.clock import bank_date
from core.people.rules.roles import Role
from core.people.rules.scopes import Scope
from core.scores.tables import enquiries, scores
from tests.integration.conftest import message, scoring_record
from tests.integration.makers import ANSWERS, HISTORY

TOLD = {
    name: value.isoformat() if isinstance(value, date) else value for name, value in ANSWERS.items()
}


def months(history, newest=0):
    now = month_number(bank_date()) - newest
    return [
        {"month": month_of(now - place).isoformat(), "status": status}
        for place, status in enumerate(history)
    ]


BODY = {"answers": TOLD, "credits": [{"months": months(HISTORY)}]}


def enquiries_of(people, token):
    people.connection.rollback()
    found = text(
        "SELECT e.* FROM enquiries e JOIN api_tokens t ON t.user_id = e.requested_by"
        " WHERE t.token_hash = :hash"
    )
    return people.connection.execute(found, {"hash": hash_token(token)}).all()


@pytest.fixture
def ask(api, people):
    _, token = people.program(Scope.SCORES_WRITE, Scope.SCORES_READ)

    def send(body, method="POST", path="/scores", **more):
        return api(method, path, body, authorization=f"Bearer {token}", **more)

    return send


def score(ask, score_batch, body):
    asked = ask(body)
    assert asked.status == 202, asked.body
    score_batch(scoring_record(message(asked.body["id"])))
    return ask(None, "GET", f"/{asked.headers['location']}").body


def test_it_is_scored_as_a_client_of_the_same_answers_and_months(ask, score_batch, people, api):
    told = score(ask, score_batch, BODY)
    client = people.client()
    of_client = people.pending_score(client)
    score_batch(scoring_record(message(of_client)))
    known = people.score_row(of_client)
    assert told["status"] == "done" and told["client_id"] is None and told["enquiry_id"]
    assert (told["proba"], told["grade"], told["model"]) == (known.proba, known.grade, known.model)
    assert told["features"] == known.features
    assert [reason["code"] for reason in told["reasons"]] == [
        reason["code"] for reason in known.reasons
    ]
    assert all(reason["text_ru"] and reason["text_en"] for reason in told["reasons"])


@pytest.mark.parametrize(
    ("credits", "grade", "model"),
    [
        ([], "unknown", "segment"),
        ([{"months": []}], "unknown", "segment"),
        ([{"months": months("3" + HISTORY)}], "default", None),
        ([{"months": months("0C")}], None, "thin_file"),
        ([{"months": months("0" * 12)}, {"months": months("C" * 12)}], None, "behavioural"),
    ],
    ids=["none", "an empty one", "in default", "young", "several"],
)
def test_hard_rules_thin_files_and_not_enough_to_tell(ask, score_batch, credits, grade, model):
    told = score(ask, score_batch, {**BODY, "credits": credits})
    assert told["model"] == model
    assert grade in (None, told["grade"])


def test_months_come_in_any_order(ask, score_batch):
    turned = {**BODY, "credits": [{"months": months(HISTORY)[::-1]}]}
    assert score(ask, score_batch, turned)["proba"] == score(ask, score_batch, BODY)["proba"]


def test_amounts_may_be_text_and_who_does_not_work_has_no_date(ask, score_batch):
    answers = {
        **TOLD,
        "amt_income_total": "157500.50",
        "employed_since": None,
        "occupation_type": None,
        "name_income_type": "Pensioner",
    }
    assert score(ask, score_batch, {**BODY, "answers": answers})["status"] == "done"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"credits": [{"months": months("00", newest=-1)}]}, "impossible_history"),
        ({"credits": [{"months": months("0") * 2}]}, "impossible_history"),
        ({"credits": [{"months": [{"month": "2026-01-02", "status": "0"}]}]}, "invalid_request"),
        ({"credits": [{"months": [{"month": "2026-01-01", "status": "9"}]}]}, "invalid_request"),
        ({"credits": [{"months": []}] * 51}, "invalid_request"),
        ({"answers": {**TOLD, "born_on": "2020-01-01"}}, "impossible_features"),
        ({"answers": {**TOLD, "cnt_children": 5}}, "impossible_features"),
        ({"answers": {**TOLD, "amt_income_total": 0}}, "unconfirmed_answers"),
        ({"answers": {"code_gender": "F"}}, "invalid_request"),
        ({"client_id": 1}, "invalid_request"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_and_not_kept(change, code, ask, people):
    before = count(people)
    refused = ask({**BODY, **change})
    assert (refused.status, refused.body["error"]) == (422, code)
    assert count(people) == before


def test_what_is_seldom_so_can_be_confirmed(ask):
    seldom = {"answers": {**TOLD, "amt_income_total": 0}, "confirm": ["employed_without_income"]}
    assert ask({**BODY, **seldom}).status == 202


def test_only_who_asked_and_who_sees_all_may_read_it(ask, api, people):
    asked = ask(BODY).body
    path = f"/scores/{asked['id']}"
    _, stranger = people.program(*Scope)
    assert api("GET", path, authorization=f"Bearer {stranger}").status == 404
    for role, status in {Role.ANALYST: 200, Role.ADMIN: 200, Role.UNDERWRITER: 404}.items():
        assert api("GET", path, token=people.user(role).token).status == status
    assert api("GET", path, token=people.client().token).status == 404
    manager = people.manager()
    own = api("POST", "/scores", BODY, token=manager.token).body
    assert api("GET", f"/scores/{own['id']}", token=manager.token).status == 200
    assert api("GET", path, token=manager.token).status == 404


def test_it_makes_no_client_and_the_lists_do_not_show_it(ask, score_batch, people, api):
    analyst = people.user(Role.ANALYST)
    people.connection.rollback()
    known = len(people.connection.execute(select(clients.c.id)).all())
    score(ask, score_batch, BODY)
    people.connection.rollback()
    assert len(people.connection.execute(select(clients.c.id)).all()) == known
    assert api("GET", "/clients", token=analyst.token).status == 200


def test_nothing_of_the_person_stands_in_the_queue_the_journal_or_the_log(
    ask, api, people, queued, logged
):
    body = {**BODY, "answers": {**TOLD, "amt_income_total": 157_511}}
    score_id = ask(body).body["id"]
    [sent] = queued()
    admin = people.user(Role.ADMIN)
    events = api("GET", "/audit-events", token=admin.token, query="action=score.enquire").body
    assert events["items"][0]["new_values"] == {"score_id": score_id}
    assert "157511" not in sent + str(events) + logged()


def test_a_message_that_is_lost_is_sent_again(ask, people, maintain, queued):
    score_id = ask(BODY).body["id"]
    queued()
    people.connection.execute(
        text("UPDATE scores SET requested_at = now() - interval '2 minutes' WHERE id = :id"),
        {"id": score_id},
    )
    people.connection.commit()
    maintain(action="sweep")
    assert any(score_id in body for body in queued())


def test_it_is_kept_for_so_many_days(ask, people, maintain, monkeypatch):
    monkeypatch.setenv("ENQUIRY_RETENTION_DAYS", "7")
    old, young = ask(BODY).body, ask(BODY).body
    for asked, days in ((old, 8), (young, 6)):
        people.connection.execute(
            text(
                "UPDATE enquiries SET requested_at = now() - make_interval(days => :days) WHERE id = :id"
            ),
            {"days": days, "id": asked["enquiry_id"]},
        )
    people.connection.commit()
    maintain(action="sweep")
    people.connection.rollback()
    left = set(people.connection.execute(select(scores.c.id)).scalars())
    assert UUID(old["id"]) not in left and UUID(young["id"]) in left
    kept = set(people.connection.execute(select(enquiries.c.id)).scalars())
    assert UUID(old["enquiry_id"]) not in kept and UUID(young["enquiry_id"]) in kept


def test_it_waits_as_long_as_is_preferred(ask, api, monkeypatch, people):
    from api.scores import routes

    monkeypatch.setattr(
        routes, "hand_to_queue", lambda ids: people.finish(ids[0], 0.01, "B") or True
    )
    told = ask(BODY, prefer="wait=2")
    assert (told.status, told.body["points"]) == (200, 500)
    assert told.headers["preference-applied"] == "wait=2"


def count(people):
    people.connection.rollback()
    return len(people.connection.execute(select(enquiries.c.id)).all())
