"""Has the monitor make a score again, which has the models, and says so in the journal."""

from sqlalchemy import Connection

from core.journal.queries import record_event
from core.kit.database import begin, transaction
from core.kit.settings import setting
from core.monitoring.replay_asking import ask_for_replay
from core.monitoring.replay_records import Replay, ReplayFilter
from core.monitoring.replays import list_replays
from core.people.limits import Deed, count_request
from core.people.records import Actor
from core.scores.records import Score


def replay_once(connection: Connection, actor: Actor, score: Score) -> Replay:
    """Returns what came of making a finished score again.

    Raises:
        TooManyRequestsError: the actor has asked for too many within the hour.
        UnavailableError: the monitor is away.
    """
    with begin(connection):
        limit = int(setting("REPLAYS_PER_HOUR", "600"))
        count_request(connection, actor.user_id, Deed.REPLAY, limit)
    connection.close()  # nobody else has to wait for it while the monitor works
    ask_for_replay(score.id, actor.user_id)
    with transaction() as again:
        wanted = ReplayFilter(score_id=score.id)
        [replay] = list_replays(again, wanted, after=None, limit=1)
        record_event(
            again,
            actor_id=actor.user_id,
            action="score.replay",
            subject=("clients", score.client_id or 0),
            old_values={},
            new_values={"score_id": score.id, "verdict": replay.verdict, "parts": replay.parts},
        )
    return replay
