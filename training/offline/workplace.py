"""The folder of a run that scores files: what it was begun with, and what is done."""

import errno
import fcntl
import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from training.files import DataError

_BEGUN, _LOCK = "begun.json", "lock"


class Workplace:
    """What lies beside the result until it is finished."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str, part: int) -> Path:
        """Returns where a part of something lies."""
        return self.folder / f"{name}-{part:04}.arrow"

    def told(self, name: str) -> dict[str, Any] | None:
        """Returns what was kept under a name; None if that stage is not done."""
        path = self.folder / name
        kept: dict[str, Any] | None = json.loads(path.read_text()) if path.exists() else None
        return kept

    def keep(self, name: str, told: Mapping[str, Any]) -> None:
        """Keeps what a stage found, whole or not at all."""
        with written_whole(self.folder / name) as path:
            path.write_text(json.dumps(told))

    def empty(self) -> None:
        """Takes away all but what the run was begun with."""
        for path in self.folder.iterdir():
            if path.name not in (_BEGUN, _LOCK):
                path.unlink()


@contextmanager
def workplace(folder: Path, begun: Mapping[str, Any]) -> Iterator[Workplace]:
    """Gives a folder to work in: a new one, or that of the same run, which was broken off.

    Raises:
        DataError: it is of a run with something else, a run is at work in it, or there is no space.
    """
    try:
        folder.mkdir(exist_ok=True)
        with (folder / _LOCK).open("w") as lock:
            _hold(lock, folder)
            place = Workplace(folder)
            _refuse_another(place, begun)
            yield place
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        advice = "Free some, or name a folder elsewhere by --work, and give the command again."
        raise DataError(f"There is no space left for {folder}. {advice}") from error


def remove(place: Workplace) -> None:
    """Removes the folder and all that is in it."""
    shutil.rmtree(place.folder)


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Gives a name to write to; the file gets its own once it is whole."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        with suppress(FileNotFoundError):
            unfinished.unlink()


def hash_file(path: Path) -> str:
    """Returns the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hold(lock: IO[str], folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise DataError(f"Another run is at work in {folder}. Wait for its end.") from error


def _refuse_another(place: Workplace, begun: Mapping[str, Any]) -> None:
    before = place.told(_BEGUN)
    if before is None:
        place.keep(_BEGUN, begun)
        return
    other = [name for name in {**begun, **before} if begun.get(name) != before.get(name)]
    if other:
        raise DataError(
            f"{place.folder} holds a run that was broken off, with another {', '.join(other)}."
            " End it by the command that began it, or remove the folder to begin anew."
        )
