"""Versions that cannot lie: a name holds the first digits of the hash of what it names."""

import hashlib
import json

HASH_DIGITS = 8
# Made once: with each score two contents are hashed
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical_json(content: object) -> bytes:
    """Returns the one serialisation of a content: sorted keys, no spaces, UTF-8."""
    return _CANONICAL.encode(content).encode()


def hash_content(content: object) -> str:
    """Returns the SHA-256 of a content's canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(content)).hexdigest()


def version_name(dated: str, content_hash: str) -> str:
    """Returns the name of a version: its date (YYYY-MM-DD), then digits of its hash."""
    return f"{dated}-{content_hash[:HASH_DIGITS]}"
