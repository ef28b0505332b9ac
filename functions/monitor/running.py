"""Takes the open run on and does its steps, until it is over or the time is."""

from collections.abc import Callable, Mapping
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from core.kit.database import connect, transaction
from core.kit.errors import UnavailableError
from core.monitoring.rules.vocabulary import Step
from core.monitoring.run_leasing import (
    Lease,
    LeaseLostError,
    claim_run,
    end_step,
    fail_run,
    release_run,
)
from core.monitoring.runs import Run, get_run
from monitor.count_step import count
from monitor.fairness_step import find_fairness
from monitor.outcomes_step import find_outcomes
from monitor.replay_step import replay_sample
from monitor.snapshot_step import snapshot
from monitor.stability_step import find_stability
from monitor.task import OutOfTimeError, Task
from monitor.verdict_step import give_verdict

logger = Logger()

# A step returns what it found, for `monitor_runs.figures`. It may be begun again at any time: then
# it finds its place, or does the same once more. Between pieces of work it calls `go_on_if_time`.
STEPS: dict[Step, Callable[[Task], Mapping[str, Any]]] = {
    Step.SNAPSHOT: snapshot,
    Step.COUNT: count,
    Step.STABILITY: find_stability,
    Step.OUTCOMES: find_outcomes,
    Step.FAIRNESS: find_fairness,
    Step.VERDICT: give_verdict,
    Step.REPLAY: replay_sample,
}
_ORDER = [step for step in Step if step in STEPS]


def work(is_late: Callable[[], bool], metrics: Metrics) -> dict[str, Any]:
    """Works at the open run; nothing where there is none, or somebody does it already.

    Raises:
        UnavailableError: the database is away; the sweep has another environment go on.
    """
    with transaction() as connection:
        claimed = claim_run(connection)
    if claimed is None:
        return {"run_id": None, "steps": []}
    lease, run = claimed
    done = _do_all(lease, run, is_late, metrics)
    told = {"run_id": run.id, "month": run.month.isoformat(), "steps": done}
    return {**told, "is_over": _ORDER[-1] in done}


def _do_all(lease: Lease, run: Run, is_late: Callable[[], bool], metrics: Metrics) -> list[Step]:
    """Does the steps that are left; returns those that were done."""
    done: list[Step] = []
    try:
        for step in _ORDER[_ORDER.index(run.step) :]:
            _do(lease, step, is_late)
            done.append(step)
    except OutOfTimeError:
        with transaction() as connection:
            release_run(connection, lease)
    except LeaseLostError:
        logger.info("run taken over", run_id=run.id)
    except UnavailableError:
        raise
    except Exception as error:  # an entry point: whatever it is, the run ends and says so
        logger.exception("run failed", run_id=run.id)
        metrics.add_metric("MonitorRunsFailed", MetricUnit.Count, 1)
        with transaction() as connection:
            fail_run(connection, lease, type(error).__name__)
    return done


def _do(lease: Lease, step: Step, is_late: Callable[[], bool]) -> None:
    with connect() as connection:
        run = get_run(connection, lease.run_id)
    if run is None:
        raise LeaseLostError
    task = Task(lease, run, is_late)
    task.go_on_if_time()
    found = STEPS[step](task)
    following = _ORDER[_ORDER.index(step) + 1 :]
    with transaction() as connection:
        end_step(connection, lease, step, found, following[0] if following else None)
    logger.info("run step done", run_id=run.id, step=step)
