"""Every operation as every role, with what fits its description and what does not.

The real handler on a real PostgreSQL answers: never with a server error, never with a status or a
body that the description does not name. The seed is fixed and the examples are few, so that the
same is tried each time, in about a minute.
"""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.application import create_application
from api.scores import asking
from core.people.rules.roles import Role
from core.people.rules.scopes import Scope
from tests.contract.handler_session import HOST, session_of
from tests.integration.conftest import _aws, _migrated, people  # noqa: F401 - fixtures

DOCUMENT = create_application().openapi()
DESCRIBED = schemathesis.openapi.from_dict({**DOCUMENT, "servers": [{"url": HOST}]})
OPERATIONS = [(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods]
SLOW = {"log_in", "change_password"}  # each costs half a second of hashing
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture
def callers(people):  # noqa: F811
    """A session of each role; and the ids of people who are nobody of them."""
    manager = people.manager()
    persons = {
        "client": people.client(manager),
        "manager": manager,
        **{role: people.user(Role(role)) for role in ("underwriter", "analyst", "admin")},
    }
    tokens = {"nobody": None, **{role: person.token for role, person in persons.items()}}
    sessions = {role: session_of(token) for role, token in tokens.items()}
    program = session_of(None)
    program.headers["Authorization"] = f"Bearer {people.program(*Scope)[1]}"
    return {**sessions, "program": program}


@pytest.fixture
def ids(people):  # noqa: F811
    manager = people.manager()
    client = people.client(manager)
    return {
        "user_id": client.user_id,
        "client_id": client.client_id,
        "manager_id": manager.manager_id,
        "score_id": str(people.done_score(client, 0.01, "C")),
        "batch_id": str(people.batch(manager)),
    }


@pytest.mark.parametrize("mode", list(GenerationMode), ids=str)
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_is_as_described(path, method, mode, callers, ids, monkeypatch):
    monkeypatch.setattr(asking, "LONGEST_WAIT_SECONDS", 0)
    operation = DESCRIBED[path][method]
    examples = 2 if operation.definition.raw["operationId"] in SLOW else 6

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), of_somebody=st.booleans())
    def ask(case, of_somebody):
        if of_somebody and case.path_parameters:
            case.path_parameters |= {
                name: ids[name] for name in case.path_parameters if name in ids
            }
        for session in callers.values():
            response = case.call(base_url=HOST, session=session)
            case.validate_response(response, checks=CHECKS)

    ask()
