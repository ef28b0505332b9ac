"""Asking for a score: the pending row is committed first, then the message leaves."""

from time import monotonic
from urllib.request import parse_http_list
from uuid import UUID

from aws_lambda_powertools.metrics import MetricUnit
from botocore.exceptions import BotoCoreError, ClientError
from sqlalchemy import Connection

from api.kit.telemetry import logger, report_metric, request_id
from core.clients.queries import get_client
from core.journal.queries import record_event
from core.kit.database import begin
from core.kit.errors import ApplicationError, ConflictError, NotFoundError
from core.kit.queue import SendingFailedError
from core.kit.settings import setting
from core.people.limits import Deed, count_request
from core.people.records import Actor
from core.people.rules.roles import Role
from core.scores.asking import ask_for_score, get_score, wait_for_score
from core.scores.queue import send_portfolio, send_scores
from core.scores.records import Score
from core.scores.rules.vocabulary import ScoreStatus

LONGEST_WAIT_SECONDS = 20  # below the 30 s after which an HTTP API gives up


def preferred_wait_seconds(prefer: str | None) -> int:
    """Returns N of ``Prefer: wait=N`` (RFC 7240), bounded; 0 if it is not there."""
    for preference in parse_http_list(prefer or ""):
        name, _, value = preference.partition(";")[0].partition("=")
        seconds = value.strip().strip('"')
        if name.strip().lower() == "wait" and seconds.isascii() and seconds.isdigit():
            return min(int(seconds), LONGEST_WAIT_SECONDS)
    return 0


def request_score(connection: Connection, actor: Actor, client_id: int, wait_seconds: int) -> Score:
    """Asks for a new score of a client and waits for it up to ``wait_seconds``.

    Returns:
        The score, finished or still pending: the one that is on its way already, if there is one.

    Raises:
        NotFoundError: there is no such client.
        ConflictError: the relation with the client has ended.
        TooManyRequestsError: the actor has asked for too many within the hour.
    """
    started = monotonic()
    with begin(connection):
        asked = ask_for_score(connection, client_id, actor.user_id)
        if asked is None:
            raise _refusal(connection, client_id)
        score_id, is_new = asked
        if is_new:
            _record(connection, actor, client_id, score_id)
        # The last: until the commit all others of the same user wait for the row
        count_request(connection, actor.user_id, Deed.SCORE, scores_an_hour(actor))
    if is_new and not hand_to_queue([score_id]):
        wait_seconds = 0
    return await_score(connection, score_id, wait_seconds, started)


def known_score(connection: Connection, score_id: UUID) -> Score:
    """Returns a score that was just written, committed or not.

    Raises:
        NotFoundError: it is not there.
    """
    score = get_score(connection, score_id)
    if score is None:
        raise NotFoundError("There is no such score.")
    return score


def await_score(connection: Connection, score_id: UUID, wait_seconds: int, started: float) -> Score:
    """Returns a score that was asked for, finished or still pending after ``wait_seconds``."""
    score = wait_for_score(connection, score_id, wait_seconds)
    if score.status is not ScoreStatus.PENDING:
        report_metric("ScoreLatency", MetricUnit.Milliseconds, (monotonic() - started) * 1000)
    return score


def _refusal(connection: Connection, client_id: int) -> ApplicationError:
    if get_client(connection, client_id) is None:
        return NotFoundError(f"There is no client {client_id}.")
    return ConflictError("The relation with this client has ended. An admin can reopen it.")


def _record(connection: Connection, actor: Actor, client_id: int, score_id: UUID) -> None:
    record_event(
        connection,
        actor_id=actor.user_id,
        action="score.request",
        subject=("clients", client_id),
        old_values={},
        new_values={"score_id": score_id},
    )


def scores_an_hour(actor: Actor) -> int:
    """Returns how many scores somebody may ask for, one by one."""
    if actor.role is Role.CLIENT:
        return int(setting("CLIENT_SCORES_PER_HOUR", "20"))
    return int(setting("STAFF_SCORES_PER_HOUR", "10000"))


def portfolios_an_hour() -> int:
    """Returns how many rescorings of many clients a member of staff may ask for."""
    return int(setting("PORTFOLIOS_PER_HOUR", "120"))


def hand_to_queue(score_ids: list[UUID]) -> bool:
    """Sends committed pending scores; if that fails the sweep sends them within two minutes.

    Returns:
        Whether they were sent: for others it makes no sense to wait.
    """
    try:
        send_scores(score_ids, correlation_id=request_id())
    except (BotoCoreError, ClientError, SendingFailedError):
        logger.exception("scores not sent, left to the sweep", score_count=len(score_ids))
        report_metric("SendingFailed", MetricUnit.Count, 1)
        return False
    return True


def hand_over_portfolio(batch_id: UUID | None) -> None:
    """Sends a committed rescoring, if there is one; if that fails the sweep sends it."""
    if batch_id is None:
        return
    try:
        send_portfolio(batch_id, [None], correlation_id=request_id())
    except (BotoCoreError, ClientError, SendingFailedError):
        logger.exception("rescoring not sent, left to the sweep", batch_id=str(batch_id))
        report_metric("SendingFailed", MetricUnit.Count, 1)
