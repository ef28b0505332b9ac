"""Makes the file of an export: some clients' rows at a time, to the disk and from there away."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aws_lambda_powertools import Logger

from core.exports.export_leasing import claim_export, release_export
from core.exports.exported_rows import rows_of
from core.exports.queries import Export, finish_export
from core.exports.rules.export_vocabulary import export_key
from core.imports.bucket import files_bucket, files_client
from core.kit.database import connect, transaction
from core.scores.client_filters import ClientFilter, InForce
from core.scores.overview import list_client_ids
from core.scores.rules.vocabulary import Decision, Freshness
from importer.export_writing import WRITERS, TooManyRowsError

logger = Logger()

CLIENTS_A_STEP = 500
Block = tuple[list[str], list[Sequence[Any]]]


def make_export(export_id: int, is_late: Callable[[], bool]) -> None:
    """Makes a file that nobody has made; a message that comes twice changes nothing.

    Raises:
        UnavailableError: the database is away; another message has to come.
    """
    with transaction() as connection:
        wanted = claim_export(connection, export_id)
    if wanted is None:
        return
    try:
        rows, fault = _write(wanted, is_late)
    except Exception:  # whatever it is, the message comes again and must find it free
        with transaction() as connection:
            release_export(connection, export_id)
        raise
    with transaction() as connection:
        finish_export(connection, export_id, rows=rows, fault=fault)
    logger.info("export ended", export_id=export_id, rows=rows, fault=fault)


def _write(wanted: Export, is_late: Callable[[], bool]) -> tuple[int | None, str | None]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        try:
            rows = WRITERS[wanted.format](path, wanted.kind, _blocks(wanted, is_late))
        except TooManyRowsError:
            return None, "too_many_rows"
        except TimeoutError:
            return None, "out_of_time"
        files_client().upload_file(str(path), files_bucket(), export_key(wanted.id))
        return rows, None


def _blocks(wanted: Export, is_late: Callable[[], bool]) -> Iterator[Block]:
    chosen, in_force = _selection(wanted)
    after = 0
    with connect() as connection:
        while True:
            client_ids = list_client_ids(
                connection, chosen, in_force, after=after, limit=CLIENTS_A_STEP
            )
            if is_late():
                raise TimeoutError
            yield rows_of(connection, wanted.kind, client_ids)
            if len(client_ids) < CLIENTS_A_STEP:
                return
            after = client_ids[-1]


def _selection(wanted: Export) -> tuple[ClientFilter, InForce]:
    told = dict(wanted.wanted["filter"])
    for name, kind in (("decisions", Decision), ("freshness", Freshness)):
        told[name] = told[name] and [kind(value) for value in told[name]]
    current = dict(wanted.wanted["in_force"])
    current["silent_before"] = date.fromisoformat(current["silent_before"])
    return ClientFilter(**told), InForce(**current)
