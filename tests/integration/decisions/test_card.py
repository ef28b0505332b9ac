"""What a case shows beside the score: changes, likenesses, what was decided of cases like it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from core.decisions.precedents import Likeness, find_precedents
from core.kit.clock import bank_date
from core.people.rules.roles import Role
from core.scores.rules.master_scale import grade_of
from core.scores.rules.vocabulary import ModelName
from tests.integration.decisions.makers import APPROVED, REVIEWED

PROBA = 0.05
GRADE = grade_of(PROBA)


@pytest.fixture
def manager(desk):
    return desk.people.manager()


def test_what_was_changed_since_it_was_submitted_is_marked(desk, manager):
    application_id = desk.case(manager_id=manager.manager_id)
    path = f"/applications/{application_id}"
    for months in (36, 48):
        body = {"wanted": {"term_months": months, "purpose": "car"}}
        assert desk.api("PATCH", path, body, token=manager.token).status == 200
    back = {"wanted": {"purpose": "consumer"}}
    assert desk.api("PATCH", path, back, token=manager.token).status == 200
    card = desk.card(desk.underwriter(), application_id)
    [changed] = card["changed"]
    assert (changed["field"], changed["before"], changed["now"]) == ("term_months", 24, 48)
    assert changed["changed_by"]
    assert card["application"]["missing"], "the questionnaire of this one is empty"


def test_a_namesake_born_on_the_same_day_may_be_the_same_person(desk):
    named = {"last_name": f"Тёзкина{uuid4().hex[:6]}", "first_name": "Анна"}
    born_on = date(1970, 2, 3)
    desk.people.client(history=None, **named)
    other = desk.people.client(history=None, answers={"born_on": born_on}, **named)
    application_id = desk.case(person=named, answers={"born_on": str(born_on)})
    [alike] = desk.card(desk.underwriter(), application_id)["duplicates"]
    assert (alike["client_id"], alike["reasons"]) == (other.client_id, ["name_and_birth"])


def test_who_may_be_the_same_person_and_what_that_person_asked_for_before(desk):
    client = desk.people.client(history=None, answers={"phone": "+79990001122"})
    other = desk.people.client(history=None, answers={"phone": "+79990001122"})
    earlier = desk.people.application(client, state="withdrawn", amount_rub=50_000)
    person = {"last_name": "Заёмщикова", "first_name": "Анна", "phone": "+79990001122"}
    application_id = desk.case(client=client, person=person)
    card = desk.card(desk.underwriter(), application_id)
    assert [one["client_id"] for one in card["duplicates"]] == [other.client_id]
    [before] = card["earlier"]
    assert (before["id"], before["state"]) == (str(earlier), "withdrawn")


def test_the_card_has_credits_cut_offs_and_authorities(desk):
    client = desk.people.client(history="0" * 12, answers={"amt_income_total": 2_400_000})
    card = desk.card(desk.underwriter(), desk.case(client=client))
    [credit] = card["credits"]
    assert len(credit["payment_history"]) == 12
    recommended = card["recommendation"]
    assert recommended["approve_from_points"] > recommended["decline_below_points"]
    assert recommended["limit_reason"]
    assert card["authorities"]["score_age_hours"] == 24
    assert "IN_DEFAULT" in card["authorities"]["never_overridden"]


ADD_MANY = text(
    "INSERT INTO decisions (application_id, sequence, score_id, model, policy_version,"
    " policy_sha256, approve_below, decline_from, proba, recommendation, outcome, amount_rub,"
    " term_months, annual_rate, decline_reasons, override_reason, rationale, actor_id, is_final,"
    " answers_sha256) SELECT :id, :before + place, score_id, :model, 'v', repeat('a', 64), 0.02,"
    " 0.14, :proba, :recommendation, :outcome, 1, 12, 1, '[\"X\"]', :reason, repeat('x', 30),"
    " :actor, true, repeat('a', 64)"
    " FROM applications, generate_series(1, :count) AS place WHERE id = :id"
)


@pytest.fixture
def decide_many(desk):
    """Writes decisions of one case and one person, and takes them back at the end."""
    told = {"id": desk.case(REVIEWED), "actor": desk.underwriter().user_id, "before": 0}
    connection = desk.people.connection

    def add(count, model, *, proba=PROBA, recommendation="decline", agrees=True):
        """Those that agree decline, the others approve."""
        said = {
            "outcome": "decline" if agrees else "approve",
            "reason": None if agrees else "other",
            "recommendation": recommendation,
        }
        connection.execute(
            ADD_MANY, {**told, **said, "count": count, "model": model, "proba": proba}
        )
        told["before"] += count

    yield add
    connection.rollback()


def test_below_thirty_too_few_were_decided_to_tell(desk, decide_many):
    like = Likeness(ModelName.APPLICATION, PROBA, GRADE)
    before = find_precedents(desk.people.connection, like)
    assert (before.band.agreed.of, before.band.enough) == (0, False)
    assert before.band.agreed.share is None
    decide_many(20, like.model)
    decide_many(9, like.model, agrees=False)
    decide_many(50, like.model, recommendation="review")
    decide_many(50, like.model, proba=0.0001)
    few = find_precedents(desk.people.connection, like)
    assert (few.band.agreed.count, few.band.agreed.of, few.band.enough) == (20, 29, False)
    decide_many(1, like.model, agrees=False)
    found = find_precedents(desk.people.connection, like)
    assert (found.band.agreed.count, found.band.agreed.of, found.band.enough) == (20, 30, True)
    assert found.similar is not None
    assert (found.similar.approved.count, found.similar.approved.of) == (10, 80)
    assert found.similar.enough
    untold = find_precedents(desk.people.connection, Likeness(like.model, PROBA, "unknown"))
    assert untold.similar is None


def test_only_credits_of_a_year_tell_how_they_ended(desk, manager):
    model = ModelName.SEGMENT
    like = Likeness(model, PROBA, GRADE)
    ends = {"young": (100, "3"), "good": (400, "0"), "bad": (400, "3"), "bad later": (800, "3")}
    for days, status in ends.values():
        client = desk.people.client(manager, history=None, answers={"amt_income_total": 2_400_000})
        application_id = desk.case(
            client=client, model="segment", manager_id=manager.manager_id, amount_rub=100_000
        )
        answer = desk.decide(desk.underwriter(), application_id, "approve")
        assert answer.status == 200, answer.body
        booked = desk.do(manager, application_id, "book", {})
        assert booked.status == 201, booked.body
        issued_on = bank_date() - timedelta(days)
        credit_id = booked.body["credit_id"]
        desk.change(
            "UPDATE credits SET issued_on = :day WHERE id = :id", day=issued_on, id=credit_id
        )
        desk.people.months(credit_id, status, newest=2)
    found = find_precedents(desk.people.connection, like).band.defaulted
    assert (found.count, found.of) == (1, 3)


def test_precedents_are_read_by_their_index(desk, decide_many, monkeypatch):
    """However many decisions there are, only the latest of one model are looked at."""
    connection = desk.people.connection
    decide_many(6_000, ModelName.THIN_FILE)
    decide_many(40, ModelName.APPLICATION)
    connection.execute(text("ANALYZE decisions"))
    plans = []
    plain = connection.execute

    def explained(statement, values):
        plans.extend(plain(text(f"EXPLAIN {statement}"), values).scalars())
        return plain(statement, values)

    monkeypatch.setattr(connection, "execute", explained)
    find_precedents(connection, Likeness(ModelName.APPLICATION, PROBA, GRADE))
    monkeypatch.undo()
    plan = "\n".join(plans)
    assert "ix_decisions_final" in plan
    assert "Seq Scan on decisions" not in plan


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ANALYST])
def test_who_does_not_decide_sees_no_case(desk, role):
    application_id = desk.case(APPROVED)
    who = desk.people.user(role)
    assert desk.api("GET", f"/cases/{application_id}", token=who.token).status == 403
