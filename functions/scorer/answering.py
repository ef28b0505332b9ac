"""Answers the api, behind which somebody waits: a trial, a simulation.

What an exception says may be of somebody, and Lambda would log it and hand it on: of a fault only
the place is told.
"""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from core.decisions.rules.simulator_messages import SimulatorAnswer
from core.scores.rules.event_kinds import SIMULATION, TRIAL
from core.scores.rules.trials import TrialAnswer
from scorer.bundles import bundle_store
from scorer.making import describe_fault
from scorer.simulator import answer_wish
from scorer.trial_scoring import score_trial


def answer(event: dict[str, Any], logger: Logger, metrics: Metrics) -> dict[str, Any]:
    """Answers what an event asks for with what the api reads."""
    if TRIAL in event:
        return _answer_trial(event[TRIAL], logger, metrics)
    return _answer_simulation(event[SIMULATION], logger, metrics)


def _answer_trial(event: dict[str, Any], logger: Logger, metrics: Metrics) -> dict[str, Any]:
    """Scores people whom nobody records."""
    told = _try_people(event)
    if told.fault:
        logger.error("trial not scored", fault=told.fault)
        metrics.add_metric("TrialsFailed", MetricUnit.Count, 1)
    metrics.add_metric("PeopleTried", MetricUnit.Count, len(told.scores))
    return told.model_dump(mode="json")


def _try_people(event: dict[str, Any]) -> TrialAnswer:
    try:
        return score_trial(event, bundle_store().model)
    except Exception as error:  # noqa: BLE001 - whatever it is, the api says that it is away
        return TrialAnswer(fault=describe_fault(error))


def _answer_simulation(event: dict[str, Any], logger: Logger, metrics: Metrics) -> dict[str, Any]:
    told = _simulate(event)
    if told.fault:
        logger.error("not simulated", fault=told.fault)
    metrics.add_metric("SimulationsFailed", MetricUnit.Count, int(told.fault is not None))
    return told.model_dump(mode="json")


def _simulate(event: dict[str, Any]) -> SimulatorAnswer:
    try:
        return answer_wish(event)
    except Exception as error:  # noqa: BLE001 - whatever it is, the api says that it is away
        return SimulatorAnswer(fault=describe_fault(error))
