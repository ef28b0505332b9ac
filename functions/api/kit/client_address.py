"""The address a request comes from, behind proxies that are known by number."""

from ipaddress import IPv6Address, ip_address

from fastapi import Request

from core.kit.settings import setting


def client_address(request: Request) -> str:
    """Returns the caller's address, for slowing down logins; of IPv6 the network.

    Each trusted proxy appends the address it saw to X-Forwarded-For, and the HTTP API appends
    the last one; what stands before those entries is the caller's own invention.
    """
    proxies = int(setting("TRUSTED_PROXY_HOPS", "0"))
    forwarded = [entry.strip() for entry in request.headers.get("x-forwarded-for", "").split(",")]
    if len(forwarded) > proxies and forwarded[-1 - proxies]:
        return _network_of(forwarded[-1 - proxies])
    return _network_of(request.client.host) if request.client else "unknown"


def _network_of(address: str) -> str:
    """Returns the /64 of an IPv6 address, for who has one of those has them all."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(IPv6Address(int(known) >> 64 << 64))
