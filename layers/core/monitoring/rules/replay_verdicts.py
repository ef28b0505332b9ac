"""What a replay says: whether a recorded score comes out again, and if not, what has changed.

Each step of a score is judged by itself, from what was recorded before it to what was recorded
after it, so that the step which does not hold is the one that is named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class ReplayVerdict(StrEnum):
    """What came of a replay."""

    IDENTICAL = "identical"
    DIFFERS = "differs"
    ARTIFACT_MISSING = "artifact_missing"
    CODE_DIFFERS = "code_differs"


class Part(StrEnum):
    """What a score comes of."""

    ARTIFACT = "artifact"
    CALIBRATION = "calibration"
    POLICY = "policy"
    FEATURE_CODE = "feature_code"
    FEATURES = "features"
    REASON_CODES = "reason_codes"
    MASTER_SCALE = "master_scale"


CODE = {
    "feature_code_sha256": Part.FEATURE_CODE,
    "calibration_code_sha256": Part.CALIBRATION,
    "reason_code_sha256": Part.REASON_CODES,
}
DESCRIPTIONS = "models.json"
_TOLD_APART = {"calibrator": Part.CALIBRATION, "codes": Part.REASON_CODES}


@dataclass
class Findings:
    """What does not hold of a score.

    Attributes:
        missing: parts that are not there any more, so that nothing can be said of them.
        broken: parts that give something else than was recorded, or are not what was recorded.
        other_code: parts whose code is another one now, whatever it gives.
        unchecked: parts of which too little was recorded.
        rebuilt: features that the present code builds otherwise of what was known then; None where
            they were not or could not be built again.
        difference: the probability made again, less the recorded one; None where it cannot be.
        files: of the bundle, those that are not as they were.
    """

    missing: set[Part] = field(default_factory=set)
    broken: set[Part] = field(default_factory=set)
    other_code: set[Part] = field(default_factory=set)
    unchecked: set[Part] = field(default_factory=set)
    rebuilt: list[str] | None = None
    difference: float | None = None
    files: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> ReplayVerdict:
        """The gravest that holds."""
        if self.missing:
            return ReplayVerdict.ARTIFACT_MISSING
        if self.broken:
            return ReplayVerdict.DIFFERS
        return ReplayVerdict.CODE_DIFFERS if self.other_code else ReplayVerdict.IDENTICAL

    @property
    def parts(self) -> list[Part]:
        """What is to blame, in the order of a score's making."""
        found = self.missing | self.broken | self.other_code
        return [part for part in Part if part in found]

    @property
    def is_alarming(self) -> bool:
        """Whether somebody has to look: a bundle that was taken away or newer code explain more."""
        return bool(self.broken) or bool(self.rebuilt)

    @property
    def details(self) -> dict[str, Any]:
        """What else is told; it holds no value of anybody's."""
        return {
            "missing": sorted(self.missing),
            "unchecked": sorted(self.unchecked),
            "files": self.files,
            "rebuilt": self.rebuilt,
        }


def compare_artifacts(
    recorded: Mapping[str, Any], present: Mapping[str, Any]
) -> tuple[list[str], set[Part]]:
    """Returns the files of a bundle that are not as recorded, and the parts that they are.

    Args:
        recorded, present: provenances.
    """
    names = recorded["files"].keys() | present["files"].keys()
    files = sorted(n for n in names if recorded["files"].get(n) != present["files"].get(n))
    parts = {Part.ARTIFACT} if set(files) - {DESCRIPTIONS} else set()
    if DESCRIPTIONS in files:
        parts |= _compare_descriptions(recorded["models"], present["models"])
    return files, parts


def _compare_descriptions(
    recorded: Mapping[str, Mapping[str, Any]], present: Mapping[str, Mapping[str, Any]]
) -> set[Part]:
    differing = {
        key
        for name, description in recorded.items()
        for key, value in description.items()
        if present.get(name, {}).get(key) != value
    }
    return {_TOLD_APART.get(key, Part.ARTIFACT) for key in differing} or {Part.ARTIFACT}


def compare_code(recorded: Mapping[str, Any], present: Mapping[str, Any]) -> set[Part]:
    """Returns the parts whose code is another one than recorded."""
    return {part for key, part in CODE.items() if recorded[key] != present[key]}
