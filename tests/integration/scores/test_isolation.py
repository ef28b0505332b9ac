"""What is wrong with one score is its own: its neighbours are scored, and its reads answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import text

from core.kit.clock import bank_date
from core.kit.errors import UnavailableError
from model.scoring import Reason, ScoringModel
from tests.integration.conftest import message, scoring_record

POISON_INCOME = 666_666
INNOCENTS = 5


@pytest.fixture
def without(people):
    """Takes a constraint away, as if rows were older than it; gives it back at the end."""

    @contextmanager
    def taken(table: str, name: str, heal: str) -> Iterator[None]:
        people.connection.rollback()
        rule = people.connection.execute(
            text(
                "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
                " WHERE conname = :name AND conrelid = CAST(:table AS regclass)"
            ),
            {"name": name, "table": table},
        ).scalar_one()
        people.connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
        people.connection.commit()
        try:
            yield
        finally:
            people.connection.rollback()
            people.connection.execute(text(heal))
            people.connection.execute(text(f"ALTER TABLE {table} ADD CONSTRAINT {name} {rule}"))
            people.connection.commit()

    return taken


@pytest.fixture
def neighbours(people, score_batch):
    """Scores a poisoned client amid others, in one message; only that score may be failed."""

    def score(poisoned) -> str:
        clients = [people.client() for _ in range(INNOCENTS)]
        clients.insert(INNOCENTS // 2, poisoned)
        score_ids = [people.pending_score(client) for client in clients]
        assert score_batch(scoring_record(message(*score_ids))) == []
        rows = [people.score_row(score_id) for score_id in score_ids]
        bad = rows.pop(INNOCENTS // 2)
        assert {row.status for row in rows} == {"done"}
        assert bad.status == "failed"
        return bad.error

    return score


def run(people, statement: str, **values: object) -> None:
    people.connection.execute(text(statement), values)
    people.connection.commit()


@pytest.mark.parametrize("status", ["Z", "00", ""])
def test_a_month_with_an_unknown_status_is_left_out_and_said(
    api, people, without, neighbours, status
):
    manager = people.manager()
    client = people.client(manager, history="200")
    newest = bank_date().replace(day=1)
    heal = "DELETE FROM payment_months WHERE status NOT IN ('X','C','0','1','2','3','4','5')"
    with without("payment_months", "ck_payment_months_status", heal):
        credit = "SELECT id FROM credits WHERE client_id = :client"
        statement = f"UPDATE payment_months SET status = :status WHERE credit_id = ({credit})"
        values = {"status": status, "client": client.client_id, "month": newest}
        run(people, f"{statement} AND month = :month", **values)
        assert neighbours(client).startswith("impossible_history: payment_history: ")
        (told,) = api("GET", f"/clients/{client.client_id}/credits", token=client.token).body
        dashboard = api("GET", "/me/dashboard", token=client.token)
        card = api("GET", f"/clients/{client.client_id}", token=manager.token)
    assert told["unreadable_months"] == [newest.isoformat()]
    assert [month["status"] for month in told["payment_history"]] == ["0", "0"]
    assert (dashboard.status, card.status) == (200, 200)
    assert dashboard.body["credits"] == [told]


def test_impossible_answers_are_shown_with_what_is_wrong(api, people, neighbours):
    client = people.client(answers={"name_income_type": "Wizard", "born_on": "2026-01-01"})
    error = neighbours(client)
    assert error.startswith("impossible_features: name_income_type is not one of")
    card = api("GET", f"/clients/{client.client_id}", token=client.token)
    assert (card.status, card.body["name_income_type"]) == (200, "Wizard")
    faults = card.body["impossible_answers"]
    assert set(faults) == {"name_income_type", "born_on"}
    assert faults["name_income_type"].startswith("is not one of: Working, ")
    assert faults["born_on"] == "is not 18 to 120 years ago"
    assert api("GET", "/me/dashboard", token=client.token).body["client"] == card.body


def test_possible_answers_have_nothing_wrong(api, people):
    client = people.client()
    card = api("GET", f"/clients/{client.client_id}", token=client.token)
    assert card.body["impossible_answers"] == {}


def test_a_date_that_cannot_even_be_read_fails_alone(people, without, neighbours):
    client = people.client()
    heal = "UPDATE clients SET born_on = '1991-04-20' WHERE born_on > '2200-01-01'"
    with without("clients", "ck_clients_born_on", heal):
        statement = "UPDATE clients SET born_on = '20000-01-01' WHERE id = :client"
        run(people, statement, client=client.client_id)
        assert neighbours(client).startswith("not_scorable: ValueError in core.")


def test_an_income_that_is_no_number_fails_alone(people, without, neighbours):
    client = people.client()
    heal = "UPDATE clients SET amt_income_total = 1 WHERE amt_income_total = 'NaN'"
    with without("clients", "ck_clients_amt_income_total", heal):
        statement = "UPDATE clients SET amt_income_total = 'NaN' WHERE id = :client"
        run(people, statement, client=client.client_id)
        assert neighbours(client).startswith("impossible_features: amt_income_total ")


def test_a_client_who_is_gone_fails_alone(people, without, neighbours):
    client = people.client(history=None)
    heal = "DELETE FROM scores WHERE client_id NOT IN (SELECT id FROM clients)"
    with without("scores", "fk_scores_client_id", heal):
        run(people, "DELETE FROM clients WHERE id = :client", client=client.client_id)
        assert "the client is not on record any more" in neighbours(client)


def says(monkeypatch, what) -> None:
    """Lets the model say something odd of whoever has the poisonous income."""
    score = ScoringModel.score

    def odd(self, applicants):
        results = score(self, applicants)
        return [
            what(result) if applicant.features["amt_income_total"] == POISON_INCOME else result
            for applicant, result in zip(applicants, results, strict=True)
        ]

    monkeypatch.setattr(ScoringModel, "score", odd)


def raises(result):
    raise KeyError("a value of the client")


@pytest.mark.parametrize(
    ("what", "error"),
    [
        (raises, "KeyError in scorer.making"),
        (lambda result: replace(result, proba=float("nan")), "NoProbabilityError in scorer."),
        (lambda result: replace(result, proba=1.5), "NoProbabilityError in scorer."),
        (lambda result: replace(result, reasons=(Reason("\0", "raises_risk", 1),)), "DataError"),
        (
            lambda result: replace(result, reasons=(Reason("A", "raises_risk", float("nan")),)),
            "ValueError in core.kit.database",
        ),
    ],
    ids=["raises", "nan", "above 1", "refused by the database", "no JSON"],
)
def test_whatever_a_model_does_with_one_score_the_others_stand(
    people, neighbours, monkeypatch, caplog, what, error
):
    says(monkeypatch, what)
    client = people.client(answers={"amt_income_total": POISON_INCOME})
    told = neighbours(client)
    assert told.startswith(f"not_scorable: {error}")
    assert told.endswith("Report it with the score's id.")
    logged = str([vars(record) for record in caplog.records])
    assert told in logged
    assert "a value of the client" not in told + logged


def test_many_bad_scores_fail_alone_and_are_counted(people, score_batch, monkeypatch, capsys):
    says(monkeypatch, raises)
    clients = [
        people.client(answers={"amt_income_total": POISON_INCOME} if place % 2 else None)
        for place in range(8)
    ]
    score_ids = [people.pending_score(client) for client in clients]
    assert score_batch(*(scoring_record(message(score_id)) for score_id in score_ids)) == []
    assert [people.score_row(score_id).status for score_id in score_ids] == ["done", "failed"] * 4
    assert '"ScoresNotScorable":[4.0]' in capsys.readouterr().out


def test_what_is_wrong_with_the_service_fails_no_score(people, score_batch):
    """Code a release ahead of the tables: the batch returns, and no score is blamed for it."""
    score_ids = [people.pending_score(people.client()) for _ in range(3)]
    record = scoring_record(message(*score_ids), "all")
    run(people, "ALTER TABLE scores RENAME COLUMN grade TO another")
    try:
        assert score_batch(record) == ["all"]
    finally:
        run(people, "ALTER TABLE scores RENAME COLUMN another TO grade")
    assert {people.score_row(score_id).status for score_id in score_ids} == {"pending"}
    assert score_batch(record) == []
    assert {people.score_row(score_id).status for score_id in score_ids} == {"done"}


def test_a_database_that_is_away_for_a_moment_fails_no_score(people, score_batch, monkeypatch):
    score_id = people.pending_score(people.client())
    record = scoring_record(message(score_id), "one")
    with monkeypatch.context() as patch:
        patch.setattr("scorer.batch.load_pending", away)
        assert score_batch(record) == ["one"]
    assert people.score_row(score_id).status == "pending"
    assert score_batch(record) == []
    assert people.score_row(score_id).status == "done"


def away(*arguments):
    raise UnavailableError("The database cannot be reached at the moment.")


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("clients", "amt_income_total", "NaN"),
        ("clients", "amt_income_total", "-1"),
        ("clients", "born_on", "infinity"),
        ("clients", "employed_since", "20000-01-01"),
        ("credits", "amount_total", "NaN"),
        ("credits", "annual_rate", "-1"),
        ("credits", "issued_on", "-infinity"),
        ("credits", "closed_on", "infinity"),
        ("payment_months", "month", "infinity"),
        ("payment_months", "month", "2026-01-02"),
        ("payment_months", "status", "Z"),
        ("payment_months", "amount_overdue", "NaN"),
        ("payment_months", "amount_overdue", "-1"),
        ("payment_months", "days_past_due", "-1"),
        ("scores", "status", "scored"),
        ("scores", "decision", "maybe"),
        ("scores", "model", "oracle"),
        ("scores", "proba", "NaN"),
    ],
)
def test_the_tables_take_nothing_that_cannot_be_read(people, table, column, value):
    client = people.client()
    people.pending_score(client)
    with pytest.raises(Exception, match=r"CheckViolation|check constraint"):
        people.connection.execute(text(f"UPDATE {table} SET {column} = '{value}'"))
    people.connection.rollback()
