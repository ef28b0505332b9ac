"""The queue of the importer: its messages hold an id and nothing of the file."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from core.kit.queue import send_messages
from core.kit.settings import setting


class ImportMessage(BaseModel):
    """Asks the importer to go on with an import; the row says with what."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_version: Literal[1] = 1
    import_id: Annotated[int, Field(ge=1)]


def import_dead_letters_url() -> str:
    """Returns the address of the queue of messages that no importer could read."""
    return setting("IMPORT_DEAD_LETTER_QUEUE_URL")


def send_imports(*import_ids: int) -> None:
    """Asks the importer to go on with these.

    Raises:
        SendingFailedError: the queue refused a message; the sweep sends it later.
        botocore.exceptions.BotoCoreError, ClientError: the queue cannot be reached.
    """
    bodies = [ImportMessage(import_id=import_id).model_dump_json() for import_id in import_ids]
    send_messages(setting("IMPORT_QUEUE_URL"), bodies)
