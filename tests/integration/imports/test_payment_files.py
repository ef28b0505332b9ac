"""Files of payments: checked by what applies them, applied once, and taken back."""

from datetime import date

import boto3
import pytest
from sqlalchemy import text

from core.clients import payments
from core.people.rules.roles import Role
from importer import ordering
from tests.integration.imports.files import Sent, drain, send, table, work


@pytest.fixture
def contracts(people):
    """Three credits with numbers, all of one manager's client."""
    client = people.client(people.manager(), history=None)
    numbers = []
    for place in range(3):
        credit_id = people.credit(client.client_id, "")
        number = f"К-{credit_id}-{place}"
        people.connection.execute(
            text("UPDATE credits SET external_id = :number WHERE id = :id"),
            {"number": number, "id": credit_id},
        )
        numbers.append(number)
    people.connection.commit()
    return numbers


def rows_of(people, number):
    found = people.connection.execute(
        text(
            "SELECT month, status, superseded_at IS NULL AS present FROM payment_months p"
            " JOIN credits k ON k.id = p.credit_id WHERE k.external_id = :number"
            " ORDER BY month, recorded_at"
        ),
        {"number": number},
    )
    told = [(row.month, row.status, row.present) for row in found]
    people.connection.commit()
    return told


@pytest.fixture
def sent(api, people, contracts) -> Sent:
    one, two, three = contracts
    rows = [
        f"{one};31.01.2026;0;0,00",
        f"{one};28.02.2026;1;1 250,50",
        f"{two};31.01.2026;C;",
        f"{three};31.01.2026;3;900,00",
        "НЕТ-ТАКОГО;31.01.2026;0;",
        f"{two};31.01.2020;0;",
    ]
    return send(api, people.user(Role.ANALYST), "payments", table("payments", rows))


def test_the_days_past_due_of_a_file_are_kept(api, people, contracts):
    rows = [f"{contracts[0]};31.01.2026;1;47;900,00", f"{contracts[0]};28.02.2026;0;0;0,00"]
    lines = ["Номер договора;Месяц;Статус;Дней просрочки;Сумма просрочки", *rows, ""]
    sent = send(api, people.user(Role.ANALYST), "payments", "\r\n".join(lines).encode("cp1251"))
    assert sent.map()["report"]["outcomes"] == {"new": 2}, sent.issues()
    sent.confirm()
    found = people.connection.execute(
        text(
            "SELECT p.days_past_due, p.amount_overdue FROM payment_months p"
            " JOIN credits k ON k.id = p.credit_id WHERE k.external_id = :number ORDER BY p.month"
        ),
        {"number": contracts[0]},
    ).all()
    people.connection.commit()
    assert [(days, str(amount)) for days, amount in found] == [(47, "900.00"), (0, "0.00")]


def test_a_file_that_tells_less_of_a_month_restates_nothing(api, people, contracts):
    analyst = people.user(Role.ANALYST)
    told = send(
        api, analyst, "payments", table("payments", [f"{contracts[0]};31.01.2026;3;900,00"])
    )
    told.map()
    told.confirm()
    lines = ["Номер договора;Месяц;Статус", f"{contracts[0]};31.01.2026;3", ""]
    less = send(api, analyst, "payments", "\r\n".join(lines).encode("cp1251"))
    assert less.map()["report"]["outcomes"] == {"unchanged": 1}, less.issues()


def test_a_file_is_read_as_on_the_day_it_came(sent, people):
    """Whenever it is checked: what was a month to come stays one."""
    statement = text("UPDATE imports SET created_at = '2026-01-31 20:00+00' WHERE id = :id")
    people.connection.execute(statement, {"id": sent.id})
    people.connection.commit()
    sent.map()
    assert [issue["row"] for issue in sent.issues("month_in_future")] == [3]


def test_a_check_tells_all_and_writes_nothing(sent, people, contracts):
    assert sent.get()["state"] == "profiled"
    found = sent.map()
    assert found["state"] == "checked", found["fault"]
    report = found["report"]
    assert (report["rows"], report["ready"], report["with_errors"]) == (6, 4, 2)
    assert report["outcomes"] == {"new": 4}
    faults = {fault["code"]: fault for fault in report["faults"]}
    assert faults["unknown_credit"]["example"]["row"] == 6
    assert faults["unknown_credit"]["column_name"] == "Номер договора"
    assert faults["before_issue"]["example"]["row"] == 7
    assert [issue["row"] for issue in sent.issues("unknown_credit")] == [6]
    assert report["totals"][1]["found"] == "2150.50"
    assert rows_of(people, contracts[0]) == []


def test_what_was_checked_is_applied_and_scored(sent, people, contracts, queued_portfolios):
    sent.map()
    found = sent.confirm()
    assert (found["state"], found["step"]) == ("applied", None)
    assert found["applied"] == {"new": 4}
    assert rows_of(people, contracts[0]) == [
        (date(2026, 1, 1), "0", True),
        (date(2026, 2, 1), "1", True),
    ]
    assert len(found["portfolio_batch_ids"]) == 1
    assert len(queued_portfolios()) == 1


@pytest.fixture
def month_by_month(api, people, contracts) -> Sent:
    """Four months of three credits, the credits of a month side by side; a row cannot be read."""
    rows = [f"{number};0{month}.2026;0;" for month in range(1, 5) for number in contracts]
    content = table("payments", [*rows, f"{contracts[0]};05.2026;?;"])
    return send(api, people.user(Role.ANALYST), "payments", content)


def test_each_credit_is_written_once_however_many_months_of_it_come(
    month_by_month, contracts, people, monkeypatch
):
    written: list[int] = []
    follow = payments.touch_payments

    def touch(connection, credit_ids):
        written.extend(credit_ids)
        follow(connection, credit_ids)

    monkeypatch.setattr(payments, "touch_payments", touch)
    monkeypatch.setattr(ordering, "CHUNK_ROWS", 4)
    month_by_month.map()
    found = month_by_month.confirm()
    assert found["applied"] == {"new": 12}
    assert len(written) == len(set(written)) == 3
    assert [len(rows_of(people, number)) for number in contracts] == [4, 4, 4]
    assert found["rows_done"] == found["rows_total"] == 13


def test_what_was_checked_without_an_order_is_applied_as_it_stands(
    month_by_month, contracts, people
):
    month_by_month.map()
    key = f"ordered/{month_by_month.id}/{month_by_month.get()['sha256']}"
    boto3.client("s3").delete_object(Bucket="files", Key=key)
    found = month_by_month.confirm()
    assert (found["state"], found["applied"]) == ("applied", {"new": 12})
    assert [len(rows_of(people, number)) for number in contracts] == [4, 4, 4]


def test_undoing_brings_back_what_was_before(sent, api, people, contracts):
    sent.map()
    sent.confirm()
    again = [f"{contracts[0]};28.02.2026;0;0,00", f"{contracts[1]};01.02.2026;0;"]
    other = send(api, sent.person, "payments", table("payments", again))
    assert other.map()["report"]["outcomes"] == {"restated": 1, "new": 1}
    other.confirm()
    assert rows_of(people, contracts[0])[-1] == (date(2026, 2, 1), "0", True)
    assert other.undo()["state"] == "undone"
    assert rows_of(people, contracts[0])[-1] == (date(2026, 2, 1), "1", True)
    assert not any(present for *_, present in rows_of(people, contracts[1])[1:])
    found = sent.undo()
    assert found["state"] == "undone"
    remaining = sent.issues("undo_restated_since")
    assert [issue["args"]["credit"] for issue in remaining] == [contracts[0]]
    assert [row[1:] for row in rows_of(people, contracts[2])] == [("3", False)]


def test_the_same_file_is_taken_once(sent, api, people):
    answer = api(
        "POST",
        "/imports",
        {
            "kind": "payments",
            "file_name": "b.csv",
            "size_bytes": 1,
            "sha256": sent.get()["sha256"],
        },
        token=people.user(Role.ADMIN).token,
    )
    assert answer.status == 409
    [fault] = answer.body["detail"]
    assert (fault["code"], fault["limits"]) == ("file_known", {"import_id": sent.id})


def test_so_many_files_an_hour_are_enough(api, people, monkeypatch):
    monkeypatch.setenv("IMPORTS_PER_HOUR", "1")
    analyst = people.user(Role.ANALYST)
    body = {"kind": "payments", "file_name": "b.csv", "size_bytes": 1}
    statuses = [
        api("POST", "/imports", {**body, "sha256": digit * 64}, token=analyst.token).status
        for digit in "ab"
    ]
    assert statuses == [201, 429]


def test_a_file_is_read_so_often_an_hour(sent, api, monkeypatch):
    monkeypatch.setenv("IMPORT_STEPS_PER_HOUR", "1")
    path, reading = f"/imports/{sent.id}/reading", {"encoding": "cp1251"}
    assert api("PUT", path, reading, token=sent.person.token).status == 200
    work()
    refused = api("PUT", path, reading, token=sent.person.token)
    assert (refused.status, refused.body["error"]) == (429, "too_many_requests")


def test_a_mapping_is_remembered_for_the_next_file_of_the_sender(sent, api, contracts):
    assert not sent.get()["profile"]["is_remembered"]
    sent.map()
    rows = [f"{contracts[0]};31.03.2026;0;0,00"]
    again = send(api, sent.person, "payments", table("payments", rows))
    assert again.get()["profile"]["is_remembered"]


def test_a_check_that_dies_again_and_again_is_given_up(sent, people, maintain):
    """It records how far it is, and begins anew all the same: that is no progress."""
    from importer import check_step

    def die(*arguments: object) -> None:
        raise MemoryError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check_step, "put_left_out", die)
        sent.map()
        for _ in range(6):
            people.connection.execute(
                text("UPDATE imports SET leased_until = now() - interval '1 second' WHERE id = :i"),
                {"i": sent.id},
            )
            people.connection.commit()
            maintain(action="sweep")
            drain()
    assert sent.get()["fault"] == {"code": "gave_up", "args": {"step": "check"}}
