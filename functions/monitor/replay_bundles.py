"""The bundles that are here, whole or not, and which of them a score was made by.

Those that lie in the bucket are fetched as they are and believed nothing: what they are is told by
their content.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError
from sqlalchemy import Connection

from core.models.bundle_bucket import fetch_bundle_file
from core.models.queries import get_model
from core.monitoring.replay_records import RecordedScore
from core.scores.rules.bundle_names import BundleName
from model.bundle_reader import BUNDLE, BundleError
from model.provenance import provenance_of
from model.scoring import ScoringModel, load_model

NOT_THERE = {"NoSuchKey", "AccessDenied"}  # the latter to who may not list a bucket


@dataclass(frozen=True)
class PresentBundle:
    """What lies in a folder, with the code that would use it now."""

    folder: Path

    @cached_property
    def provenance(self) -> dict[str, Any]:
        """As a score that is made by it today would name it."""
        return provenance_of(self.folder)

    @cached_property
    def model(self) -> ScoringModel | None:
        """The model, where the bundle is whole and its golden rows come out."""
        try:
            return load_model(self.folder)
        except (BundleError, ValueError, OSError):
            return None

    def is_pinned_by(self, score: RecordedScore) -> bool:
        """Says whether it is what the score was made by, to the byte."""
        return bool(self.provenance["model_sha256"] == score.model_sha256)

    def shared_files(self, score: RecordedScore) -> int:
        """Returns how many files are those that the score was made by."""
        recorded = (score.provenance or {}).get("files", {})
        return len(recorded.items() & self.provenance["files"].items())

    def stands_for(self, score: RecordedScore) -> bool:
        """Says whether it goes by the name of the score's bundle."""
        return bool(self.provenance["model_version"] == score.model_version)


def find_bundle(score: RecordedScore, present: Sequence[PresentBundle]) -> PresentBundle:
    """Returns the bundle a score was made by, else the one that is likest to it."""
    return max(
        present,
        key=lambda one: (one.is_pinned_by(score), one.stands_for(score), one.shared_files(score)),
    )


@dataclass
class Shelf:
    """The release's bundle, and those that scores name, each fetched once.

    Attributes:
        folder: where fetched ones are laid.
    """

    folder: Path
    _present: dict[str, PresentBundle | None] = field(default_factory=dict)

    def bundles_of(
        self, connection: Connection, scores: Sequence[RecordedScore]
    ) -> list[PresentBundle]:
        """Returns the bundles that these scores were made by, as far as they are here.

        Raises:
            ClientError, BotoCoreError: the bucket cannot be reached, so that nobody knows.
        """
        own = PresentBundle(BUNDLE)
        self._present.setdefault(own.provenance["model_version"], own)
        named = {score.model_version for score in scores if score.model_version}
        for version in named - self._present.keys():
            registered = get_model(connection, version)
            if registered is None:
                self._present[version] = None
            else:
                name = BundleName(version, registered.sha256, registered.files)
                self._present[version] = self._fetched(name)
        return [bundle for bundle in self._present.values() if bundle]

    def _fetched(self, name: BundleName) -> PresentBundle | None:
        folder = self.folder / name.sha256
        folder.mkdir()
        for file in name.files:
            try:
                (folder / file).write_bytes(fetch_bundle_file(name, file))
            except ClientError as error:
                if error.response["Error"]["Code"] not in NOT_THERE:
                    raise
        if not any(folder.iterdir()):
            return None
        told = {"model_version": name.version, "dated": name.dated, "sha256": dict(name.files)}
        (folder / "manifest.json").write_text(json.dumps(told))
        return PresentBundle(folder)
