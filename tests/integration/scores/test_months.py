"""Scores lie month by month: the next are made ahead, and one goes once nobody needs it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from core.clients.rules.history import month_number, month_of
from core.kit.clock import bank_date
from core.kit.identifiers import id_of
from core.scores.months import last_month
from maintenance.ownership import as_owner
from maintenance.score_months import MONTHS_AHEAD, MonthTooYoungError


def run(people, statement, **values):
    result = people.connection.execute(text(statement), values)
    people.connection.commit()
    return result


def write_score(people, client, day: date, status: str = "failed") -> str:
    """Writes a score of a day, with no more than it needs."""
    score_id = str(id_of(datetime.combine(day, time(12), UTC)))
    run(
        people,
        "INSERT INTO scores (id, client_id, requested_by, status, scored_at, proba, grade,"
        " decision, reasons, features, model, model_version, policy_version)"
        " VALUES (CAST(:id AS uuid), :client, :user, :status, now(), 0.1, 'E', 'review', '[]',"
        " '{}', 'behavioural', 'm', 'p')",
        id=score_id,
        client=client.client_id,
        user=client.user_id,
        status=status,
    )
    return score_id


@pytest.fixture
def months(people, monkeypatch):
    """The last two months that have parts, of which so much time has gone by that they may go."""
    last = last_month(people.connection)
    people.connection.rollback()
    real = bank_date()
    years_later = last + timedelta(5 * 366)
    monkeypatch.setattr("maintenance.score_months.bank_date", lambda: years_later)
    yield month_of(month_number(last) - 1), last
    monkeypatch.setattr("maintenance.score_months.bank_date", lambda: real)


@pytest.fixture
def parted(maintain, months, monkeypatch):
    """Gives back what a test has dropped of the last month."""
    yield months[1]
    monkeypatch.undo()
    maintain(action="sweep")


def test_the_next_months_are_there(people):
    ahead = month_number(last_month(people.connection)) - month_number(bank_date())
    assert ahead >= MONTHS_AHEAD


def test_the_sweep_makes_a_month_that_is_missing_and_counts_it(maintain, people, capsys):
    last = last_month(people.connection)
    people.connection.rollback()
    with as_owner() as connection:
        connection.execute(text(f"ALTER TABLE scores DETACH PARTITION scores_{last:%Y_%m}"))
        connection.execute(text(f"DROP TABLE scores_{last:%Y_%m}"))
    maintain(action="sweep")
    assert '"ScoreMonthsMissing":[1.0]' in capsys.readouterr().out
    assert last_month(people.connection) == last
    maintain(action="sweep")
    assert '"ScoreMonthsMissing":[0.0]' in capsys.readouterr().out


def test_what_lies_in_no_month_is_refused_and_not_swallowed(people):
    beyond = last_month(people.connection) + timedelta(40)
    with pytest.raises(IntegrityError, match="no partition of relation"):
        write_score(people, people.client(), beyond)
    people.connection.rollback()


def test_a_score_lies_in_the_month_of_its_id(people):
    client, last = people.client(), last_month(people.connection)
    for day in (last, month_of(month_number(last) + 1) - timedelta(1)):
        score_id = write_score(people, client, day)
        part = run(
            people, "SELECT tableoid::regclass::text FROM scores WHERE id = :id", id=score_id
        )
        assert part.scalar_one() == f"scores_{last:%Y_%m}"
        run(people, "DELETE FROM scores WHERE id = :id", id=score_id)


def test_a_month_that_nobody_needs_goes_and_the_journal_says_so(maintain, people, parted):
    client = people.client()
    score_id = write_score(people, client, parted)
    run(
        people,
        "INSERT INTO replays (score_id, verdict, parts, details, is_alarming)"
        " VALUES (:id, 'identical', '[]', '{}', false)",
        id=score_id,
    )
    assert maintain(action="drop_score_month", month=str(parted)) == {"dropped": 1, "needed": {}}
    assert not run(people, "SELECT FROM scores WHERE id = :id", id=score_id).first()
    event = run(
        people,
        "SELECT old_values, subject_id FROM audit_events WHERE action = 'score_month.drop'"
        " ORDER BY id DESC LIMIT 1",
    ).one()
    assert tuple(event) == ({"scores": 1}, parted.year * 100 + parted.month)
    again = maintain(action="drop_score_month", month=str(parted))
    assert again == {"dropped": None, "needed": {}}


def test_a_month_stays_while_somebody_needs_one_of_its_scores(maintain, people, parted):
    client = people.client()
    score_id = write_score(people, client, parted, "done")

    def dropped():
        return maintain(action="drop_score_month", month=str(parted))

    assert dropped() == {"dropped": 0, "needed": {"latest_scores": 1}}
    run(
        people,
        "INSERT INTO replays (score_id, verdict, parts, details, is_alarming)"
        " VALUES (:id, 'differs', '[]', '{}', true)",
        id=score_id,
    )
    credit = run(
        people,
        "INSERT INTO credits (client_id, amount_total, annual_rate, issued_on, score_id)"
        " VALUES (:client, 1, 1, '2020-01-01', :id) RETURNING id",
        client=client.client_id,
        id=score_id,
    ).scalar_one()
    assert dropped()["needed"] == {"credits": 1, "latest_scores": 1, "replays": 1}
    assert run(people, "SELECT FROM scores WHERE id = :id", id=score_id).first() is not None
    run(people, "DELETE FROM credits WHERE id = :id", id=credit)
    run(people, "DELETE FROM replays WHERE score_id = :id", id=score_id)
    run(people, "DELETE FROM scores WHERE id = :id", id=score_id)
    assert dropped()["dropped"] == 0


def test_of_a_month_that_stays_goes_what_nobody_needs(maintain, people, parted):
    client = people.client()
    gone = [write_score(people, client, parted + timedelta(day), "done") for day in (0, 1)]
    gone.append(write_score(people, client, parted, "failed"))
    kept = write_score(people, client, parted + timedelta(2), "done")  # the latest
    asked = {"action": "thin_score_month", "month": str(parted)}
    assert maintain(**asked) == {"removed": 3, "finished": True}
    left = run(people, "SELECT id FROM scores WHERE client_id = :id", id=client.client_id)
    assert [str(one) for one in left.scalars()] == [kept]
    assert maintain(**asked) == {"removed": 0, "finished": True}
    events = run(
        people,
        "SELECT old_values FROM audit_events WHERE action = 'score_month.thin'"
        " ORDER BY id DESC LIMIT 1",
    )
    assert events.scalar_one() == {"scores": 3}
    run(people, "DELETE FROM scores WHERE id = :id", id=kept)


def test_a_young_month_stays_and_a_month_is_named_by_its_first_day(maintain, people):
    with pytest.raises(MonthTooYoungError, match="36 months"):
        maintain(action="drop_score_month", month=str(last_month(people.connection)))
    with pytest.raises(MonthTooYoungError, match="36 months"):
        maintain(action="thin_score_month", month=str(last_month(people.connection)))
    with pytest.raises(ValueError, match="first day"):
        maintain(action="drop_score_month", month="2020-01-15")
