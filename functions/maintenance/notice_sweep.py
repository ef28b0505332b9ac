"""The sweep of notices: what nobody has written is written, and what is late is counted."""

from collections.abc import Iterator

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from core.journal.queries import record_events
from core.kit.database import connect, transaction
from core.kit.errors import UnavailableError
from core.notices.periods import minutes_before_writing
from core.notices.producing import claim_unwritten, hold_unwritten, produce_notice
from core.notices.queries import count_late

logger = Logger()

NOTICES_A_SWEEP = 100
MOST_COUNTED = 10_000


def sweep_notices(metrics: Metrics) -> dict[str, int]:
    """Writes notices some time after their decision, which could be another one until then.

    One that cannot be written keeps none of the others: it stays due, is counted, and is tried
    again after those that wait.
    """
    done = [_write(notice_id) for notice_id in _claimed()]
    with connect() as connection:
        late = count_late(connection, MOST_COUNTED)
    written, failed = done.count(True), done.count(False)
    metrics.add_metric("NoticesWritten", MetricUnit.Count, written)
    metrics.add_metric("NoticesFailed", MetricUnit.Count, failed)
    metrics.add_metric("NoticesLate", MetricUnit.Count, late)
    return {"written": written, "failed": failed, "late": late}


def _claimed() -> Iterator[int]:
    for _ in range(NOTICES_A_SWEEP):
        with connect() as connection:
            notice_id = claim_unwritten(connection, minutes_before_writing())
        if notice_id is None:
            return
        yield notice_id


def _write(notice_id: int) -> bool:
    """Writes a notice; returns whether nothing kept it."""
    fault = _fault_of(notice_id)
    if fault:
        logger.error("notice not written", notice_id=notice_id, fault=fault)
    return fault is None


def _fault_of(notice_id: int) -> str | None:
    """Writes a notice unless somebody has meanwhile, or returns what kept it.

    That is the kind of the fault alone: the rest may be of somebody.
    """
    try:
        with transaction() as connection:
            number = hold_unwritten(connection, notice_id)
            if number is not None:
                produce_notice(connection, notice_id, None)
                record_events(connection, None, "notices", [_event(notice_id, number)])
    except UnavailableError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever one notice does, the others are written
        return type(error).__name__
    return None


def _event(notice_id: int, number: int) -> dict[str, object]:
    return {
        "action": "notice.produce",
        "subject_id": notice_id,
        "new_values": {"application": number},
    }
