"""Fixtures that more than one suite needs."""

import os
import secrets
import socket
from collections.abc import Iterator

import pytest

from local import postgres, postgres_place

# Logger, tracer and metrics read these when the handlers are imported.
os.environ.update(
    POWERTOOLS_SERVICE_NAME="test",
    POWERTOOLS_METRICS_NAMESPACE="test",
    POWERTOOLS_TRACE_DISABLED="true",
)


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty database on a PostgreSQL of its own."""
    data, port, password = tmp_path_factory.mktemp("postgres"), free_port(), secrets.token_hex()
    postgres.start_server(data, port, password)
    yield postgres.server_url(port, password)
    postgres.stop_server(data)
    postgres_place.remove(data)
