"""What changes on a fixed panel of invented people since the release before."""

from dataclasses import dataclass
from pathlib import Path

from core.decisions.rules.policy import load_policy
from core.scores.rules.master_scale import UNKNOWN_GRADE, grade_of
from core.scores.rules.vocabulary import ModelName
from model.bundle_reader import BundleError, GoldenRow, read_bundle
from model.scoring import ScoredClient, ScoringModel, to_applicants
from training.markdown import table

BUNDLE_PLACE = Path("layers/model/bundle")
POLICY_PLACE = Path("layers/core/decisions/rules/policy.json")


@dataclass(frozen=True)
class Said:
    """What a release says of one person of the panel."""

    proba: float
    grade: str
    decision: str
    reasons: tuple[str, ...]


def panel_section(now: Path, before: Path | None) -> str:
    """Returns who of the golden rows of now is told something else than before, both by this code.

    Args:
        now, before: roots of checkouts; the golden rows are those of now.
    """
    lines = ["## What changes on a fixed panel since the last release", ""]
    if before is None:
        return "\n".join([*lines, "There is no release before this one, or it was not handed in."])
    panel = read_bundle(now / BUNDLE_PLACE).golden
    told = _say(now, panel)
    try:
        known = _say(before, panel)
    except (BundleError, OSError, ValueError) as error:
        why = f"The release before cannot be scored by this code ({error}): not measured."
        return "\n".join([*lines, why])
    changed = [place for place in range(len(panel)) if told[place] != known[place]]
    lines.append(f"{len(changed)} of {len(panel)} invented people are told something else.")
    if changed:
        rows = [
            (place + 1, *_both(known[place], told[place]), *_reasons(known[place], told[place]))
            for place in changed
        ]
        header = ("person", "PD", "grade", "recommendation", "reasons gone", "new reasons")
        lines += ["", table(header, rows)]
    return "\n".join(lines)


def _say(root: Path, panel: list[GoldenRow]) -> list[Said]:
    model = ScoringModel(read_bundle(root / BUNDLE_PLACE))
    policy = load_policy(root / POLICY_PLACE)
    return [
        Said(
            scored.proba,
            _grade(scored),
            policy.decide(scored.proba),
            tuple(reason.code for reason in scored.reasons),
        )
        for scored in model.score(to_applicants(panel))
    ]


def _grade(scored: ScoredClient) -> str:
    return UNKNOWN_GRADE if scored.model is ModelName.SEGMENT else grade_of(scored.proba)


def _both(before: Said, now: Said) -> tuple[str, str, str]:
    return (
        f"{before.proba:.6f} to {now.proba:.6f}",
        _step(before.grade, now.grade),
        _step(before.decision, now.decision),
    )


def _step(before: str, now: str) -> str:
    return now if before == now else f"{before} to {now}"


def _reasons(before: Said, now: Said) -> tuple[str, str]:
    gone = [code for code in before.reasons if code not in now.reasons]
    new = [code for code in now.reasons if code not in before.reasons]
    return ", ".join(gone) or "none", ", ".join(new) or "none"
