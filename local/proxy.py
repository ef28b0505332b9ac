"""A proxy that gives the site and its API one address that every program can resolve.

Emulators tell what they serve by host name: the embedded one a CloudFront distribution
(``<id>.cloudfront.localhost``) for both, LocalStack, which has no CloudFront, an S3 website and a
Function URL. As CloudFront does, the proxy appends the address of the viewer to X-Forwarded-For,
and compresses what the site's cache behaviour lets it compress.
"""

import argparse

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector, web

HOP_BY_HOP = frozenset(
    ("connection", "keep-alive", "transfer-encoding", "upgrade", "te", "trailer", "host")
)
COMPRESSED = frozenset(
    ("text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml")
)
UPSTREAM = web.AppKey("upstream", ClientSession)


def create_application(upstream: str, site_host: str, api_host: str) -> web.Application:
    """Builds the proxy to an emulator that serves the site and the API under these names."""

    async def forward(request: web.Request) -> web.Response:
        headers = {
            name: value for name, value in request.headers.items() if name.lower() not in HOP_BY_HOP
        }
        seen = request.headers.get("X-Forwarded-For")
        viewer = request.remote or "unknown"
        headers["X-Forwarded-For"] = f"{seen}, {viewer}" if seen else viewer
        headers["Host"] = api_host if _is_api(request) else site_host
        async with request.app[UPSTREAM].request(
            request.method,
            f"{upstream}{request.raw_path}",
            headers=headers,
            data=await request.read(),
            allow_redirects=False,
        ) as answer:
            response = web.Response(status=answer.status, body=await answer.read())
            for name, value in answer.headers.items():
                if name.lower() not in HOP_BY_HOP | {"content-length", "content-encoding"}:
                    response.headers.add(name, value)
            if _is_compressed(request, response):
                response.enable_compression(web.ContentCoding.gzip)
            return response

    async def connect(application: web.Application) -> None:
        application[UPSTREAM] = ClientSession(
            connector=TCPConnector(limit=0),
            cookie_jar=DummyCookieJar(),
            timeout=ClientTimeout(total=60),
        )

    async def disconnect(application: web.Application) -> None:
        await application[UPSTREAM].close()

    application = web.Application(client_max_size=10 * 2**20)
    application.on_startup.append(connect)
    application.on_cleanup.append(disconnect)
    application.router.add_route("*", "/{path:.*}", forward)
    return application


def _is_compressed(request: web.Request, response: web.Response) -> bool:
    accepted = "gzip" in request.headers.get("Accept-Encoding", "")
    return accepted and not _is_api(request) and response.content_type in COMPRESSED


def _is_api(request: web.Request) -> bool:
    return request.path.startswith("/api/")


def serve(application: web.Application, host: str, port: int) -> None:
    """Serves until it is told to stop."""
    web.run_app(application, host=host, port=port, print=None)


def main() -> None:
    """Serves an emulator on the loopback interface."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--upstream", required=True)
    parser.add_argument("--site-host", required=True)
    parser.add_argument("--api-host", required=True)
    arguments = parser.parse_args()
    application = create_application(arguments.upstream, arguments.site_host, arguments.api_host)
    serve(application, "127.0.0.1", arguments.port)


if __name__ == "__main__":
    main()
