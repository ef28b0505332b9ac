"""The sweep of the monitor's runs: the open one goes on, or is given up."""

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit

from core.kit.database import connect
from core.monitoring.run_leasing import give_up_run, is_left_behind
from core.monitoring.runs import is_last_month_late, wake_monitor


def sweep_runs(metrics: Metrics) -> dict[str, int]:
    """Has the monitor go on with what its environment could not end, or died over."""
    with connect() as connection:
        given_up = give_up_run(connection)
        is_left = is_left_behind(connection)
        is_late = is_last_month_late(connection)
    metrics.add_metric("MonthsUncounted", MetricUnit.Count, int(is_late))
    metrics.add_metric("MonitorRunsGivenUp", MetricUnit.Count, given_up)
    if is_left:
        wake_monitor()
    return {"given_up": given_up, "woken": int(is_left)}
