"""Pages of lists: their size is bounded, and one follows the other without a gap."""

import pytest

from core.people.rules.roles import Role


@pytest.fixture
def admin(people):
    return people.user(Role.ADMIN)


LISTS = ("/users", "/clients", "/audit-events")


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("query", "status"),
    [("page_size=200", 200), ("page_size=201", 422), ("page_size=0", 422), ("page=0", 422)],
)
def test_a_page_has_bounds(api, admin, path, query, status):
    assert api("GET", path, query=query, token=admin.token).status == status


@pytest.mark.parametrize("path", ["/users", "/clients"])
def test_pages_follow_each_other_without_a_gap(api, people, admin, path):
    manager = people.manager()
    for _ in range(5):
        people.client(manager, last_name="Страницына")
    ids = []
    for page in (1, 2, 3):
        query = f"q=%D0%A1%D1%82%D1%80%D0%B0%D0%BD%D0%B8%D1%86%D1%8B%D0%BD%D0%B0&page={page}"
        answer = api("GET", path, query=f"{query}&page_size=2", token=admin.token)
        ids.append([item["id"] for item in answer.body["items"]])
    whole = api("GET", path, query=f"{query[:-1]}1&page_size=200", token=admin.token).body
    first_six = [item["id"] for item in whole["items"]][:6]
    assert [len(page) for page in ids][:2] == [2, 2]
    assert [one for page in ids for one in page] == first_six


@pytest.mark.parametrize("path", LISTS)
def test_beyond_the_last_page_there_is_nothing_but_the_total(api, admin, path):
    page = api("GET", path, query="page=1000000", token=admin.token).body
    assert page["items"] == []
    assert page["page"] == 1_000_000
    assert page["total"] >= 0


def test_what_cannot_be_sorted_or_filtered_by_is_told_with_what_can(api, admin):
    answer = api("GET", "/clients", query="sort=foo&grade=Z", token=admin.token)
    faults = {fault["field"]: fault for fault in answer.body["detail"]}
    assert answer.status == 422
    assert "'-updated_at'" in faults["sort"]["limits"]["expected"]
    assert "a grade is one of A, B" in faults["grade.0"]["message"]
