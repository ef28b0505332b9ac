"""Entry point of the importer: a file has come, or there is more to do with one."""

import re
from collections.abc import Callable
from typing import Any, Literal
from urllib.parse import unquote_plus

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.data_classes import SQSEvent, event_source
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import BaseModel, TypeAdapter, ValidationError

from core.exports.export_messages import ExportMessage
from core.imports.import_queue import ImportMessage, import_dead_letters_url
from core.imports.leasing import start_profiling
from core.kit.database import transaction
from core.kit.poison import set_aside
from importer.export_step import make_export
from importer.working import work_on

logger = Logger()
metrics = Metrics()

# Before the platform ends the environment, a block of rows has to be done
SPARE_MILLISECONDS = 30_000
_KEY = re.compile(r"uploads/([1-9][0-9]{0,17})/[0-9a-f]{64}")


class _Object(BaseModel):
    key: str


class _Stored(BaseModel):
    object: _Object


class _Event(BaseModel):
    s3: _Stored


class _Notification(BaseModel):
    """What the bucket says when files have come."""

    Records: list[_Event]


class _SetUp(BaseModel):
    """What it says once, when it is told to tell."""

    Event: Literal["s3:TestEvent"]


_Message = ImportMessage | ExportMessage | _Notification | _SetUp
_MESSAGE: TypeAdapter[_Message] = TypeAdapter(_Message)


@logger.inject_lambda_context
@metrics.log_metrics
@event_source(data_class=SQSEvent)
def handler(event: SQSEvent, context: LambdaContext) -> dict[str, Any]:
    """Works on the imports that the messages name; answers with SQS's partial batch response."""
    messages, refused = _parse(event)
    returned = [key for key, one in messages.items() if not _work_on_message(key, one, context)]
    metrics.add_metric("ImportsReturned", MetricUnit.Count, len(returned))
    again = returned + set_aside(event["Records"], refused, import_dead_letters_url(), logger)
    return {"batchItemFailures": [{"itemIdentifier": identifier} for identifier in again]}


def _parse(event: SQSEvent) -> tuple[dict[str, _Message], list[str]]:
    """Returns message id -> message, and the ids of those that cannot be read."""
    messages, unreadable = {}, []
    for record in event.records:
        try:
            messages[record.message_id] = _MESSAGE.validate_json(record.body)
        except ValidationError as error:
            # The traceback would repeat the message, and nobody knows what a stranger wrote
            faults = [fault["type"] for fault in error.errors()]
            logger.warning("message unreadable", message_id=record.message_id, faults=faults)
            unreadable.append(record.message_id)
    return messages, unreadable


def _work_on_message(message_id: str, message: _Message, context: LambdaContext) -> bool:
    """Says whether the message is done with."""
    try:
        _work(message, _clock(context))
    except Exception:  # an entry point: whatever it is, a redelivery is the right answer
        logger.exception("import not worked on", message_id=message_id)
        return False
    return True


def _clock(context: LambdaContext) -> Callable[[], bool]:
    return lambda: context.get_remaining_time_in_millis() < SPARE_MILLISECONDS


def _work(message: _Message, is_late: Callable[[], bool]) -> None:
    if isinstance(message, ExportMessage):
        make_export(message.export_id, is_late)
        return
    for import_id in _named(message):
        work_on(import_id, is_late)


def _named(message: ImportMessage | _Notification | _SetUp) -> list[int]:
    """Returns the imports that a message names; those whose file has come may begin."""
    if isinstance(message, ImportMessage):
        return [message.import_id]
    if isinstance(message, _SetUp):
        return []
    keys = [_KEY.fullmatch(unquote_plus(event.s3.object.key)) for event in message.Records]
    import_ids = [int(key[1]) for key in keys if key]
    with transaction() as connection:
        start_profiling(connection, import_ids)
    return import_ids
