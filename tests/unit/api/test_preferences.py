"""What a request's headers say: how long to wait, and where it comes from."""

import pytest
from fastapi import Request

from api.kit.client_address import client_address
from api.scores.asking import preferred_wait_seconds


@pytest.mark.parametrize(
    ("prefer", "seconds"),
    [
        (None, 0),
        ("", 0),
        ("respond-async", 0),
        ("wait=5", 5),
        ("wait=0", 0),
        ('wait="5"', 5),
        ("Wait = 5", 5),
        ("respond-async, wait=7", 7),
        ("wait=7,respond-async", 7),
        ('return=minimal; foo="bar", wait=3 , handling=lenient', 3),
        ("wait=3, wait=9", 3),
        ("wait=20", 20),
        ("wait=21", 20),
        ("wait=999999999", 20),
    ],
)
def test_preferred_wait(prefer: str | None, seconds: int) -> None:
    assert preferred_wait_seconds(prefer) == seconds


@pytest.mark.parametrize(
    "prefer",
    [
        "wait",
        "wait=",
        "wait=soon",
        "wait=-5",
        "wait=5.5",
        "wait=5s",
        "await=5",
        "wait5",
        "=5",
        "💤",
    ],
)
def test_a_garbled_preference_is_ignored(prefer: str) -> None:
    assert preferred_wait_seconds(prefer) == 0


def test_any_long_wait_is_capped() -> None:
    assert preferred_wait_seconds("wait=9999999999") == 20


@pytest.mark.parametrize("prefer", ["foo=bar; wait=9", 'foo="a, wait=9"'])
def test_what_belongs_to_another_preference_is_ignored(prefer: str) -> None:
    assert preferred_wait_seconds(prefer) == 0


def request(forwarded: str | None, client: tuple[str, int] | None = ("10.0.0.1", 1)) -> Request:
    """A request with this X-Forwarded-For."""
    headers = [] if forwarded is None else [(b"x-forwarded-for", forwarded.encode())]
    return Request({"type": "http", "method": "GET", "headers": headers, "client": client})


@pytest.mark.parametrize("hops", [None, "0"])
@pytest.mark.parametrize(
    "forwarded", ["203.0.113.9", "1.1.1.1, 203.0.113.9", "1.1.1.1,2.2.2.2 ,203.0.113.9 "]
)
def test_without_a_proxy_the_last_entry_counts(
    monkeypatch: pytest.MonkeyPatch, hops: str | None, forwarded: str
) -> None:
    monkeypatch.delenv("TRUSTED_PROXY_HOPS", raising=False)
    if hops is not None:
        monkeypatch.setenv("TRUSTED_PROXY_HOPS", hops)
    assert client_address(request(forwarded)) == "203.0.113.9"


@pytest.mark.parametrize(
    "forwarded",
    ["203.0.113.9, 198.51.100.1", "1.1.1.1, 203.0.113.9, 198.51.100.1", ",,203.0.113.9,1.2.3.4"],
)
def test_behind_one_proxy_the_entry_before_the_last_counts(
    monkeypatch: pytest.MonkeyPatch, forwarded: str
) -> None:
    monkeypatch.setenv("TRUSTED_PROXY_HOPS", "1")
    assert client_address(request(forwarded)) == "203.0.113.9"


@pytest.mark.parametrize("forwarded", [None, "198.51.100.1"])
def test_a_request_past_the_proxy_counts_by_its_connection(
    monkeypatch: pytest.MonkeyPatch, forwarded: str | None
) -> None:
    monkeypatch.setenv("TRUSTED_PROXY_HOPS", "1")
    assert client_address(request(forwarded)) == "10.0.0.1"
    assert client_address(request(forwarded, client=None)) == "unknown"


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::"),
        ("2001:DB8:1:3::1", "2001:db8:1:3::"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("nobody's address", "nobody's address"),
    ],
)
def test_who_has_a_network_of_addresses_is_counted_once(
    monkeypatch: pytest.MonkeyPatch, address: str, counted: str
) -> None:
    monkeypatch.setenv("TRUSTED_PROXY_HOPS", "0")
    assert client_address(request(address)) == counted


def test_without_a_proxy_and_header_the_connection_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTED_PROXY_HOPS", "0")
    assert client_address(request(None)) == "10.0.0.1"
