"""The site's proxy over real sockets, before a server that says what reached it."""

import asyncio
import gzip
import json
import socket
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from aiohttp import web

from local import proxy
from local.guard import KEY_HEADER
from local.proxy import create_application
from tests.conftest import free_port

PAGE = b"<!doctype html>" * 400


class Upstream(BaseHTTPRequestHandler):
    """Stands where the emulator is: tells what came, serves a page, or ends without an answer."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/silent":
            self.close_connection = True
            return
        told = {"path": self.path, "method": self.command, "body": body.decode("latin-1")}
        page = self.path == "/page"
        answer = PAGE if page else json.dumps({**told, "headers": self.headers.items()}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if page else "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.send_header("Set-Cookie", "a=1")
        self.send_header("Set-Cookie", "b=2")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer)

    do_HEAD = do_POST = do_PATCH = do_GET  # noqa: N815 - as the library calls them

    def log_message(self, *arguments: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def upstream() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def serve(application: web.Application) -> Iterator[int]:
    """Serves in a thread of its own; gives the port."""
    loop, port = asyncio.new_event_loop(), free_port()
    runner = web.AppRunner(application)

    async def start() -> None:
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()

    loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield port
    asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture(scope="module")
def port(upstream: int) -> Iterator[int]:
    address = f"http://127.0.0.1:{upstream}"
    hosts = ("e1.cloudfront.localhost", "api.localhost")
    yield from serve(create_application(address, *hosts, names=["scoring.lan"], key="the-key"))


@pytest.fixture(scope="module")
def orphan() -> Iterator[int]:
    """A proxy whose emulator is not there."""
    yield from serve(create_application(f"http://127.0.0.1:{free_port()}", "site", "api"))


def ask(
    port: int, method: str, target: str, body: bytes | None = None, **headers: str
) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest(method, target, skip_host="Host" in headers, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


def told(port: int, method: str, target: str, body: bytes | None = None, **headers: str) -> Any:
    """Returns what reached the emulator."""
    answer, content = ask(port, method, target, body, **headers)
    assert answer.status == 200, content
    arrived = json.loads(content)
    return arrived | {"headers": {name.lower(): value for name, value in arrived["headers"]}}


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", ""]
)
def test_a_foreign_host_is_refused_with_what_to_do(port: int, host: str) -> None:
    for target in ("/demo.json", "/api/health"):
        answer, content = ask(port, "GET", target, Host=host)
        assert answer.status == 403
        assert "make up SITE_NAMES=name" in json.loads(content)["detail"]


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1", "[::1]:8080", "Scoring.LAN:8080"])
def test_own_and_given_names_are_served(port: int, host: str) -> None:
    assert (
        told(port, "GET", "/demo.json", Host=host)["headers"]["host"] == "e1.cloudfront.localhost"
    )
    assert told(port, "GET", "/api/health", Host=host)["headers"]["host"] == "api.localhost"


def test_names_are_given_by_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_NAMES", "One.lan, two.lan")
    assert proxy.given_names() == {"one.lan", "two.lan"}


def test_of_an_absolute_target_path_and_query_go_on(port: int) -> None:
    arrived = told(port, "GET", "http://localhost/api/health?deep=true", Host="localhost")
    assert arrived["path"] == "/api/health?deep=true"
    answer, _ = ask(port, "GET", "http://evil.example/api/health", Host="localhost")
    assert answer.status == 403


def test_a_target_that_is_no_path_is_refused_with_a_sentence(port: int) -> None:
    answer, content = ask(port, "GET", "ftp://localhost/x", Host="localhost")
    assert answer.status == 400
    assert "begins with a slash" in json.loads(content)["detail"]


@pytest.mark.parametrize(
    "path",
    ["/api/a%2Fb?q=%25%20%C3%A4", "/api/../x", "/api//x", "/api/%00", "/api/x?next=http://y"],
)
def test_a_path_arrives_as_it_was_sent(port: int, path: str) -> None:
    assert told(port, "GET", path)["path"] == path


def test_a_compressed_body_arrives_as_it_was_sent(port: int) -> None:
    body = gzip.compress(b'{"flag_phone":1}')
    arrived = told(port, "PATCH", "/api/clients/17", body, Content_Encoding="gzip")
    assert arrived["body"].encode("latin-1") == body
    assert arrived["headers"]["content-length"] == str(len(body))
    assert arrived["headers"]["content-encoding"] == "gzip"


def test_a_large_body_arrives_and_a_larger_one_is_refused(port: int) -> None:
    large = b"x" * proxy.LARGEST_BODY
    assert len(told(port, "POST", "/api/x", large)["body"]) == len(large)
    answer, content = ask(port, "POST", "/api/x", large + b"x")
    assert answer.status == 413
    assert json.loads(content)["error"] == "payload_too_large"


def test_headers_of_the_connection_stay(port: int) -> None:
    arrived = told(
        *(port, "GET", "/api/x"),
        Connection="keep-alive, X-Mine",
        X_Mine="1",
        X_Other="2",
        TE="trailers",
        Expect="100-continue",
        Proxy_Authorization="Basic x",
        X_Forwarded_For="198.51.100.7",
    )["headers"]
    assert not arrived.keys() & {"x-mine", "te", "expect", "proxy-authorization", "keep-alive"}
    assert arrived["x-other"] == "2"
    assert arrived["x-forwarded-for"] == "198.51.100.7, 127.0.0.1"


def test_the_key_is_shown_whatever_the_caller_says(port: int) -> None:
    arrived = told(port, "GET", "/api/x", **{KEY_HEADER: "guessed"})
    assert arrived["headers"][KEY_HEADER] == "the-key"


def test_head_says_how_long_the_page_is(port: int) -> None:
    answer, content = ask(port, "HEAD", "/page")
    assert (answer.status, answer.headers["Content-Length"], content) == (200, str(len(PAGE)), b"")


def test_pages_are_compressed_and_answers_of_the_api_are_not(port: int) -> None:
    answer, content = ask(port, "GET", "/page", Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(content) == PAGE
    answer, _ = ask(port, "GET", "/api/x", Accept_Encoding="gzip")
    assert "Content-Encoding" not in answer.headers


def test_every_cookie_comes_back(port: int) -> None:
    answer, _ = ask(port, "GET", "/api/x")
    assert answer.headers.get_all("Set-Cookie") == ["a=1", "b=2"]


def test_an_emulator_that_is_away_is_said_in_a_sentence(orphan: int, port: int) -> None:
    for where, target in ((orphan, "/api/health"), (port, "/silent")):
        answer, content = ask(where, "POST", target, b"{}")
        assert answer.status == 502
        assert json.loads(content)["detail"] == "The emulator does not answer. See: make status"


def test_a_damaged_body_is_refused_with_a_sentence(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(
            b"POST /api/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
        )
        answer = HTTPResponse(connection)
        answer.begin()
        assert answer.status == 400
