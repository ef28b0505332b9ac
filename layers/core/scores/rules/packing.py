"""Scores of a portfolio, packed: what many have alike is said once, a score names only its values.

Of one kind are all scores by one model and one policy whose features and reason codes have the same
names. Packed and unpacked again, a score is what it was, to the last digit and in the same order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import copysign
from typing import Any

from core.kit.versions import hash_content
from core.scores.rules.vocabulary import Direction

_NOT_EXACT = 2**53  # from here on not every whole number is a float


@dataclass(frozen=True)
class ScoreKind:
    """What scores have alike.

    Attributes:
        model, model_version, model_sha256: null of who has defaulted: no model was asked.
        provenance_id: what they come of besides.
        feature_names: in the order of a score's values.
        decimals: those of them that are floats: 2.0 is packed as 2, and comes back as 2.0.
        codes: of the contributions, likewise.
    """

    model: str | None
    model_version: str | None
    model_sha256: str | None
    policy_version: str | None
    policy_sha256: str | None
    provenance_id: int | None
    feature_names: tuple[str, ...]
    decimals: tuple[str, ...]
    codes: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """What tells one kind from another."""
        return hash_content(asdict(self))


@dataclass(frozen=True)
class PackedScore:
    """The values of a score.

    Attributes:
        reasons: each the place of its code among the contributions, or, where that does not say
            all of it, as with a rule's, the reason itself.
    """

    features: list[Any] | None
    contributions: list[float] | None
    reasons: list[Any] | None


def pack(
    kind: ScoreKind,
    features: Mapping[str, Any],
    contributions: Mapping[str, float] | None,
    reasons: Sequence[Mapping[str, Any]],
) -> PackedScore:
    """Returns what is left of a score when its kind is known."""
    known = contributions or {}
    places = {code: place for place, code in enumerate(kind.codes)}
    return PackedScore(
        [
            _whole(value) if type(value) is float and not value % 1 else value
            for value in map(features.__getitem__, kind.feature_names)
        ],
        None if contributions is None else [known[code] for code in kind.codes],
        [places[one["code"]] if _follows(one, known.get(one["code"])) else one for one in reasons],
    )


def unpack(kind: ScoreKind, packed: PackedScore) -> dict[str, Any]:
    """Returns features, contributions and reasons as they were; none of what was not read."""
    told: dict[str, Any] = {}
    if packed.features is not None:
        told["features"] = dict(zip(kind.feature_names, packed.features, strict=True))
        told["features"] |= {name: float(told["features"][name]) for name in kind.decimals}
    if packed.contributions is not None:
        told["contributions"] = dict(zip(kind.codes, packed.contributions, strict=True))
    if packed.reasons is not None:
        known = packed.contributions or []
        told["reasons"] = [
            _reason(kind.codes[one], known[one]) if isinstance(one, int) else one
            for one in packed.reasons
        ]
    return told


def _follows(reason: Mapping[str, Any], contribution: float | None) -> bool:
    """Says whether a reason is what a model makes of a contribution, also in its type."""
    return (
        contribution is not None
        and reason == _reason(reason["code"], contribution)
        and type(reason["contribution"]) is type(contribution)
    )


def _whole(value: float) -> int | float:
    """Returns the whole number that becomes this float again; minus zero has none."""
    if abs(value) >= _NOT_EXACT or (value == 0 and copysign(1, value) < 0):
        return value
    return int(value)


def _reason(code: str, contribution: float) -> dict[str, Any]:
    """Returns a reason as a model gives it: what raises the risk is above zero."""
    direction = Direction.RAISES_RISK if contribution > 0 else Direction.LOWERS_RISK
    return {"code": code, "direction": direction, "contribution": contribution}
