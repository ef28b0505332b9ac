"""Rescoring many clients: who may, in which chunks, how far it is, and what it moved."""

from core.people.rules.roles import Role
from core.scores.rules.master_scale import grade_of
from core.scores.rules.points import points
from tests.integration.conftest import scoring_record


def test_a_portfolio_is_scored_in_chunks_with_progress(api, people, score_batch, queued):
    manager, analyst = people.manager(), people.user(Role.ANALYST)
    for _ in range(5):
        people.client(manager)
    asked = api(
        "POST", "/portfolio/scores", {"manager_id": manager.manager_id}, token=analyst.token
    )
    assert asked.status == 202
    assert (asked.body["total"], asked.body["pending"]) == (5, 5)
    bodies = queued()
    assert len(bodies) == 1
    assert score_batch(*map(scoring_record, bodies)) == []
    progress = api("GET", asked.headers["location"], token=analyst.token).body
    assert (progress["total"], progress["done"], progress["failed"]) == (5, 5, 0)


def test_managers_rescore_their_own_and_named_clients_but_not_everybody(api, people, queued):
    manager, other = people.manager(), people.manager()
    clients = [people.client(manager) for _ in range(2)]
    stranger = people.client(other)
    own = api("POST", "/portfolio/scores", {"manager_id": manager.manager_id}, token=manager.token)
    assert (own.status, own.body["total"]) == (202, 2)
    named = {"client_ids": [clients[0].client_id, stranger.client_id, 2**40]}
    chosen = api("POST", "/portfolio/scores", named, token=manager.token)
    assert (chosen.status, chosen.body["total"]) == (202, 2)
    for body in ({"manager_id": other.manager_id}, {}, None):
        assert api("POST", "/portfolio/scores", body, token=manager.token).status == 403
    for bad in ([], [0], [2**63], list(range(1, 202))):
        answer = api("POST", "/portfolio/scores", {"client_ids": bad}, token=manager.token)
        assert answer.status == 422
    assert len(queued()) == 2


def test_a_rescoring_says_what_it_moved(api, people, queued, score_batch):
    manager = people.manager()
    improved, same, _ = (people.client(manager) for _ in range(3))
    people.done_score(improved, 0.9, grade_of(0.9), decision="decline")
    asked = api(
        "POST", "/portfolio/scores", {"manager_id": manager.manager_id}, token=manager.token
    )
    score_batch(*(scoring_record(body) for body in queued()))
    known = api("GET", f"/clients/{same.client_id}/scores", token=manager.token).body[0]
    people.done_score(same, known["proba"], known["grade"], decision=known["decision"])
    path = f"{asked.headers['location']}/changes"
    assert api("GET", path, token=manager.token).body["first"] == 2

    again = api(
        "POST", "/portfolio/scores", {"manager_id": manager.manager_id}, token=manager.token
    )
    score_batch(*(scoring_record(body) for body in queued()))
    assert api("GET", f"{again.headers['location']}/changes", token=manager.token).body == {
        "better": 0,
        "worse": 0,
        "same": 3,
        "first": 0,
        "unknown": 0,
        "decision_changed": 0,
        "largest": [],
    }
    changes = api("GET", path, token=manager.token).body
    assert (changes["better"], changes["worse"], changes["decision_changed"]) == (1, 0, 1)
    assert changes["largest"][0]["client_id"] == improved.client_id
    largest = changes["largest"][0]
    assert (largest["grade_before"], largest["points_before"]) == (grade_of(0.9), points(0.9))
    assert largest["points"] == points(largest["proba"])
