"""What people tell the importer to do: map, confirm, cancel, undo."""

from fastapi import APIRouter
from sqlalchemy import Connection

from api.imports.access import DirectedImport, ImportSender
from api.imports.handing import hand_to_importer
from api.imports.schemas import IMPORT_EXAMPLE, ConfirmRequest, MappingRequest, ReadingRequest
from api.kit.connections import TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers
from api.people.access import known_manager
from api.people.programs import for_programs
from core.imports.directing import direct, remember_mapping, set_hints, set_mapping
from core.imports.queries import get_import
from core.imports.records import Import
from core.imports.rules.import_states import BEFORE_APPLYING, MAPPABLE, ImportState, ImportStep
from core.journal.queries import record_event
from core.kit.errors import ConflictError, Fault, NotFoundError
from core.kit.settings import setting
from core.people.limits import Deed, count_request
from core.people.records import Actor
from core.people.rules.scopes import Scope

OPEN = for_programs(Scope.IMPORTS_WRITE)
router = APIRouter(prefix="/imports/{import_id}", tags=["imports"])
NOT_MAPPABLE = "Columns are mapped once the file was read, and before it is confirmed."
DIRECTED = answers(IMPORT_EXAMPLE) | error_responses(401, 403, 404, 409, 429)


@router.put("/reading", operation_id="read_import", openapi_extra=OPEN, responses=DIRECTED)
async def put_reading(
    found: DirectedImport, body: ReadingRequest, actor: ImportSender, connection: TransactionDep
) -> Import:
    """Says how the file is to be read, and has it read anew: encoding, delimiter, dates ..."""
    _require(found.state in MAPPABLE, NOT_MAPPABLE)
    set_hints(connection, found.id, body.model_dump(mode="json"))
    return _direct(connection, found, actor, ImportState.UPLOADED, ImportStep.PROFILE)


@router.put("/mapping", operation_id="map_import", openapi_extra=OPEN, responses=DIRECTED)
async def put_mapping(
    found: DirectedImport, body: MappingRequest, actor: ImportSender, connection: TransactionDep
) -> Import:
    """Says which column is what; the whole file is checked by it, anew if it was before."""
    _require(found.state in MAPPABLE, NOT_MAPPABLE)
    if body.manager_id is not None:
        known_manager(connection, body.manager_id)
    mapping = body.mapping()
    set_mapping(connection, found.id, mapping, body.options())
    signature = (found.profile or {}).get("signature")
    if body.remember and signature:
        remember_mapping(connection, found.created_by, found.kind, signature, mapping)
    return _direct(connection, found, actor, ImportState.PROFILED, ImportStep.CHECK)


@router.post("/confirm", operation_id="confirm_import", openapi_extra=OPEN, responses=DIRECTED)
async def post_confirm(
    found: DirectedImport, body: ConfirmRequest, actor: ImportSender, connection: TransactionDep
) -> Import:
    """Lets the rows that are right be applied; their number has to be the report's."""
    _require(found.state is ImportState.CHECKED, "Only what was checked is confirmed.")
    ready = (found.report or {}).get("ready", 0)
    if body.rows != ready or not ready:
        message = "is not the number of rows that are ready; read the report again"
        raise ConflictError([Fault("rows", "rows_differ", message, {"ready": ready})])
    return _direct(connection, found, actor, ImportState.CONFIRMED, ImportStep.APPLY)


@router.post("/cancel", operation_id="cancel_import", openapi_extra=OPEN, responses=DIRECTED)
async def post_cancel(
    found: DirectedImport, actor: ImportSender, connection: TransactionDep
) -> Import:
    """Ends an import of which nothing is in the tables yet."""
    _require(found.state in BEFORE_APPLYING, "It is past that; undo it once it is applied.")
    return _direct(connection, found, actor, ImportState.CANCELLED, None)


@router.post("/undo", operation_id="undo_import", openapi_extra=OPEN, responses=DIRECTED)
async def post_undo(
    found: DirectedImport, actor: ImportSender, connection: TransactionDep
) -> Import:
    """Takes back what the import did, but what others have built on since; that is listed."""
    unfinished = {ImportState.APPLYING, ImportState.UNDOING}
    stopped = found.state in unfinished and found.step is None
    _require(found.forgotten_at is None, "After 30 days nothing is kept that could be undone.")
    _require(
        found.state is ImportState.APPLIED or stopped,
        "Only what was applied is undone; wait until it is.",
    )
    return _direct(connection, found, actor, ImportState.UNDOING, ImportStep.UNDO)


def _require(allowed: bool, detail: str) -> None:
    if not allowed:
        raise ConflictError(detail)


def _direct(
    connection: Connection,
    found: Import,
    actor: Actor,
    state: ImportState,
    step: ImportStep | None,
) -> Import:
    """Changes the state, writes it down, and wakes the importer after the commit."""
    if step:
        limit = int(setting("IMPORT_STEPS_PER_HOUR", "600"))
        count_request(connection, actor.user_id, Deed.IMPORT_STEP, limit)
    direct(connection, found.id, state, step)
    record_event(
        connection,
        actor_id=actor.user_id,
        action=f"import.{step or 'cancel'}",
        subject=("imports", found.id),
        old_values={"state": found.state},
        new_values={"state": state},
    )
    connection.commit()
    if step:
        hand_to_importer(found.id)
    changed = get_import(connection, found.id)
    if changed is None:
        raise NotFoundError("There is no such import.")
    return changed
