"""Who may ask the servers of the local stack: programs and pages of this machine, no other pages.

A page of any site can send requests to 127.0.0.1, and under a name that leads there (DNS rebinding)
read the answers too. The standard library alone: the emulator's environment runs this as well.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def host_name(authority: str) -> str:
    """Returns the name in a Host header, in lower case and without the port; "" if it is none."""
    if authority != authority.strip() or any(sign in authority for sign in "@/?#\\"):
        return ""
    try:
        split = urlsplit(f"//{authority}")
        _ = split.port  # raises if it is no number
    except ValueError:
        return ""
    return (split.hostname or "").removesuffix(".")


def is_own(authority: str, names: Iterable[str] = ()) -> bool:
    """Says whether a Host header names this machine's loopback interface, or one of the names.

    Nobody can let a name below ``localhost`` lead elsewhere (RFC 6761); the emulator serves
    distributions and buckets there.
    """
    name = host_name(authority)
    return name in LOOPBACK or name.endswith(".localhost") or name in names
