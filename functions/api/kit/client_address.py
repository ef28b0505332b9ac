"""The address a request comes from, behind proxies that are known by number."""

from fastapi import Request

from core.kit.settings import setting


def client_address(request: Request) -> str:
    """Returns the caller's address, for slowing down logins.

    Each trusted proxy appends the address it saw to X-Forwarded-For, and the HTTP API appends
    the last one; what stands before those entries is the caller's own invention.
    """
    proxies = int(setting("TRUSTED_PROXY_HOPS", "0"))
    forwarded = [entry.strip() for entry in request.headers.get("x-forwarded-for", "").split(",")]
    if len(forwarded) > proxies and forwarded[-1 - proxies]:
        return forwarded[-1 - proxies]
    return request.client.host if request.client else "unknown"
