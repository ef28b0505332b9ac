"""How long somebody waited for a score is measured, in milliseconds."""

import re
from time import sleep

import pytest

from api.scores import asking
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
