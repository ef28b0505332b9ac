"""Files that come in: register one, follow it, read what was found, fetch it back."""

from enum import StrEnum
from pathlib import PurePath
from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.imports.access import ImportSender, ReadableImport
from api.imports.schemas import (
    IMPORT_EXAMPLE,
    ISSUE_EXAMPLE,
    LINK_EXAMPLE,
    SUMMARY_EXAMPLE,
    ImportOpened,
    ImportRequest,
    declared_values,
)
from api.kit.connections import ConnectionDep, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers
from api.kit.fields import LARGEST_ID, PlainInteger
from api.kit.paging import KeyPage
from api.people.programs import for_programs
from core.imports.bucket import Link, marked_key, presign_link, presign_upload, upload_key
from core.imports.directing import add_import, find_same
from core.imports.queries import list_imports, list_issues
from core.imports.records import Import, ImportIssue, ImportSummary, NewImport
from core.imports.rules.import_states import ImportState
from core.journal.queries import record_event
from core.kit.clock import bank_date
from core.kit.errors import ConflictError, Fault, NotFoundError
from core.kit.settings import setting
from core.people.limits import Deed, count_request
from core.people.rules.roles import Role
from core.people.rules.scopes import Scope

OPEN = for_programs(Scope.IMPORTS_WRITE)
router = APIRouter(prefix="/imports", tags=["imports"])

After = Annotated[int | None, Query(ge=0, le=LARGEST_ID), PlainInteger]
Limit = Annotated[int, Query(ge=1, le=200), PlainInteger]
Code = Annotated[str | None, Query(pattern="^[a-z_]{1,60}$", max_length=60)]


class FileWanted(StrEnum):
    """Which file of an import."""

    ORIGINAL = "original"
    ERRORS = "errors"


@router.post(
    "",
    operation_id="open_import",
    openapi_extra=OPEN,
    status_code=201,
    responses=error_responses(401, 403, 409, 429),
)
async def post_import(
    body: ImportRequest, actor: ImportSender, connection: TransactionDep
) -> ImportOpened:
    """Registers a file, and says where a browser sends it; the same file is not taken twice."""
    count_request(connection, actor.user_id, Deed.IMPORT, imports_an_hour())
    declared = declared_values(body.declared)
    new = NewImport(body.kind, body.file_name, body.size_bytes, body.sha256, declared)
    import_id = add_import(connection, new, actor.user_id)
    if import_id is None:
        raise _sent_before(connection, new)
    record_event(
        connection,
        actor_id=actor.user_id,
        action="import.open",
        subject=("imports", import_id),
        old_values={},
        new_values={"kind": new.kind, "size_bytes": new.size_bytes, "sha256": new.sha256},
    )
    upload = presign_upload(upload_key(import_id, new.sha256), new.size_bytes, new.sha256)
    return ImportOpened(id=import_id, upload=upload)


def imports_an_hour() -> int:
    """Returns how many files a member of staff may send."""
    return int(setting("IMPORTS_PER_HOUR", "60"))


def _sent_before(connection: ConnectionDep, new: NewImport) -> ConflictError:
    same = find_same(connection, new.kind, new.sha256)
    if same is None:
        return ConflictError("The same file was just taken back. Send it again.")
    message = (
        f"is of the same file as import {same.id} of {bank_date(same.created_at)}; go on there"
    )
    return ConflictError([Fault("sha256", "file_known", message, {"import_id": same.id})])


@router.get(
    "",
    operation_id="list_imports",
    openapi_extra=OPEN,
    responses=answers({"items": [SUMMARY_EXAMPLE], "next": None}) | error_responses(401, 403, 429),
)
async def get_imports(
    actor: ImportSender, connection: ConnectionDep, after: After = None, limit: Limit = 50
) -> KeyPage[ImportSummary]:
    """Returns the own imports, an admin's are all, the newest first."""
    created_by = None if actor.role is Role.ADMIN else actor.user_id
    found = list_imports(connection, created_by=created_by, after=after, limit=limit + 1)
    return KeyPage.of(found, limit, lambda one: one.id)


@router.get(
    "/{import_id}",
    operation_id="get_import",
    openapi_extra=OPEN,
    responses=answers(IMPORT_EXAMPLE) | error_responses(401, 403, 404, 429),
)
async def get_one_import(found: ReadableImport) -> Import:
    """Returns an import: its state, what the file looks like, its mapping and report."""
    return found


@router.get(
    "/{import_id}/issues",
    operation_id="list_import_issues",
    openapi_extra=OPEN,
    responses=answers({"items": [ISSUE_EXAMPLE], "next": None})
    | error_responses(401, 403, 404, 429),
)
async def get_issues(
    found: ReadableImport,
    connection: ConnectionDep,
    code: Code = None,
    after: Annotated[int, Query(ge=0, le=LARGEST_ID), PlainInteger] = 0,
    limit: Limit = 50,
) -> KeyPage[ImportIssue]:
    """Returns what is wrong with which row, of one code or of all; 10,000 at most are kept."""
    issues = list_issues(connection, found.id, code=code, after=after, limit=limit + 1)
    return KeyPage.of(issues, limit, lambda one: one.id)


@router.get(
    "/{import_id}/files/{which}",
    operation_id="get_import_file",
    openapi_extra=OPEN,
    responses=answers(LINK_EXAMPLE) | error_responses(401, 403, 404, 429),
)
async def get_file(
    found: ReadableImport, which: FileWanted, actor: ImportSender, connection: TransactionDep
) -> Link:
    """Returns an address from which a file can be fetched for fifteen minutes."""
    record_event(
        connection,
        actor_id=actor.user_id,
        action="import.fetch",
        subject=("imports", found.id),
        old_values={},
        new_values={"which": which},
    )
    return _link(found, which)


def _link(found: Import, which: FileWanted) -> Link:
    name = PurePath(found.file_name)
    if which is FileWanted.ORIGINAL and found.state is not ImportState.WAITING:
        return presign_link(upload_key(found.id, found.sha256), found.file_name)
    report: dict[str, Any] = found.report or {}
    if which is FileWanted.ERRORS and report.get("has_marked_file"):
        suffix = report.get("marked_suffix", name.suffix)
        return presign_link(marked_key(found.id, found.sha256), f"{name.stem}-errors{suffix}")
    raise NotFoundError("There is no such file of this import yet. Look at its state.")
