"""Files that go out: ask for one, follow it, fetch it."""

from dataclasses import asdict
from typing import Annotated, Literal

from aws_lambda_powertools.metrics import MetricUnit
from botocore.exceptions import BotoCoreError, ClientError
from fastapi import APIRouter, Query, Response

from api.clients.listing import ClientSelectionDep, filter_of, in_force
from api.exports.access import OwnExport
from api.exports.schemas import EXPORT_EXAMPLE, ExportRequest, ExportResponse
from api.imports.schemas import LINK_EXAMPLE
from api.kit.connections import TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers
from api.kit.telemetry import logger, report_metric
from api.people.access import StaffActor
from core.exports.export_messages import send_exports
from core.exports.queries import add_export, get_export
from core.exports.rules.export_vocabulary import SUFFIXES, ExportState, export_key
from core.imports.bucket import Link, presign_link
from core.journal.queries import record_event
from core.kit.errors import NotFoundError
from core.kit.queue import SendingFailedError
from core.kit.settings import setting
from core.people.limits import Deed, count_request

router = APIRouter(prefix="/exports", tags=["exports"])
NO_MANAGERS_ID = 0


@router.post(
    "",
    operation_id="ask_for_export",
    status_code=202,
    responses=error_responses(401, 403, 429),
)
async def post_export(
    body: ExportRequest,
    actor: StaffActor,
    selection: ClientSelectionDep,
    connection: TransactionDep,
    response: Response,
    manager: Annotated[
        Literal["me", "none"] | None,
        Query(description="me: only my own clients; none: those whom nobody manages"),
    ] = None,
) -> ExportResponse:
    """Asks for a file of the clients that the same query lists, or of their scores or payments."""
    count_request(connection, actor.user_id, Deed.EXPORT, exports_an_hour())
    own = (actor.manager_id or NO_MANAGERS_ID) if manager == "me" else None
    chosen = filter_of(selection, own, of_nobody=manager == "none")
    current = in_force(connection)
    wanted = {
        "filter": asdict(chosen),
        "in_force": {**vars(current), "silent_before": current.silent_before.isoformat()},
    }
    export_id = add_export(connection, body.kind, body.format, wanted, actor.user_id)
    record_event(
        connection,
        actor_id=actor.user_id,
        action="export.ask",
        subject=("exports", export_id),
        old_values={},
        new_values={"kind": body.kind, "format": body.format},
    )
    connection.commit()
    _hand_over(export_id)
    response.headers["Location"] = f"exports/{export_id}"
    made = get_export(connection, export_id)
    if made is None:
        raise NotFoundError("There is no such export.")
    return ExportResponse.of(made)


def exports_an_hour() -> int:
    """Returns how many files a member of staff may ask for."""
    return int(setting("EXPORTS_PER_HOUR", "60"))


def _hand_over(export_id: int) -> None:
    """Sends a committed export; if that fails the sweep sends it within two minutes."""
    try:
        send_exports(export_id)
    except (BotoCoreError, ClientError, SendingFailedError):
        logger.exception("export not sent", export_id=export_id)
        report_metric("SendingFailed", MetricUnit.Count, 1)


@router.get(
    "/{export_id}",
    operation_id="get_export",
    responses=answers(EXPORT_EXAMPLE) | error_responses(401, 403, 404),
)
async def get_one_export(found: OwnExport) -> ExportResponse:
    """Returns the state of an export."""
    return ExportResponse.of(found)


@router.get(
    "/{export_id}/file",
    operation_id="get_export_file",
    responses=answers(LINK_EXAMPLE) | error_responses(401, 403, 404),
)
async def get_export_file(found: OwnExport, actor: StaffActor, connection: TransactionDep) -> Link:
    """Returns an address from which the file can be fetched for fifteen minutes."""
    if found.state is not ExportState.DONE:
        raise NotFoundError("There is no such file yet. Look at the export's state.")
    record_event(
        connection,
        actor_id=actor.user_id,
        action="export.fetch",
        subject=("exports", found.id),
        old_values={},
        new_values={"rows": found.rows_written},
    )
    name = f"{found.kind}-{found.created_at:%Y-%m-%d}.{SUFFIXES[found.format]}"
    return presign_link(export_key(found.id), name)
