"""Messages beside those of the service: what was sent is sent twice, and what nobody can score."""

import json
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Lock
from time import sleep
from uuid import uuid4

import psycopg2
from botocore.exceptions import BotoCoreError, ClientError

from tests.e2e.deployed import Deployed

AT_A_TIME = 2
PAUSE_SECONDS = 0.25
YOUNG_SECONDS = 1
# Of people, those that wait and those that are finished. What waits for longer may never have been
# sent: that is the sweep's to find.
SCORES = f"""
    (SELECT id::text FROM scores WHERE batch_id IS NULL AND status = 'pending'
        AND requested_at > now() - make_interval(secs => {YOUNG_SECONDS})
      ORDER BY id DESC LIMIT {AT_A_TIME})
    UNION ALL
    (SELECT id::text FROM scores WHERE batch_id IS NULL AND status = 'done' AND scored_at > %s
      ORDER BY random() LIMIT {AT_A_TIME})
"""
# Of rescorings, chunks that a scorer has begun with, and those that are recorded
CHUNKS = f"""
    (SELECT batch_id::text, chunk_no FROM portfolio_chunks
      WHERE recorded_at IS NULL AND attempts > 0 LIMIT {AT_A_TIME})
    UNION ALL
    (SELECT batch_id::text, chunk_no FROM portfolio_chunks WHERE recorded_at > %s
      ORDER BY random() LIMIT {AT_A_TIME})
"""


@dataclass
class Messages:
    """Sends what the service did not.

    Attributes:
        since: what is older is none of this run.
        twice: how many messages were sent again, by queue.
        poison: the bodies of those that nobody can score.
    """

    deployed: Deployed
    since: datetime
    twice: Counter[str] = field(default_factory=Counter)
    poison: Counter[str] = field(default_factory=Counter)
    _sending: Lock = field(default_factory=Lock)

    def poison_both(self) -> None:
        """Sends what cannot be read to both queues, and a score that nobody asked for."""
        people, portfolios = self.deployed.given("queue_url"), self.deployed.portfolio_queue_url
        for queue_url, body in (
            (people, f"poison {uuid4()}"),
            (portfolios, f"poison {uuid4()}"),
            (people, self.deployed.message(str(uuid4()))),
        ):
            self._send(queue_url, body)
            self.poison[body] += 1

    def send_again(self) -> None:
        """Sends messages once more: of what waits, and of what is finished."""
        people, portfolios = self.deployed.given("queue_url"), self.deployed.portfolio_queue_url
        for (score_id,) in self.deployed.query(SCORES, self.since):
            self._send(people, self.deployed.message(score_id))
            self.twice["people"] += 1
        for batch_id, chunk_no in self.deployed.query(CHUNKS, self.since):
            self._send(portfolios, part_message(batch_id, chunk_no))
            self.twice["portfolios"] += 1

    @contextmanager
    def sent_twice(self) -> Iterator[None]:
        """Meanwhile goes on sending again, whatever is away."""
        over = Event()

        def go_on() -> None:
            while not over.wait(PAUSE_SECONDS):
                with self._sending, suppress(psycopg2.Error, BotoCoreError, ClientError):
                    self.send_again()

        with ThreadPoolExecutor(1) as threads:
            running = threads.submit(go_on)
            try:
                yield
            finally:
                over.set()
        running.result()  # raises what ended it

    @contextmanager
    def silence(self) -> Iterator[None]:
        """Sends nothing again meanwhile, and nothing later of what people ask for meanwhile."""
        with self._sending:
            yield
            sleep(YOUNG_SECONDS)

    def _send(self, queue_url: str, body: str) -> None:
        self.deployed.aws("sqs").send_message(QueueUrl=queue_url, MessageBody=body)


def part_message(batch_id: str, chunk_no: int) -> str:
    """Returns the message that asks for a chunk of a rescoring."""
    return json.dumps(
        {
            "schema_version": 1,
            "batch_id": batch_id,
            "chunk_no": chunk_no,
            "correlation_id": "end-to-end",
        }
    )
