"""The sweep of notices: what nobody has written is written, and what is late is counted."""

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit

from core.journal.queries import record_events
from core.kit.database import begin, connect
from core.notices.producing import claim_unwritten, produce_notice
from core.notices.queries import count_late
from core.notices.settings import minutes_before_writing

NOTICES_A_SWEEP = 100
MOST_COUNTED = 10_000


def sweep_notices(metrics: Metrics) -> dict[str, int]:
    """Writes notices some time after their decision, which could be another one until then."""
    with connect() as connection:
        with begin(connection):
            claimed = claim_unwritten(connection, minutes_before_writing(), NOTICES_A_SWEEP)
            for notice_id, _ in claimed:
                produce_notice(connection, notice_id, None)
            record_events(connection, None, "notices", [_event(*one) for one in claimed])
        late = count_late(connection, MOST_COUNTED)
    metrics.add_metric("NoticesWritten", MetricUnit.Count, len(claimed))
    metrics.add_metric("NoticesLate", MetricUnit.Count, late)
    return {"written": len(claimed), "late": late}


def _event(notice_id: int, number: int) -> dict[str, object]:
    return {
        "action": "notice.produce",
        "subject_id": notice_id,
        "new_values": {"application": number},
    }
