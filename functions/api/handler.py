"""Entry point of the API: HTTP API events in, responses out."""

import asyncio
from typing import TYPE_CHECKING, Any, cast

from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.utilities.typing import LambdaContext
from mangum import Mangum

from api.application import create_application
from api.kit.telemetry import logger
from core.kit.settings import flag

if TYPE_CHECKING:
    from mangum.types import LambdaContext as MangumContext

# Mangum wants a current event loop, and from Python 3.12 on nobody makes one unasked.
asyncio.set_event_loop(asyncio.new_event_loop())
adapter = Mangum(create_application(), lifespan="off")


@logger.inject_lambda_context(
    correlation_id_path=correlation_paths.API_GATEWAY_HTTP, clear_state=True
)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answers one HTTP request (payload format 2.0)."""
    response = adapter(_without_host(event), cast("MangumContext", context))
    return _with_cookie_header(response) if flag("COOKIES_IN_HEADER", False) else response


def _without_host(event: dict[str, Any]) -> dict[str, Any]:
    """Leaves out what nothing here reads, and what Mangum cannot take apart where it is odd."""
    headers = {
        name: value
        for name, value in event["headers"].items()
        if name.lower() not in {"host", "x-forwarded-port"}
    }
    return {**event, "headers": headers}


def _with_cookie_header(response: dict[str, Any]) -> dict[str, Any]:
    """Names the first cookie as a header: LocalStack's Function URLs drop the list of cookies."""
    for cookie in response.pop("cookies", [])[:1]:
        response["headers"]["set-cookie"] = cookie
    return response
