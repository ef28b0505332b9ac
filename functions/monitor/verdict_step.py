"""The step of the verdict: what all tests of the month together call for, and who should look."""

from typing import Any

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit
from pydantic import TypeAdapter

from core.kit.database import transaction
from core.monitoring.giving_verdicts import red_before, write_judgement
from core.monitoring.outcome_records import Outcomes
from core.monitoring.rules.verdict import Signal, judge
from core.monitoring.rules.vocabulary import Step
from core.monitoring.stability_records import Stability
from monitor.signals import outcome_signals, population_signals
from monitor.task import Task

metrics = Metrics()

_STABILITY, _OUTCOMES = TypeAdapter(Stability), TypeAdapter(Outcomes)


def give_verdict(task: Task) -> dict[str, Any]:
    """Judges what the steps before have found, and writes the verdict and its alerts down."""
    month = task.run.month
    signals = signals_of(task.run.figures)
    with transaction() as connection:
        judgement = judge(signals, red_before(connection, month))
        verdict_id, red = write_judgement(connection, month, task.run.id, judgement)
    metrics.add_metric("RedAlertsOpen", MetricUnit.Count, red)
    return {"verdict_id": verdict_id, "verdict": judgement.verdict, "red_alerts_open": red}


def signals_of(figures: dict[str, Any]) -> list[Signal]:
    """Returns what a verdict looks at."""
    stability = _STABILITY.validate_python(figures[Step.STABILITY])
    outcomes = _OUTCOMES.validate_python(figures[Step.OUTCOMES])
    return [
        *(signal for one in stability.models for signal in population_signals(one)),
        *(signal for one in outcomes.models for signal in outcome_signals(one)),
    ]
