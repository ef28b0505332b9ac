"""The private bucket where the files of bundles lie, each under the hash of its bundle."""

from functools import cache
from typing import TYPE_CHECKING

from core.kit.settings import setting
from core.scores.rules.bundle_names import BundleName, bundle_key

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@cache
def bundle_client() -> "S3Client":
    """The S3 client of the bucket of bundles."""
    import boto3  # noqa: PLC0415 - no start waits for it
    from botocore.config import Config  # noqa: PLC0415

    return boto3.client(
        "s3",
        config=Config(connect_timeout=2, read_timeout=10, retries={"total_max_attempts": 3}),
    )


def fetch_bundle_file(name: BundleName, file: str) -> bytes:
    """Returns the content of a file of a bundle, which nobody has verified yet.

    Raises:
        BotoCoreError, ClientError: it cannot be fetched, or is not there.
    """
    answer = bundle_client().get_object(
        Bucket=setting("MODELS_BUCKET"), Key=bundle_key(name.sha256, file)
    )
    return answer["Body"].read()
