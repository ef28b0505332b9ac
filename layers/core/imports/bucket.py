"""The private bucket of files: where one lies, and addresses that let a browser reach it."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import boto3
from botocore.config import Config

from core.kit.settings import setting

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

UPLOAD_SECONDS = 3_600
LINK_SECONDS = 900
UPLOADS = "uploads/"  # only what lies there wakes the importer


@dataclass(frozen=True)
class Upload:
    """Where and how a browser sends a file; with another length or content it is refused."""

    method: str
    url: str
    headers: dict[str, str]
    expires_at: datetime


@dataclass(frozen=True)
class Link:
    """Where a file can be fetched for a while."""

    url: str
    expires_at: datetime


def files_bucket() -> str:
    """Returns the name of the bucket."""
    return setting("FILES_BUCKET")


def upload_key(import_id: int, sha256: str) -> str:
    """Returns where a file that was sent lies; the name somebody gave it may tell of people."""
    return f"{UPLOADS}{import_id}/{sha256}"


def marked_key(import_id: int, sha256: str) -> str:
    """Returns where the same file lies with a column of what is wrong."""
    return f"marked/{import_id}/{sha256}"


@cache
def files_client() -> "S3Client":
    """The S3 client; browsers are given addresses that hold the bucket as a host or as a path."""
    in_path = bool(setting("FILES_URL", ""))
    return boto3.client(
        "s3",
        config=Config(
            signature_version="s3v4",
            connect_timeout=2,
            read_timeout=30,
            retries={"total_max_attempts": 3},
            s3={"addressing_style": "path" if in_path else "virtual"},
        ),
    )


def presign_upload(key: str, size_bytes: int, sha256: str) -> Upload:
    """Returns an address to which exactly this file may be sent."""
    checksum = b64encode(bytes.fromhex(sha256)).decode()
    url = files_client().generate_presigned_url(
        "put_object",
        Params={
            "Bucket": files_bucket(),
            "Key": key,
            "ContentLength": size_bytes,
            "ChecksumSHA256": checksum,
        },
        ExpiresIn=UPLOAD_SECONDS,
    )
    headers = {"x-amz-checksum-sha256": checksum}
    return Upload("PUT", _for_browsers(url), headers, _in(UPLOAD_SECONDS))


def presign_link(key: str, file_name: str) -> Link:
    """Returns an address from which a file is saved under a name, and never shown as a page."""
    disposition = f"attachment; filename*=UTF-8''{quote(file_name, safe='')}"
    url = files_client().generate_presigned_url(
        "get_object",
        Params={
            "Bucket": files_bucket(),
            "Key": key,
            "ResponseContentDisposition": disposition,
            "ResponseContentType": "application/octet-stream",
        },
        ExpiresIn=LINK_SECONDS,
    )
    return Link(_for_browsers(url), _in(LINK_SECONDS))


def _for_browsers(url: str) -> str:
    """Returns the address as browsers reach it: an emulator's own is not for them."""
    prefix = setting("FILES_URL", "")
    if not prefix:
        return url
    parts = urlsplit(url)
    return f"{prefix}{parts.path}?{parts.query}"


def _in(seconds: int) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)
