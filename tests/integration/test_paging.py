"""Pages of lists: their size is bounded, and one follows the other without a gap."""

from urllib.parse import urlencode

import pytest

from core.people.rules.roles import Role


@pytest.fixture
def admin(people):
    return people.user(Role.ADMIN)


LISTS = ("/users", "/clients", "/audit-events")


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("query", "status"),
    [("limit=200", 200), ("limit=201", 422), ("limit=0", 422), ("after=x", 422)],
)
def test_a_page_has_bounds(api, admin, path, query, status):
    assert api("GET", path, query=query, token=admin.token).status == status


@pytest.mark.parametrize("path", ["/users", "/clients"])
def test_pages_follow_each_other_without_a_gap(api, people, admin, path):
    manager, name = people.manager(), f"Страницына-{path.strip('/')}"
    for _ in range(5):
        people.client(manager, last_name=name)
    query = {"q": name}
    pages = [list(follow(api, path, admin, {**query, "limit": limit})) for limit in (2, 200)]
    ids = [[one["id"] for page in found for one in page["items"]] for found in pages]
    assert [len(page["items"]) for page in pages[0]] == [2, 2, 1]
    assert {page["total"] for found in pages for page in found} == {5}
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 5


def follow(api, path, person, query):
    """The pages of a list from the first to the last."""
    place = {}
    while place is not None:
        answer = api("GET", path, query=urlencode(query | place), token=person.token)
        yield answer.body
        place = {"after": answer.body["next"]} if answer.body["next"] else None


def test_the_journal_goes_on_where_a_page_ends(api, people, admin):
    client = people.client(people.manager())
    for children in (2, 3, 4):
        change = {"cnt_children": children, "cnt_fam_members": children + 2}
        assert api("PATCH", f"/clients/{client.client_id}", change, token=admin.token).status == 200
    query = {"subject_table": "clients", "subject_id": client.client_id, "limit": 1}
    pages = list(follow(api, "/audit-events", admin, query))
    ids = [one["id"] for page in pages for one in page["items"]]
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) == len(pages) == 3


def test_what_cannot_be_sorted_or_filtered_by_is_told_with_what_can(api, admin):
    answer = api("GET", "/clients", query="sort=foo&grade=Z", token=admin.token)
    faults = {fault["field"]: fault for fault in answer.body["detail"]}
    assert answer.status == 422
    assert "'-updated_at'" in faults["sort"]["limits"]["expected"]
    assert "a grade is one of A, B" in faults["grade.0"]["message"]
