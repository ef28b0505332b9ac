"""The queue: its views, its order, its pages, and the next case for each who asks."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import create_engine, make_url, text

from core.decisions.cases import get_case, lease_case, release_case, take_next
from core.decisions.queue import QueueFilter, View, list_cases
from core.journal.queries import record_event
from core.people.rules.roles import Role
from tests.integration.decisions.makers import APPROVED, DECLINED

COPIED = "client_id, channel, state, person, answers, amount_rub, term_months, score_id"
COPIED += ", created_by, submitted_at, completed_at"
LATE = "UPDATE cases SET due_at = now() - interval '1 hour' WHERE application_id = :id"


@pytest.fixture
def manager(desk):
    return desk.people.manager()


@pytest.fixture
def empty(desk):
    """The queue without the cases of other tests."""
    desk.change("UPDATE cases SET closed_at = now() - interval '2 days' WHERE closed_at IS NULL")


def listed(desk, who, query=""):
    answer = desk.api("GET", "/cases", token=who.token, query=query)
    assert answer.status == 200, answer.body
    return answer.body


def ids(page):
    return [one["application_id"] for one in page["items"]]


def test_overdue_cases_come_first_and_then_what_may_be_lost(desk, empty):
    who = desk.underwriter()
    small = desk.case(amount_rub=50_000)
    large = desk.case(amount_rub=900_000)
    late = desk.case(amount_rub=20_000)
    later = desk.case(amount_rub=30_000)
    for application_id in (late, later):
        desk.change(LATE, id=application_id)
    expected = [str(one) for one in (later, late, large, small)]
    assert ids(listed(desk, who)) == expected
    pages, after = [], ""
    for _ in expected:
        page = listed(desk, who, f"limit=1{after}")
        pages += ids(page)
        after = f"&after={page['next']}"
    assert pages == expected
    assert page["next"] is None
    taken = [
        desk.api("POST", "/cases/next", token=who.token).body["application_id"] for _ in range(5)
    ]
    assert taken == [*expected, None]


def test_each_view_holds_what_it_says_and_the_summary_counts_it(desk, empty):
    who, other = desk.underwriter(), desk.underwriter()
    mine, late, waiting, second, decided, free = (desk.case() for _ in range(6))
    knocked_out = desk.case(APPROVED, income=180_000)
    client = desk.people.client(history=None)
    withdrawn = desk.case(client=client)
    assert desk.do(client, withdrawn, "withdraw").status == 200
    desk.api("POST", f"/cases/{mine}/assign", token=who.token)
    desk.change(LATE, id=late)
    desk.do(other, waiting, "return", {"reason": "Нужна справка о доходе"})
    reason = {"override_reason": "other", "rationale": "x" * 30}
    assert desk.decide(other, knocked_out, "approve", **reason).status == 200
    desk.api("POST", f"/cases/{decided}/lease", token=other.token)
    assert desk.decide(other, decided, "approve").status == 200
    views = {
        "mine": {mine},
        "late": {late},
        "waiting": {waiting},
        "second": {knocked_out},
        "unassigned": {late, second, free, knocked_out},
        "open": {mine, late, waiting, second, free, knocked_out},
    }
    for view, expected in views.items():
        found = ids(listed(desk, who, f"view={view}"))
        assert (view, set(found)) == (view, {str(one) for one in expected})
    today = listed(desk, who, "view=decided&limit=200")["items"]
    assert str(withdrawn) not in {one["application_id"] for one in today}
    [row] = [one for one in today if one["application_id"] == str(decided)]
    assert row["outcome"] == "approve"
    counts = desk.api("GET", "/cases/summary", token=who.token).body
    for view in ("mine", "late", "waiting", "second", "unassigned"):
        assert (view, counts[view]) == (view, len(views[view]))
    assert counts["decided_today"] >= 1
    assert counts["median_seconds"] is not None


def test_a_row_says_what_is_wanted_why_it_is_here_and_whose_it_is(desk, manager):
    who = desk.underwriter()
    application_id = desk.case(DECLINED, grade="E", income=180_000, manager_id=manager.manager_id)
    desk.api("POST", f"/cases/{application_id}/lease", token=who.token)
    query = f"view=mine&manager_id={manager.manager_id}"
    [row] = listed(desk, who, query)["items"]
    assert (row["application_id"], row["last_name"]) == (str(application_id), "Заёмщикова")
    assert (row["recommendation"], row["reason"]) == ("decline", "BURDEN_TOO_HIGH")
    assert row["distance_points"] < 0
    assert row["assignee_id"] == who.user_id
    assert row["manager_name"]
    expected = desk.row("recommendations", application_id).expected_loss_rub
    assert float(row["expected_loss_rub"]) == pytest.approx(float(expected))


def test_filters_narrow_the_queue(desk, empty):
    who = desk.underwriter()
    plain = desk.case(amount_rub=100_000, grade="D")
    knocked_out = desk.case(DECLINED, income=180_000, grade="E", amount_rub=500_000)
    thin = desk.case(model="thin_file", grade="C", amount_rub=200_000)
    for query, expected in (
        ("rule=BURDEN_TOO_HIGH", {knocked_out}),
        ("rule=MODEL_TELLS_LITTLE", {thin}),
        ("grade=D&grade=C", {plain, thin}),
        ("model=thin_file", {thin}),
        ("amount_from=150000", {knocked_out, thin}),
        ("amount_from=150000&amount_to=300000", {thin}),
        ("manager_id=1", set()),
    ):
        assert (query, set(ids(listed(desk, who, query)))) == (query, {str(x) for x in expected})
    answer = desk.api("GET", "/cases", token=who.token, query="rule=NO_SUCH_RULE")
    assert answer.status == 422


def test_two_who_press_next_at_the_same_moment_never_get_the_same_case(desk, empty, database_url):
    """Two hundred times, on connections of their own, with the real locks."""
    cases, pairs = 400, 200
    template = desk.case()
    desk.change("UPDATE cases SET closed_at = now() WHERE application_id = :id", id=template)
    desk.change(
        f"WITH many AS (INSERT INTO applications (id, {COPIED}) SELECT gen_random_uuid(), {COPIED}"
        " FROM applications, generate_series(1, :cases) WHERE id = :id RETURNING id)"
        " INSERT INTO cases (application_id, due_at, recommendation, expected_loss_rub)"
        " SELECT id, now() + interval '1 hour', 'review', random() * 1000 FROM many",
        id=template,
        cases=cases,
    )
    people = [desk.underwriter().user_id for _ in range(2)]
    url = make_url(database_url).set(drivername="postgresql+psycopg2")
    engine = create_engine(url, pool_size=2)

    def press(user_id):
        with engine.begin() as connection:
            return take_next(connection, user_id)

    with ThreadPoolExecutor(2) as pool:
        taken = [case for _ in range(pairs) for case in pool.map(press, people)]
    engine.dispose()
    assert None not in taken
    assert Counter(taken).most_common(1)[0][1] == 1
    assert len(taken) == cases
    assert take_next(desk.people.connection, people[0]) is None
    desk.people.connection.rollback()


def test_a_lease_ends_unless_it_is_renewed_and_an_assigned_case_stays(desk):
    application_id = desk.case()
    connection = desk.people.connection
    first, second = desk.underwriter().user_id, desk.underwriter().user_id

    def pass_time():
        desk.change(
            "UPDATE cases SET leased_until = leased_until - interval '16 minutes'"
            " WHERE application_id = :id",
            id=application_id,
        )

    assert lease_case(connection, application_id, first)
    assert not lease_case(connection, application_id, second)
    pass_time()
    assert lease_case(connection, application_id, second)
    assert get_case(connection, application_id).assignee_id == second
    release_case(connection, application_id, first)
    assert get_case(connection, application_id).held
    release_case(connection, application_id, second)
    assert get_case(connection, application_id).assignee_id is None
    connection.commit()
    who = desk.underwriter()
    desk.api("POST", f"/cases/{application_id}/assign", token=who.token)
    pass_time()
    assert not lease_case(connection, application_id, first)
    connection.commit()
    path = f"/cases/{application_id}/lease"
    assert desk.api("POST", path, token=who.token).body["leased_until"] is None
    admin = desk.people.user(Role.ADMIN)
    over = desk.api("POST", f"/cases/{application_id}/assign", token=admin.token)
    assert over.body["assignee_id"] == admin.user_id
    assert desk.api("DELETE", path, token=admin.token).status == 204
    assert desk.row("cases", application_id).assignee_id is None


def test_next_gives_nobody_what_they_may_not_decide(desk, empty):
    who = desk.underwriter()
    begun = desk.case(created_by=who.user_id)
    objected = desk.case()
    signed = desk.case(APPROVED, income=180_000)
    waiting = desk.case()
    reason = {"override_reason": "other", "rationale": "x" * 30}
    assert desk.decide(who, signed, "approve", **reason).status == 200
    desk.change(
        "UPDATE cases SET not_for_id = :user WHERE application_id = :id",
        user=who.user_id,
        id=objected,
    )
    desk.change("UPDATE cases SET waiting_since = now() WHERE application_id = :id", id=waiting)
    assert desk.api("POST", "/cases/next", token=who.token).body == {"application_id": None}
    other = desk.underwriter()
    taken = {
        desk.api("POST", "/cases/next", token=other.token).body["application_id"] for _ in range(4)
    }
    assert taken == {str(begun), str(objected), str(signed), None}


@pytest.mark.parametrize("deed", ["application.edit", "application.submit"])
def test_next_gives_nobody_what_they_have_entered(desk, empty, deed):
    admin = desk.people.user(Role.ADMIN)
    application_id = desk.case()
    record_event(
        desk.people.connection,
        actor_id=admin.user_id,
        action=deed,
        subject=("applications", desk.row("applications", application_id).number),
        old_values={},
        new_values={},
    )
    desk.people.connection.commit()
    assert desk.card(admin, application_id)["hindrance"] == "entered"
    assert desk.api("POST", "/cases/next", token=admin.token).body == {"application_id": None}


def test_who_made_a_programs_token_decides_nothing_that_it_brought(desk, empty):
    token_id, _ = desk.people.program()
    admin = desk.people.user(Role.ADMIN)
    desk.change(
        "UPDATE api_tokens SET created_by = :admin WHERE id = :id", admin=admin.user_id, id=token_id
    )
    program = text("SELECT user_id FROM api_tokens WHERE id = :id")
    program_id = desk.people.connection.execute(program, {"id": token_id}).scalar_one()
    application_id = desk.case(created_by=program_id)
    assert desk.card(admin, application_id)["hindrance"] == "entered"
    assert desk.decide(admin, application_id, "approve").status == 403
    assert desk.api("POST", "/cases/next", token=admin.token).body == {"application_id": None}
    other = desk.people.user(Role.ADMIN)
    assert desk.decide(other, application_id, "approve").status == 200


RECOMMENDED = "score_id, policy_version, policy_sha256, decision, by_cut_offs, approve_below"
RECOMMENDED += ", decline_from, findings, amount_rub, term_months, annual_rate, payment_rub"
RECOMMENDED += ", limit_rub, limit_reason, expected_loss_rub, answers_sha256"


@pytest.fixture
def many(desk):
    """Twenty thousand cases, of which a thousand are open, in a transaction of their own."""
    connection = desk.people.connection
    template = desk.case()
    connection.execute(
        text(
            f"WITH many AS (INSERT INTO applications (id, {COPIED}) SELECT gen_random_uuid(),"
            f" {COPIED} FROM applications, generate_series(1, 20000) WHERE id = :id RETURNING id),"
            " numbered AS (SELECT id, row_number() OVER () AS place FROM many), recommended AS ("
            f" INSERT INTO recommendations (application_id, {RECOMMENDED})"
            f" SELECT n.id, {RECOMMENDED} FROM recommendations, numbered n"
            " WHERE application_id = :id)"
            " INSERT INTO cases (application_id, due_at, recommendation, expected_loss_rub,"
            " closed_at) SELECT id, now() + interval '1 hour', 'review', place,"
            " CASE WHEN place > 1000 THEN now() - place * interval '1 hour' END FROM numbered"
        ),
        {"id": template},
    )
    for table in ("applications", "recommendations", "cases"):
        connection.execute(text(f"ANALYZE {table}"))
    yield connection
    connection.rollback()


def plan_of(connection, view, monkeypatch):
    """What PostgreSQL does for the first page of a view."""
    plans = []
    plain = connection.execute

    def explained(statement, values=None):
        plans.extend(plain(text(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}"), values).scalar())
        return plain(statement, values)

    wanted = QueueFilter(view=view, user_id=1, today=datetime.now(UTC))
    with monkeypatch.context() as patch:
        patch.setattr(connection, "execute", explained)
        list_cases(connection, wanted, after=None, limit=51)
    return list(nodes(plans[0]["Plan"]))


def test_the_queue_is_read_by_its_indexes(many, monkeypatch):
    """However many cases were closed before: a page reads about as much as it shows."""
    large = {"cases", "applications", "recommendations"}
    for view in View:
        plan = plan_of(many, view, monkeypatch)
        scanned = {node["Relation Name"] for node in plan if node["Node Type"] == "Seq Scan"}
        assert (view, scanned & large) == (view, set())
        read = sum(
            node["Actual Rows"] * node["Actual Loops"]
            for node in plan
            if node.get("Relation Name") == "applications"
        )
        assert (view, read <= 200) == (view, True)


def nodes(plan):
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)
