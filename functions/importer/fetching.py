"""The bucket's side of an import: its file on this machine's disk, and what is put beside it."""

import hashlib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from botocore.exceptions import ClientError

from core.imports.bucket import files_bucket, files_client, marked_key, upload_key
from core.imports.records import Import

ROW_NUMBERS = "q"  # of ``array``: eight bytes each


class FileDiffersError(Exception):
    """What lies in the bucket is not the file that was announced, or is gone."""


@contextmanager
def fetched(found: Import) -> Iterator[Path]:
    """Gives the file in a folder of its own, which is removed in the end.

    Raises:
        FileDiffersError: it is another one, or none.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        if not _fetch(upload_key(found.id, found.sha256), path):
            raise FileDiffersError
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != found.sha256:
                raise FileDiffersError
        yield path


def _fetch(key: str, path: Path) -> bool:
    """Brings an object to the disk; returns whether there is one."""
    try:
        files_client().download_file(files_bucket(), key, str(path))
    except ClientError as error:
        if error.response["Error"]["Code"] not in {"404", "NoSuchKey"}:
            raise
        return False
    return True


def put_marked(found: Import, path: Path) -> None:
    """Puts the file with its column of faults into the bucket."""
    files_client().upload_file(str(path), files_bucket(), marked_key(found.id, found.sha256))


def put_left_out(found: Import, rows: "array[int]") -> None:
    """Keeps the numbers of the rows that are left out because the file tells them twice."""
    files_client().put_object(Bucket=files_bucket(), Key=_left_out(found), Body=rows.tobytes())


def get_left_out(found: Import) -> frozenset[int]:
    """Returns those numbers as the check found them."""
    answer = files_client().get_object(Bucket=files_bucket(), Key=_left_out(found))
    rows = array(ROW_NUMBERS)
    rows.frombytes(answer["Body"].read())
    return frozenset(rows)


def put_ordered(found: Import, path: Path) -> None:
    """Keeps the payments of a file in the order of their credits."""
    files_client().upload_file(str(path), files_bucket(), _ordered(found))


def fetch_ordered(found: Import, path: Path) -> bool:
    """Brings them to the disk; returns whether the check has kept them."""
    return _fetch(_ordered(found), path)


def _ordered(found: Import) -> str:
    return f"ordered/{found.id}/{found.sha256}"


def _left_out(found: Import) -> str:
    return f"left-out/{found.id}/{found.sha256}"
