"""Fixtures that more than one suite needs."""

import os
import secrets
import socket
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from local import postgres, postgres_place

# Logger and metrics read these when the handlers are imported.
os.environ.update(
    POWERTOOLS_SERVICE_NAME="test",
    POWERTOOLS_METRICS_NAMESPACE="test",
)


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def postgres_folder() -> Iterator[Path]:
    """A folder for databases.

    It is none of pytest's, which shuts the others out of its folder whenever it starts anywhere:
    where root runs the tests, PostgreSQL runs as somebody else.
    """
    with TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="session")
def database_url(postgres_folder: Path) -> Iterator[str]:
    """An empty database on a PostgreSQL of its own."""
    data, port, password = postgres_folder / "suite", free_port(), secrets.token_hex()
    postgres.start_server(data, port, password)
    yield postgres.server_url(port, password)
    postgres.stop_server(data)
    postgres_place.remove(data)
