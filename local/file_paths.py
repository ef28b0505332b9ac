"""Which requests to the emulator's bucket of files the site's proxy passes on.

The emulator tells its services apart by what a request says of itself, and lets its root keys do
all: so only what a signed address of a file looks like goes through, and only from the site's own
pages. On AWS browsers reach the bucket without the site in between.
"""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

PREFIX = "/files/"
_PATH = re.compile(
    r"/files(/[a-z0-9-]+-files-[a-z0-9-]+/(?:(exports)/[0-9]+|([a-z]+)/[0-9]+/[0-9a-f]{64}))"
)
_METHODS = {"uploads": frozenset({"GET", "HEAD", "PUT"})}
_READ = frozenset({"GET", "HEAD"})
_SIGNED = re.compile(
    r"X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token)"
)
_OF_FILES = frozenset(
    {
        "response-content-disposition",
        "response-content-type",
        "x-amz-checksum-sha256",
        "x-amz-sdk-checksum-algorithm",
        "x-id",
    }
)


def bucket_path(method: str, target: str, headers: Mapping[str, str]) -> str | None:
    """Returns the path and query at the emulator, or None if the request may not pass."""
    parts = urlsplit(target)
    matched = _PATH.fullmatch(parts.path)
    if matched is None or method not in _METHODS.get(matched[2] or matched[3], _READ):
        return None
    if headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
        return None
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    scope = query.get("X-Amz-Credential", "").split("/")
    signed = "X-Amz-Signature" in query and scope[-2:] == ["s3", "aws4_request"]
    known = all(_SIGNED.fullmatch(name) or name.lower() in _OF_FILES for name in query)
    return f"{matched[1]}?{parts.query}" if signed and known else None
