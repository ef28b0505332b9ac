"""A loopback proxy that gives the CloudFront distribution an address every program can resolve.

The emulator serves a distribution by host name (``<id>.cloudfront.localhost``), which browsers
resolve and most other programs do not. As CloudFront does, the proxy appends the address of the
viewer to X-Forwarded-For, and compresses what the site's cache behaviour lets it compress.
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


def create_application(emulator_port: int, distribution_host: str) -> web.Application:
    """Builds the proxy for one distribution."""

    async def forward(request: web.Request) -> web.Response:
        headers = {
            name: value for name, value in request.headers.items() if name.lower() not in HOP_BY_HOP
        }
        seen = request.headers.get("X-Forwarded-For")
        viewer = request.remote or "unknown"
        headers["X-Forwarded-For"] = f"{seen}, {viewer}" if seen else viewer
        headers["Host"] = f"{distribution_host}:{emulator_port}"
        async with request.app[UPSTREAM].request(
            request.method,
            f"http://127.0.0.1:{emulator_port}{request.raw_path}",
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
    is_site = not request.path.startswith("/api/")
    return accepted and is_site and response.content_type in COMPRESSED


def main() -> None:
    """Serves until it is told to stop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--emulator-port", type=int, required=True)
    parser.add_argument("--distribution-host", required=True)
    arguments = parser.parse_args()
    application = create_application(arguments.emulator_port, arguments.distribution_host)
    web.run_app(application, host="127.0.0.1", port=arguments.port, print=None)


if __name__ == "__main__":
    main()
