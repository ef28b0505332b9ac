"""A person is found however the name is typed, by all who may search."""

import unicodedata

import pytest

from core.people.rules.roles import Role


@pytest.fixture
def found(api, people):
    """Returns the ids that a search finds: of clients, and of users."""
    admin = people.user(Role.ADMIN)

    def search(query):
        from urllib.parse import urlencode

        asked = urlencode({"q": query, "limit": 200})
        clients = api("GET", "/clients", token=admin.token, query=asked).body["items"]
        users = api("GET", "/users", token=admin.token, query=asked).body["items"]
        return {one["id"] for one in clients}, {one["id"] for one in users}

    return search


@pytest.mark.parametrize(
    "typed",
    [
        "Семёнов-Зуев",
        "семенов-зуев",
        "СЕМЁНОВ-ЗУЕВ",
        "  семенов-зуев   артем ",
        "артём семенов",
        "Артем\u00a0Семёнов",
        unicodedata.normalize("NFD", "Семёнов-Зуев Артём"),
        "мён ртём",
    ],
)
def test_a_name_is_found_without_regard_to_yo_case_spaces_and_order(found, people, typed):
    person = people.client(last_name="Семёнов-Зуев", first_name="Артём")
    another = people.client(last_name="Семёнова", first_name="Анна")
    clients, users = found(typed)
    assert person.client_id in clients
    assert person.user_id in users
    assert another.client_id not in clients


def test_login_and_name_may_be_mixed_and_every_word_counts(found, people):
    person = people.client(last_name="Щёголев", first_name="Пётр")
    for typed in (person.login.upper(), f"щеголев {person.login[-6:]}"):
        assert found(typed) == ({person.client_id}, {person.user_id})
    assert found(f"{person.login} иванова") == (set(), set())


def test_what_like_reads_otherwise_is_taken_literally(found, people):
    people.client(last_name="Процентов", first_name="Олег")
    for typed in ("Проц%тов", "Проц_нтов", "Проц\\ентов"):
        assert found(typed) == (set(), set())
