"""The running stack, as a benchmark sees it."""

import json
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from local import emulator
from local.errors import StackError
from local.stack import Stack


@dataclass(frozen=True)
class Target:
    """What stack.json says."""

    stack: Stack
    site_url: str
    api_url: str
    database_url: str
    users: dict[str, dict[str, str]]
    outputs: dict[str, str]

    def client(self, role: str) -> httpx.Client:
        """Returns an HTTP client that is logged in."""
        client = httpx.Client(base_url=self.site_url, timeout=60)
        user = self.users[role]
        credentials = {"login": user["login"], "password": user["password"]}
        client.post("/api/auth/login", json=credentials).raise_for_status()
        return client

    @property
    def database_secret(self) -> str:
        """The database as a secret tells it to a function, of its owner."""
        url = urlsplit(self.database_url)
        told = {"host": url.hostname, "port": url.port, "dbname": url.path.lstrip("/")}
        return json.dumps({**told, "username": url.username, "password": url.password})

    def aws(self, service: str) -> Any:
        """Returns a client of an AWS service on the stack's emulator."""
        return emulator.aws(self.stack, service)


def running(stack: Stack) -> Target:
    """Returns the running stack.

    Raises:
        StackError: it does not run.
    """
    if not stack.description.exists():
        raise StackError("The stack does not run. Start it with: make up")
    description = json.loads(stack.description.read_text())
    return Target(
        stack=stack,
        site_url=description["site_url"],
        api_url=description["api_url"],
        database_url=description["database_url"],
        users={user["role"]: user for user in description["users"]},
        outputs=description["outputs"],
    )


def free_port() -> int:
    """Returns a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
