"""The sweep of notices: what nobody has written is written, and what is late is counted."""

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from core.journal.queries import record_events
from core.kit.database import begin, connect
from core.notices.periods import minutes_before_writing
from core.notices.producing import claim_unwritten, produce_notice
from core.notices.queries import count_late

logger = Logger()

NOTICES_A_SWEEP = 100
MOST_COUNTED = 10_000


def sweep_notices(metrics: Metrics) -> dict[str, int]:
    """Writes notices some time after their decision, which could be another one until then.

    One that cannot be written keeps none of the others: it stays due, and is counted.
    """
    with connect() as connection:
        with begin(connection):
            claimed = claim_unwritten(connection, minutes_before_writing(), NOTICES_A_SWEEP)
            written = [one for one in claimed if _produce(connection, one[0])]
            record_events(connection, None, "notices", [_event(*one) for one in written])
        late = count_late(connection, MOST_COUNTED)
    told = {"written": len(written), "failed": len(claimed) - len(written), "late": late}
    for name, count in told.items():
        metrics.add_metric(f"Notices{name.capitalize()}", MetricUnit.Count, count)
    return told


def _produce(connection: Connection, notice_id: int) -> bool:
    """Writes a notice; returns whether it could be."""
    fault = _fault_of(connection, notice_id)
    if fault:
        logger.error("notice not written", notice_id=notice_id, fault=fault)
    return fault is None


def _fault_of(connection: Connection, notice_id: int) -> str | None:
    """Writes a notice, or returns what kept it: the kind alone, the rest may be of somebody."""
    try:
        with connection.begin_nested():
            produce_notice(connection, notice_id, None)
    except DBAPIError:
        raise  # the database is away: none can be written
    except Exception as error:  # noqa: BLE001 - whatever one notice does, the others are written
        return type(error).__name__
    return None


def _event(notice_id: int, number: int) -> dict[str, object]:
    return {
        "action": "notice.produce",
        "subject_id": notice_id,
        "new_values": {"application": number},
    }
