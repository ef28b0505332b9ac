"""Bundles side by side: the release's in the layer, others fetched, verified and kept a while."""

import json
import shutil
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir

from core.scores.rules.bundle_names import BundleName
from model.bundle_reader import BUNDLE, FILES, BundleError, hash_file
from model.scoring import ScoringModel, load_model

MOST_KEPT = 5  # the champion, its challengers, and the one before
FETCHED = "bundles"
MANIFEST = "manifest.json"
Fetch = Callable[[BundleName, str], bytes]


@dataclass
class BundleStore:
    """Models that were asked for, the one asked for last at the end; each was verified once.

    Attributes:
        fetch: returns the content of a file of a bundle that is not in the layer.
    """

    fetch: Fetch
    folder: Path = field(default_factory=lambda: Path(gettempdir()) / FETCHED)
    _kept: OrderedDict[str, ScoringModel] = field(default_factory=OrderedDict)

    def model(self, name: BundleName) -> ScoringModel:
        """Returns the model of a bundle, which is what its registered name says.

        Raises:
            BundleError: a file is missing or another one, or it does not score its golden rows.
        """
        if name.sha256 not in self._kept:
            self._kept[name.sha256] = self._load(name)
            if len(self._kept) > MOST_KEPT:
                self._forget()
        self._kept.move_to_end(name.sha256)
        return self._kept[name.sha256]

    def _load(self, name: BundleName) -> ScoringModel:
        folder = BUNDLE if _lies_in(BUNDLE, name) else self._fetched(name)
        model = load_model(folder)
        if (model.version, model.sha256) != (name.version, name.sha256):
            raise BundleError(f"{folder.name}: the bundle is {model.version}, not {name.version}.")
        return model

    def _fetched(self, name: BundleName) -> Path:
        """Returns the folder of a bundle's files, each of which is the registered one."""
        if set(name.files) != set(FILES):
            raise BundleError(f"{name.version} has other files than a bundle of this code.")
        folder = self.folder / name.sha256
        folder.mkdir(parents=True, exist_ok=True)
        for file, expected in name.files.items():
            path = folder / file
            if not path.is_file() or hash_file(path) != expected:
                path.write_bytes(self._verified(name, file, expected))
        told = {"model_version": name.version, "dated": name.dated, "sha256": dict(name.files)}
        (folder / MANIFEST).write_text(json.dumps(told))
        return folder

    def _verified(self, name: BundleName, file: str, expected: str) -> bytes:
        try:
            content = self.fetch(name, file)
        except Exception as error:
            fault = type(error).__name__
            raise BundleError(f"{name.version}: {file} cannot be fetched ({fault}).") from error
        if sha256(content).hexdigest() != expected:
            raise BundleError(f"{name.version}: {file} is not the file that was registered.")
        return content

    def _forget(self) -> None:
        """Drops the model that was asked for longest ago, and its files where they were fetched."""
        oldest, _ = self._kept.popitem(last=False)
        shutil.rmtree(self.folder / oldest, ignore_errors=True)


def _lies_in(folder: Path, name: BundleName) -> bool:
    """Says whether a folder holds the bundle of this name; its files are verified when read."""
    try:
        told = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and told.get("model_version") == name.version
