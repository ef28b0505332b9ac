"""Payments by month: several credits, corrections, and what the API derives of them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from core.clients.payments import RecordedMonth, list_credits, record_months
from core.clients.rules.history import PaymentStatus, month_number, month_of
from core.kit.clock import bank_date


@pytest.fixture
def client(people):
    return people.client(people.manager(), history=None)


def statuses(credit) -> str:
    return "".join(month.status for month in credit.payment_history)


def test_months_are_counted_back_from_the_day_that_is_asked_for(people, client):
    people.credit(client.client_id, "012", newest=1)
    today = bank_date()
    (credit,) = list_credits(people.connection, client.client_id, today)
    assert [month.months_ago for month in credit.payment_history] == [1, 2, 3]
    assert credit.payment_history[0].month == month_of(month_number(today) - 1)
    earlier = month_of(month_number(today) - 2)
    (credit,) = list_credits(people.connection, client.client_id, earlier)
    assert [month.months_ago for month in credit.payment_history] == [0, 1]
    assert statuses(credit) == "12"


def test_a_correction_is_a_new_row_and_what_was_known_on_a_day_can_be_asked(people, client):
    credit_id = people.credit(client.client_id, "00X")
    before = people.connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    assert people.months(credit_id, "02X") == 1, "the other months say what they said"
    (now,) = list_credits(people.connection, client.client_id, bank_date())
    (then,) = list_credits(people.connection, client.client_id, bank_date(), known_at=before)
    assert (statuses(now), statuses(then)) == ("02X", "00X")
    long_ago = datetime.now(UTC) - timedelta(days=1)
    (unknown,) = list_credits(people.connection, client.client_id, bank_date(), known_at=long_ago)
    assert statuses(unknown) == ""
    rows = people.connection.execute(
        text("SELECT count(*) FROM payment_months WHERE credit_id = :id"), {"id": credit_id}
    ).scalar_one()
    assert rows == 4


def test_the_same_feed_again_changes_nothing(people, client):
    credit_id = people.credit(client.client_id, "00X")
    assert people.months(credit_id, "00X") == 0
    amount = RecordedMonth(
        credit_id, month_of(month_number(bank_date())), PaymentStatus("0"), 12, Decimal("5.50")
    )
    assert len(record_months(people.connection, [amount])) == 1, "amounts are content, too"
    assert len(record_months(people.connection, [amount])) == 0
    people.connection.commit()


def test_what_is_told_again_without_days_and_amount_keeps_them(people, client):
    credit_id = people.credit(client.client_id, "")
    month = month_of(month_number(bank_date()))

    def told(status, days=None, amount=None):
        one = RecordedMonth(credit_id, month, PaymentStatus(status), days, amount)
        changed = len(record_months(people.connection, [one]))
        known = people.connection.execute(
            text(
                "SELECT status, days_past_due, amount_overdue FROM payment_months"
                " WHERE credit_id = :id AND superseded_at IS NULL"
            ),
            {"id": credit_id},
        ).one()
        people.connection.commit()
        return changed, tuple(known)

    assert told("2", 75, Decimal(900)) == (1, ("2", 75, Decimal(900)))
    assert told("2") == (0, ("2", 75, Decimal(900)))
    assert told("2", 75) == (0, ("2", 75, Decimal(900)))
    assert told("2", amount=Decimal(950)) == (1, ("2", 75, Decimal(950)))
    # Of another status, days and amount say nothing any more
    assert told("3") == (1, ("3", None, None))
    assert told("2") == (1, ("2", None, None))


@pytest.mark.parametrize("order", [slice(None), slice(None, None, -1)])
def test_a_month_given_twice_counts_with_its_worst_status(people, client, order):
    credit_id = people.credit(client.client_id, "")
    month = month_of(month_number(bank_date()))
    given = [
        RecordedMonth(credit_id, month, PaymentStatus(status), days, amount)
        for status, days, amount in (
            ("C", None, None),
            ("5", 160, Decimal(10)),
            ("5", 170, None),
            ("X", None, Decimal(99)),
        )
    ]
    assert len(record_months(people.connection, given[order])) == 1
    people.connection.commit()
    (credit,) = list_credits(people.connection, client.client_id, bank_date())
    assert (statuses(credit), credit.in_default) == ("5", True)
    assert len(record_months(people.connection, given[order])) == 0, (
        "the same again is no correction"
    )


def test_a_credit_is_closed_by_its_months_and_opened_by_a_correction(api, people, client):
    credit_id = people.credit(client.client_id, "CC0")

    def closed_on():
        (credit,) = api("GET", f"/clients/{client.client_id}/credits", token=client.token).body
        return credit["closed_on"]

    since = month_of(month_number(bank_date()) - 1)
    assert closed_on() == since.isoformat()
    people.months(credit_id, "0")
    assert closed_on() is None


def test_a_client_has_several_credits_the_newest_first(api, people, client):
    for history in ("00", "C0"):
        people.credit(client.client_id, history)
    credits = api("GET", f"/clients/{client.client_id}/credits", token=client.token).body
    assert [len(credit["payment_history"]) for credit in credits] == [2, 2]
    assert credits[0]["id"] > credits[1]["id"]


def test_a_credit_in_default_says_so_with_the_sum_overdue(api, people, client):
    credit_id = people.credit(client.client_id, "20")
    path = f"/clients/{client.client_id}/credits"
    (credit,) = api("GET", path, token=client.token).body
    assert (credit["in_default"], credit["amount_overdue"]) == (False, None)
    month = month_of(month_number(bank_date()))
    late = RecordedMonth(credit_id, month, PaymentStatus("3"), 95, Decimal("81000.50"))
    record_months(people.connection, [late])
    people.connection.commit()
    (credit,) = api("GET", path, token=client.token).body
    assert (credit["in_default"], credit["amount_overdue"]) == (True, "81000.50")


@pytest.mark.parametrize(
    ("month", "status"), [("2026-10-01", "Z"), ("2026-10-02", "0"), ("2026-10-01", "")]
)
def test_the_table_takes_no_impossible_month(people, client, month, status):
    credit_id = people.credit(client.client_id, "0")
    with pytest.raises(IntegrityError):
        people.connection.execute(
            text(
                "INSERT INTO payment_months (credit_id, month, status)"
                " VALUES (:credit_id, :month, :status)"
            ),
            {"credit_id": credit_id, "month": month, "status": status},
        )
    people.connection.rollback()
