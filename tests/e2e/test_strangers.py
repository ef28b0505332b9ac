"""The ports of the local stack are closed to web pages of other origins."""

import gzip
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, Playwright

from tests.e2e.browser import start_browser

# What a page can do: ask and read, send without reading, send what wants a preflight, rebind its name
ATTACKS = """async ([url, body]) => {
  const tried = {};
  const attempt = async (name, options) => {
    try {
      const answer = await fetch(url, options);
      tried[name] = `${answer.type} ${answer.status} ${(await answer.text()).slice(0, 60)}`;
    } catch (error) {
      tried[name] = "refused";
    }
  };
  await attempt("read", {});
  await attempt("blind", { method: "POST", mode: "no-cors", body });
  await attempt("write", { method: "POST", body, headers: { Authorization: "AWS4-HMAC-SHA256 Credential=test/20261125/eu-central-1/lambda/aws4_request, SignedHeaders=host, Signature=00" } });
  return tried;
}"""
ADD_ADMIN = '{"action":"add_admin","login":"mallory","first_name":"m","last_name":"m"}'


@pytest.fixture
def invocations(deployed, local_stack) -> str:
    """Where the maintenance function is invoked."""
    function = deployed.given("outputs")["MaintenanceFunctionName"]
    return f"{local_stack.emulator_url}/2015-03-31/functions/{function}/invocations"


@pytest.fixture
def evil_port(tmp_path: Path) -> Iterator[int]:
    """A page of somebody else's on this machine."""
    (tmp_path / "index.html").write_text("<!doctype html><title>evil</title>")
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture
def evil_page(playwright: Playwright) -> Iterator[Page]:
    """A browser for which evil.example leads to this machine, and which asks nobody for leave."""
    checks = "LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests"
    flags = ("--host-resolver-rules=MAP evil.example 127.0.0.1", f"--disable-features={checks}")
    with start_browser(playwright, *flags) as browser:
        yield browser.new_page()


def is_let_in(deployed) -> bool:
    """Says whether one of the attacks has made an administrator; others make their own meanwhile."""
    return bool(deployed.query("SELECT FROM users WHERE login = 'mallory'"))


def test_a_page_of_another_origin_neither_reads_nor_writes(
    deployed, local_stack, invocations, evil_page, evil_port
):
    reset = f"{local_stack.emulator_url}/_ministack/reset"
    demo = f"http://127.0.0.1:{local_stack.site_port}/demo.json"
    for origin in (f"http://evil.example:{evil_port}", f"http://127.0.0.1:{evil_port}"):
        evil_page.goto(origin)
        for url in (invocations, reset, demo):
            tried = evil_page.evaluate(ATTACKS, [url, ADD_ADMIN])
            assert tried["read"] == tried["write"] == "refused", (origin, url, tried)
            assert tried["blind"] in ("refused", "opaque 0 ")
    assert not is_let_in(deployed)
    assert deployed.is_healthy()


def test_a_name_that_was_rebound_shows_nothing(local_stack, evil_page):
    for port in (local_stack.site_port, local_stack.emulator_port):
        for path in ("demo.json", "api/health", "_ministack/health"):
            answer = evil_page.goto(f"http://evil.example:{port}/{path}")
            assert answer is not None and answer.status == 403
            assert "password" not in answer.text()


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_the_emulator_refuses_what_browsers_send(deployed, local_stack, invocations, headers):
    for method, url in (
        ("POST", invocations),
        ("POST", f"{local_stack.emulator_url}/_ministack/reset"),
        ("OPTIONS", invocations),
        ("GET", f"{local_stack.emulator_url}/_ministack/health"),
        ("GET", deployed.given("api_url") + "/health"),
    ):
        answer = httpx.request(method, url, content=ADD_ADMIN, headers=headers)
        assert answer.status_code == 403
        assert not [name for name in answer.headers if name.startswith("access-control")]
    assert not is_let_in(deployed)
    assert deployed.is_healthy()


def test_the_proxy_serves_own_names_only(deployed, local_stack):
    port = local_stack.site_port
    for host, status in (
        ("localhost", 200),
        (f"127.0.0.1:{port}", 200),
        ("[::1]", 200),
        ("evil.example", 403),
        (f"evil.example:{port}", 403),
    ):
        assert deployed.get("demo.json", headers={"Host": host}).status_code == status
        assert deployed.get("api/health", headers={"Host": host}).status_code == status


def test_a_compressed_body_reaches_the_api(deployed):
    answer = httpx.post(
        f"{deployed.site_url}api/auth/login",
        content=gzip.compress(b'{"login":"a","password":"b"}'),
        headers={"Content-Type": "application/json", "Content-Encoding": "gzip"},
    )
    assert (
        400 <= answer.status_code < 500
    )  # the API reads no compressed bodies, and says so at once
