"""Works off the messages of a portfolio: lays out chunks, and scores one at a time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from core.kit.database import begin, connect
from core.scores.chunks import begin_chunk, end_batch, load_chunk, record_chunk
from core.scores.planning import mark_sent, plan_step
from core.scores.queue import send_portfolio
from core.scores.rules.messages import PortfolioMessage
from core.scores.rules.vocabulary import ScoreStatus
from scorer.batch import scorer_of, shadow, versions_now
from scorer.making import make_all


@dataclass
class Worked:
    """What became of the portfolio messages of one invocation.

    Attributes:
        recorded: scores by status.
        duplicates: chunks that were recorded before, or whose rescoring was cancelled.
        not_scorable: id -> error of those failed that no check foresaw.
        challenger_faults: challenger -> why its probabilities were not recorded.
    """

    recorded: Counter[ScoreStatus] = field(default_factory=Counter)
    duplicates: int = 0
    not_scorable: dict[str, str] = field(default_factory=dict)
    challenger_faults: dict[str, str] = field(default_factory=dict)


def work_off(message: PortfolioMessage, worked: Worked) -> None:
    """Does what a message asks for, once.

    Raises:
        UnavailableError: the database is away.
        BundleError: there is no model to score by.
        SendingFailedError, botocore.exceptions.BotoCoreError, ClientError: the queue is away; what
            was laid out is sent by the next sweep.
    """
    if message.chunk_no is None:
        _lay_out(message)
    else:
        _score_chunk(message.batch_id, message.chunk_no, worked)


def _lay_out(message: PortfolioMessage) -> None:
    with connect() as connection, begin(connection):
        planned = plan_step(connection, message.batch_id)
    wanted: Sequence[int | None] = planned.chunk_nos
    send_portfolio(
        message.batch_id, wanted if planned.is_last else [*wanted, None], message.correlation_id
    )
    with connect() as connection, begin(connection):
        mark_sent(connection, message.batch_id, planned.chunk_nos)


def _score_chunk(batch_id: UUID, chunk_no: int, worked: Worked) -> None:
    # Before the chunk is begun with: without a model it was not tried
    versions = versions_now()
    scorer = scorer_of(versions)
    with connect() as connection:
        begun = begin_chunk(connection, batch_id, chunk_no, scorer.as_of)
        if begun is None:
            worked.duplicates += 1
            return
        chunk = load_chunk(connection, batch_id, chunk_no, begun)
        made = make_all(scorer, chunk.pending)
        challengers, faults = shadow().ask(made.records, versions.challengers)
        with begin(connection):
            recorded = record_chunk(connection, chunk, made.records, challengers)
        with begin(connection):
            end_batch(connection, batch_id)
    worked.duplicates += not recorded
    if recorded:
        worked.recorded.update(record.status for record in made.records)
        worked.not_scorable |= made.not_scorable
    worked.challenger_faults |= faults
