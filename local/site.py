"""Puts the static site into its bucket."""

import mimetypes

from local import emulator
from local.stack import ROOT, Stack

FRONTEND = ROOT / "frontend"


def upload(stack: Stack, bucket: str) -> None:
    """Uploads every file of the site; pages are never cached."""
    s3 = emulator.aws(stack, "s3")
    for path in sorted(FRONTEND.rglob("*")):
        if path.is_file():
            kind, _ = mimetypes.guess_type(path.name)
            s3.put_object(
                Bucket=bucket,
                Key=str(path.relative_to(FRONTEND)),
                Body=path.read_bytes(),
                ContentType=kind or "application/octet-stream",
                CacheControl="no-cache",
            )
