"""What the API says of itself: made anew in each test, as it is made when a function starts."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import NoneType
from typing import Any, Literal, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from api.application import DESCRIPTION, ROUTES, create_application
from api.clients import schemas
from api.clients.schemas import request_type, response_type
from api.decisions import override_journal_schemas
from api.kit.error_responses import EXAMPLES, ErrorBody, error_responses
from api.kit.examples import answers, counted_page_of, key_page_of, tell_nulls
from api.kit.fields import AMOUNT_PATTERN, LARGEST_ID, amount_between
from api.kit.paging import KeyPage
from api.monitoring import live_schemas
from api.people.programs import for_programs
from api.policies import body_schemas, simulator_schemas
from core.clients.rules.answer_kinds import Category, Number, PastDate
from core.clients.rules.questionnaire import NOT_EMPLOYED_DAYS, QUESTIONNAIRE
from core.people.rules.scopes import Scope

SOME = Category(("Y", "N"))
PAST = PastDate("days", 1, 100)
WHOLE = Number(0, 20)


def test_the_document_names_the_service_and_where_it_is() -> None:
    document = create_application().openapi()
    assert document["info"] == {
        "title": "Credit scoring",
        "version": "0.1.0",
        "description": DESCRIPTION,
    }
    assert document["servers"] == [{"url": "/api/v1", "description": "The site's own origin"}]
    assert document["components"]["securitySchemes"].keys() == {"session", "token"}


def test_no_page_comes_from_another_host_and_nothing_is_redirected() -> None:
    application = create_application()
    assert (application.docs_url, application.redoc_url) == (None, None)
    assert application.router.redirect_slashes is False
    assert len(application.user_middleware) == 1
    paths = {route.path for routes in ROUTES for route in routes.router.routes}
    assert paths <= create_application().openapi()["paths"].keys()


def test_the_largest_id_is_not_rounded_up() -> None:
    text = str(create_application().openapi())
    assert str(LARGEST_ID) in text
    assert str(LARGEST_ID + 1) not in text
    assert re.search(r"'(minimum|maximum)': \d+\.0\b", text) is None


def test_each_operation_may_be_refused_as_all_are() -> None:
    for methods in create_application().openapi()["paths"].values():
        for operation in methods.values():
            assert {"400", "413", "422", "503"} <= operation["responses"].keys()


@pytest.mark.parametrize("status", EXAMPLES)
def test_an_error_is_described_by_its_body_and_an_example(status: int) -> None:
    described = error_responses(status)[status]
    description, code, detail = EXAMPLES[status]
    example = {"error": code, "detail": detail, "request_id": "JKJaXmPLvHcESHA="}
    assert described["model"] is ErrorBody
    assert described["description"] == description
    assert described["content"] == {"application/json": {"example": example}}
    seconds = {"schema": {"type": "integer"}, "description": "Seconds to wait"}
    waits = {"headers": {"Retry-After": seconds}} if status in (429, 503) else {}
    assert described.get("headers") == waits.get("headers")


def test_examples_of_answers_stand_where_they_belong() -> None:
    assert answers({"a": 1}) == {200: {"content": {"application/json": {"example": {"a": 1}}}}}
    assert list(answers({}, 201)) == [201]
    assert counted_page_of({"a": 1}) == {"items": [{"a": 1}], "next": None, "total": 1}
    assert key_page_of({"a": 1}) == {"items": [{"a": 1}], "next": None}


def test_what_is_null_is_told_in_examples_and_nothing_else_is_added() -> None:
    """Wherever it stands: in lists, behind references, beside null itself."""
    null, text = {"type": "null"}, {"type": "string"}
    inner = {
        "properties": {"note": {"anyOf": [text, null]}, "name": text},
        "required": ["note", "name"],
    }
    of_inner = {"$ref": "#/components/schemas/Inner"}
    outer = {
        "properties": {
            "one": {"anyOf": [of_inner, null]},
            "many": {"items": of_inner},
            "spare": {"anyOf": [text, null]},
            "owner": {"anyOf": [text, null]},
        },
        "required": ["one", "many", "owner"],
    }
    example: dict[str, Any] = {"one": {"name": "a"}, "many": [{"name": "b"}, {"note": "c"}]}
    document = {
        "components": {"schemas": {"Inner": inner, "Outer": outer}},
        "paths": [{"schema": {"$ref": "#/components/schemas/Outer"}, "example": example}],
    }
    tell_nulls(document)
    assert example == {
        "one": {"name": "a", "note": None},
        "many": [{"name": "b", "note": None}, {"note": "c"}],
        "owner": None,
    }


def test_an_operation_is_opened_to_programs_by_a_scope() -> None:
    assert for_programs(Scope.SCORES_READ) == {"security": [{"token": ["scores:read"]}]}


@pytest.mark.parametrize(("found", "place"), [([1, 2], None), ([1, 2, 3], "2")])
def test_a_page_says_where_to_go_on(found: list[int], place: str | None) -> None:
    page = KeyPage.of(found, 2, lambda item: item)
    assert page.model_dump() == {"items": [1, 2], "next": place}


def test_an_amount_is_bounded_plain_and_described() -> None:
    amount = TypeAdapter(amount_between(1, 1_000))
    assert amount.validate_python("1000.00") == Decimal("1000.00")
    assert amount.validate_python(1) == Decimal(1)
    for wrong in ("0", "1000.01", "1.001", "1e2", " 5", True, "1_0"):
        with pytest.raises(ValidationError):
            amount.validate_python(wrong)
    assert amount.json_schema() == {
        "anyOf": [
            {"type": "number", "minimum": 1, "maximum": 1_000},
            {"type": "string", "pattern": AMOUNT_PATTERN, "maxLength": 15},
        ]
    }


def test_an_amount_has_at_most_fourteen_digits() -> None:
    amount = TypeAdapter(amount_between(0, 10**15))
    assert amount.validate_python("999999999999.99") == Decimal("999999999999.99")
    with pytest.raises(ValidationError):
        amount.validate_python(10**13)


@pytest.mark.parametrize("kind", [SOME, PAST])
def test_what_may_be_sent_may_be_null_only_where_it_is_said(kind: Any) -> None:
    given = "Y" if kind is SOME else "1991-04-20"
    may_be_null = {"nullable": True} if kind is SOME else {"none_means": 365_243}
    for changes, nullable in ({}, False), (may_be_null, True):
        told = TypeAdapter(request_type(replace(kind, **changes)))
        assert told.validate_python(given) in ("Y", date(1991, 4, 20))
        assert accepts(told, None) is nullable
        assert not accepts(told, "X")
        shown = TypeAdapter(response_type(replace(kind, **changes)))
        assert accepts(shown, None) is nullable


def test_what_may_be_sent_is_closed_and_what_is_read_is_not() -> None:
    assert get_args(request_type(SOME)) == SOME.values
    assert request_type(SOME) == Literal["Y", "N"]
    assert response_type(SOME) is str
    assert get_args(response_type(replace(SOME, nullable=True))) == (str, NoneType)
    assert response_type(PAST) is date
    assert (response_type(WHOLE), response_type(replace(WHOLE, whole=False))) == (int, Decimal)


def test_a_count_is_a_whole_number_within_its_bounds() -> None:
    count = TypeAdapter(request_type(WHOLE))
    assert [one for one in (-1, 0, 20, 21, "1", 1.0) if accepts(count, one)] == [0, 20]
    amount = TypeAdapter(request_type(replace(WHOLE, whole=False)))
    assert accepts(amount, "19.50") and not accepts(amount, "20.01")


def test_each_answer_is_a_field_with_its_unit() -> None:
    fields = schemas._fields(request_type, default=None)
    assert list(fields) == list(QUESTIONNAIRE)
    told = {name: field.description for name, (_, field) in fields.items() if field.description}
    assert told == schemas.UNITS
    assert all(field.default is None for _, field in fields.values())
    assert [str(kind) for kind, _ in fields.values()] == [
        str(request_type(kind)) for kind in QUESTIONNAIRE.values()
    ]
    assert all(field.is_required() for _, field in schemas._fields(request_type).values())
    assert all(not field.is_required() for _, field in schemas._profile_fields().values())


def test_who_is_not_employed_has_the_days_that_say_so() -> None:
    today = date(2026, 11, 23)
    employed = QUESTIONNAIRE["employed_since"]
    assert isinstance(employed, PastDate)
    assert schemas._days(None, employed, today) == NOT_EMPLOYED_DAYS
    assert schemas._days(None, PAST, today) == 0
    assert schemas._days(date(2026, 11, 20), PAST, today) == -3


def test_figures_of_examples_are_told_by_their_names() -> None:
    assert override_journal_schemas._share(31, 62, 0.4, 0.6) == {
        "count": 31,
        "of": 62,
        "share": 0.5,
        "low": 0.4,
        "high": 0.6,
    }
    assert simulator_schemas._estimated(0.5, 0.4, 0.6) == {"value": 0.5, "low": 0.4, "high": 0.6}
    whole = {"value": 0.5, "n": 7, "low": 0.4, "high": 0.6, "missing": None}
    assert live_schemas._figure(0.5, 7, 0.4, 0.6) == whole
    assert live_schemas._figure(None, 7, missing="too_few") == {
        **dict.fromkeys(("value", "low", "high")),
        "n": 7,
        "missing": "too_few",
    }


def test_a_part_of_a_policy_is_made_by_the_core() -> None:
    made: list[dict[str, int]] = []

    class Told(body_schemas.Part):
        months: int
        _check = body_schemas._checked(lambda **told: made.append(told))

    assert Told(months=3).months == 3
    assert made == [{"months": 3}]


def accepts(told: TypeAdapter[Any], value: object) -> bool:
    try:
        told.validate_python(value)
    except ValidationError:
        return False
    return True
