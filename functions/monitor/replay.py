"""Replays: scores made again from what was recorded with them, on demand and by night."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from pydantic import BaseModel, Field
from sqlalchemy import Connection

from core.kit.database import begin
from core.kit.settings import setting
from core.monitoring.known_then import known_then
from core.monitoring.replay_records import RecordedScore
from core.monitoring.replays import add_replays, load_recorded, purge_replays, sample_scores
from core.monitoring.rules.replay_verdicts import Findings, Part, ReplayVerdict
from monitor.rebuilding import differing, rebuild
from monitor.replay_bundles import PresentBundle, Shelf
from monitor.replay_judging import replay_scores

AT_ONCE = 200  # scores in memory
MOST_PURGED = 10_000
NEEDS_REBUILDING = {Part.FEATURE_CODE, Part.FEATURES}


class ReplayWish(BaseModel):
    """Which scores to replay: named ones for somebody, or a sample of all.

    Attributes:
        requested_by: None of the schedule.
    """

    score_ids: list[UUID] = Field(default=[], max_length=AT_ONCE)
    requested_by: int | None = None


@dataclass(frozen=True)
class ReplayOutcome:
    """How many scores came out how, and those that somebody has to look at."""

    verdicts: Counter[ReplayVerdict] = field(default_factory=Counter)
    alarming: list[str] = field(default_factory=list)

    def add(self, found: Mapping[UUID, Findings]) -> None:
        """Counts some more."""
        self.verdicts.update(one.verdict for one in found.values())
        self.alarming.extend(str(score_id) for score_id, one in found.items() if one.is_alarming)


def replay(connection: Connection, wish: ReplayWish) -> ReplayOutcome:
    """Replays scores and writes down what came of them."""
    wanted = wish.score_ids or sample_scores(connection, int(setting("REPLAYS_A_NIGHT", "500")))
    outcome = ReplayOutcome()
    with TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        for start in range(0, len(wanted), AT_ONCE):
            recorded = load_recorded(connection, wanted[start : start + AT_ONCE])
            found = examine(connection, recorded, shelf.bundles_of(connection, recorded))
            with begin(connection):
                add_replays(connection, found, wish.requested_by)
            outcome.add(found)
    if not wish.score_ids:
        purge_replays(connection, int(setting("REPLAY_RETENTION_DAYS", "400")), MOST_PURGED)
    return outcome


def examine(
    connection: Connection, recorded: Sequence[RecordedScore], present: Sequence[PresentBundle]
) -> dict[UUID, Findings]:
    """Returns what came of each score; where features are in doubt, they are built again."""
    found = replay_scores(recorded, present)
    doubtful = [score for score in recorded if NEEDS_REBUILDING.intersection(found[score.id].parts)]
    if doubtful:
        _rebuild(connection, doubtful, present, found)
    return found


def _rebuild(
    connection: Connection,
    doubtful: Sequence[RecordedScore],
    present: Sequence[PresentBundle],
    found: Mapping[UUID, Findings],
) -> None:
    model = next((bundle.model for bundle in present if bundle.model), None)
    known = {one.score_id: one for one in known_then(connection, [one.id for one in doubtful])}
    for score in doubtful:
        then = known[score.id]
        if model is None or then.answers is None:
            found[score.id].unchecked.add(Part.FEATURE_CODE)
        else:
            rebuilt = rebuild(model, then, score.model)
            found[score.id].rebuilt = differing(score.features, rebuilt)
