"""What a demo has beside its population: scores of the past, and applications in each state."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from core.kit.clock import bank_date, bank_time_zone
from core.kit.database import transaction
from core.kit.identifiers import id_of, new_id
from core.people.rules.roles import Role
from core.scores.portfolio import insert_portfolio
from core.scores.queue import send_portfolio
from maintenance.demo.application_stories import GOALS
from maintenance.demo.score_history import month_ends
from maintenance.demo.stories import HEARD_LATE
from tests.integration.conftest import scoring_record
from tests.integration.makers import People

PASSWORD = "a password for a demo"
STATES = """
    SELECT CASE WHEN a.state = 'submitted' AND s.status = 'done' THEN 'scored' ELSE a.state END
      FROM applications a LEFT JOIN scores s ON s.id = a.score_id
     WHERE a.external_id LIKE 'DEMO-%'
"""


def rows(people: People, statement: str, **values: Any) -> Any:
    people.connection.rollback()
    return people.connection.execute(text(statement), values).all()


@pytest.fixture
def run(queued: Any, score_batch: Any) -> Any:
    """Has the scorer do what waits in the queue; returns how many messages that were."""

    def scored() -> int:
        bodies = queued()
        if bodies:
            assert score_batch(*map(scoring_record, bodies)) == []
        return len(bodies)

    return scored


@pytest.fixture
def seeded(maintain: Any, queued: Any) -> None:
    maintain(action="seed", password=PASSWORD, first=0, count=40)


def test_an_id_of_a_day_stands_before_those_of_later_days() -> None:
    now = datetime.now(UTC)
    ids = [id_of(now - timedelta(days)) for days in (40, 20, 1)] + [new_id()]
    assert ids == sorted(ids)
    assert {one.version for one in ids} == {7}
    assert len({one.variant for one in ids}) == 1
    assert id_of(now) != id_of(now)


def test_past_scores_are_made_by_what_was_known_and_told_as_made_today(
    seeded: None, maintain: Any, score_portfolios: Any, people: People
) -> None:
    [[first]] = rows(
        people,
        "SELECT c.id FROM clients c JOIN users u ON u.id = c.user_id WHERE u.login = :login",
        login="viktor.markov.1",
    )
    step = maintain(action="score_past", after=first - 1)
    assert step["clients"] >= 1  # of the forty many may lie before the first, after other tests
    assert step["last"] >= first + step["clients"] - 1  # where the next call goes on
    assert score_portfolios() > 12
    made = rows(
        people,
        "SELECT s.* FROM scores s WHERE s.batch_id = CAST(:batch AS uuid) ORDER BY s.id",
        batch=step["batch_id"],
    )
    assert {row.status for row in made} == {"done"}
    assert {row.as_of for row in made} <= set(month_ends(bank_date()))
    assert [row.as_of for row in made] == sorted(row.as_of for row in made)
    now = datetime.now(UTC)
    assert all(now - row.requested_at < timedelta(hours=1) for row in made)
    borrower = [row for row in made if row.client_id == first]
    assert len(borrower) == 12
    assert all(row.proba < 0.1 for row in borrower)  # fell late this month, and was no risk before
    again = maintain(action="score_past", after=first - 1)
    score_portfolios()
    assert not rows(
        people,
        "SELECT FROM scores WHERE batch_id = CAST(:id AS uuid)",
        id=again["batch_id"],
    )


def test_the_latest_score_is_that_of_today_whatever_was_made_last(
    people: People, score_portfolios: Any
) -> None:
    client = people.client(history="1" + "X" * 30)
    people.connection.execute(
        text("UPDATE clients SET client_since = '2024-12-01' WHERE id = :id"),
        {"id": client.client_id},
    )
    people.connection.commit()
    admin = people.user(Role.ADMIN)
    today = people.pending_score(client)
    people.finish(today, 0.2, "D")
    with transaction() as connection:
        batch_id = insert_portfolio(
            connection,
            requested_by=admin.user_id,
            chosen_ids=[client.client_id or 0],
            days=month_ends(bank_date()),
        )
    send_portfolio(batch_id, [None], "test")
    score_portfolios()
    latest = rows(
        people,
        "SELECT id FROM scores WHERE client_id = :id AND status = 'done' ORDER BY id DESC",
        id=client.client_id,
    )
    assert latest[0].id == today
    assert len(latest) > 6
    worst = rows(
        people,
        "SELECT max(proba) FROM scores WHERE client_id = :id AND id <> :today",
        id=client.client_id,
        today=today,
    )
    assert worst[0][0] < 0.2  # a month that had not come says nothing of the months before it


def test_nobody_is_scored_of_a_day_before_they_came_where_the_bank_is(
    people: People, score_portfolios: Any
) -> None:
    last, day = month_ends(bank_date())[-1], timedelta(1)
    came = datetime.combine(last + day, time(0, 30), bank_time_zone())
    client = people.client(history="0" * 12)
    people.connection.execute(
        text("UPDATE clients SET client_since = :came WHERE id = :id"),
        {"came": came, "id": client.client_id},
    )
    people.connection.commit()
    with transaction() as connection:
        batch_id = insert_portfolio(
            connection,
            requested_by=people.user(Role.ADMIN).user_id,
            chosen_ids=[client.client_id or 0],
            days=[last, last + day],
        )
    send_portfolio(batch_id, [None], "test")
    score_portfolios()
    made = rows(people, "SELECT as_of FROM scores WHERE client_id = :id", id=client.client_id)
    assert [row.as_of for row in made] == [last + day]


def test_applications_come_to_every_state(
    seeded: None, maintain: Any, run: Any, people: People
) -> None:
    while maintain(action="go_on")["waiting"]:
        assert run() > 0
    for _ in range(2):  # another call changes nothing
        states = sorted(row[0] for row in rows(people, STATES))
        # A submitted one is scored as soon as its score is there
        wanted = ["scored" if state == "submitted" else state for state in GOALS]
        assert states == sorted(wanted)
        maintain(action="go_on")


def test_a_late_payment_is_heard_of_once(
    maintain: Any, run: Any, people: People, queued: Any
) -> None:
    maintain(action="seed", password=PASSWORD, first=HEARD_LATE, count=1)
    months = (
        "SELECT p.status, p.superseded_at IS NULL AS present FROM payment_months p"
        " JOIN credits k ON k.id = p.credit_id"
        " WHERE k.external_id = :number AND p.month = :month ORDER BY p.recorded_at"
    )
    known = {"number": f"D-{HEARD_LATE + 1:06}/1", "month": bank_date().replace(day=1)}
    for _ in range(2):
        maintain(action="go_on")
        run()
        assert rows(people, months, **known) == [("X", False), ("0", True)]
