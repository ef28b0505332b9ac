"""Versions of the policy in a test, and the first one in force again after it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import text

from core.decisions.policies import policy_in_force
from core.decisions.rules.policy import Policy, first_policy
from core.decisions.simulations import keep_simulation
from core.people.rules.roles import Role
from tests.integration.conftest import Answer, ApiCaller
from tests.integration.makers import People, Person

WHY = "Of grade B fewer than one in a hundred defaulted."
_RESTORE = (
    "UPDATE policies SET state = 'withdrawn', confirm_by = NULL WHERE author_id IS NOT NULL",
    "UPDATE policies SET state = 'active', superseded_at = NULL WHERE author_id IS NULL",
    "UPDATE policy_activations SET ended_at = now() WHERE ended_at IS NULL",
    "UPDATE scores SET redecided = NULL, redecided_by = NULL WHERE redecided IS NOT NULL",
)


def body_of(**figures: Any) -> dict[str, Any]:
    """The first policy's body with other figures."""
    return {**first_policy().body, **figures}


class PolicyDesk:
    """Drafts and moves versions of the policy through the API."""

    def __init__(self, people: People, api: ApiCaller) -> None:
        self.people, self.api = people, api
        self.author, self.judge = people.user(Role.ANALYST), people.user(Role.ANALYST)

    def simulate(self, body: dict[str, Any]) -> int:
        """Keeps a simulation of this body against the policy in force."""
        connection = self.people.connection
        connection.rollback()
        both = (policy_in_force(connection), Policy.of(body))
        kept = keep_simulation(connection, self.author.user_id, both, {"seed": 1}, {"scores": 3})
        connection.commit()
        return kept

    def draft(self, body: dict[str, Any] | None = None, **told: Any) -> Any:
        """Drafts what is simulated and explained, unless something else is told."""
        body = body or body_of(approve_below=0.002536)
        known = {"body": body, "justification": WHY, "simulation_id": self.simulate(body)}
        answer = self.api("POST", "/policies", {**known, **told}, token=self.author.token)
        assert answer.status == 201, answer.body
        assert answer.headers["location"] == f"policies/{answer.body['id']}"
        return answer.body

    def do(self, policy: Any, deed: str, person: Person | None = None, **body: Any) -> Answer:
        """Does something with a version, as its author unless somebody else is named."""
        token = (person or self.author).token
        path = f"/policies/{policy['id']}/{deed}"
        answer = self.api("POST", path, body or None, token=token)
        if answer.status < 300:  # who approved did so at some time
            assert (answer.body["approver_id"] is None) == (answer.body["approved_at"] is None)
        return answer

    def seen(self, policy: Any) -> Any:
        """The version as it is now."""
        return self.api("GET", f"/policies/{policy['id']}", token=self.author.token).body

    def approved(self, body: dict[str, Any] | None = None) -> Any:
        """A version that another person has approved."""
        policy = self.draft(body)
        assert self.do(policy, "request").status == 200
        answer = self.do(policy, "approve", self.judge, sha256=policy["sha256"])
        assert answer.status == 200, answer.body
        return answer.body

    def active(self, body: dict[str, Any] | None = None) -> Any:
        """A version that is in force."""
        answer = self.do(self.approved(body), "activate", self.judge)
        assert answer.status == 200, answer.body
        return answer.body

    def first(self) -> Any:
        """The version that the release came with."""
        connection = self.people.connection
        connection.rollback()
        found = text("SELECT id FROM policies WHERE author_id IS NULL")
        return self.seen({"id": connection.execute(found).scalar_one()})

    def set(self, policy: Any, sets: str) -> None:
        """Changes a row behind the API's back."""
        statement = text(f"UPDATE policies SET {sets} WHERE id = :id")
        self.people.connection.execute(statement, {"id": policy["id"]})
        self.people.connection.commit()


@pytest.fixture
def desk(people: People, api: ApiCaller) -> Iterator[PolicyDesk]:
    yield PolicyDesk(people, api)
    restore(people)


def restore(people: People) -> None:
    """Puts the first policy in force again, as other tests know it."""
    people.connection.rollback()
    for statement in _RESTORE:
        people.connection.execute(text(statement))
    people.connection.commit()


@pytest.fixture
def sweep(maintain: Callable[..., Any]) -> Callable[[], Any]:
    return lambda: maintain(action="sweep")
