"""Entry point of the scorer: an SQS batch in, the messages that want a retry out.

Or a trial or a simulation in, and what came of it out: that comes from the api, which waits.
"""

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import ValidationError

from core.kit.measuring import count_of_version
from core.scores.queue import dead_letter_queue_url
from core.scores.rules.event_kinds import SIMULATION, TRIAL
from core.scores.rules.messages import AnyMessage, PortfolioMessage, ScoringMessage, read_message
from core.scores.rules.vocabulary import ScoreStatus
from model.bundle_reader import BundleError
from scorer.batch import Outcome, score_messages
from scorer.bundles import warm_up

if TYPE_CHECKING:
    from scorer.portfolio_scoring import Worked

logger = Logger()
metrics = Metrics()

# Initialized ahead of any message, for a snapshot or to be kept warm: then the model comes with it.
# The database does not, because a connection in a snapshot would be dead in each copy of it.
if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") in {"snap-start", "provisioned-concurrency"}:
    warm_up()


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Scores a batch of the queue, or answers the api: a trial, a simulation."""
    if TRIAL in event or SIMULATION in event:
        from scorer.answering import answer  # noqa: PLC0415 - no score waits for its imports

        return answer(event, logger, metrics)
    return _score_batch(event["Records"])


def _score_batch(records: list[dict[str, Any]]) -> dict[str, Any]:
    """Scores a batch; answers with SQS's partial batch response.

    A message that cannot be read, or that names an unknown score, fails alone and ends among the
    dead letters after a few deliveries. What cannot be scored now (database away) returns, for as
    long as that lasts.
    """
    messages, refused = _parse(records)
    asked = {key: one for key, one in messages.items() if isinstance(one, ScoringMessage)}
    parts = {key: one for key, one in messages.items() if isinstance(one, PortfolioMessage)}
    returned: list[str] = []
    if asked or refused:
        unknown, returned = _score_people(asked, unreadable=len(refused))
        refused += unknown
    if parts:
        returned += _score_parts(parts)
    return _partial_batch_response(returned + _set_aside(records, refused))


def _set_aside(records: list[dict[str, Any]], refused: list[str]) -> list[str]:
    """Moves what came often enough to the dead letters; returns the ids of the others."""
    if not refused:
        return []
    from core.kit.poison import set_aside  # noqa: PLC0415 - seldom, and no start waits for it

    return set_aside(records, refused, dead_letter_queue_url(), logger)


def _parse(records: list[dict[str, Any]]) -> tuple[dict[str, AnyMessage], list[str]]:
    """Returns message id -> message, and the ids of those that cannot be read."""
    messages, unreadable = {}, []
    for record in records:
        try:
            messages[record["messageId"]] = read_message(record["body"])
        except ValidationError as error:
            unreadable.append(record["messageId"])
            # The traceback would repeat the message, and nobody knows what a stranger wrote.
            faults = sorted({fault["type"] for fault in error.errors()})
            logger.warning("message unreadable", message_id=record["messageId"], faults=faults)
    return messages, unreadable


def _score_people(
    messages: dict[str, ScoringMessage], unreadable: int
) -> tuple[list[str], list[str]]:
    """Scores all at once; returns the ids of the messages of unknown scores, and of all others.

    The others are those that want another delivery: none, or every one.
    """
    try:
        outcome = score_messages(messages)
    except Exception as error:  # an entry point: whatever it is, a redelivery is the right answer
        _report_returned(error, len(messages))
        return [], list(messages)
    _report(outcome, unreadable)
    return outcome.unknown, []


def _score_parts(messages: dict[str, PortfolioMessage]) -> list[str]:
    """Works off each by itself; returns the ids of those that want a retry."""
    from scorer.portfolio_scoring import Worked, work_off  # noqa: PLC0415 - no person waits for it

    worked, failed = Worked(), []
    for key, message in messages.items():
        try:
            work_off(message, worked)
        except Exception as error:  # as above
            _report_returned(error, 1)
            failed.append(key)
    _report_parts(worked, messages)
    return failed


def _report_returned(error: Exception, message_count: int) -> None:
    logger.exception("batch not scored", message_count=message_count)
    metrics.add_metric("BundlesRefused", MetricUnit.Count, int(isinstance(error, BundleError)))
    count_of_version(logger.service, "BatchesReturned", 1)


def _report_parts(worked: "Worked", messages: dict[str, PortfolioMessage]) -> None:
    done, failed = worked.recorded[ScoreStatus.DONE], worked.recorded[ScoreStatus.FAILED]
    metrics.add_metric("ScoresDone", MetricUnit.Count, done)
    metrics.add_metric("ScoresFailed", MetricUnit.Count, failed)
    _report_faults(worked.not_scorable, worked.challenger_faults)
    logger.info(
        "portfolio scored",
        correlation_ids=sorted({message.correlation_id for message in messages.values()}),
        done=done,
        failed=failed,
        duplicates=worked.duplicates,
    )


def _report(outcome: Outcome, unreadable: int) -> None:
    metrics.add_metric("ScoresDone", MetricUnit.Count, outcome.done)
    metrics.add_metric("ScoresFailed", MetricUnit.Count, outcome.failed)
    metrics.add_metric("MessagesRefused", MetricUnit.Count, unreadable + len(outcome.unknown))
    for waited in outcome.waited_milliseconds:
        metrics.add_metric("ScoreLatency", MetricUnit.Milliseconds, waited)
    _report_faults(outcome.not_scorable, outcome.challenger_faults)
    logger.info(
        "batch scored",
        correlation_ids=outcome.correlation_ids,
        done=outcome.done,
        failed=outcome.failed,
        duplicates=outcome.duplicates,
        messages_unknown=outcome.unknown,
        messages_unreadable=unreadable,
    )


def _report_faults(not_scorable: dict[str, str], challenger_faults: dict[str, str]) -> None:
    if not_scorable:
        count_of_version(logger.service, "ScoresNotScorable", len(not_scorable))
        logger.error("scores not scorable", faults=not_scorable)
    if challenger_faults:
        metrics.add_metric("ChallengersFailed", MetricUnit.Count, len(challenger_faults))
    for name, fault in challenger_faults.items():
        log_challenger(name, fault)


@cache
def log_challenger(name: str, fault: str) -> None:
    """Says it once an execution environment: the metric counts it with every batch."""
    logger.error("challenger not recorded", challenger=name, fault=fault)


def _partial_batch_response(message_ids: list[str]) -> dict[str, Any]:
    return {"batchItemFailures": [{"itemIdentifier": identifier} for identifier in message_ids]}
