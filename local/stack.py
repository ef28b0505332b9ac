"""One local stack: its name, its folder, its ports, and what it remembers between commands."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.errors import StackError

ROOT = Path(__file__).parent.parent
BUILD = ROOT / ".aws-sam" / "build"
LOCAL = ROOT / ".local"
TOOLS = LOCAL / "tools"
REGION = "eu-central-1"
DEFAULT_PORTS = {"site": 8080, "emulator": 4566, "database": 54329}
LAST_PORT = 65_535


@dataclass(frozen=True)
class Stack:
    """A stack's name, folder and addresses; several run side by side, tests on their own."""

    name: str
    folder: Path
    site_port: int
    emulator_port: int
    database_port: int
    emulator_host: str = "127.0.0.1"
    database_host: str = "127.0.0.1"

    @property
    def emulator_url(self) -> str:
        return f"http://{self.emulator_host}:{self.emulator_port}"

    @property
    def site_url(self) -> str:
        return f"http://localhost:{self.site_port}"

    @property
    def ports(self) -> dict[str, int]:
        return {
            "site": self.site_port,
            "emulator": self.emulator_port,
            "database": self.database_port,
        }

    @property
    def description(self) -> Path:
        """The file that tells people and tests where everything is."""
        return self.folder / "stack.json"

    @property
    def temporary(self) -> Path:
        """The emulator's temporary files; it never removes them, `down` does."""
        return self.folder / "tmp"

    def log(self, process: str) -> Path:
        return self.folder / "logs" / f"{process}.log"

    def secret(self, name: str) -> str:
        """Returns a random secret of this stack, made once and readable by its owner only."""
        path = self.folder / "secrets" / name
        if not path.exists():
            write_private(path, secrets.token_urlsafe(18))
        return path.read_text()

    def recall(self, name: str) -> Any:
        """Returns what ``remember`` kept, or None."""
        path = self.folder / "state" / f"{name}.json"
        return json.loads(path.read_text()) if path.exists() else None

    def remember(self, name: str, value: Any) -> None:
        write_private(self.folder / "state" / f"{name}.json", json.dumps(value))

    def forget(self, name: str) -> None:
        (self.folder / "state" / f"{name}.json").unlink(missing_ok=True)


def named_stack() -> Stack:
    """Returns the stack that the environment names; without it the one at the default ports.

    ``STACK`` names it; ``SITE_PORT``, ``EMULATOR_PORT`` and ``DATABASE_PORT`` move it, and a stack
    remembers where it was moved to.
    """
    name = os.environ.get("STACK", "")
    folder = LOCAL / name if name else LOCAL
    remembered = Stack(name or "default", folder, 0, 0, 0).recall("ports") or {}
    ports = {
        key: given_port(f"{key.upper()}_PORT", remembered.get(key, default))
        for key, default in DEFAULT_PORTS.items()
    }
    return Stack(
        name=name or "default",
        folder=folder,
        site_port=ports["site"],
        emulator_port=ports["emulator"],
        database_port=ports["database"],
    )


def given_port(variable: str, default: int) -> int:
    """Returns the port that a variable of the environment names.

    Raises:
        StackError: it is no port.
    """
    given = os.environ.get(variable) or str(default)
    if not (given.isascii() and given.isdigit() and 1 <= int(given) <= LAST_PORT):
        raise StackError(f"{variable}={given} is no port. Give a number from 1024 to {LAST_PORT}.")
    return int(given)


def write_private(path: Path, content: str) -> None:
    """Writes a file that only its owner may read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(content)
