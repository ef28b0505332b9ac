"""Clients are handed over by their own manager and handed out by an admin; the journal says to whom."""

from collections import Counter

import pytest
from sqlalchemy import text

from api.clients import handing_out
from api.clients.access import permitted_hand_out
from api.clients.handing_out import hand_clients_out
from api.clients.handing_out_schemas import HandOutRequest
from api.people.dismissal import dismiss_manager
from api.people.schemas import DismissalRequest
from core.kit.errors import ConflictError
from core.people.rules.roles import Role
from tests.integration.people.conftest import actor_of
from tests.integration.people.test_dismissal import events, finish, managers_of


@pytest.fixture
def admin(people):
    return people.user(Role.ADMIN)


@pytest.fixture
def nobodys(people):
    """Clients whom nobody manages; those of other tests are somebody's now."""
    people.connection.execute(
        text(
            "UPDATE clients SET manager_id = (SELECT min(id) FROM managers)"
            " WHERE manager_id IS NULL"
        )
    )
    people.connection.commit()
    return [people.client() for _ in range(7)]


def hand_out_to(api, who, managers, **which):
    body = {"manager_ids": [manager.manager_id for manager in managers], **which}
    return api("POST", "/clients/hand-out", body, token=who.token)


def test_the_own_manager_hands_a_client_over_and_does_not_take_it_back(api, people, admin):
    own, other, client = people.manager(), people.manager(), None
    client = people.client(own)
    path = f"/clients/{client.client_id}/manager"
    to_other, to_own = {"manager_id": other.manager_id}, {"manager_id": own.manager_id}
    assert api("PUT", path, {"manager_id": None}, token=own.token).status == 403
    assert api("PUT", path, to_own, token=other.token).status == 403
    assert api("PUT", path, to_other, token=own.token).status == 204
    assert managers_of(people, client) == [other.manager_id]
    assert api("PUT", path, to_own, token=own.token).status == 403
    [event] = events(people, "client.assign", client.client_id)
    assert (event.actor_id, event.new_values) == (own.user_id, to_other)


def test_clients_of_nobody_are_found_and_handed_out_evenly(api, people, admin, nobodys):
    ids = {client.client_id for client in nobodys}
    for who in (admin, people.user(Role.ANALYST)):
        found = api("GET", "/clients", query="manager=none", token=who.token).body
        assert (found["total"], {item["id"] for item in found["items"]}) == (7, ids)
    managers = [people.manager() for _ in range(3)]
    done = hand_out_to(api, admin, managers, of="nobody").body
    assert done == {
        "shares": [
            {"manager_id": manager.manager_id, "client_count": count}
            for manager, count in zip(managers, (3, 2, 2), strict=True)
        ],
        "has_more": False,
    }
    assert api("GET", "/clients", query="manager=none", token=admin.token).body["total"] == 0
    for client in nobodys:
        [event] = events(people, "client.assign", client.client_id)
        assert event.old_values == {"manager_id": None}
        assert [event.new_values["manager_id"]] == managers_of(people, client)


def test_many_are_handed_out_in_steps_that_add_up_to_even_shares(
    api, people, admin, nobodys, monkeypatch
):
    monkeypatch.setattr(handing_out, "MOST_AT_ONCE", 4)
    managers = [people.manager() for _ in range(3)]
    steps = []
    while not steps or steps[-1]["has_more"]:
        steps.append(hand_out_to(api, admin, managers, of="nobody").body)
    assert [sum(share["client_count"] for share in step["shares"]) for step in steps] == [3, 3, 1]
    counts = Counter(managers_of(people, *nobodys))
    assert sorted(counts.values()) == [2, 2, 3]
    again = hand_out_to(api, admin, managers, of="nobody").body
    assert again == {"shares": [], "has_more": False}


def test_chosen_clients_are_handed_over_and_the_same_again_changes_nothing(api, people):
    own, other = people.manager(), people.manager()
    clients = [people.client(own) for _ in range(4)]
    chosen = [client.client_id for client in clients[:3]]
    for _ in range(2):
        done = hand_out_to(api, own, [other], client_ids=chosen)
        if done.status == 403:
            break
        assert done.body["shares"] == [{"manager_id": other.manager_id, "client_count": 3}]
    assert done.status == 403, "they are not the manager's any more"
    assert managers_of(people, *clients) == [other.manager_id] * 3 + [own.manager_id]


def test_an_admin_hands_over_whosever_clients_and_keeps_who_has_the_right_one(api, people, admin):
    one, other = people.manager(), people.manager()
    clients = [people.client(one), people.client(other), people.client()]
    ids = [client.client_id for client in clients]
    assert hand_out_to(api, admin, [one, other], client_ids=ids).body["shares"] == [
        {"manager_id": one.manager_id, "client_count": 1}
    ]
    assert managers_of(people, *clients) == [one.manager_id, other.manager_id, one.manager_id]
    assert not events(people, "client.assign", ids[0])


def test_all_of_a_request_are_handed_over_or_none(api, people, admin):
    own, other = people.manager(), people.manager()
    mine, theirs, closed = people.client(own), people.client(other), people.client(own)
    people.connection.execute(
        text("UPDATE clients SET closed_at = now() WHERE id = :id"), {"id": closed.client_id}
    )
    people.connection.commit()
    for ids, who, status in (
        ([mine.client_id, theirs.client_id], own, 403),
        ([mine.client_id, closed.client_id], own, 409),
        ([mine.client_id, 2**40], own, 404),
        ([mine.client_id, 2**40], admin, 404),
    ):
        assert hand_out_to(api, who, [other], client_ids=ids).status == status
    assert managers_of(people, mine, theirs) == [own.manager_id, other.manager_id]


def test_what_a_request_may_name_is_bounded(api, people, admin):
    manager = people.manager()
    for which in (
        {},
        {"client_ids": []},
        {"client_ids": [1], "of": "nobody"},
        {"of": "everybody"},
        {"client_ids": list(range(1, 202))},
        {"client_ids": ["1"]},
        {"of": "nobody", "manager_ids": []},
        {"of": "nobody", "manager_ids": list(range(1, 52))},
    ):
        assert hand_out_to(api, admin, [manager], **which).status == 422, which
    assert hand_out_to(api, manager, [manager], of="nobody").status == 403


def test_nobody_who_is_out_is_handed_clients(api, people, admin, nobodys):
    working, locked, dismissed = (people.manager() for _ in range(3))
    api("POST", f"/users/{locked.user_id}/disable", token=admin.token)
    api("POST", f"/managers/{dismissed.manager_id}/dismiss", token=admin.token)
    for out in (locked, dismissed):
        assert hand_out_to(api, admin, [working, out], of="nobody").status == 409
        own = people.client(working)
        body = {"manager_id": out.manager_id}
        path = f"/clients/{own.client_id}/manager"
        assert api("PUT", path, body, token=working.token).status == 409
    unknown = {"of": "nobody", "manager_ids": [2**40]}
    assert api("POST", "/clients/hand-out", unknown, token=admin.token).status == 404
    assert set(managers_of(people, *nobodys)) == {None}


def handing(actor, request):
    def deed(connection):
        permitted = finish(permitted_hand_out(request, actor, connection))
        return hand_clients_out(connection, actor, permitted)

    return deed


def dismissing(admin, manager):
    return lambda connection: dismiss_manager(
        connection, actor_of(admin), manager.manager_id, DismissalRequest()
    )


def test_nobody_who_is_being_dismissed_is_handed_clients(people, admin, nobodys, at_once):
    leaving, staying = people.manager(), people.manager()
    managers = [leaving.manager_id, staying.manager_id]
    request = HandOutRequest(of="nobody", manager_ids=managers)
    _, second = at_once(
        dismissing(people.user(Role.ADMIN), leaving), handing(actor_of(admin), request)
    )
    assert isinstance(second, ConflictError)
    assert set(managers_of(people, *nobodys)) == {None}


def test_who_is_dismissed_after_being_handed_clients_hands_them_on(people, admin, nobodys, at_once):
    leaving = people.manager()
    request = HandOutRequest(of="nobody", manager_ids=[leaving.manager_id])
    _, second = at_once(
        handing(actor_of(admin), request), dismissing(people.user(Role.ADMIN), leaving)
    )
    assert second.clients_handed_over == 7
    assert set(managers_of(people, *nobodys)) == {None}


def test_of_two_who_hand_out_the_same_at_once_the_later_finds_none_left(
    people, admin, nobodys, at_once
):
    one, other = people.manager(), people.manager()
    first, second = at_once(
        *(
            handing(actor_of(who), HandOutRequest(of="nobody", manager_ids=[manager.manager_id]))
            for who, manager in ((admin, one), (people.user(Role.ADMIN), other))
        )
    )
    assert [share.client_count for share in first.shares] == [7]
    assert (second.shares, second.has_more) == ([], False)
    assert set(managers_of(people, *nobodys)) == {one.manager_id}
