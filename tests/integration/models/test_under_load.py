"""Models switch while scorers work: no batch mixes two of them, and none fails."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Event

import pytest
from sqlalchemy import create_engine, insert, text

from core.kit import database
from core.kit.identifiers import new_id
from core.models.comparing import ask_for_comparison, end_comparison
from core.models.promoting import approve_promotion, request_promotion
from core.models.queries import get_model
from core.models.rules.released import released
from core.models.switching import current_champion
from core.people.rules.roles import Role
from core.scores.rules.messages import ScoringMessage
from core.scores.tables import scores
from scorer.batch import score_messages
from scorer.bundles import bundle_store

SCORES, CLIENTS, OF_A_MESSAGE, MESSAGES = 5_000, 50, 10, 4
SCORERS = 3
FIRST = released().name.version


@pytest.fixture
def environments(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As many connections as there are scorers, as if each were an environment of its own."""
    enlarged = {"pool_size": SCORERS}
    monkeypatch.setattr(
        database, "create_engine", lambda url, **told: create_engine(url, **told | enlarged)
    )
    database.forget_engine()
    yield
    database.forget_engine()


def pending(people):
    """Scores that wait, spread over clients as a rescoring of a portfolio asks for them."""
    clients = [people.client(history="0" * 12) for _ in range(CLIENTS)]
    rows = [
        {"id": new_id(), "client_id": one.client_id, "requested_by": one.user_id}
        for _ in range(SCORES // CLIENTS)
        for one in clients
    ]
    people.connection.execute(insert(scores), rows)
    people.connection.commit()
    return [row["id"] for row in rows]


def parts(items, length):
    """Cuts a list into parts of this length."""
    return [items[start : start + length] for start in range(0, len(items), length)]


def batches(ids):
    """Batches of messages as the queue hands them out: message id -> message."""
    messages = [
        ScoringMessage(score_ids=some, correlation_id="load") for some in parts(ids, OF_A_MESSAGE)
    ]
    return [
        {str(place): message for place, message in enumerate(some)}
        for some in parts(messages, MESSAGES)
    ]


def keep_switching(people, names, over, asker, judge):
    """Promotes whichever is not in force, by two people, again and again; returns how often."""
    for switched in count():
        connection = people.connection
        champion = current_champion(connection)
        other = get_model(connection, next(one for one in names if one != champion.version))
        made = ask_for_comparison(connection, other, asker.user_id, None)
        end_comparison(connection, made, {"conclusion": "tie"})
        asked = request_promotion(connection, other, asker.user_id, made, None, "A test.")
        approve_promotion(connection, asked, judge.user_id, other.sha256)
        connection.commit()
        if over.wait(0.05):
            return switched + 1
    return 0


def test_no_batch_mixes_versions_and_none_fails_while_models_switch(people, other, environments):
    ids = pending(people)
    for name in (released().name, other):
        bundle_store().model(name)  # an environment works at one batch at a time: no two fetch
    asked = batches(ids)
    over = Event()
    asker, judge = people.user(Role.ANALYST), people.user(Role.ADMIN)
    with ThreadPoolExecutor(SCORERS + 1) as threads:
        switching = threads.submit(
            keep_switching, people, (FIRST, other.version), over, asker, judge
        )
        outcomes = list(threads.map(score_messages, asked))
        over.set()
        switches = switching.result()
    assert [one.done for one in outcomes] == [OF_A_MESSAGE * MESSAGES] * len(asked)
    assert not any(one.failed or one.unknown or one.not_scorable for one in outcomes)
    assert [one.challenger_faults for one in outcomes if one.challenger_faults] == []
    told = people.connection.execute(
        text("SELECT id, model_version, policy_version FROM scores WHERE id = ANY(:ids)"),
        {"ids": ids},
    )
    by_id = {row.id: (row.model_version, row.policy_version) for row in told}
    of_batches = [
        {by_id[score_id] for message in batch.values() for score_id in message.score_ids}
        for batch in asked
    ]
    assert {len(one) for one in of_batches} == {1}, "a batch is of one model and one policy"
    seen = Counter(version for one in of_batches for version, _ in one)
    assert set(seen) == {FIRST, other.version}, seen
    assert min(seen.values()) >= 10, seen
    assert switches >= 10
