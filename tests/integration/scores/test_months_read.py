"""Months come as they are recorded, whether or not one is missing between two of them."""

import pytest

from core.clients.payments import RecordedMonth, record_months
from core.clients.rules.history import PaymentStatus, check_months, month_number, month_of
from core.kit.clock import bank_date
from core.scores.recording import load_pending

# Months ago -> status, newest first
TOLD = {
    "one": {2: "0"},
    "a run": {0: "1", 1: "0", 2: "0"},
    "one missing": {0: "1", 2: "0", 3: "C"},
    "far apart, over a year's end": {1: "0", 20: "X", 40: "0"},
}


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD)
def test_each_month_keeps_its_number_and_its_status(people, told):
    client = people.client(history=None)
    credit_id, today = people.credit(client.client_id, ""), bank_date()
    now = month_number(today)
    record_months(
        people.connection,
        [
            RecordedMonth(credit_id, month_of(now - back), PaymentStatus(status))
            for back, status in told.items()
        ],
    )
    [pending], _ = load_pending(people.connection, [people.pending_score(client)], today)
    [months] = [check_months(one, today) for one in pending.credits]
    assert list(months.numbers) == [now - back for back in told]
    assert months.statuses == "".join(told.values())
