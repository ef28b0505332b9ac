"""Coverage of a month: counted in steps, against a plain count; stale after whatever moves it."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, text

from core.clients import standing_out
from core.clients.adding import add_credits
from core.clients.closings import get_month
from core.clients.coverage import add_month, next_stale_month, recount_step
from core.clients.payments import RecordedMonth, record_months
from core.clients.rules.coverage_states import CoverageKind, month_after
from core.clients.rules.history import PaymentStatus, month_number, month_of
from core.clients.standing_out import find_standing_out
from core.clients.tables import clients
from core.kit.clock import bank_date
from tests.integration.makers import ANSWERS

MONTH = date(1950, 6, 1)  # of no other test
MONTHS = st.integers(-3, 3).map(lambda away: month_of(month_number(MONTH) + away))
BOOKS = st.lists(
    st.tuples(MONTHS, st.lists(st.tuples(MONTHS, st.sampled_from("X0C1")), max_size=8)),
    min_size=1,
    max_size=6,
)


def count(connection, credits_a_step):
    add_month(connection, MONTH)
    steps = 1
    while not recount_step(connection, MONTH, credits_a_step):
        steps += 1
    return get_month(connection, MONTH), steps


@pytest.fixture
def connection(people):
    """The book of one client, rolled back, and nobody else's credits in the month."""
    people.connection.execute(
        text("UPDATE credits SET issued_on = '2024-12-01' WHERE issued_on < '1960-01-01'")
    )
    yield people.connection
    people.connection.rollback()


def write(connection, book):
    """Writes each month of the book as a feed of its own; returns credit id -> (issue, rows)."""
    client_id = connection.execute(
        insert(clients).values(last_name="Т", first_name="А", **ANSWERS).returning(clients.c.id)
    ).scalar_one()
    written = {}
    for issued, months in book:
        row = {"client_id": client_id, "amount_total": 1, "annual_rate": 1}
        [credit_id] = add_credits(connection, [{**row, "issued_on": issued.replace(day=20)}])
        for month, status in months:
            record_months(connection, [RecordedMonth(credit_id, month, PaymentStatus(status))])
        written[credit_id] = (issued, months)
    return written


def plainly(issued, months):
    """Says what a credit is in the month, from its rows alone."""
    now = dict(months)
    newest_first = sorted(now.items(), reverse=True)
    closed = None
    for month, status in newest_first:
        if status != "C":
            break
        closed = month
    expected = issued <= MONTH and (closed is None or closed >= MONTH)
    told = [status for month, status in months if month == MONTH]
    corrections = sum(one != other for one, other in zip(told, told[1:], strict=False))
    kinds = Counter(restated=corrections > 0, expected=expected)
    if expected:
        kinds["present" if told else "missing"] = 1
    elif told and told[-1] not in "CX":
        kinds["unexpected"] = 1
    return kinds


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(book=BOOKS, credits_a_step=st.integers(1, 7))
def test_figures_and_lists_are_those_of_a_plain_count(connection, book, credits_a_step):
    savepoint = connection.begin_nested()
    everybody = connection.execute(text("SELECT count(*) FROM credits")).scalar_one()
    written = write(connection, book)
    wanted = sum((plainly(*of_one) for of_one in written.values()), Counter())
    figures, steps = count(connection, credits_a_step * max(1, everybody // 8))
    names = ("expected", "present", "missing", "unexpected", "restated")
    assert {name: getattr(figures, name) for name in names} == {
        name: wanted[name] for name in names
    }
    assert (figures.state, figures.after_closing) == ("counted", 0)
    assert steps >= 1
    for kind in CoverageKind:
        listed = find_standing_out(connection, MONTH, kind, after=0, limit=1_000).items
        assert [one.credit_id for one in listed] == [
            credit_id for credit_id, of_one in written.items() if plainly(*of_one)[kind]
        ]
    savepoint.rollback()


def test_a_step_at_a_time_counts_as_much_as_all_at_once(connection):
    write(connection, [(MONTH, [(MONTH, "0")]), (MONTH, []), (MONTH, [(MONTH, "X")])])
    connection.execute(text("DELETE FROM payment_coverage WHERE month = :month"), {"month": MONTH})
    at_once, _ = count(connection, 1_000_000)
    connection.execute(
        text("UPDATE payment_coverage SET state = 'stale' WHERE month = :month"), {"month": MONTH}
    )
    in_steps, steps = count(connection, 1)
    assert steps > 3
    assert (at_once.expected, at_once.present) == (in_steps.expected, in_steps.present) == (3, 2)


def state(connection, month=MONTH):
    return get_month(connection, month).state


def test_what_moves_a_month_makes_its_figures_stale(connection):
    written = write(connection, [(MONTH, [(MONTH, "0")])])
    [credit_id] = written
    count(connection, 1_000_000)
    paid = RecordedMonth(credit_id, MONTH, PaymentStatus("0"))
    record_months(connection, [paid])
    assert state(connection) == "counted", "the same again moves nothing"
    record_months(connection, [RecordedMonth(credit_id, MONTH, PaymentStatus("1"))])
    assert state(connection) == "stale"
    count(connection, 1_000_000)
    earlier = month_of(month_number(MONTH) - 1)
    record_months(connection, [RecordedMonth(credit_id, earlier, PaymentStatus("0"))])
    assert state(connection) == "counted", "another month of an open credit is its own matter"
    write(connection, [(earlier, [])])
    assert state(connection) == "stale", "a new credit is expected from its issue on"


def test_a_credit_that_is_paid_off_is_no_more_expected_afterwards(connection):
    [credit_id] = write(connection, [(month_of(month_number(MONTH) - 2), [])])
    figures, _ = count(connection, 1_000_000)
    assert (figures.expected, figures.missing) == (1, 1)
    before = month_of(month_number(MONTH) - 1)
    record_months(connection, [RecordedMonth(credit_id, before, PaymentStatus("C"))])
    assert state(connection) == "stale"
    figures, _ = count(connection, 1_000_000)
    assert (figures.expected, figures.missing) == (0, 0)
    record_months(connection, [RecordedMonth(credit_id, before, PaymentStatus("0"))])
    assert state(connection) == "stale", "it is open again"
    assert count(connection, 1_000_000)[0].missing == 1


def test_a_feed_in_between_begins_the_counting_anew(connection):
    first, second = write(connection, [(MONTH, [(MONTH, "0")]), (MONTH, [])])
    everybody = connection.execute(text("SELECT count(*) FROM credits")).scalar_one()
    add_month(connection, MONTH)
    assert not recount_step(connection, MONTH, everybody - 1)
    assert state(connection) == "counting"
    record_months(connection, [RecordedMonth(second, MONTH, PaymentStatus("0"))])
    assert state(connection) == "stale"
    figures, _ = count(connection, 1_000_000)
    assert (figures.present, figures.missing) == (2, 0)
    assert first < second


def test_a_list_goes_on_where_it_stopped(connection, monkeypatch):
    written = list(write(connection, [(MONTH, [])] * 5))
    monkeypatch.setattr(standing_out, "CREDITS_LOOKED_AT", 2)
    after, seen = 0, []
    while after is not None:
        found = find_standing_out(connection, MONTH, CoverageKind.MISSING, after=after, limit=2)
        seen += [one.credit_id for one in found.items]
        after = found.next_after
    assert seen == written


def test_the_sweep_counts_what_is_stale_and_gives_empty_months_a_row(people, maintain):
    people.credit(people.client(history=None).client_id, "0", newest=2)
    last = month_of(month_number(bank_date()) - 1)
    forget = text("DELETE FROM payment_coverage WHERE month = :month")  # what others fed
    people.connection.execute(forget, {"month": last})
    people.connection.commit()
    maintain(action="sweep")
    assert get_month(people.connection, last).state == "counted", "nothing was fed in it"
    assert next_stale_month(people.connection) is None


def test_a_month_is_counted_when_asked_for(people, maintain):
    month = date(1951, 3, 1)
    assert maintain(action="recount_month", month="1951-03-01") == {
        "month": "1951-03-01",
        "steps": 1,
    }
    assert get_month(people.connection, month).expected == 0
    with pytest.raises(ValueError, match="first day"):
        maintain(action="recount_month", month="1951-03-02")
    people.connection.execute(
        text("DELETE FROM payment_coverage WHERE month = :month"), {"month": month}
    )
    people.connection.commit()


def test_looking_goes_by_the_key_of_the_months(connection):
    """However large the book: no plan reads all months."""
    connection.execute(text("SET LOCAL enable_seqscan = off"))
    statement = standing_out._STATEMENTS[CoverageKind.MISSING, True][0].text
    plan = "\n".join(
        connection.execute(
            text("EXPLAIN " + statement),
            {
                "month": MONTH,
                "month_after": month_after(MONTH),
                "after": 0,
                "looked_at": 10,
                "limit": 10,
                "manager_id": 1,
            },
        ).scalars()
    )
    assert "Seq Scan on payment_months" not in plan
    assert "pk_payment_months" in plan
    assert "ix_clients_manager_id" in plan
