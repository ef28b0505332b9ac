"""Lambda functions as every noun's own asking module calls them."""

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from core.kit.errors import RETRY_AFTER_SECONDS, UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient

# A new environment reads the model first; two such waits fit into the 29 s that an API has
ANSWER_SECONDS = 10


@cache
def function_client() -> "LambdaClient":
    """The Lambda client: a person waits behind it.

    It calls a second time, because after a pause of its own environment the connection that it kept
    may be dead; so a function that is asked must not mind being asked twice.
    """
    return boto3.client(
        "lambda",
        config=Config(
            connect_timeout=1, read_timeout=ANSWER_SECONDS, retries={"total_max_attempts": 2}
        ),
    )


def ask_function(name: str, event: Mapping[str, Any]) -> Any:
    """Returns what a function answers to an event, while the caller waits.

    Args:
        name: name or ARN, with the alias.

    Raises:
        UnavailableError: it cannot be reached, is throttled, or failed. Whatever it said stays
            unread, because it may repeat what it was told.
    """
    try:
        answer = function_client().invoke(FunctionName=name, Payload=json.dumps(event).encode())
    except (BotoCoreError, ClientError) as error:
        raise _away() from error
    if "FunctionError" in answer:
        raise _away()
    return json.loads(answer["Payload"].read())


def tell_function(name: str, event: Mapping[str, Any]) -> None:
    """Has a function work at an event, without waiting for it.

    Raises:
        UnavailableError: the event was not taken.
    """
    payload = json.dumps(event).encode()
    try:
        function_client().invoke(FunctionName=name, InvocationType="Event", Payload=payload)
    except (BotoCoreError, ClientError) as error:
        raise _away() from error


def _away() -> UnavailableError:
    detail = "This cannot be calculated at the moment. Try again in a few seconds."
    return UnavailableError(detail, RETRY_AFTER_SECONDS)
