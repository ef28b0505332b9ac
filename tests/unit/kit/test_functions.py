"""Asking a function: what it answers, and that it is away in whichever way."""

import io
import json
from collections.abc import Iterator

import pytest
from botocore.response import StreamingBody
from botocore.stub import Stubber

from core.kit.errors import UnavailableError
from core.kit.functions import ask_function, function_client

ASKED = {"FunctionName": "scorer:live", "Payload": b'{"trial": {}}'}


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    for name in ("AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "eu-central-1")
    function_client.cache_clear()
    with Stubber(function_client()) as stubber:
        yield stubber
    function_client.cache_clear()


def payload(body: object) -> StreamingBody:
    told = json.dumps(body).encode()
    return StreamingBody(io.BytesIO(told), len(told))


def test_what_a_function_answers_is_returned(stub: Stubber) -> None:
    stub.add_response("invoke", {"Payload": payload({"scores": [1]})}, ASKED)
    assert ask_function("scorer:live", {"trial": {}}) == {"scores": [1]}


def test_a_function_that_failed_is_away_and_its_words_stay_unread(stub: Stubber) -> None:
    said = payload({"errorMessage": "born_on 1991-04-20"})
    stub.add_response("invoke", {"FunctionError": "Unhandled", "Payload": said}, ASKED)
    with pytest.raises(UnavailableError) as refused:
        ask_function("scorer:live", {"trial": {}})
    assert refused.value.retry_after_seconds == 5
    assert "1991" not in str(refused.value.detail) + str(refused.value.__cause__)


@pytest.mark.parametrize("code", ["TooManyRequestsException", "AccessDeniedException"])
def test_a_function_that_may_not_be_asked_is_away(stub: Stubber, code: str) -> None:
    stub.add_client_error("invoke", code, expected_params=ASKED)
    with pytest.raises(UnavailableError, match="Try again"):
        ask_function("scorer:live", {"trial": {}})
