"""A person without a login comes to one by a link: once, in time, and nobody else's."""

import pytest
from sqlalchemy import text, update

from api.clients.invitation_schemas import AcceptanceRequest
from api.clients.inviting import accept_link
from core.clients.tables import clients
from core.kit.errors import InvitationUsedError, TakenError
from core.people.rules.roles import Role
from tests.integration.people.conftest import Browser

PASSWORD = "seven unrelated words"


@pytest.fixture
def manager(people):
    return people.manager()


@pytest.fixture
def person(people, manager):
    """A client without a login."""
    return people.without_login(manager, first_name="Анна", last_name="Приглашённая")


@pytest.fixture
def token(api, manager, person):
    return invite(api, manager, person)


def invite(api, manager, client_id):
    answer = api("POST", f"/clients/{client_id}/invitation", token=manager.token)
    assert answer.status == 201
    return answer.body["token"]


def accept(api, token, **body):
    return api("POST", "/invitations/accept", {"token": token, "password": PASSWORD, **body})


def events(people, client_id):
    people.connection.rollback()
    found = text(
        "SELECT action, actor_id, new_values FROM audit_events"
        " WHERE subject_table = 'clients' AND subject_id = :id ORDER BY id"
    )
    return people.connection.execute(found, {"id": client_id}).all()


def test_an_invited_person_chooses_login_and_password_and_sees_their_own(
    api, people, manager, person, token
):
    told = api("POST", "/invitations/check", {"token": token}).body
    assert told["first_name"] == "Анна"
    assert told["login"].startswith("anna.priglashennaia")
    login = f"anna.{person}"
    assert accept(api, token, login=login).body == {"login": login}
    browser = Browser(api, "198.51.100.20")
    me = browser.log_in(login, PASSWORD).body
    assert (me["role"], me["client_id"], me["must"]) == ("client", person, None)
    dashboard = browser("GET", "/me/dashboard").body
    assert dashboard["client"]["last_name"] == "Приглашённая"
    invited, accepted = events(people, person)
    assert (invited.action, invited.actor_id) == ("client.invite", manager.user_id)
    assert (accepted.action, accepted.actor_id) == ("client.accept_invitation", me["id"])
    assert accepted.new_values == {"login": login}


def test_a_login_is_proposed_that_nobody_has(api, people, manager):
    logins = []
    for _ in range(2):
        person = people.without_login(manager, first_name="Двойник", last_name="Тёзкин")
        logins.append(accept(api, invite(api, manager, person)).body["login"])
    assert logins == ["dvoinik.tezkin", f"dvoinik.tezkin.{person}"]


def test_the_card_tells_the_login_and_until_when_somebody_is_invited(api, manager, person):
    path = f"/clients/{person}"

    def state():
        card = api("GET", path, token=manager.token).body
        return card["user_id"] is not None, card["login"], card["invited_until"] is not None

    assert state() == (False, None, False)
    token = invite(api, manager, person)
    assert state() == (False, None, True)
    login = accept(api, token).body["login"]
    assert state() == (True, login, False)


def test_a_link_is_of_use_once_and_the_next_one_ends_it(api, manager, person, token):
    newer = invite(api, manager, person)
    assert refused(accept(api, token)) == (404, "not_found")
    assert accept(api, newer).status == 201
    for path in ("/invitations/check", "/invitations/accept"):
        body = {"token": newer} | ({"password": PASSWORD} if path.endswith("accept") else {})
        assert refused(api("POST", path, body)) == (410, "invitation_used")
    again = api("POST", f"/clients/{person}/invitation", token=manager.token)
    assert refused(again) == (409, "conflict")


def refused(answer):
    return answer.status, answer.body["error"]


def test_a_link_that_was_not_used_in_time_opens_nothing(api, people, person, token):
    late = text(
        "UPDATE invitations SET expires_at = now() - interval '1 second' WHERE client_id = :id"
    )
    people.connection.execute(late, {"id": person})
    people.connection.commit()
    assert refused(api("POST", "/invitations/check", {"token": token})) == (
        410,
        "invitation_expired",
    )
    assert refused(accept(api, token)) == (410, "invitation_expired")


def test_a_setting_says_for_how_long_a_link_is_of_use(api, people, manager, person, monkeypatch):
    monkeypatch.setenv("INVITATION_DAYS", "3")
    invite(api, manager, person)
    lasts = text("SELECT expires_at - created_at FROM invitations WHERE client_id = :id")
    assert people.connection.execute(lasts, {"id": person}).scalar_one().days == 3


def test_a_link_of_a_closed_client_opens_nothing(api, manager, person, token):
    closed = api("POST", f"/clients/{person}/close", {"reason": "moved"}, token=manager.token)
    assert closed.status == 200
    assert refused(accept(api, token)) == (404, "not_found")
    again = api("POST", f"/clients/{person}/invitation", token=manager.token)
    assert refused(again) == (409, "conflict")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"password": "short"}, 422, "invalid_request"),
        ({"password": "приглашённая анна"}, 422, "weak_password"),
        ({"login": "A"}, 422, "invalid_request"),
        ({"login": "with space"}, 422, "invalid_request"),
        ({"role": "admin"}, 422, "invalid_request"),
    ],
)
def test_what_is_refused_leaves_the_link_as_it_was(api, token, body, status, code):
    assert refused(accept(api, token, **body)) == (status, code)
    assert accept(api, token).status == 201


def test_a_taken_login_is_named_and_the_link_stays_of_use(api, people, token):
    taken = people.user(Role.ANALYST).login
    answer = accept(api, token, login=taken)
    assert refused(answer) == (409, "taken")
    assert answer.body["detail"][0]["field"] == "login"
    assert accept(api, token).status == 201


def test_who_tries_many_links_is_slowed_down(api, token):
    headers = {"x_forwarded_for": "198.51.100.77, 64.252.70.11"}
    statuses = []
    for number in range(60):
        body = {"token": f"{number:043d}"}
        statuses.append(api("POST", "/invitations/check", body, **headers).status)
        if statuses[-1] == 429:
            break
    assert statuses[0] == 404 and statuses[-1] == 429
    assert api("POST", "/invitations/check", {"token": token}).status == 200, "from elsewhere"


def test_of_two_who_use_one_link_at_once_one_gets_the_login(people, person, token, at_once):
    def accepting(login):
        request = AcceptanceRequest(token=token, login=login, password=PASSWORD)
        return lambda connection: accept_link(connection, request, "198.51.100.30")

    first, second = at_once(accepting(f"one.{person}"), accepting(f"other.{person}"))
    assert first.login == f"one.{person}"
    assert isinstance(second, InvitationUsedError)
    people.connection.rollback()
    made = text("SELECT count(*) FROM users WHERE login = :login")
    assert people.connection.execute(made, {"login": f"other.{person}"}).scalar_one() == 0


def test_of_two_who_choose_one_login_at_once_one_gets_it(api, people, manager, at_once):
    tokens = [invite(api, manager, people.without_login(manager)) for _ in range(2)]

    def accepting(token):
        request = AcceptanceRequest(token=token, login="wanted.by-two", password=PASSWORD)
        return lambda connection: accept_link(connection, request, "198.51.100.31")

    _, second = at_once(*map(accepting, tokens))
    assert isinstance(second, TakenError)


def test_a_token_is_in_no_table_and_no_log(api, people, person, token, logged):
    accept(api, token)
    held = text("SELECT i::text FROM invitations i WHERE client_id = :id")
    assert token not in people.connection.execute(held, {"id": person}).scalar_one()
    assert token not in str(events(people, person))
    assert token not in logged()
    assert PASSWORD not in logged()


def test_an_applicant_may_be_invited_too(api, people, manager, person):
    people.connection.execute(
        update(clients).where(clients.c.id == person).values(client_since=None)
    )
    people.connection.commit()
    assert accept(api, invite(api, manager, person)).status == 201


@pytest.mark.parametrize("token", ["x", "x" * 44, "ü" * 43, None, 1])
def test_what_is_no_token_is_refused(api, token):
    assert refused(api("POST", "/invitations/check", {"token": token})) == (422, "invalid_request")
