"""Asks the importer to make an export; a message holds an id and nothing of people."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from core.kit.queue import send_messages
from core.kit.settings import setting


class ExportMessage(BaseModel):
    """Names an export; the row says what it holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_version: Literal[1] = 1
    export_id: Annotated[int, Field(ge=1)]


def send_exports(*export_ids: int) -> None:
    """Asks the importer to make these.

    Raises:
        SendingFailedError: the queue refused a message; the sweep sends it later.
        botocore.exceptions.BotoCoreError, ClientError: the queue cannot be reached.
    """
    bodies = [ExportMessage(export_id=export_id).model_dump_json() for export_id in export_ids]
    send_messages(setting("IMPORT_QUEUE_URL"), bodies)
