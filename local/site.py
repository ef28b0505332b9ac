"""Builds the static site and puts it into its bucket."""

import hashlib
import json
import mimetypes
import os
import shutil
import subprocess
from pathlib import Path

from local import emulator
from local.errors import StackError
from local.stack import LOCAL, ROOT, TOOLS, Stack
from local.surroundings import fetching_environment

FRONTEND = ROOT / "frontend"
BUILT = FRONTEND / "dist"
NOT_SOURCES = frozenset({"node_modules", "dist"})
FOR_EVER = "public, max-age=31536000, immutable"  # the name holds the hash of the content
NEVER = "no-cache"


def build() -> bool:
    """Builds the site if anything changed; says whether it did.

    Raises:
        StackError: there is no Node.js, or the build failed.
    """
    sources = _identity(_sources())
    remembered = LOCAL / "site-fingerprint"
    if BUILT.exists() and remembered.exists() and remembered.read_text() == sources:
        return False
    remembered.unlink(missing_ok=True)
    install_packages()
    _npm("run", "build")
    remembered.write_text(sources)
    return True


def install_packages(*, development: bool = False) -> None:
    """Installs what the site is built with, and for developers what it is tested with."""
    lock = _identity([FRONTEND / "package-lock.json"])
    installed = FRONTEND / "node_modules" / ".installed"
    present = installed.read_text().split() if installed.exists() else []
    if lock in present and ("development" in present or not development):
        return
    _npm("ci", *([] if development else ["--omit=dev"]))
    installed.write_text(f"{lock} {'development' if development else ''}")


def upload(stack: Stack, bucket: str) -> None:
    """Uploads the built site with the demo logins; the page that names the others goes last."""
    s3 = emulator.aws(stack, "s3")
    files = sorted(path for path in BUILT.rglob("*") if path.is_file())
    for path in sorted(files, key=lambda path: path.name == "index.html"):
        key = str(path.relative_to(BUILT))
        kind, _ = mimetypes.guess_type(path.name)
        s3.put_object(
            Bucket=bucket,
            Key=key,
            Body=_demo_logins(stack) if key == "demo.json" else path.read_bytes(),
            ContentType=kind or "application/octet-stream",
            CacheControl=FOR_EVER if key.startswith("assets/") else NEVER,
        )


def _demo_logins(stack: Stack) -> bytes:
    users = json.loads(stack.description.read_text())["users"]
    return json.dumps(users, ensure_ascii=False).encode()


def _sources() -> list[Path]:
    return [
        path
        for path in sorted(FRONTEND.rglob("*"))
        if path.is_file() and not NOT_SOURCES & set(path.relative_to(FRONTEND).parts)
    ]


def _identity(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(str(path.relative_to(FRONTEND)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def find_program(name: str) -> str:
    """Returns the path of a program of Node.js.

    Raises:
        StackError: there is no Node.js.
    """
    program = shutil.which(name, path=_search_path())
    if program is None:
        raise StackError("Node.js is needed to build the site. Run: make install")
    return program


def _search_path() -> str:
    # The folder of our own Node.js is there only where the machine has none that is new enough
    return f"{TOOLS / 'node' / 'bin'}{os.pathsep}{os.environ['PATH']}"


def _npm(*arguments: str) -> None:
    npm = find_program("npm")
    log = LOCAL / "logs" / "site-build.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        finished = subprocess.run(
            [npm, *arguments],
            cwd=FRONTEND,
            env=fetching_environment(PATH=_search_path()),
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if finished.returncode:
        said = log.read_text(errors="replace").strip().splitlines()[-12:]
        raise StackError("\n".join([f"npm {' '.join(arguments)} failed:", *said, f"See {log}."]))
