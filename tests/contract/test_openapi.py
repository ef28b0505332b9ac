"""The OpenAPI document is complete: every operation with errors, an example and security."""

import jsonschema_rs
import pytest

from api.application import create_application
from core.kit.errors import ApplicationError
from core.people.rules.scopes import Scope

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
    if name == "POST /auth/logout":
        assert operation["security"] == [{"session": []}, {}], "who has no session may ask, too"
    elif name not in OPEN:
        session, *token = operation["security"]
        assert session == {"session": []}
        assert [list(one) for one in token] in ([], [["token"]])
        assert {"401", "403"} <= set(operation["responses"])
        assert not token or "429" in operation["responses"], "programs are counted"
    if "{" in name:
        assert "404" in operation["responses"]


@pytest.mark.parametrize("name", OPERATIONS)
def test_what_goes_on_after_the_answer_is_counted_by_the_hour(name):
    responses = OPERATIONS[name]["responses"]
    assert "202" not in responses or "429" in responses


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


def test_both_ways_to_say_who_one_is_are_described():
    schemes = DOCUMENT["components"]["securitySchemes"]
    assert (schemes["session"]["in"], schemes["token"]["scheme"]) == ("cookie", "bearer")
    assert DOCUMENT["servers"][0]["url"] == "/api/v1"


def test_every_scope_that_an_operation_asks_for_can_be_given():
    asked = {
        scope
        for operation in OPERATIONS.values()
        for way in operation.get("security", ())
        for scope in way.get("token", ())
    }
    assert asked and asked <= set(Scope)


def nodes(value, path=""):
    """Every object of the document with the path that leads to it."""
    if isinstance(value, dict):
        yield path, value
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    for name, entry in entries:
        if isinstance(entry, dict | list) and name not in {"example", "examples"}:
            yield from nodes(entry, f"{path}/{name}")


EXAMPLES_THERE = {
    f"{path} {place}": (node.get("schema", node), example)
    for path, node in nodes(DOCUMENT)
    for place, example in enumerate(
        [*([node["example"]] if "example" in node else []), *node.get("examples", ())]
    )
}


@pytest.mark.parametrize("place", EXAMPLES_THERE)
def test_every_example_fits_its_own_schema(place):
    schema, example = EXAMPLES_THERE[place]
    rules = {"components": DOCUMENT["components"], "allOf": [schema]}
    faults = jsonschema_rs.Draft202012Validator(rules, validate_formats=True).iter_errors(example)
    assert [f"{fault.instance_path}: {fault.message}" for fault in faults] == []


def test_the_examples_are_all_looked_at():
    assert len(EXAMPLES_THERE) > 150


def test_an_example_tells_what_is_null():
    """FastAPI leaves out what is null where it writes examples; a reader would miss the field."""
    example = DOCUMENT["components"]["schemas"]["ScoreResponse"]["example"]
    assert "error" in example and example["error"] is None


def test_every_error_code_stands_in_the_examples():
    from api.kit.error_responses import EXAMPLES

    def tree(kind):
        below = [leaf for child in kind.__subclasses__() for leaf in tree(child)]
        return below or [kind]

    assert {kind.status for kind in tree(ApplicationError)} <= set(EXAMPLES)
