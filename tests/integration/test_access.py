"""Every endpoint, by every caller: one table that says who may do what."""

from dataclasses import dataclass

import pytest

from api.application import create_application
from core.people.rules.roles import Role
from tests.integration.conftest import ApiCaller
from tests.integration.makers import People, Person

CALLERS = (
    "nobody",
    "the client",
    "another client",
    "the manager",
    "another manager",
    "underwriter",
    "analyst",
    "admin",
    "dismissed",
    "default",
)
ADMIN_ONLY = (401, 403, 403, 403, 403, 403, 403, 200, 403, 403)
#                                         nobody  client  other   manager other  under   analyst admin  dism.  default
TABLE: dict[tuple[str, str], tuple[int, ...]] = {
    ("GET", "/health"): (200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("POST", "/auth/login"): (401, 401, 401, 401, 401, 401, 401, 401, 401, 401),
    ("POST", "/auth/logout"): (204, 204, 204, 204, 204, 204, 204, 204, 204, 204),
    ("GET", "/auth/me"): (401, 200, 200, 200, 200, 200, 200, 200, 403, 403),
    ("PUT", "/auth/password"): (401, 422, 422, 422, 422, 422, 422, 422, 403, 403),
    ("GET", "/users"): ADMIN_ONLY,
    ("POST", "/users"): (401, 403, 403, 403, 403, 403, 403, 422, 403, 403),
    ("POST", "/users/{user_id}/disable"): ADMIN_ONLY,
    ("POST", "/users/{user_id}/enable"): ADMIN_ONLY,
    ("POST", "/users/{user_id}/password"): ADMIN_ONLY,
    ("GET", "/audit-events"): ADMIN_ONLY,
    ("GET", "/dead-letters"): ADMIN_ONLY,
    ("POST", "/dead-letters/redrive"): ADMIN_ONLY,
    ("GET", "/users/{user_id}"): (401, 200, 403, 403, 403, 403, 403, 200, 403, 403),
    ("GET", "/clients"): (401, 403, 403, 200, 200, 200, 200, 200, 403, 403),
    ("GET", "/clients/{client_id}"): (401, 200, 403, 200, 200, 200, 200, 200, 403, 403),
    ("PATCH", "/clients/{client_id}"): (401, 403, 403, 200, 403, 403, 403, 200, 403, 403),
    ("GET", "/clients/{client_id}/credits"): (401, 200, 403, 200, 200, 200, 200, 200, 403, 403),
    ("GET", "/clients/{client_id}/scores"): (401, 200, 403, 200, 200, 200, 200, 200, 403, 403),
    ("POST", "/clients/{client_id}/score"): (401, 202, 403, 202, 202, 202, 202, 202, 403, 403),
    ("GET", "/scores/{score_id}"): (401, 200, 403, 200, 200, 200, 200, 200, 403, 403),
    ("GET", "/master-scale"): (401, 200, 200, 200, 200, 200, 200, 200, 403, 403),
    ("GET", "/policy"): (401, 403, 403, 200, 200, 200, 200, 200, 403, 403),
    ("GET", "/managers/{manager_id}"): (401, 200, 403, 200, 200, 200, 200, 200, 403, 403),
    ("GET", "/managers/{manager_id}/clients"): (
        *(401, 403, 403, 200, 200, 200, 200, 200, 403, 403),
    ),
    ("GET", "/me/dashboard"): (401, 200, 200, 403, 403, 403, 403, 403, 403, 403),
    ("POST", "/portfolio/scores"): (401, 403, 403, 202, 403, 403, 202, 202, 403, 403),
    ("GET", "/portfolio/scores/{batch_id}"): (*(401, 403, 403, 200, 403, 403, 200, 200, 403, 403),),
    ("GET", "/portfolio/scores/{batch_id}/changes"): (
        *(401, 403, 403, 200, 403, 403, 200, 200, 403, 403),
    ),
    ("GET", "/managers"): (401, 403, 403, 200, 200, 200, 200, 200, 403, 403),
    ("POST", "/managers/{manager_id}/dismiss"): (
        *(401, 403, 403, 403, 403, 403, 403, 200, 403, 403),
    ),
}
BODIES = {
    ("PATCH", "/clients/{client_id}"): {"cnt_fam_members": 4},
    ("POST", "/portfolio/scores"): {"manager_id": "the manager's"},
}


@dataclass
class World:
    """One manager with one client and one score, and everybody else."""

    callers: dict[str, Person | None]
    ids: dict[str, object]


@pytest.fixture
def world(people: People) -> World:
    manager, other = people.manager(), people.manager()
    client = people.client(manager)
    callers = {
        "nobody": None,
        "the client": client,
        "another client": people.client(other),
        "the manager": manager,
        "another manager": other,
        **{role: people.user(Role(role)) for role in CALLERS[5:]},
    }
    ids = {
        "user_id": client.user_id,
        "client_id": client.client_id,
        "manager_id": manager.manager_id,
        "score_id": people.pending_score(client),
        "batch_id": people.batch(manager),
    }
    return World(callers, ids)


@pytest.mark.parametrize("endpoint", TABLE, ids=" ".join)
def test_who_may_do_what(endpoint: tuple[str, str], world: World, api: ApiCaller) -> None:
    method, path = endpoint
    answers = {}
    for caller, person in world.callers.items():
        body = BODIES.get(endpoint)
        if body == {"manager_id": "the manager's"}:
            body = {"manager_id": world.ids["manager_id"]}
        if path == "/auth/login":  # one login tried ten times would be slowed down
            body = {"login": f"nobody {caller}", "password": "wrong"}
        answer = api(
            method,
            path.format(**world.ids),
            body,
            token=person.token if person else None,
            x_forwarded_for=f"{caller}, 64.252.70.11",
        )
        answers[caller] = answer.status
        if answer.status >= 400:
            assert set(answer.body) == {"error", "detail", "request_id"}
    assert answers == dict(zip(CALLERS, TABLE[endpoint], strict=True))


def test_the_table_names_every_endpoint() -> None:
    paths = create_application().openapi()["paths"]
    assert set(TABLE) == {
        (method.upper(), path) for path, operations in paths.items() for method in operations
    }
