"""Passports of scores, and scores made again."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.kit.connections import ConnectionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers, key_page_of
from api.kit.fields import LARGEST_ID, PlainInteger
from api.kit.paging import KeyPage
from api.monitoring.access import MonitoringActor
from api.monitoring.passport_schemas import PASSPORT_EXAMPLE, PassportResponse
from api.monitoring.replay_schemas import NIGHT_EXAMPLE, REPLAY_EXAMPLE
from api.monitoring.replaying import replay_once
from api.people.access import StaffActor
from api.scores.access import ReadableScore
from core.kit.errors import ConflictError
from core.monitoring.passports import get_passport
from core.monitoring.replay_records import Replay, ReplayFilter, ReplayNight
from core.monitoring.replays import list_replays, newest_night
from core.people.users import name_people
from core.scores.records import Score
from core.scores.rules.vocabulary import ScoreStatus

router = APIRouter(tags=["monitoring"])


@router.get(
    "/scores/{score_id}/passport",
    operation_id="get_passport",
    responses=answers(PASSPORT_EXAMPLE) | error_responses(401, 403, 404, 409),
)
async def get_one_passport(
    actor: StaffActor, score: ReadableScore, connection: ConnectionDep
) -> PassportResponse:
    """Returns all that a finished score came of and all that came of it, with its hash."""
    passport = get_passport(connection, score.id)
    if passport is None:
        raise _unfinished(score)
    people = {passport.origin.requested_by, *(one.actor_id for one in passport.decisions)}
    return PassportResponse.of(passport, name_people(connection, people))


@router.post(
    "/scores/{score_id}/replay",
    operation_id="replay_score",
    responses=answers(REPLAY_EXAMPLE) | error_responses(401, 403, 404, 409, 429),
)
async def post_replay(
    actor: MonitoringActor, score: ReadableScore, connection: ConnectionDep
) -> Replay:
    """Makes a finished score again from what was recorded with it, and tells what differs."""
    if score.status is not ScoreStatus.DONE:
        raise _unfinished(score)
    return replay_once(connection, actor, score)


@router.get(
    "/replays",
    operation_id="list_replays",
    responses=answers(key_page_of(REPLAY_EXAMPLE)) | error_responses(401, 403),
)
async def get_replays(
    actor: MonitoringActor,
    connection: ConnectionDep,
    wanted: Annotated[ReplayFilter, Depends()],
    after: Annotated[
        int | None,
        Query(ge=1, le=LARGEST_ID, description="`next` of the page before"),
        PlainInteger,
    ] = None,
    limit: Annotated[int, Query(ge=1, le=200), PlainInteger] = 50,
) -> KeyPage[Replay]:
    """Returns replays, the newest first: the nightly sample's and those that were asked for."""
    found = list_replays(connection, wanted, after=after, limit=limit + 1)
    return KeyPage.of(found, limit, lambda one: one.id)


@router.get(
    "/replays/night",
    operation_id="get_replay_night",
    responses=answers(NIGHT_EXAMPLE) | error_responses(401, 403),
)
async def get_night(actor: MonitoringActor, connection: ConnectionDep) -> ReplayNight:
    """Returns what came of the newest sample that the schedule drew."""
    return newest_night(connection)


def _unfinished(score: Score) -> ConflictError:
    if score.status is ScoreStatus.FAILED:
        return ConflictError(
            "This score could not be made. Correct what it names, then score anew."
        )
    return ConflictError("This score is not made yet. Wait until it is, then try again.")
