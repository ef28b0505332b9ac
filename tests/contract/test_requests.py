"""What may be sent is bounded: every number, every text, every list; and what is not sent by people
(numbers beyond all bounds, text that is none) is refused by every field of every operation."""

import json

import pytest

from api.application import create_application
from core.models.rules.released import released
from core.people.rules.roles import Role
from tests.integration.conftest import _aws, _migrated, api, people  # noqa: F401 - fixtures
from tests.integration.notices.deciding import declined, objected

DOCUMENT = create_application().openapi()
OPERATIONS = {
    f"{method.upper()} {path}": operation
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
}
WITH_BODY = [name for name, operation in OPERATIONS.items() if "requestBody" in operation]
WITH_PARAMETERS = [name for name, operation in OPERATIONS.items() if operation.get("parameters")]
BOUNDED_TEXT = {"maxLength", "enum", "const", "format"}
STRANGE = (
    *('"\\ud800"', '"a\\udfff"', '"\\u0000"', "9" * 400, "-" + "9" * 30, "1e400", "NaN"),
    *("[[]]", '{"\\ud800": 1}', '["\\ud800"]', '"' + "я" * 30_000 + '"'),
)
OF_ANALYSTS = {
    "/policies",
    *(f"/policies/{{policy_id}}{deed}" for deed in ("", "/copy", "/request", "/emergency")),
}
OF_MANAGERS = {"/notices/{notice_id}/objections"}
NO_NUMBERS = ("true", '"1_000"', '" 5 "', '"٥"', '"1e3"', '"+1"', '"01"')


def resolve(schema):
    name = schema.get("$ref", "").rsplit("/", 1)[-1]
    return DOCUMENT["components"]["schemas"][name] if name else schema


def leaves(name, schema):
    """Yields every field that takes a value, by the names that lead to it."""
    schema = resolve(schema)
    for choice in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from leaves(name, choice)
    for part, below in schema.get("properties", {}).items():
        yield from leaves(f"{name}.{part}", below)
    if "items" in schema:
        yield f"{name}[]", schema
        yield from leaves(name, schema["items"])
    elif "type" in schema and schema["type"] != "object":
        yield name, schema


def sent(operation):
    for parameter in operation.get("parameters", ()):
        yield from leaves(parameter["name"], parameter["schema"])
    for content in operation.get("requestBody", {}).get("content", {}).values():
        yield from leaves("body", content["schema"])


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_value_is_bounded(name):
    for field, schema in sent(OPERATIONS[name]):
        match schema["type"]:
            case "integer" | "number":
                assert {"minimum", "exclusiveMinimum"} & set(schema), field
                most = schema.get("maximum", schema.get("exclusiveMaximum"))
                assert most is not None, field
                assert abs(most) < 2**63
            case "string":
                assert BOUNDED_TEXT & set(schema), field
            case "array":
                assert "maxItems" in schema, field


@pytest.fixture
def ask(api, people):  # noqa: F811
    """Sends a raw body as who may, an admin where that is possible, about somebody who exists."""
    admin, manager, analyst = people.user(Role.ADMIN), people.manager(), people.user(Role.ANALYST)
    client = people.client(manager)
    ids = {
        "user_id": client.user_id,
        "client_id": client.client_id,
        "manager_id": manager.manager_id,
        "score_id": people.pending_score(client),
        "batch_id": people.batch(manager),
        "application_id": people.in_queue(people.application(client, manager, state="in_review")),
        "import_id": people.file(manager),
        "export_id": people.export(manager),
        "token_id": people.program()[0],
        "session_id": people.session_id(client),
        "month": "2026-10",
        "kind": "missing",
        "which": "original",
        "key": "client-1-000000000000",
        "policy_id": people.policy(analyst),
        "notice_id": declined(people, people.client(manager), manager)[1],
        "objection_id": objected(people, api, people.client(manager), manager),
        "run_id": people.monitor_run(),
        "verdict_id": people.verdict(),
        "alert_id": people.alert(),
        "version": released().name.version,
        "promotion_id": people.promotion(analyst),
    }

    def send(name, body=None, query="", **strange):
        method, path = name.split(" ")
        who = {**dict.fromkeys(OF_ANALYSTS, analyst), **dict.fromkeys(OF_MANAGERS, manager)}
        token = who.get(path, admin).token
        return api(method, path.format(**ids | strange), body, token=token, query=query)

    return send


@pytest.mark.parametrize("name", WITH_BODY)
def test_no_field_of_a_body_takes_what_nobody_means(name, ask):
    schema = next(iter(OPERATIONS[name]["requestBody"]["content"].values()))["schema"]
    schema = resolve(next(iter(schema.get("anyOf", [schema]))))
    for field, described in schema["properties"].items():
        kinds = {leaf["type"] for _, leaf in leaves(field, described)}
        secret = described.get("format") == "password"  # any character may be in one
        told = [strange for strange in STRANGE if not (secret and strange == '"\\u0000"')]
        for strange in (*told, *(NO_NUMBERS if kinds & {"integer", "number"} else ())):
            given = {key: json.dumps(value) for key, value in schema["example"].items()}
            body = ", ".join(
                f'"{key}": {value}' for key, value in (given | {field: strange}).items()
            )
            status = ask(name, f"{{{body}}}").status
            assert status in {400, 422}, (field, strange[:20])


@pytest.mark.parametrize("name", WITH_BODY)
@pytest.mark.parametrize(
    "body",
    ['{"\\ud800": 1}', '{"\\u0000": 1}', "[" * 60_000, '{"a":' * 12_000, '"\\ud800"', "nul"],
    ids=["key of half a character", "key of NUL", "lists", "objects", "text", "cut"],
)
def test_no_body_breaks_an_operation(name, body, ask):
    assert ask(name, body).status in {400, 401, 404, 409, 422}


@pytest.mark.parametrize("name", WITH_PARAMETERS)
def test_no_parameter_takes_what_nobody_means(name, ask):
    for parameter in OPERATIONS[name]["parameters"]:
        kind = resolve(parameter["schema"])
        for strange in ("9" * 400, "-1", "1_0", "+1", "01", " 1", "1.0", "%00", "%ED%A0%80", "%FF"):
            if parameter["in"] == "path":
                answer = ask(name, **{parameter["name"]: strange})
            else:
                answer = ask(name, query=f"{parameter['name']}={strange}")
            assert answer.status < 500
            kinds = [kind, *kind.get("anyOf", [])]
            if "integer" in {one.get("type") for one in kinds}:
                assert answer.status == 422, (parameter["name"], strange)
