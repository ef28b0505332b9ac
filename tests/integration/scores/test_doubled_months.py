"""A month that is told twice has one answer everywhere: its worst status, whatever the order."""

import json

import pandas as pd
import pytest

from core.clients.payments import RecordedMonth, record_months
from core.clients.rules.history import PaymentStatus, month_number, month_of
from core.kit.clock import bank_date
from maintenance.demo.records import Applicant
from maintenance.demo.seed import name_people
from tests.integration.conftest import message, scoring_record
from training.applicants import write_applicants
from training.data import make_tables
from training.offline.whole_files import score_files

PAID = [(back, "0") for back in range(9)]
# Rows of one credit as (months ago, status), and what they amount to, newest month first
DOUBLED = {
    "late now": ([*PAID, (0, "1")], "100000000"),
    "late before": ([*PAID, (3, "2"), (3, "C")], "000200000"),
    "in default": ([*PAID, (0, "5"), (1, "5")], "550000000"),
    "every row twice": ([*PAID, *PAID], "000000000"),
    "paid off or not": ([*PAID, (0, "C"), (1, "C"), (1, "X")], "000000000"),
}


@pytest.fixture(params=[list, reversed], ids=["as told", "turned"])
def order(request):
    return request.param


@pytest.fixture(params=DOUBLED, ids=str)
def told(request, order):
    rows, statuses = DOUBLED[request.param]
    return list(order(rows)), statuses


@pytest.fixture
def folder(tmp_path, told):
    """The months as the files tell them, of one applicant."""
    rows, _ = told
    applications, _ = make_tables(1)
    applications.head(1).assign(ID=1).to_csv(tmp_path / "application_record.csv", index=False)
    months = [{"ID": 1, "MONTHS_BALANCE": -back, "STATUS": status} for back, status in rows]
    pd.DataFrame(months).to_csv(tmp_path / "credit_record.csv", index=False)
    return tmp_path


def score_of(people, score_batch, client):
    score_id = people.pending_score(client)
    assert score_batch(scoring_record(message(score_id))) == []
    row = people.score_row(score_id)
    return row.proba, row.grade, row.decision


def test_files_and_service_say_the_same(people, score_batch, folder, told):
    rows, statuses = told
    plain = score_of(people, score_batch, people.client(history=statuses))
    client = people.client(history=None)
    credit_id = people.credit(client.client_id, "")
    now = month_number(bank_date())
    record_months(
        people.connection,
        [
            RecordedMonth(credit_id, month_of(now - back), PaymentStatus(status))
            for back, status in rows
        ],
    )
    people.connection.commit()
    assert score_of(people, score_batch, client) == plain
    score_files(folder, 0, folder / "scores.parquet")
    scored = pd.read_parquet(folder / "scores.parquet").iloc[0]
    assert scored["proba"] == pytest.approx(plain[0], abs=1e-12)
    assert (scored["grade"], scored["decision"]) == plain[1:]


def test_seeding_from_files_records_the_worst(folder, told):
    out = folder / "applicants.jsonl"
    write_applicants(folder, 1, out)
    [record] = [json.loads(line) for line in out.read_text().splitlines()]
    [dated] = name_people(0, [Applicant(**record)]).values()
    [credit] = dated.person.credits
    assert credit.months(bank_date()).statuses == told[1]
