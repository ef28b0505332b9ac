"""The chain over the journal: all of it is sealed, whoever writes at once, and tampering is found.

What tampers does so as the tables' owner, with the triggers off, and is rolled back.
"""

import threading

import pytest
from sqlalchemy import text

from core.journal.checking import check_head, check_step
from core.journal.queries import record_event, record_events
from core.journal.rules.chain import Head
from core.journal.sealing import find_chain_state, find_head, seal_step
from core.kit import database
from core.people.rules.roles import Role
from maintenance import journal_chain

EVENTS = 8


@pytest.fixture
def owner(people):
    """A connection of the tables' owner; what it does is rolled back."""
    yield people.connection
    people.connection.rollback()


@pytest.fixture
def sealed(people, maintain):
    """Ids of events that stand next to each other in the chain, which is whole."""
    people.connection.rollback()
    write(people.connection, EVENTS)
    people.connection.commit()
    answer = maintain(action="verify_journal")
    assert (answer["finished"], answer["fault"]) == (True, None), answer
    newest = text("SELECT event_id FROM audit_seals ORDER BY seal_no DESC LIMIT :count")
    ids = list(people.connection.execute(newest, {"count": EVENTS}).scalars())[::-1]
    people.connection.rollback()
    return ids


def write(connection, count=1, action="test.event"):
    events = [
        {"action": action, "subject_id": place, "new_values": {"b": place, "a": 1.5}}
        for place in range(count)
    ]
    record_events(connection, None, "tests", events)


def tamper(owner, *statements, **values):
    for table in ("audit_events", "audit_seals"):
        owner.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
    for statement in statements:
        assert owner.execute(text(statement), values).rowcount > 0, statement


def found(connection, at_most=10_000):
    """Checks to the end; returns the kind of fault with the event and the seal, if there is one."""
    while not check_step(connection, at_most):
        pass
    state = find_chain_state(connection)
    return state.fault and (state.fault, state.fault_event_id, state.fault_seal_no)


def seal_of(connection, event_id):
    statement = text("SELECT seal_no FROM audit_seals WHERE event_id = :id")
    return connection.execute(statement, {"id": event_id}).scalar_one()


def test_everything_that_is_written_is_sealed_by_the_sweep(people, maintain):
    people.connection.rollback()
    write(people.connection, 3)
    record_event(
        people.connection,
        actor_id=None,
        action="test.event",
        subject=("tests", 1),
        old_values={},
        new_values={},
    )
    people.connection.commit()
    maintain(action="sweep")
    unsealed = people.connection.execute(
        text(
            "SELECT count(*) FROM audit_events e"
            " WHERE NOT EXISTS (SELECT FROM audit_seals s WHERE s.event_id = e.id)"
        )
    ).scalar_one()
    assert unsealed == 0
    assert find_chain_state(people.connection).unsealed == 0


def test_in_whatever_steps_it_is_sealed_and_checked_it_is_one_chain(owner):
    write(owner, 25)
    while seal_step(owner, 7):
        pass
    assert found(owner, at_most=9) is None
    head = find_head(owner)
    whole = owner.execute(text("SELECT count(*) FROM audit_seals")).scalar_one()
    assert (head.seal_no, find_chain_state(owner).checked_seal_no) == (whole, whole)


def test_what_is_not_sealed_yet_is_said_and_is_no_fault(owner):
    seal_step(owner, 100_000)
    write(owner, 5)
    assert found(owner) is None
    assert find_chain_state(owner).unsealed == 5


def test_a_check_that_broke_off_goes_on_where_it_was(owner, sealed):
    assert not check_step(owner, 1)
    running = text("SELECT seal_no FROM audit_checks WHERE finished_at IS NULL")
    assert owner.execute(running).scalar_one() == 1
    assert not check_step(owner, 2)
    assert owner.execute(running).scalar_one() == 3


def test_a_changed_value_is_found(owner, sealed):
    event_id = sealed[3]
    tamper(
        owner,
        "UPDATE audit_events SET new_values = new_values || '{\"a\": 1.6}' WHERE id = :id",
        id=event_id,
    )
    assert found(owner) == ("event_changed", event_id, seal_of(owner, event_id))


@pytest.mark.parametrize(
    "change",
    [
        "actor_id = 1",
        "action = 'login.ok'",
        "subject_table = 'users'",
        "subject_id = -1",
        "old_values = NULL",
        'new_values = \'{"a": 1.50, "b": 3}\'',
        "occurred_at = occurred_at - interval '1 microsecond'",
    ],
)
def test_whatever_is_changed_of_an_event_is_found(owner, sealed, change):
    tamper(owner, f"UPDATE audit_events SET {change} WHERE id = :id", id=sealed[3])
    assert found(owner)[:2] == ("event_changed", sealed[3])


def test_an_event_removed_from_the_middle_is_found(owner, sealed):
    tamper(owner, "DELETE FROM audit_events WHERE id = :id", id=sealed[3])
    assert found(owner) == ("event_removed", sealed[3], seal_of(owner, sealed[3]))


def test_with_its_seal_gone_too_the_gap_is_found(owner, sealed):
    gap = seal_of(owner, sealed[3])
    tamper(
        owner,
        "DELETE FROM audit_events WHERE id = :id",
        "DELETE FROM audit_seals WHERE event_id = :id",
        id=sealed[3],
    )
    assert found(owner) == ("seal_removed", None, gap)


def test_seals_that_close_up_behind_a_gap_are_found(owner, sealed):
    gap = seal_of(owner, sealed[3])
    tamper(
        owner,
        "DELETE FROM audit_events WHERE id = :id",
        "DELETE FROM audit_seals WHERE event_id = :id",
        "UPDATE audit_seals SET seal_no = -seal_no WHERE seal_no > :gap",
        "UPDATE audit_seals SET seal_no = -seal_no - 1 WHERE seal_no < 0",
        id=sealed[3],
        gap=gap,
    )
    assert found(owner) == ("seal_changed", sealed[4], gap)


def test_two_events_that_change_places_are_found(owner, sealed):
    tamper(
        owner,
        "UPDATE audit_events SET id = -1 WHERE id = :one",
        "UPDATE audit_events SET id = :one WHERE id = :other",
        "UPDATE audit_events SET id = :other WHERE id = -1",
        one=sealed[2],
        other=sealed[5],
    )
    assert found(owner)[:2] == ("event_changed", sealed[2])


def test_a_tail_that_was_cut_is_found(owner, sealed):
    tamper(owner, "DELETE FROM audit_events WHERE id = ANY(:ids)", ids=sealed[-2:])
    assert found(owner)[:2] == ("event_removed", sealed[-2])


def test_a_tail_cut_with_its_seals_is_found_by_what_was_checked_before(owner, sealed):
    head = find_head(owner)
    tamper(
        owner,
        "DELETE FROM audit_events WHERE id = ANY(:ids)",
        "DELETE FROM audit_seals WHERE event_id = ANY(:ids)",
        ids=sealed[-2:],
    )
    assert found(owner) == ("head_changed", None, head.seal_no)


def test_a_chain_written_anew_is_found_by_the_head_in_the_log(owner, sealed):
    """Who owns the tables can forge all of them, but not what was published."""
    published = find_head(owner)
    assert check_head(owner, published)
    tamper(
        owner,
        "UPDATE audit_events SET action = 'forged' WHERE id = :id",
        "DELETE FROM audit_checks WHERE id IS NOT NULL",
        "INSERT INTO audit_unsealed (event_id) SELECT event_id FROM audit_seals",
        "DELETE FROM audit_seals WHERE seal_no > 0",
        id=sealed[3],
    )
    while seal_step(owner, 10_000):
        pass
    assert found(owner) is None, "in itself it is whole"
    assert not check_head(owner, published)
    assert find_chain_state(owner).fault == "head_changed"


def test_an_event_that_slips_in_past_the_trigger_is_found(owner, sealed):
    tamper(
        owner,
        "INSERT INTO audit_events (id, action, subject_table, subject_id)"
        " OVERRIDING SYSTEM VALUE VALUES (-5, 'client.edit', 'clients', 1)",
        "UPDATE audit_events SET id = :id WHERE id = -5",
        id=2**62,
    )
    assert found(owner) == ("event_slipped_in", 2**62, None)


def test_an_event_removed_before_it_was_sealed_is_found_and_stops_no_sealing(owner, sealed):
    write(owner, 2)
    last = owner.execute(text("SELECT max(id) FROM audit_events")).scalar_one()
    tamper(owner, "DELETE FROM audit_events WHERE id = :id", id=last - 1)
    assert seal_step(owner, 1) == 1
    assert find_chain_state(owner).event_id == last
    assert found(owner) == ("event_removed", last - 1, None)


def test_whatever_commits_last_is_sealed_and_nothing_twice(people, maintain):
    """A transaction that began first may end last: its events have lower ids and come later."""
    people.connection.rollback()
    with people.connection.engine.connect() as early:
        write(early, 1, action="test.early")
        write(people.connection, 1, action="test.late")
        people.connection.commit()
        maintain(action="verify_journal")
        early.commit()
    answer = maintain(action="verify_journal")
    assert (answer["finished"], answer["fault"], answer["unsealed"]) == (True, None, 0)
    order = text(
        "SELECT e.action FROM audit_seals s JOIN audit_events e ON e.id = s.event_id"
        " WHERE e.action IN ('test.early', 'test.late') ORDER BY s.seal_no DESC LIMIT 2"
    )
    assert list(people.connection.execute(order).scalars()) == ["test.early", "test.late"]


def test_many_writers_and_sealers_at_once_make_one_chain(people, maintain):
    faults = []

    def work(deed):
        try:
            for _ in range(15):
                with people.connection.engine.begin() as connection:
                    deed(connection)
        except Exception as fault:  # noqa: BLE001 - a thread's own would be lost
            faults.append(fault)

    deeds = [write] * 5 + [lambda connection: seal_step(connection, 10)] * 3
    threads = [threading.Thread(target=work, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    answer = maintain(action="verify_journal")
    assert (answer["finished"], answer["fault"], answer["unsealed"]) == (True, None, 0)


def test_the_seals_take_no_change(people):
    for deed in ("UPDATE audit_seals SET sha256 = ''", "DELETE FROM audit_seals"):
        with pytest.raises(Exception, match="append-only"):
            people.connection.execute(text(deed))
        people.connection.rollback()


def test_it_is_checked_once_a_day_in_bounded_steps(people, maintain, sealed):
    checks = text("SELECT count(*) FROM audit_checks")
    before = people.connection.execute(checks).scalar_one()
    people.connection.rollback()
    maintain(action="sweep")
    assert people.connection.execute(checks).scalar_one() == before
    people.connection.execute(
        text("UPDATE audit_checks SET finished_at = finished_at - interval '25 hours'")
    )
    people.connection.commit()
    maintain(action="sweep")
    assert people.connection.execute(checks).scalar_one() == before + 1


def test_a_check_that_is_not_done_in_time_is_gone_on_with(people, maintain, sealed, monkeypatch):
    monkeypatch.setattr(journal_chain, "SECONDS_A_CHECK", 0)
    answer = maintain(action="verify_journal")
    assert not answer["finished"]
    assert 0 < answer["checking_seal_no"] <= answer["seal_no"]
    monkeypatch.undo()
    assert maintain(action="verify_journal")["finished"] is True


def test_a_fault_is_told_counted_and_gone_once_it_is_mended(people, maintain, sealed, capfd):
    def act(event_id, action):
        tamper(
            people.connection,
            "UPDATE audit_events SET action = :action WHERE id = :id",
            id=event_id,
            action=action,
        )
        for table in ("audit_events", "audit_seals"):
            people.connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
        people.connection.commit()

    people.connection.rollback()
    act(sealed[3], "forged")
    try:
        answer = maintain(action="verify_journal")
        assert (answer["fault"], answer["fault_event_id"]) == ("event_changed", sealed[3])
        maintain(action="sweep")
        assert '"JournalFaults":[1.0]' in capfd.readouterr().out
    finally:
        act(sealed[3], "test.event")
    assert maintain(action="verify_journal")["fault"] is None


def test_each_head_is_in_the_log_and_can_be_held_against_the_chain(people, maintain, logged):
    people.connection.rollback()
    write(people.connection)
    people.connection.commit()
    maintain(action="sweep")
    with database.connect() as connection:
        head = find_head(connection)
    assert f'"seal_no":{head.seal_no},"sha256":"{head.sha256}"' in logged().replace(" ", "")
    published = {"seal_no": head.seal_no, "sha256": head.sha256}
    assert maintain(action="verify_journal", published=published)["fault"] is None
    other = Head(head.seal_no, "f" * 64)
    answer = maintain(action="verify_journal", published=vars(other))
    assert (answer["finished"], answer["fault"]) == (True, "head_changed")
    assert maintain(action="verify_journal")["fault"] is None


def test_an_admin_reads_how_far_it_is_sealed_and_when_it_was_checked(api, people, sealed):
    answer = api("GET", "/audit-events/chain", token=people.user(Role.ADMIN).token)
    assert answer.status == 200, answer.body
    state = answer.body
    assert state["event_id"] >= sealed[-1]
    assert state["checked_at"] and state["checked_seal_no"] <= state["seal_no"]
    assert state["fault"] is None
