"""The running stack, as a benchmark sees it."""

import json
from dataclasses import dataclass
from typing import Any

import boto3
import httpx
from botocore.config import Config

from local.emulator import CREDENTIALS
from local.errors import StackError
from local.stack import REGION, Stack


@dataclass(frozen=True)
class Target:
    """What stack.json says."""

    site_url: str
    database_url: str
    emulator_url: str
    users: dict[str, dict[str, str]]
    outputs: dict[str, str]

    def client(self, role: str) -> httpx.Client:
        """Returns an HTTP client that is logged in."""
        client = httpx.Client(base_url=self.site_url, timeout=60)
        user = self.users[role]
        credentials = {"login": user["login"], "password": user["password"]}
        client.post("/api/auth/login", json=credentials).raise_for_status()
        return client

    def aws(self, service: str, config: Config | None = None) -> Any:
        """Returns a client of an AWS service on the stack's emulator."""
        connect: Any = boto3.client
        return connect(
            service,
            endpoint_url=self.emulator_url,
            region_name=REGION,
            aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
            config=config,
        )


def running(stack: Stack) -> Target:
    """Returns the running stack.

    Raises:
        StackError: it does not run.
    """
    if not stack.description.exists():
        raise StackError("The stack does not run. Start it with: make up")
    description = json.loads(stack.description.read_text())
    return Target(
        site_url=description["site_url"],
        database_url=description["database_url"],
        emulator_url=description["emulator_url"],
        users={user["role"]: user for user in description["users"]},
        outputs=description["outputs"],
    )
