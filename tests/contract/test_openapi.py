"""The OpenAPI document is complete: every operation with errors, an example and security."""

import pytest

from api.application import create_application
from core.kit.errors import ApplicationError

DOCUMENT = create_application().openapi()
OPERATIONS = {
    f"{method.upper()} {path}": operation
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
}
OPEN = {"GET /health", "POST /auth/login", "POST /invitations/check", "POST /invitations/accept"}


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_describes_its_errors_and_its_security(name):
    operation = OPERATIONS[name]
    assert operation["operationId"] and operation["description"]
    assert {"422", "503"} <= set(operation["responses"])
    if name not in OPEN:
        assert operation["security"] == [{"session": []}]
    if name not in OPEN | {"POST /auth/logout"}:
        assert {"401", "403"} <= set(operation["responses"])
    if "{" in name:
        assert "404" in operation["responses"]


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_error_has_the_one_body_and_an_example(name):
    for status, response in OPERATIONS[name]["responses"].items():
        if int(status) >= 400:
            content = response["content"]["application/json"]
            assert content["schema"] == {"$ref": "#/components/schemas/ErrorBody"}
            assert set(content["example"]) == {"error", "detail", "request_id"}
            if int(status) in (429, 503):
                assert "Retry-After" in response["headers"]


def schema_of(content):
    reference = content["schema"].get("$ref") or content["schema"].get("items", {}).get("$ref", "")
    return DOCUMENT["components"]["schemas"].get(reference.rsplit("/", 1)[-1], {})


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_answer_has_an_example(name):
    for status, response in OPERATIONS[name]["responses"].items():
        if int(status) < 400 and int(status) != 204:
            content = response["content"]["application/json"]
            assert "example" in content or "example" in schema_of(content), (name, status)


def test_every_error_code_stands_in_the_examples():
    from api.kit.error_responses import EXAMPLES

    def tree(kind):
        below = [leaf for child in kind.__subclasses__() for leaf in tree(child)]
        return below or [kind]

    assert {kind.status for kind in tree(ApplicationError)} <= set(EXAMPLES)
