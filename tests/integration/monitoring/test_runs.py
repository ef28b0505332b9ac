"""A run of the monitor: asked for, taken on by one, gone on with, and the same when done twice."""

from datetime import date

import pytest
from aws_lambda_powertools import Metrics
from pydantic import ValidationError
from sqlalchemy import text

from core.kit.database import transaction
from core.kit.errors import UnavailableError
from core.monitoring import snapshotting
from core.monitoring.rules.vocabulary import Step
from core.monitoring.run_leasing import LeaseLostError, claim_run, end_step, hold, reach
from core.monitoring.runs import ask_for_run, get_run, list_runs, open_run
from monitor import running
from monitor.running import STEPS, work
from monitor.task import OutOfTimeError
from tests.days import last_month, months_ago, this_month

TABLES = ("snapshots", "portfolio_cells", "transition_cells", "vintage_cells")


@pytest.fixture(autouse=True)
def _no_run(people, monkeypatch):
    """Only one run is open at a time, of all tests; the later steps have tests of their own."""
    change(people, "DELETE FROM monitor_runs")
    monkeypatch.setattr(running, "_ORDER", [Step.SNAPSHOT, Step.COUNT])


def change(people, statement):
    people.connection.rollback()
    people.connection.execute(text(statement))
    people.connection.commit()


def rows_of(people, table, month):
    people.connection.rollback()
    rows = people.connection.execute(text(f"SELECT * FROM {table} WHERE month = '{month}'"))
    return sorted(map(str, rows))


def asked(month=None):
    with transaction() as connection:
        return ask_for_run(connection, month or this_month(), None)


def found(run_id):
    with transaction() as connection:
        return get_run(connection, run_id)


def claimed():
    with transaction() as connection:
        return claim_run(connection)


def test_a_run_does_its_steps_and_says_what_it_found(monitor, people):
    people.done_score(people.client(), 0.01, "C")
    answer = monitor(action="run", month=str(this_month()))
    assert answer["steps"] == ["snapshot", "count"]
    with transaction() as connection:
        run = get_run(connection, answer["run_id"])
        assert list_runs(connection, None, 10) == [run]
        assert list_runs(connection, run.id, 10) == []
        assert open_run(connection) is None
    assert run.error is None and run.ended_at >= run.requested_at
    snapshots = rows_of(people, "snapshots", this_month())
    assert run.figures["snapshot"]["clients"] == len(snapshots)
    for table in TABLES[1:]:
        assert run.figures["count"][table] == len(rows_of(people, table, this_month()))
    assert run.figures["count"]["portfolio_cells"] > 0


def test_a_month_run_twice_has_the_same_rows(monitor, people):
    for proba in (0.013, 0.2, 0.0007):
        people.done_score(people.client(), proba, "C")
    monitor(action="run", month=str(last_month()))
    kept = []
    for _ in range(2):
        monitor(action="run", month=str(this_month()))
        kept.append([rows_of(people, table, this_month()) for table in TABLES])
    assert kept[0] == kept[1]
    assert kept[0][0]


def test_who_is_no_client_of_the_month_any_more_has_no_row_of_it(monitor, people):
    client = people.client()
    monitor(action="run", month=str(this_month()))
    change(people, f"UPDATE clients SET closed_at = now() WHERE id = {client.client_id}")
    assert f"({client.client_id}," in str(ids_of(people))
    change(
        people,
        f"UPDATE clients SET closed_at = now() - interval '1 day' WHERE id = {client.client_id}",
    )
    monitor(action="run", month=str(this_month()))
    assert f"({client.client_id}," not in str(ids_of(people))


def ids_of(people):
    people.connection.rollback()
    rows = people.connection.execute(
        text(f"SELECT client_id FROM snapshots WHERE month = '{this_month()}'")
    )
    return list(map(tuple, rows))


class Killed(BaseException):
    """Whatever ends a process at once: nothing in it is done after it."""


def test_a_run_that_was_killed_goes_on_where_it_was(monitor, people, monkeypatch):
    """Each client is written once more at most: what is recorded is not done again."""
    for _ in range(9):
        people.client()
    monitor(action="run", month=str(this_month()))
    expected = [rows_of(people, table, this_month()) for table in TABLES]
    change(people, f"DELETE FROM snapshots WHERE month = '{this_month()}'")
    monkeypatch.setattr(snapshotting, "CLIENTS_A_STEP", 2)
    run_id, times, seen = asked(), iter(range(1_000)), []

    def killed_at_the_third_step():
        if next(times) == 3:
            raise Killed
        return False

    with pytest.raises(Killed):
        work(killed_at_the_third_step, Metrics())
    reached = found(run_id).clients_reached
    assert reached > 0 and found(run_id).ended_at is None
    written = snapshotting.write_snapshots
    monkeypatch.setattr(
        "monitor.snapshot_step.write_snapshots",
        lambda connection, month, after, to: (
            seen.append(after) or written(connection, month, after, to)
        ),
    )
    assert work(lambda: False, Metrics()) == {"run_id": None, "steps": []}  # it is leased still
    change(people, "UPDATE monitor_runs SET heard_from_at = now() - interval '181 seconds'")
    work(lambda: False, Metrics())
    assert seen[0] == reached and len(seen) == len(set(seen))
    assert found(run_id).ended_at is not None
    assert [rows_of(people, table, this_month()) for table in TABLES] == expected


def test_without_time_it_lets_the_run_go_and_the_next_one_goes_on_at_once(people, monkeypatch):
    people.client()
    monkeypatch.setattr(snapshotting, "CLIENTS_A_STEP", 1)
    run_id, times = asked(), iter(range(1_000))
    assert work(lambda: next(times) >= 2, Metrics())["steps"] == []
    first = found(run_id)
    assert first.clients_reached > 0 and first.error is None
    assert work(lambda: False, Metrics())["steps"] == ["snapshot", "count"]
    assert found(run_id).ended_at is not None


def test_of_two_at_once_one_works(people):
    run_id = asked()
    lease, run = claimed()
    assert run.id == run_id and run.clients_to >= people.client().client_id - 1
    assert claimed() is None
    change(people, "UPDATE monitor_runs SET heard_from_at = now() - interval '181 seconds'")
    other, _ = claimed()
    for lost in (
        hold,
        lambda *them: reach(*them, 5),
        lambda *them: end_step(*them, Step.SNAPSHOT, {}, None),
    ):
        with pytest.raises(LeaseLostError), transaction() as connection:
            lost(connection, lease)
    with transaction() as connection:
        hold(connection, other)
    assert found(run_id).clients_reached == 0 and found(run_id).ended_at is None


def test_who_loses_the_lease_in_mid_work_leaves_it(people, monkeypatch):
    run_id = asked()

    def taken_over(task):
        change(people, "UPDATE monitor_runs SET lease = gen_random_uuid()")
        return {}

    monkeypatch.setitem(STEPS, Step.SNAPSHOT, taken_over)
    assert work(lambda: False, Metrics())["steps"] == []
    assert found(run_id).figures == {} and found(run_id).ended_at is None


def test_who_loses_the_lease_while_counting_changes_no_cell(monitor, people, monkeypatch):
    people.client()
    monitor(action="run", month=str(this_month()))
    before = [rows_of(people, table, this_month()) for table in TABLES]
    people.client()

    def taken_over(credits):
        change(people, "UPDATE monitor_runs SET lease = gen_random_uuid() WHERE ended_at IS NULL")
        return []

    monkeypatch.setattr("monitor.count_step.vintage_points", taken_over)
    assert monitor(action="run", month=str(this_month()))["steps"] == ["snapshot"]
    after = [rows_of(people, table, this_month()) for table in TABLES]
    assert after[0] != before[0] and after[1:] == before[1:]


def test_one_run_is_open_at_a_time(people):
    run_id = asked()
    assert run_id is not None and asked(last_month()) is None
    work(lambda: False, Metrics())
    assert asked(last_month()) > run_id


def test_a_step_that_cannot_be_done_ends_the_run_and_is_counted(
    monitor, people, monkeypatch, capsys
):
    def impossible(task):
        raise ZeroDivisionError("of somebody's income")

    monkeypatch.setitem(STEPS, Step.COUNT, impossible)
    answer = monitor(action="run", month=str(this_month()))
    run = found(answer["run_id"])
    assert (run.error, run.step) == ("ZeroDivisionError", Step.COUNT)
    assert answer["steps"] == ["snapshot"] and list(run.figures) == ["snapshot"]
    assert '"MonitorRunsFailed":[1.0]' in capsys.readouterr().out
    assert asked() is not None  # and nobody has to clear up before the next one


def test_without_a_database_the_run_stays_open(people, monkeypatch):
    run_id = asked()

    def away(task):
        raise UnavailableError("The database is away.", 1)

    monkeypatch.setitem(STEPS, Step.SNAPSHOT, away)
    with pytest.raises(UnavailableError):
        work(lambda: False, Metrics())
    assert found(run_id).ended_at is None and found(run_id).error is None


def test_a_later_step_sees_what_the_earlier_ones_found(people, monkeypatch):
    seen = []
    monkeypatch.setitem(STEPS, Step.SNAPSHOT, lambda task: {"clients": 7})
    monkeypatch.setitem(STEPS, Step.COUNT, lambda task: seen.append(task.run) or {})
    asked()
    work(lambda: False, Metrics())
    assert seen[0].figures == {"snapshot": {"clients": 7}} and seen[0].step is Step.COUNT


def test_the_schedule_runs_the_month_that_ended_once(monitor, people):
    answer = monitor(action="run")
    assert found(answer["run_id"]).month == last_month()
    assert found(answer["run_id"]).requested_by is None
    assert monitor(action="run") == {"run_id": None, "steps": []}
    change(people, "UPDATE monitor_runs SET error = 'ZeroDivisionError'")
    assert monitor(action="run")["run_id"] is not None
    # One that was asked for before the month was over does not say how it ended
    change(people, f"UPDATE monitor_runs SET requested_at = '{last_month()}'")
    assert monitor(action="run")["run_id"] is not None


def test_a_person_runs_any_month_that_has_begun(monitor, people):
    analyst = people.user("analyst")
    answer = monitor(action="run", month="2024-02-01", requested_by=analyst.user_id)
    run = found(answer["run_id"])
    assert (run.month, run.requested_by) == (date(2024, 2, 1), analyst.user_id)
    for month in ("2024-02-02", "1999-12-01", str(months_ago(-1))):
        with pytest.raises(ValidationError, match="name a month that has begun"):
            monitor(action="run", month=month)


def test_it_goes_on_without_beginning_anything(monitor, people):
    assert monitor(action="go_on") == {"run_id": None, "steps": []}
    run_id = asked()
    assert monitor(action="go_on")["run_id"] == run_id
    assert monitor(action="go_on") == {"run_id": None, "steps": []}


def test_the_sweep_has_the_monitor_go_on_with_what_was_left_behind(maintain, people, woken_monitor):
    maintain(action="sweep")
    asked()
    maintain(action="sweep")  # whoever asked for it has called the monitor, too
    assert woken_monitor == []
    change(people, "UPDATE monitor_runs SET requested_at = now() - interval '31 seconds'")
    maintain(action="sweep")
    assert woken_monitor == [{"action": "go_on"}]
    claimed()
    maintain(action="sweep")
    assert len(woken_monitor) == 1
    change(people, "UPDATE monitor_runs SET heard_from_at = now() - interval '181 seconds'")
    maintain(action="sweep")
    assert len(woken_monitor) == 2


def test_a_run_over_which_workers_die_is_given_up_and_counted(
    maintain, people, woken_monitor, capsys
):
    run_id = asked()
    for _ in range(run_leasing_attempts()):
        assert claimed() is not None
        change(
            people,
            "UPDATE monitor_runs SET heard_from_at = now() - interval '181 seconds',"
            " requested_at = now() - interval '1 hour'",
        )
    assert claimed() is None
    capsys.readouterr()
    maintain(action="sweep")
    assert '"MonitorRunsGivenUp":[1.0]' in capsys.readouterr().out
    assert woken_monitor == []
    assert found(run_id).error == "gave_up" and found(run_id).ended_at is not None


def run_leasing_attempts():
    from core.monitoring.run_leasing import MOST_ATTEMPTS

    assert MOST_ATTEMPTS == 5
    return MOST_ATTEMPTS


def test_a_run_that_no_environment_has_time_for_is_given_up(maintain, people, monkeypatch):
    def never(task):
        raise OutOfTimeError

    monkeypatch.setitem(STEPS, Step.SNAPSHOT, never)
    run_id = asked()
    for _ in range(run_leasing_attempts()):
        assert work(lambda: False, Metrics())["run_id"] == run_id
    assert work(lambda: False, Metrics())["run_id"] is None
    maintain(action="sweep")
    assert found(run_id).error == "gave_up"


def test_progress_counts_no_attempt(people):
    asked()
    for client_id in range(1, 9):
        lease, _ = claimed()
        with transaction() as connection:
            reach(connection, lease, client_id)
        change(people, "UPDATE monitor_runs SET heard_from_at = now() - interval '181 seconds'")
    assert claimed() is not None


def test_where_the_monitor_cannot_be_called_the_sweep_fails_and_its_alarm_rises(people, maintain):
    asked()
    change(people, "UPDATE monitor_runs SET requested_at = now() - interval '31 seconds'")
    with pytest.raises(ExceptionGroup, match="failed: runs") as failed:
        maintain(action="sweep")
    assert failed.group_contains(UnavailableError)


def test_a_step_that_is_not_built_yet_is_left_out(people, monkeypatch):
    order = [Step.SNAPSHOT, Step.VERDICT]
    monkeypatch.setattr(running, "_ORDER", order)
    for step in order:
        monkeypatch.setitem(STEPS, step, lambda task: {"of": task.run.step})
    run_id = asked()
    assert work(lambda: False, Metrics())["steps"] == order
    assert found(run_id).figures == {"snapshot": {"of": "snapshot"}, "verdict": {"of": "verdict"}}


def test_months_too_old_go_person_by_person_and_what_was_counted_stays(
    maintain, monitor, people, monkeypatch, woken_monitor
):
    people.client()
    old = months_ago(3)
    for month in (old, months_ago(2)):
        change(people, "UPDATE clients SET client_since = '2020-01-01'")
        monitor(action="run", month=str(month))
    cells = rows_of(people, "portfolio_cells", old)
    monkeypatch.setenv("SNAPSHOT_RETENTION_MONTHS", "2")
    for _ in range(20):  # each takes a bounded number, of other tests' people as well
        maintain(action="sweep")
        if not rows_of(people, "snapshots", old):
            break
    assert rows_of(people, "snapshots", old) == []
    assert rows_of(people, "portfolio_cells", old) == cells != []
    assert rows_of(people, "snapshots", months_ago(2))
