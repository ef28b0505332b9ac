"""The scoring message."""

import json
from typing import Any
from uuid import uuid4

import pytest
from pydantic import ValidationError

from core.scores.rules.messages import LARGEST_MESSAGE, ScoringMessage


def body(**changes: Any) -> str:
    """A message as it lies in the queue."""
    content = {"schema_version": 1, "score_ids": [str(uuid4())], "correlation_id": "abc"}
    return json.dumps({**content, **changes})


@pytest.mark.parametrize("count", [1, LARGEST_MESSAGE])
def test_round_trip(count: int) -> None:
    message = ScoringMessage(score_ids=[uuid4() for _ in range(count)], correlation_id="abc")
    sent = message.model_dump_json()
    assert ScoringMessage.model_validate_json(sent) == message
    assert json.loads(sent) == {
        "schema_version": 1,
        "score_ids": [str(score_id) for score_id in message.score_ids],
        "correlation_id": "abc",
    }


def test_a_sound_body_is_accepted() -> None:
    assert len(ScoringMessage.model_validate_json(body()).score_ids) == 1


@pytest.mark.parametrize(
    ("changes", "place", "kind"),
    [
        ({"score_ids": []}, "score_ids", "too_short"),
        (
            {"score_ids": [str(uuid4()) for _ in range(LARGEST_MESSAGE + 1)]},
            "score_ids",
            "too_long",
        ),
        ({"score_ids": ["17"]}, "score_ids", "uuid_parsing"),
        ({"first_name": "Анна"}, "first_name", "extra_forbidden"),
        ({"schema_version": 2}, "schema_version", "literal_error"),
        ({"schema_version": 0}, "schema_version", "literal_error"),
        ({"schema_version": "1"}, "schema_version", "literal_error"),
        ({"correlation_id": "a" * 101}, "correlation_id", "string_too_long"),
        ({"correlation_id": None}, "correlation_id", "string_type"),
    ],
)
def test_other_bodies_are_refused(changes: dict[str, Any], place: str, kind: str) -> None:
    with pytest.raises(ValidationError) as caught:
        ScoringMessage.model_validate_json(body(**changes))
    (error,) = caught.value.errors()
    assert (error["loc"][0], error["type"]) == (place, kind)


def test_a_message_is_not_changed_once_made() -> None:
    message = ScoringMessage.model_validate_json(body())
    with pytest.raises(ValidationError, match="frozen"):
        message.correlation_id = "other"
