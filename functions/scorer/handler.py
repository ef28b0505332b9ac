"""Entry point of the scorer: an SQS batch in, the messages that want a retry out.

Or a trial or a simulation in, and what came of it out: that comes from the api, which waits.
"""

import os
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.data_classes import SQSEvent
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import ValidationError

from core.decisions.rules.simulator_messages import SIMULATION, SimulatorAnswer
from core.scores.rules.messages import ScoringMessage
from core.scores.rules.trials import TrialAnswer
from core.scores.trying import TRIAL
from scorer.batch import Outcome, score_messages, scoring_model
from scorer.making import describe_fault
from scorer.trial_scoring import score_trial

logger = Logger()
metrics = Metrics()

# Initialized ahead of any message, for a snapshot or to be kept warm: then the model comes with it.
# The database does not, because a connection in a snapshot would be dead in each copy of it.
if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") in {"snap-start", "provisioned-concurrency"}:
    scoring_model()


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Scores a batch of the queue, or answers the api: a trial, a simulation."""
    if TRIAL in event:
        return _answer_trial(event[TRIAL])
    if SIMULATION in event:
        return _answer_simulation(event[SIMULATION])
    return _score_batch(SQSEvent(event))


def _answer_trial(event: dict[str, Any]) -> dict[str, Any]:
    """Scores people whom nobody records; answers with what the api reads.

    What an exception says may be of somebody, and Lambda would log it and hand it on: only the
    place of the fault is told.
    """
    answer = _try_people(event)
    if answer.fault:
        logger.error("trial not scored", fault=answer.fault)
        metrics.add_metric("TrialsFailed", MetricUnit.Count, 1)
    metrics.add_metric("PeopleTried", MetricUnit.Count, len(answer.scores))
    return answer.model_dump(mode="json")


def _try_people(event: dict[str, Any]) -> TrialAnswer:
    try:
        return score_trial(event, scoring_model())
    except Exception as error:  # an entry point: whatever it is, the api says that it is away
        return TrialAnswer(fault=describe_fault(error))


def _answer_simulation(event: dict[str, Any]) -> dict[str, Any]:
    """Simulates, and answers with what the api reads: of a fault the place alone."""
    answer = _simulate(event)
    if answer.fault:
        logger.error("not simulated", fault=answer.fault)
    metrics.add_metric("SimulationsFailed", MetricUnit.Count, int(answer.fault is not None))
    return answer.model_dump(mode="json")


def _simulate(event: dict[str, Any]) -> SimulatorAnswer:
    from scorer.simulator import answer_wish  # noqa: PLC0415 - no score waits for its imports

    try:
        return answer_wish(event)
    except Exception as error:  # an entry point: whatever it is, the api says that it is away
        return SimulatorAnswer(fault=describe_fault(error))


def _score_batch(event: SQSEvent) -> dict[str, Any]:
    """Scores a batch; answers with SQS's partial batch response.

    A message that cannot be read, or that names an unknown score, fails alone and ends in the
    dead-letter queue. When the whole batch cannot be scored (database away), all of it returns.
    """
    messages, failed = _parse(event)
    try:
        outcome = score_messages(messages)
    except Exception:  # an entry point: whatever it is, a redelivery is the right answer
        logger.exception("batch not scored", message_count=len(messages))
        metrics.add_metric("BatchesReturned", MetricUnit.Count, 1)
        return _partial_batch_response([record.message_id for record in event.records])
    _report(outcome, unreadable=len(failed))
    return _partial_batch_response([*failed, *outcome.unknown])


def _parse(event: SQSEvent) -> tuple[dict[str, ScoringMessage], list[str]]:
    """Returns message id -> message, and the ids of those that cannot be read."""
    messages, unreadable = {}, []
    for record in event.records:
        try:
            messages[record.message_id] = ScoringMessage.model_validate_json(record.body)
        except ValidationError as error:
            unreadable.append(record.message_id)
            # The traceback would repeat the message, and nobody knows what a stranger wrote.
            faults = [fault["type"] for fault in error.errors()]
            logger.warning("message unreadable", message_id=record.message_id, faults=faults)
    return messages, unreadable


def _report(outcome: Outcome, unreadable: int) -> None:
    metrics.add_metric("ScoresDone", MetricUnit.Count, outcome.done)
    metrics.add_metric("ScoresFailed", MetricUnit.Count, outcome.failed)
    metrics.add_metric("MessagesRefused", MetricUnit.Count, unreadable + len(outcome.unknown))
    _report_faults(outcome)
    logger.info(
        "batch scored",
        correlation_ids=outcome.correlation_ids,
        done=outcome.done,
        failed=outcome.failed,
        duplicates=outcome.duplicates,
        messages_unknown=outcome.unknown,
        messages_unreadable=unreadable,
    )


def _report_faults(outcome: Outcome) -> None:
    if outcome.not_scorable:
        metrics.add_metric("ScoresNotScorable", MetricUnit.Count, len(outcome.not_scorable))
        logger.error("scores not scorable", faults=outcome.not_scorable)
    if outcome.challenger_faults:
        metrics.add_metric("ChallengersFailed", MetricUnit.Count, len(outcome.challenger_faults))
    for name, fault in outcome.challenger_faults.items():
        log_challenger(name, fault)


@cache
def log_challenger(name: str, fault: str) -> None:
    """Says it once an execution environment: the metric counts it with every batch."""
    logger.error("challenger not recorded", challenger=name, fault=fault)


def _partial_batch_response(message_ids: list[str]) -> dict[str, Any]:
    return {"batchItemFailures": [{"itemIdentifier": identifier} for identifier in message_ids]}
