"""A score is stale once something it was made of, or made by, has changed; and current otherwise.

Before that it is silent where the open credits have no recent month on record.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, make_url

from core.clients.payments import RecordedMonth, list_credits, record_months
from core.clients.rules.history import Months, PaymentStatus, month_number, month_of
from core.decisions.rules.policy import first_policy
from core.decisions.rules.standing import standing_of
from core.kit.clock import bank_date
from core.scores.rules.master_scale import grade_of
from tests.integration.in_force import another_champion, in_force

EDIT = {"amt_income_total": "99999.00"}
LONGEST_SILENCE = first_policy().hard_rules.longest_silence_months


@pytest.fixture
def manager(people):
    return people.manager()


@pytest.fixture
def freshness(api, manager):
    """Asks card and list, which have to agree."""

    def ask(client) -> str:
        card = api("GET", f"/clients/{client.client_id}", token=manager.token).body["freshness"]
        listed = api("GET", "/clients", query="manager=me", token=manager.token).body["items"]
        assert {item["id"]: item["freshness"] for item in listed}[client.client_id] == card
        return card

    return ask


def edit(api, manager, client) -> None:
    answer = api("PATCH", f"/clients/{client.client_id}", EDIT, token=manager.token)
    assert answer.status == 200


def scored(people, manager, model, history):
    """A client with a finished score of this model, and the credit."""
    client = people.client(manager, history=None)
    credit_id = people.credit(client.client_id, history)
    people.done_score(client, 0.01, grade_of(0.01), model=model)
    return client, credit_id


def test_without_a_score_there_is_nothing_to_be_stale(people, manager, freshness):
    assert freshness(people.client(manager)) == "unscored"


def test_the_thin_file_model_reads_answers_and_payments(api, people, manager, freshness):
    client, _ = scored(people, manager, "thin_file", "000")
    assert freshness(client) == "current"
    edit(api, manager, client)
    assert freshness(client) == "stale"
    other, credit_id = scored(people, manager, "thin_file", "000")
    people.months(credit_id, "010")
    assert freshness(other) == "stale"


def test_a_segments_average_is_outdated_by_the_first_month(api, people, manager, freshness):
    client = people.client(manager, history=None)
    people.done_score(client, 0.02, "unknown", decision="review", model="segment")
    edit(api, manager, client)
    assert freshness(client) == "current"
    people.credit(client.client_id, "0")
    assert freshness(client) == "stale"


def test_an_edit_between_request_and_record_counts_as_a_change(api, people, manager, freshness):
    """The scorer may have read the answers before it."""
    client = people.client(manager, history="000")
    score_id = people.pending_score(client)
    edit(api, manager, client)
    people.finish(score_id, 0.01, grade_of(0.01), model="thin_file")
    assert freshness(client) == "stale"


def test_a_payment_between_request_and_record_counts_as_a_change(people, manager, freshness):
    client = people.client(manager, history=None)
    credit_id = people.credit(client.client_id, "000000")
    score_id = people.pending_score(client)
    people.months(credit_id, "100000")
    people.finish(score_id, 0.01, grade_of(0.01))
    assert freshness(client) == "stale"


def test_the_behavioural_model_reads_payments_and_no_answers(api, people, manager, freshness):
    client, credit_id = scored(people, manager, "behavioural", "000000")
    edit(api, manager, client)
    assert freshness(client) == "current"
    people.months(credit_id, "1000000")
    assert freshness(client) == "stale"


def test_a_new_credit_and_a_corrected_month_are_payments_too(people, manager, freshness):
    for change in ("credit", "correction"):
        client, credit_id = scored(people, manager, "behavioural", "000000")
        if change == "credit":
            people.credit(client.client_id, "0")
        else:
            people.months(credit_id, "000010")
        assert freshness(client) == "stale", change


def test_the_same_payments_again_leave_a_score_current(people, manager, freshness):
    client, credit_id = scored(people, manager, "behavioural", "000000")
    people.months(credit_id, "000000")
    assert freshness(client) == "current"


@pytest.mark.parametrize("history", ["000000", "3000"])
def test_a_client_who_outgrew_the_thin_file_model_is_stale(people, manager, freshness, history):
    """By a sixth month, or by a default: another model would score today, or none."""
    client, credit_id = scored(people, manager, "thin_file", history[1:])
    people.months(credit_id, history)
    assert freshness(client) == "stale"


def test_a_default_reads_payments_and_no_model(people, manager, freshness):
    client = people.client(manager, history=None)
    credit_id = people.credit(client.client_id, "3000")
    people.done_score(client, 1.0, "default", model=None, model_version=None)
    assert freshness(client) == "current"
    people.months(credit_id, "0000")
    assert freshness(client) == "stale"


def test_another_model_in_force_makes_scores_stale(people, manager, freshness):
    client, _ = scored(people, manager, "behavioural", "000000")
    defaulted = people.client(manager)
    people.done_score(defaulted, 1.0, "default", model=None, model_version=None)
    with another_champion(people):
        assert freshness(client) == "stale"
        assert freshness(defaulted) == "current", "no model was asked"
    assert freshness(client) == "current"


def test_another_policy_in_force_makes_scores_stale(people, manager, freshness):
    client, _ = scored(people, manager, "behavioural", "000000")
    policy = replace(first_policy(), dated="2027-01-01")
    with in_force(people, policy):
        assert freshness(client) == "stale"


def silence_of(people, client):
    """How long the open credits are silent, as the hard rule reads it."""
    today = bank_date()
    credits = [
        Months(
            [month_number(month.month) for month in credit.payment_history],
            "".join(month.status for month in credit.payment_history),
        )
        for credit in list_credits(people.connection, client.client_id, today)
    ]
    return standing_of(credits, today).months_silent


LONG = LONGEST_SILENCE + 1


@pytest.mark.parametrize(
    ("credits", "wanted"),
    [
        ([("000", LONGEST_SILENCE)], "current"),
        ([("000", LONG)], "silent"),
        ([("000", LONG), ("000", 0)], "current"),
        ([("000", LONG), ("C00", 0)], "silent"),
        ([("C00", LONG)], "current"),
        ([("X00", LONG), ("", 0)], "silent"),
        ([("", 0)], "current"),
        ([], "current"),
        # Months after today count neither as seen nor as paid off
        ([("000", LONG), ("0", -1)], "silent"),
        ([("0" * (LONG - 5), 6), ("C", -1)], "current"),
        ([("0" * 3, LONG), ("C0", -1)], "current"),
    ],
)
def test_silent_is_who_has_no_recent_month_of_any_open_credit(
    people, manager, freshness, credits, wanted
):
    client = people.client(manager, history=None)
    for history, newest in credits:
        people.credit(client.client_id, history, newest)
    assert freshness(client) == "unscored"
    people.done_score(client, 0.01, grade_of(0.01))
    assert freshness(client) == wanted
    silence = silence_of(people, client)
    assert (silence is not None and silence > LONGEST_SILENCE) == (wanted == "silent")


def test_a_correction_and_closing_say_anew_who_is_silent(people, manager, freshness):
    client = people.client(manager, history=None)
    old = people.credit(client.client_id, "000", LONG)
    recent = people.credit(client.client_id, "000")
    people.done_score(client, 0.01, grade_of(0.01))
    assert freshness(client) == "current"
    people.months(recent, "C")
    assert freshness(client) == "silent", "what is paid off says nothing of the other"
    people.months(recent, "1")
    assert freshness(client) == "stale", "open again"
    people.months(recent, "C")
    people.months(old, "C", LONG)
    assert (freshness(client), silence_of(people, client)) == ("stale", None)


def test_a_silent_client_is_found_by_the_filter(api, people, manager):
    silent, current = (people.client(manager, history=None) for _ in range(2))
    people.credit(silent.client_id, "000", LONG)
    people.credit(current.client_id, "000")
    for client in (silent, current):
        people.done_score(client, 0.01, grade_of(0.01))
    found = api("GET", "/clients", query="manager=me&freshness=silent", token=manager.token).body
    assert [item["id"] for item in found["items"]] == [silent.client_id]


def test_another_policy_is_silent_after_other_months(people, manager, freshness):
    client, _ = scored(people, manager, "behavioural", "")
    people.credit(client.client_id, "000", LONG)
    people.done_score(client, 0.01, grade_of(0.01))
    assert freshness(client) == "silent"
    policy = first_policy()
    patient = replace(policy, hard_rules=replace(policy.hard_rules, longest_silence_months=LONG))
    with in_force(people, patient):
        assert freshness(client) == "stale"


def test_two_feeds_at_once_both_count(people, manager, freshness, database_url):
    """The later waits for the earlier and then sees what it wrote."""
    client = people.client(manager, history=None)
    one, other = (people.credit(client.client_id, "0", LONG) for _ in range(2))
    people.done_score(client, 0.01, grade_of(0.01))
    engine = create_engine(make_url(database_url).set(drivername="postgresql+psycopg2"))
    month = month_of(month_number(bank_date()))
    with engine.connect() as earlier, ThreadPoolExecutor() as threads:
        record_months(earlier, [RecordedMonth(one, month, PaymentStatus("0"))])
        later = threads.submit(people.months, other, "1", LONG)
        with pytest.raises(TimeoutError):
            later.result(timeout=0.5)
        earlier.commit()
        assert later.result() == 1
    engine.dispose()
    assert freshness(client) == "stale", "not silent: the earlier feed is of this month"
