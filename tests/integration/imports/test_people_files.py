"""Files of people and of their credits: new, changed, known already, taken back."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import text

from core.clients.managers import list_managers
from core.people.rules.roles import Role
from tests.integration.imports.files import send, table, work

HEADER = (
    "Номер клиента;Фамилия;Имя;Отчество;Телефон;Паспорт;Менеджер;Пол;Есть автомобиль;"
    "Есть недвижимость;Количество детей;Годовой доход;Вид дохода;Образование;Семейное положение;"
    "Жилищные условия;Дата рождения;Дата начала работы;Указан рабочий телефон;"
    "Указан домашний телефон;Указан e-mail;Профессия;Членов семьи"
)


def person(number: str, **told: str) -> str:
    """A row of a file of people."""
    values = {
        "last_name": "Орлова",
        "first_name": "Мария",
        "patronymic": "Сергеевна",
        "phone": "",
        "document": "",
        "manager": "",
        "income": "157 500,00",
        "born": "20.04.1991",
        **told,
    }
    return ";".join(
        (
            *(number, values["last_name"], values["first_name"], values["patronymic"]),
            *(values["phone"], values["document"], values["manager"], "F", "N", "Y", "1"),
            *(values["income"], "Working", "Higher education", "Married", "House / apartment"),
            *(values["born"], "18.01.2020", "0", "1", "0", "Core staff", "3"),
        )
    )


def people_file(*rows: str) -> bytes:
    return "\r\n".join([HEADER, *rows, ""]).encode("utf-8-sig")


@pytest.fixture
def numbers() -> list[str]:
    mark = uuid4().hex[:6].upper()
    return [f"КЛ-{mark}-{place}" for place in range(4)]


def stored(people, number: str):
    found = people.connection.execute(
        text("SELECT * FROM clients WHERE external_id = :number"), {"number": number}
    ).one_or_none()
    people.connection.commit()
    return found


def test_people_come_in_as_applicants_and_change_with_the_next_file(api, people, numbers):
    manager, admin = people.manager(), people.user(Role.ADMIN)
    rows = [person(numbers[0]), person(numbers[1], last_name="Петров", manager="нет-такого")]
    sent = send(api, admin, "applicants", people_file(*rows))
    found = sent.map(assignment="one", manager_id=manager.manager_id)
    assert found["report"]["outcomes"] == {"new": 2}, (found["fault"], found["report"])
    assert sent.confirm()["applied"] == {"new": 2}
    first = stored(people, numbers[0])
    assert (first.client_since, first.manager_id) == (None, manager.manager_id)
    assert (first.last_name, str(first.amt_income_total)) == ("Орлова", "157500.00")

    later = send(
        api, admin, "applicants", people_file(person(numbers[0], income="200 000,00"), rows[1])
    )
    assert later.map()["report"]["outcomes"] == {"updated": 1, "unchanged": 1}
    later.confirm()
    changed = stored(people, numbers[0])
    assert str(changed.amt_income_total) == "200000.00"
    assert changed.updated_at > first.updated_at
    assert changed.manager_id == manager.manager_id
    later.undo()
    assert str(stored(people, numbers[0]).amt_income_total) == "157500.00"
    assert sent.undo()["state"] == "undone"
    assert stored(people, numbers[0]) is None and sent.issues() == []


def test_names_in_one_column_are_taken_apart_and_who_has_none_is_called_by_number(
    api, people, numbers
):
    header, names = HEADER.replace("Фамилия;Имя;Отчество", "ФИО"), "Орлова;Мария;Сергеевна"
    told = ("Орлова Мария Анна Сергеевна", "Ким Ен", "Цой")
    rows = [
        person(number).replace(names, name) for number, name in zip(numbers, told, strict=False)
    ]
    sent = send(
        api, people.user(Role.ADMIN), "applicants", "\r\n".join([header, *rows, ""]).encode()
    )
    assert sent.map()["report"]["outcomes"] == {"new": 3}, sent.issues()
    sent.confirm()
    found = [stored(people, number) for number in numbers[:3]]
    assert [(one.last_name, one.first_name, one.patronymic) for one in found] == [
        ("Орлова", "Мария", "Анна Сергеевна"),
        ("Ким", "Ен", ""),
        ("Цой", "", ""),
    ]
    nameless = person(numbers[3]).replace(f"{names};", "")
    header = HEADER.replace("Фамилия;Имя;Отчество;", "")
    sent = send(
        api, people.user(Role.ADMIN), "applicants", "\r\n".join([header, nameless, ""]).encode()
    )
    assert sent.map()["report"]["outcomes"] == {"new": 1}, sent.issues()
    sent.confirm()
    one = stored(people, numbers[3])
    assert (one.last_name, one.first_name, one.patronymic) == (numbers[3], "", "")


def test_people_are_handed_to_all_managers_in_turn(api, people, numbers):
    for _ in range(3):
        people.manager()
    sent = send(api, people.user(Role.ADMIN), "applicants", people_file(*map(person, numbers)))
    assert sent.map(assignment="evenly")["report"]["outcomes"] == {"new": 4}
    managers = sorted(one.id for one in list_managers(people.connection))
    people.connection.rollback()
    sent.confirm()
    found = [stored(people, number).manager_id for number in numbers]
    assert found == [managers[row % len(managers)] for row in range(2, 6)]  # as the file counts


def test_who_seems_to_be_there_already_is_left_changed_or_made_as_asked(api, people, numbers):
    admin = people.user(Role.ADMIN)
    surname = f"Тёзкин{uuid4().hex[:6]}"
    known = people.client(None, last_name=surname, first_name="Пётр")
    row = person(numbers[0], last_name=surname, first_name="Пётр")
    sent = send(api, admin, "applicants", people_file(row))
    report = sent.map()["report"]
    assert (report["ready"], report["outcomes"]) == (0, {"skipped": 1})
    assert [issue["code"] for issue in sent.issues()] == ["person_known"]
    assert sent.map(duplicates="create")["report"]["outcomes"] == {"new": 1}
    assert sent.map(duplicates="update")["report"]["outcomes"] == {"updated": 1}
    sent.confirm()
    assert stored(people, numbers[0]).id == known.client_id


def test_a_manager_brings_in_own_people_and_changes_nobody_elses(api, people, numbers):
    manager, other = people.manager(), people.manager()
    theirs = send(api, other, "applicants", people_file(person(numbers[0])))
    theirs.map(assignment="evenly")
    theirs.confirm()
    assert stored(people, numbers[0]).manager_id == other.manager_id
    rows = [person(numbers[0], income="900 000,00"), person(numbers[1], last_name="Зайцева")]
    sent = send(api, manager, "applicants", people_file(*rows))
    report = sent.map()["report"]
    assert (report["outcomes"], report["with_errors"]) == ({"new": 1}, 1)
    assert [issue["code"] for issue in sent.issues()] == ["not_your_client"]
    sent.confirm()
    assert stored(people, numbers[1]).manager_id == manager.manager_id
    assert str(stored(people, numbers[0]).amt_income_total) == "157500.00"


def test_whom_the_file_names_gets_the_people(api, people, numbers):
    manager, admin = people.manager(), people.user(Role.ADMIN)
    rows = [
        person(numbers[0], manager=manager.login),
        person(numbers[1], last_name="Зайцева", manager="нет-такого"),
    ]
    sent = send(api, admin, "applicants", people_file(*rows))
    assert sent.map(assignment="file")["report"]["outcomes"] == {"new": 1}
    assert [issue["value"] for issue in sent.issues("unknown_manager")] == ["нет-такого"]
    sent.confirm()
    assert stored(people, numbers[0]).manager_id == manager.manager_id


def test_with_a_credit_an_applicant_becomes_a_client_who_is_scored(
    api, people, numbers, queued_portfolios
):
    admin = people.user(Role.ADMIN)
    send_and_apply(api, admin, "applicants", people_file(person(numbers[0])))
    contract = f"Д-{numbers[0]}"
    rows = [
        f"{numbers[0]};{contract};900 000,00;16,5;25.01.2024;36",
        f"НЕТ-ТАКОГО;{contract}-2;100 000,00;16,5;25.01.2024;36",
    ]
    queued_portfolios()
    sent = send(api, admin, "credits", table("credits", rows))
    report = sent.map()["report"]
    assert (report["outcomes"], report["with_errors"]) == ({"new": 1}, 1), report["faults"]
    found = sent.confirm()
    client = stored(people, numbers[0])
    assert client.client_since is not None
    assert len(queued_portfolios()) == 1 and len(found["portfolio_batch_ids"]) == 1
    changed = [rows[0].replace("900 000,00", "800 000,00")]
    later = send_and_apply(api, admin, "credits", table("credits", changed))
    assert later.get()["applied"] == {"updated": 1}
    assert amount(people, contract) == "800000.00"
    later.undo()
    assert amount(people, contract) == "900000.00"
    assert sent.undo()["state"] == "undone"
    assert amount(people, contract) is None
    assert stored(people, numbers[0]).client_since is None


def test_credits_that_a_file_tells_as_they_are_known_are_not_written(api, people, numbers):
    admin = people.user(Role.ADMIN)
    send_and_apply(api, admin, "applicants", people_file(person(numbers[0])))
    rows = [
        f"{numbers[0]};Д-{numbers[0]}-{place};900 000,00;16,5;25.01.2024;36" for place in (1, 2)
    ]
    send_and_apply(api, admin, "credits", table("credits", rows))
    changed = [rows[0], rows[1].replace("900 000,00", "800 000,00")]
    later = send_and_apply(api, admin, "credits", table("credits", changed))
    assert later.get()["applied"] == {"unchanged": 1, "updated": 1}
    written = people.connection.execute(
        text(
            "SELECT k.external_id FROM import_changes c JOIN credits k ON k.id = c.subject_id"
            " WHERE c.import_id = :id AND c.subject_table = 'credits'"
        ),
        {"id": later.id},
    ).scalars()
    assert list(written) == [f"Д-{numbers[0]}-2"]


def test_who_was_a_client_before_the_credit_is_one_without_it(api, people, numbers):
    since = datetime(2020, 1, 1, tzinfo=UTC)
    people.without_login(external_id=numbers[0], client_since=since)
    people.connection.commit()
    rows = [f"{numbers[0]};Д-{numbers[0]};900 000,00;16,5;25.01.2024;36"]
    sent = send_and_apply(api, people.user(Role.ADMIN), "credits", table("credits", rows))
    assert sent.undo()["state"] == "undone"
    assert amount(people, f"Д-{numbers[0]}") is None
    assert stored(people, numbers[0]).client_since == since


def test_what_others_have_built_on_stays_and_is_listed(api, people, numbers):
    admin = people.user(Role.ADMIN)
    both = people_file(person(numbers[0]), person(numbers[1], last_name="Зайцева"))
    sent = send_and_apply(api, admin, "applicants", both)
    kept = stored(people, numbers[0])
    people.credit(kept.id, "0")
    sent.undo()
    assert stored(people, numbers[0]).id == kept.id and stored(people, numbers[1]) is None
    [issue] = sent.issues()
    assert (issue["code"], issue["args"]) == ("undo_built_on", {"table": "clients", "id": kept.id})


def test_who_was_edited_since_stays_and_is_listed(api, people, numbers):
    admin = people.user(Role.ADMIN)
    rows = [person(number, last_name=f"Зайцева{number}") for number in numbers[:3]]
    sent = send_and_apply(api, admin, "applicants", people_file(*rows))
    edited, corrected = stored(people, numbers[0]), stored(people, numbers[1])
    answer = api("PATCH", f"/clients/{edited.id}", {"phone": "+79160000001"}, token=admin.token)
    assert answer.status == 200, answer.body
    later = person(numbers[1], last_name=f"Зайцева{numbers[1]}", phone="+7 916 000-00-02")
    send_and_apply(api, admin, "applicants", people_file(later))
    assert stored(people, numbers[1]).profile_updated_at > corrected.profile_updated_at
    sent.undo()
    assert stored(people, numbers[0]).phone == "+79160000001"
    assert stored(people, numbers[1]).phone == "+79160000002"
    assert stored(people, numbers[2]) is None
    assert [(issue["code"], issue["args"]["id"]) for issue in sent.issues()] == [
        ("undo_changed_since", edited.id),
        ("undo_changed_since", corrected.id),
    ]


def test_a_credit_corrected_by_a_later_file_stays_and_is_listed(api, people, numbers):
    admin = people.user(Role.ADMIN)
    send_and_apply(api, admin, "applicants", people_file(person(numbers[0])))
    contract = f"Д-{numbers[0]}"
    row = f"{numbers[0]};{contract};{{}};16,5;25.01.2024;36"
    sent = send_and_apply(api, admin, "credits", table("credits", [row.format("900 000,00")]))
    send_and_apply(api, admin, "credits", table("credits", [row.format("800 000,00")]))
    sent.undo()
    assert amount(people, contract) == "800000.00"
    assert [issue["code"] for issue in sent.issues()] == ["undo_changed_since"]


def test_a_text_that_the_database_cannot_hold_is_a_fault_and_no_endless_work(api, people, numbers):
    content = f"{HEADER}\r\n{person(numbers[0])}\0\r\n".encode("utf-16")
    sent = send(api, people.user(Role.ADMIN), "applicants", content)
    found = sent.get()
    assert (found["state"], found["fault"]["code"]) == ("rejected", "file_binary")


def test_a_wrong_word_on_how_to_read_a_file_can_be_taken_back(api, people, numbers):
    content = people_file(person(numbers[0])).decode("utf-8-sig").encode("cp1251")
    sent = send(api, people.user(Role.ADMIN), "applicants", content)
    read = sent.get()["profile"]
    for wrong in ({"encoding": "utf-16"}, {"encoding": "cp1251", "dates": {"3": "no.such"}}):
        sent.call("PUT", "/reading", wrong)
        work()
        found = sent.get()
        assert (found["state"], found["profile"]) == ("profiled", read)
        assert found["fault"]["code"] in {"file_encoding_broken", "hints_invalid"}
    sent.call("PUT", "/reading", {"encoding": "cp1251"})
    work()
    assert sent.get()["fault"] is None
    assert sent.map()["report"]["outcomes"] == {"new": 1}


@pytest.mark.parametrize(
    "columns",
    [
        [{"column": 0, "field": "no_such_field"}],
        [{"column": 0, "field": "external_id", "unit": "days_back"}],
        [{"column": 0, "field": "external_id"}, {"column": 1, "field": "external_id"}],
        [{"column": 99, "field": "external_id"}],
    ],
)
def test_a_mapping_that_cannot_be_is_told(api, people, numbers, columns):
    sent = send(api, people.user(Role.ADMIN), "applicants", people_file(person(numbers[0])))
    sent.call("PUT", "/mapping", {"columns": columns, "remember": False})
    work()
    found = sent.get()
    assert (found["state"], found["fault"]["code"]) == ("profiled", "mapping_invalid")


def send_and_apply(api, person_, kind: str, content: bytes):
    sent = send(api, person_, kind, content)
    assert sent.map()["state"] == "checked", sent.get()["fault"]
    sent.confirm()
    return sent


def amount(people, contract: str) -> str | None:
    found = people.connection.execute(
        text("SELECT amount_total FROM credits WHERE external_id = :number"), {"number": contract}
    ).scalar_one_or_none()
    people.connection.commit()
    return found and str(found)
