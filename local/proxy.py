"""A proxy that gives the site and its API one address that every program can resolve.

Emulators tell what they serve by host name: the embedded one a CloudFront distribution
(``<id>.cloudfront.net``) for both, LocalStack, which has no CloudFront, an S3 website and a
Function URL. As CloudFront does, the proxy appends the address of the viewer to X-Forwarded-For,
and compresses what the site's cache behaviour lets it compress. It answers under this machine's own
names only: under any other name a page of somebody else's could read what it serves.
"""

import argparse
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from io import BytesIO
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector, web
from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

from local.file_paths import PREFIX, bucket_path
from local.guard import KEY_HEADER, KEY_VARIABLE
from local.visitors import is_own

NAMES_VARIABLE = "SITE_NAMES"
LARGEST_BODY = 10 * 2**20  # as at API Gateway
# RFC 9110, 7.6.1; the others are the proxy's own business
NOT_FORWARDED = frozenset(
    "connection proxy-connection keep-alive transfer-encoding upgrade te trailer host expect"
    " proxy-authorization proxy-authenticate content-length".split()
)
COMPRESSED = frozenset(
    ("text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml")
)
UNKNOWN_HOST = (
    "This address is not the site's. Open it as localhost, or name this one when the stack is"
    f" brought up: make up {NAMES_VARIABLE}=name"
)
UPSTREAM = web.AppKey("upstream", ClientSession)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def create_application(
    upstream: str, site_host: str, api_host: str, *, names: Iterable[str] = (), key: str = ""
) -> web.Application:
    """Builds the proxy to an emulator that serves the site and the API under these hosts.

    Args:
        upstream: the emulator's address.
        site_host: the Host header for the site.
        api_host: the same for the API.
        names: under which the proxy answers, beside those of the loopback interface.
        key: what the emulator's guard lets pass.
    """

    @web.middleware  # before any routing, so that nothing is answered without it
    async def forward(request: web.Request, handler: Handler) -> web.StreamResponse:
        path, *hosts = _target(request.raw_path)
        if not all(is_own(host, names) for host in [request.headers.get("Host", ""), *hosts]):
            return _refuse(403, "forbidden", UNKNOWN_HOST)
        if not path.startswith("/"):
            return _refuse(400, "http_error", "Ask for a path that begins with a slash.")
        if path.startswith(PREFIX):
            return await _pass_file(request, upstream, key)
        headers = _headers(request)
        headers["Host"] = api_host if _is_api(path) else site_host
        headers[KEY_HEADER] = key
        return await _ask(request, URL(upstream + path, encoded=True), headers)

    application = web.Application(
        client_max_size=LARGEST_BODY,
        middlewares=[forward],
        handler_args={"auto_decompress": False},  # the body goes on as it came
    )
    application.cleanup_ctx.append(_connection)
    return application


async def _connection(application: web.Application) -> AsyncIterator[None]:
    application[UPSTREAM] = ClientSession(
        connector=TCPConnector(limit=0),
        cookie_jar=DummyCookieJar(),
        timeout=ClientTimeout(total=60),
        auto_decompress=False,
    )
    yield
    await application[UPSTREAM].close()


async def _pass_file(request: web.Request, upstream: str, key: str) -> web.StreamResponse:
    """Passes a file to or from the bucket; a body goes on as it comes, whatever its length."""
    path = bucket_path(request.method, request.raw_path, request.headers)
    if path is None:
        return _refuse(
            403, "forbidden", "Files are sent and fetched by the addresses of an import."
        )
    length = request.headers.get("Content-Length", "0")
    headers = CIMultiDict({KEY_HEADER: key, "Content-Length": length})
    for name in ("Content-Type", "X-Amz-Checksum-Sha256"):
        if name in request.headers:
            headers[name] = request.headers[name]
    body = request.content if request.method == "PUT" else None
    try:
        async with request.app[UPSTREAM].request(
            request.method, URL(upstream + path, encoded=True), headers=headers, data=body
        ) as answer:
            response = web.Response(status=answer.status, body=await answer.read())
            _copy_headers(answer.headers, response, bodiless=request.method == "HEAD")
    except (ClientError, OSError):
        return _refuse(502, "unavailable", "The emulator does not answer. See: make status")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


async def _ask(request: web.Request, url: URL, headers: CIMultiDict[str]) -> web.StreamResponse:
    """Asks the emulator; what goes wrong on the way has a sentence."""
    try:
        body = BytesIO(read) if (read := await request.read()) else None
        async with request.app[UPSTREAM].request(
            request.method, url, headers=headers, data=body, allow_redirects=False
        ) as answer:
            response = web.Response(status=answer.status, body=await answer.read())
            _copy_headers(answer.headers, response, bodiless=request.method == "HEAD")
    except web.HTTPRequestEntityTooLarge:
        return _refuse(413, "payload_too_large", f"Send at most {LARGEST_BODY} bytes.")
    except (ValueError, web.RequestPayloadError):
        return _refuse(400, "http_error", "The headers or the body of the request are damaged.")
    except TimeoutError:
        return _refuse(504, "unavailable", "No answer within a minute. See: make logs")
    except (ClientError, OSError):
        return _refuse(502, "unavailable", "The emulator does not answer. See: make status")
    if _is_compressed(request, response):
        response.enable_compression(web.ContentCoding.gzip)
    return response


def _target(raw: str) -> list[str]:
    """Returns the path with its query, and the host of an absolute target (RFC 9112, 3.2.2)."""
    if not raw.lower().startswith(("http://", "https://")):
        return [raw]
    target = urlsplit(raw)
    path = target.path or "/"
    return [f"{path}?{target.query}" if target.query else path, target.netloc]


def _headers(request: web.Request) -> CIMultiDict[str]:
    """Returns the headers that go on, with the viewer's address among them."""
    named = request.headers.get("Connection", "").lower().replace(" ", "").split(",")
    headers = CIMultiDict(
        (name, value)
        for name, value in request.headers.items()
        if name.lower() not in NOT_FORWARDED and name.lower() not in named
    )
    viewer = request.remote or "unknown"
    seen = headers.get("X-Forwarded-For")
    headers["X-Forwarded-For"] = f"{seen}, {viewer}" if seen else viewer
    return headers


def _copy_headers(
    headers: CIMultiDictProxy[str], response: web.Response, *, bodiless: bool
) -> None:
    for name, value in headers.items():
        if name.lower() not in NOT_FORWARDED:
            response.headers.add(name, value)
    if bodiless and "Content-Length" in headers:  # of what GET would have brought
        response.headers["Content-Length"] = headers["Content-Length"]


def _refuse(status: int, error: str, detail: str) -> web.Response:
    """An error of the proxy's own, in the body that the API's errors have."""
    return web.json_response({"error": error, "detail": detail, "request_id": ""}, status=status)


def _is_compressed(request: web.Request, response: web.Response) -> bool:
    return (
        "gzip" in request.headers.get("Accept-Encoding", "")
        and "Content-Encoding" not in response.headers
        and request.method != "HEAD"
        and response.content_type in COMPRESSED
        and not _is_api(request.raw_path)
    )


def _is_api(path: str) -> bool:
    return path.startswith("/api/")


def given_names() -> frozenset[str]:
    """Returns the names that ``SITE_NAMES`` adds, separated by commas or blanks."""
    return frozenset(os.environ.get(NAMES_VARIABLE, "").lower().replace(",", " ").split())


def serve(application: web.Application, host: str, port: int) -> None:
    """Serves until it is told to stop."""
    web.run_app(application, host=host, port=port, print=None)


def main() -> None:
    """Serves an emulator on the loopback interface; its key comes from the environment."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--upstream", required=True)
    parser.add_argument("--site-host", required=True)
    parser.add_argument("--api-host", required=True)
    arguments = parser.parse_args()
    application = create_application(
        arguments.upstream,
        arguments.site_host,
        arguments.api_host,
        names=given_names(),
        key=os.environ[KEY_VARIABLE],
    )
    serve(application, "127.0.0.1", arguments.port)


if __name__ == "__main__":
    main()
