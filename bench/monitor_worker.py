"""The monitor as a process of its own, on a database that the bench made."""

import json
import resource
import sys
from collections.abc import Callable
from datetime import date
from time import perf_counter, process_time
from typing import Any

import boto3
from aws_lambda_powertools import Metrics
from moto import mock_aws

from core.kit.database import transaction
from core.monitoring.runs import ask_for_run
from monitor.running import STEPS, work
from monitor.task import Task


def main() -> None:
    """Runs the months that it is told; says how long the steps of the last took, and the memory."""
    told = json.load(sys.stdin)
    steps: dict[str, tuple[float, float]] = {}
    STEPS.update({name: _timed(step, name, steps) for name, step in STEPS.items()})
    with mock_aws():
        boto3.client("secretsmanager").create_secret(Name="database", SecretString=told["database"])
        for month in told["months"]:
            with transaction() as connection:
                ask_for_run(connection, date.fromisoformat(month), None)
            work(lambda: False, Metrics())
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stderr.write(json.dumps({"steps": steps, "megabytes": megabytes}) + "\n")


def _timed(
    step: Callable[[Task], Any], name: str, steps: dict[str, tuple[float, float]]
) -> Callable[[Task], Any]:
    """Returns the step as one that notes how long it takes: by the clock, and of a processor."""

    def timed(task: Task) -> Any:
        started, used = perf_counter(), process_time()
        found = step(task)
        steps[name] = perf_counter() - started, process_time() - used
        return found

    return timed


if __name__ == "__main__":
    main()
