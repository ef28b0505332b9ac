"""How long somebody waited for a score is measured, in milliseconds."""

import re
from threading import Event, Thread
from time import monotonic, sleep

import pytest
from sqlalchemy import text

from api.scores import asking
from core.kit.queue import SendingFailedError
from core.scores.asking import WATCHED_SECONDS
from core.scores.rules.master_scale import grade_of

SLOWNESS_SECONDS = 0.2


@pytest.fixture
def asked(api, people, monkeypatch, capsys):
    """Asks for a score which a slow scorer finishes, or never does; returns what was written."""

    def ask(*, finished: bool) -> str:
        client = people.client()

        def score(score_ids):
            sleep(SLOWNESS_SECONDS)
            if finished:
                people.finish(score_ids[0], 0.01, grade_of(0.01))

        monkeypatch.setattr(asking, "hand_to_queue", score)
        capsys.readouterr()
        path = f"/clients/{client.client_id}/score"
        assert api("POST", path, token=client.token, prefer="wait=1").status in {200, 202}
        return capsys.readouterr().out

    return ask


def test_the_wait_for_a_finished_score_is_reported_in_milliseconds(asked):
    written = asked(finished=True)
    assert '{"Name":"ScoreLatency","Unit":"Milliseconds"}' in written
    [waited] = re.findall(r'"ScoreLatency":\[([0-9.]+)\]', written)
    assert SLOWNESS_SECONDS * 1000 <= float(waited) < 30_000


def test_of_a_score_that_is_still_on_its_way_no_wait_is_reported(asked):
    assert "ScoreLatency" not in asked(finished=False)


OPEN = text(
    """
    SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)
      FROM pg_stat_activity WHERE query LIKE '%wait_for_score%' AND pid <> pg_backend_pid()
    """
)


@pytest.mark.parametrize("of_a_client", [True, False])
def test_who_waits_holds_no_transaction(api, people, monkeypatch, of_a_client):
    """Neither for a client's score nor, amid a transaction of the request, for an enquiry's."""
    from api.scores import routes
    from tests.integration.scores.test_enquiries import BODY

    for module in (asking, routes):
        monkeypatch.setattr(module, "hand_to_queue", lambda score_ids: True)
    token = people.manager().token
    path = f"/clients/{people.client().client_id}/score" if of_a_client else "/scores"
    body = None if of_a_client else BODY
    seconds, answered = [], Event()

    def look():
        while not answered.is_set():
            seconds.append(float(people.connection.execute(OPEN).scalar_one()))
            people.connection.rollback()
            sleep(0.02)

    watcher = Thread(target=look)
    watcher.start()
    assert api("POST", path, body, token=token, prefer="wait=2").status == 202
    answered.set()
    watcher.join()
    assert max(seconds) > 0, "nobody waited in the database"
    assert max(seconds) < WATCHED_SECONDS + 1  # waiting for a processor, too
    assert sum(open_for == 0 for open_for in seconds) > len(seconds) / 2


def test_nobody_waits_for_a_score_that_could_not_be_sent(api, people, monkeypatch):
    def refuse(score_ids, correlation_id):
        raise SendingFailedError

    monkeypatch.setattr(asking, "send_scores", refuse)
    client = people.client()
    started = monotonic()
    told = api("POST", f"/clients/{client.client_id}/score", token=client.token, prefer="wait=20")
    assert (told.status, told.body["status"]) == (202, "pending")
    assert monotonic() - started < 10
