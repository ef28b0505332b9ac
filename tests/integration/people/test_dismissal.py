"""Who takes clients over, and two deeds at the same moment: the later knows of the earlier."""

import asyncio
from itertools import pairwise

import pytest
from sqlalchemy import text

from api.clients.access import assignable_client, editable_client
from api.clients.editing import edit_client
from api.clients.handing_out import assign_client
from api.clients.handing_out_schemas import AssignmentRequest
from api.clients.schemas import ClientPatch
from api.people.access import acting_admin, managed_user
from api.people.accounts import disable_user
from api.people.dismissal import dismiss_manager
from api.people.login import Browser, log_in
from api.people.schemas import DismissalRequest
from core.kit.errors import ConflictError, ForbiddenError
from core.people.rules.roles import Role
from tests.integration.makers import PASSWORD
from tests.integration.people.conftest import actor_of


@pytest.fixture
def admin(people):
    return people.user(Role.ADMIN)


def finish(rule):
    """Waits for a coroutine, and leaves the loop of the API's handler as it is."""
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(rule)
    finally:
        loop.close()


def dismissing(admin, manager, **request):
    return lambda connection: dismiss_manager(
        connection, actor_of(admin), manager.manager_id, DismissalRequest(**request)
    )


def locking_out(admin, user):
    def deed(connection):
        known = finish(managed_user(user.user_id, actor_of(admin), connection))
        return disable_user(connection, actor_of(admin), known)

    return deed


def assigning(admin, client, manager):
    def deed(connection):
        request = AssignmentRequest(manager_id=manager.manager_id)
        known = finish(assignable_client(client.client_id, request, actor_of(admin), connection))
        return assign_client(connection, actor_of(admin), known, request.manager_id)

    return deed


def managers_of(people, *clients):
    people.connection.rollback()
    found = text("SELECT id, manager_id FROM clients WHERE id = ANY(:ids)")
    rows = people.connection.execute(found, {"ids": [client.client_id for client in clients]})
    known = dict(map(tuple, rows))
    return [known[client.client_id] for client in clients]


def events(people, action, subject_id):
    people.connection.rollback()
    return people.connection.execute(
        text("SELECT * FROM audit_events WHERE action = :action AND subject_id = :id ORDER BY id"),
        {"action": action, "id": subject_id},
    ).all()


def test_the_journal_names_which_clients_went_to_whom(api, people, admin):
    manager, successor = people.manager(), people.manager()
    clients = [people.client(manager) for _ in range(3)]
    body = {"successor_manager_id": successor.manager_id}
    path = f"/managers/{manager.manager_id}/dismiss"
    assert api("POST", path, body, token=admin.token).body["clients_handed_over"] == 3
    [event] = events(people, "manager.dismiss", manager.manager_id)
    assert event.new_values["handed_over"] == [
        {
            "manager_id": successor.manager_id,
            "client_ids": [client.client_id for client in clients],
        }
    ]


def test_clients_are_shared_evenly_among_all_who_work(api, people, admin):
    manager, locked, dismissed = people.manager(), people.manager(), people.manager()
    people.manager(), people.manager()
    api("POST", f"/users/{locked.user_id}/disable", token=admin.token)
    api("POST", f"/managers/{dismissed.manager_id}/dismiss", token=admin.token)
    working = {item["id"] for item in api("GET", "/managers", token=admin.token).body}
    clients = [people.client(manager) for _ in range(len(working) * 2 - 3)]
    path = f"/managers/{manager.manager_id}/dismiss"
    done = api("POST", path, {"share_evenly": True}, token=admin.token)
    assert (done.status, done.body["clients_handed_over"]) == (200, len(clients))
    new = managers_of(people, *clients)
    assert set(new) <= working - {manager.manager_id}
    counts = {new.count(manager_id) for manager_id in set(new)}
    assert max(counts) - min(counts) <= 1
    assert all(before != after for before, after in pairwise(new))


def test_evenly_and_to_somebody_are_not_both(api, people, admin):
    manager = people.manager()
    path = f"/managers/{manager.manager_id}/dismiss"
    for body in (
        {"share_evenly": True, "successor_manager_id": 1},
        {"share_evenly": 1},
        {"successor_manager_id": 2**63},
    ):
        assert api("POST", path, body, token=admin.token).status == 422


def test_nobody_who_is_out_takes_over(api, people, admin):
    manager, locked, dismissed = people.manager(), people.manager(), people.manager()
    client = people.client(manager)
    api("POST", f"/users/{locked.user_id}/disable", token=admin.token)
    api("POST", f"/managers/{dismissed.manager_id}/dismiss", token=admin.token)
    path = f"/managers/{manager.manager_id}/dismiss"
    for successor in (locked, dismissed):
        body = {"successor_manager_id": successor.manager_id}
        answer = api("POST", path, body, token=admin.token)
        assert (answer.status, answer.body["error"]) == (409, "conflict")
    assert api("POST", path, {"successor_manager_id": 2**40}, token=admin.token).status == 404
    assert managers_of(people, client) == [manager.manager_id]


def test_a_closed_account_is_neither_opened_nor_locked_nor_given_a_password(api, people, admin):
    manager = people.manager()
    api("POST", f"/managers/{manager.manager_id}/dismiss", token=admin.token)
    for deed in ("disable", "enable", "password"):
        assert api("POST", f"/users/{manager.user_id}/{deed}", token=admin.token).status == 409


def test_of_two_dismissals_at_once_one_succeeds(people, admin, at_once):
    manager, one, other = people.manager(), people.manager(), people.manager()
    client = people.client(manager)
    first, second = at_once(
        dismissing(admin, manager, successor_manager_id=one.manager_id),
        dismissing(people.user(Role.ADMIN), manager, successor_manager_id=other.manager_id),
    )
    assert first.clients_handed_over == 1
    assert isinstance(second, ConflictError)
    assert managers_of(people, client) == [one.manager_id]
    assert len(events(people, "manager.dismiss", manager.manager_id)) == 1


def test_nothing_is_handed_to_somebody_who_is_being_dismissed(people, admin, at_once):
    leaving, manager = people.manager(), people.manager()
    client = people.client(manager)
    _, second = at_once(
        dismissing(admin, leaving),
        dismissing(people.user(Role.ADMIN), manager, successor_manager_id=leaving.manager_id),
    )
    assert isinstance(second, ConflictError)
    assert managers_of(people, client) == [manager.manager_id]


def test_two_who_hand_over_to_each_other_do_not_wait_for_ever(people, admin, at_once):
    one, other = people.manager(), people.manager()
    _, second = at_once(
        dismissing(admin, one, successor_manager_id=other.manager_id),
        dismissing(people.user(Role.ADMIN), other, successor_manager_id=one.manager_id),
    )
    assert isinstance(second, ConflictError)


def test_two_administrators_do_not_lock_each_other_out(people, at_once):
    one, other = people.user(Role.ADMIN), people.user(Role.ADMIN)
    first, second = at_once(locking_out(one, other), locking_out(other, one))
    assert first.disabled_at is not None
    assert isinstance(second, ForbiddenError)


def test_who_was_locked_out_meanwhile_dismisses_nobody(people, admin, at_once):
    locked, manager = people.user(Role.ADMIN), people.manager()
    _, second = at_once(locking_out(admin, locked), dismissing(locked, manager))
    assert isinstance(second, ForbiddenError)


def test_who_was_locked_out_meanwhile_makes_no_user_and_assigns_nobody(people, admin, at_once):
    """Whoever is shut out would leave an account behind to come back by."""
    locked, client, manager = people.user(Role.ADMIN), people.client(), people.manager()
    _, second = at_once(
        locking_out(admin, locked),
        lambda connection: finish(acting_admin(actor_of(locked), connection)),
    )
    assert isinstance(second, ForbiddenError)
    locked = people.user(Role.ADMIN)
    _, second = at_once(locking_out(admin, locked), assigning(locked, client, manager))
    assert isinstance(second, ForbiddenError)
    assert managers_of(people, client) == [None]


def test_no_client_is_given_to_somebody_who_is_being_dismissed(people, admin, at_once):
    leaving, client = people.manager(), people.client()
    _, second = at_once(dismissing(admin, leaving), assigning(admin, client, leaving))
    assert isinstance(second, ConflictError)
    assert managers_of(people, client) == [None]


def test_a_client_given_away_meanwhile_is_not_handed_over(people, admin, at_once):
    leaving, chosen, successor = people.manager(), people.manager(), people.manager()
    client = people.client(leaving)
    at_once(
        assigning(admin, client, chosen),
        dismissing(admin, leaving, successor_manager_id=successor.manager_id),
    )
    assert managers_of(people, client) == [chosen.manager_id]


def test_a_client_is_given_a_manager_another_one_and_none(api, people, admin):
    one, other = people.manager(), people.manager()
    client = people.client()
    path = f"/clients/{client.client_id}/manager"
    for manager_id in (one.manager_id, one.manager_id, other.manager_id, None):
        assert api("PUT", path, {"manager_id": manager_id}, token=admin.token).status == 204
        assert managers_of(people, client) == [manager_id]
    journal = events(people, "client.assign", client.client_id)
    assert [event.new_values["manager_id"] for event in journal] == [
        *(one.manager_id, other.manager_id, None)
    ]


def test_a_client_is_given_to_nobody_who_is_out_or_unknown(api, people, admin):
    locked, client = people.manager(), people.client()
    api("POST", f"/users/{locked.user_id}/disable", token=admin.token)
    path = f"/clients/{client.client_id}/manager"
    for manager_id, status in ((locked.manager_id, 409), (2**40, 404), (True, 422), (2**63, 422)):
        assert api("PUT", path, {"manager_id": manager_id}, token=admin.token).status == status
    unknown = api("PUT", f"/clients/{2**40}/manager", {"manager_id": None}, token=admin.token)
    assert unknown.status == 404


def test_of_two_edits_at_once_the_later_begins_with_what_the_earlier_wrote(people, admin, at_once):
    client = people.client()

    def editing(members):
        def deed(connection):
            known = finish(editable_client(client.client_id, actor_of(admin), connection))
            patch = ClientPatch(cnt_fam_members=members)
            return edit_client(connection, actor_of(admin), known, patch)

        return deed

    at_once(editing(4), editing(5))
    earlier, later = events(people, "client.edit", client.client_id)
    assert later.old_values == earlier.new_values == {"cnt_fam_members": 4}
    assert later.new_values == {"cnt_fam_members": 5}


def test_of_two_assignments_at_once_the_later_knows_of_the_earlier(people, admin, at_once):
    one, other, client = people.manager(), people.manager(), people.client()
    at_once(assigning(admin, client, one), assigning(admin, client, other))
    told = [
        (event.old_values["manager_id"], event.new_values["manager_id"])
        for event in events(people, "client.assign", client.client_id)
    ]
    assert told == [(None, one.manager_id), (one.manager_id, other.manager_id)]


def test_who_is_being_locked_out_does_not_get_in(people, admin, at_once):
    user = people.user(Role.ANALYST)
    browser = Browser("198.51.100.90", "Firefox/140.0", None, None)
    _, second = at_once(
        locking_out(admin, user),
        lambda connection: log_in(connection, user.login, PASSWORD, None, browser),
    )
    assert isinstance(second, ForbiddenError)
