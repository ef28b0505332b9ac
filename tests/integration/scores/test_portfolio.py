"""A rescoring as a walk: laid out in chunks, each recorded once, whatever happens on the way."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from uuid import UUID

import pytest
from sqlalchemy import select, text

from core.kit.database import connect, transaction
from core.people.rules.roles import Role
from core.scores import planning
from core.scores.asking import list_scores
from core.scores.chunks import begin_chunk, load_chunk, record_chunk
from core.scores.planning import plan_step
from core.scores.portfolio import insert_portfolio
from core.scores.rules.messages import PortfolioMessage
from core.scores.rules.vocabulary import ScoreStatus
from core.scores.tables import latest_scores
from scorer.batch import scorer_of, versions_now
from scorer.making import make_all
from scorer.portfolio_scoring import Worked, work_off
from tests.integration.conftest import scoring_record
from tests.integration.monitoring.book import score_people

STALE = "1 hour"


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "CLIENTS_PER_CHUNK", 2)
    monkeypatch.setattr(planning, "CLIENTS_PER_STEP", 4)


@pytest.fixture
def manager(people):
    manager = people.manager()
    for _ in range(9):
        people.client(manager, history="0" * 12)
    return manager


@pytest.fixture
def asked(people, manager, queued_portfolios) -> UUID:
    """A rescoring of nine clients that nobody has laid out yet."""
    with transaction() as connection:
        return insert_portfolio(
            connection, requested_by=manager.user_id, manager_id=manager.manager_id
        )


@pytest.fixture
def laid_out(asked) -> tuple[UUID, list[int]]:
    chunk_nos: list[int] = []
    is_last = False
    while not is_last:
        with transaction() as connection:
            step = plan_step(connection, asked)
        chunk_nos += step.chunk_nos
        is_last = step.is_last
    return asked, chunk_nos


def body(batch_id: UUID, chunk_no: int | None = None) -> str:
    message = PortfolioMessage(batch_id=batch_id, chunk_no=chunk_no, correlation_id="test")
    return message.model_dump_json()


def scored(people, batch_id: UUID) -> list[tuple[int, str]]:
    rows = people.connection.execute(
        text("SELECT client_id, status FROM scores WHERE batch_id = :id ORDER BY client_id"),
        {"id": batch_id},
    )
    return [tuple(row) for row in rows]


def change(people, statement: str, **values: object) -> None:
    people.connection.execute(text(statement), values)
    people.connection.commit()


def clients_of(people, manager) -> list[int]:
    found = people.connection.execute(
        text("SELECT id FROM clients WHERE manager_id = :id ORDER BY id"),
        {"id": manager.manager_id},
    )
    return list(found.scalars())


def test_steps_lay_everybody_out_once(people, manager, laid_out):
    batch_id, chunk_nos = laid_out
    assert chunk_nos == [0, 1, 2, 3, 4]
    rows = people.connection.execute(
        text(
            "SELECT after_id, to_id, clients FROM portfolio_chunks WHERE batch_id = :id"
            " ORDER BY chunk_no"
        ),
        {"id": batch_id},
    ).all()
    ids = clients_of(people, manager)
    parts = [[one for one in ids if row.after_id < one <= row.to_id] for row in rows]
    assert [one for part in parts for one in part] == ids
    assert [len(part) for part in parts] == [row.clients for row in rows] == [2, 2, 2, 2, 1]
    with transaction() as connection:
        assert plan_step(connection, batch_id).chunk_nos == [], "it is laid out"


def test_a_scorer_lays_out_and_scores_and_the_last_chunk_ends_it(
    api, people, manager, asked, score_batch, queued_portfolios
):
    seen: list[object] = []
    bodies = [body(asked)]
    while bodies:
        assert score_batch(scoring_record(bodies.pop())) == []
        bodies += queued_portfolios()
        seen.append(api("GET", f"/portfolio/scores/{asked}", token=manager.token).body)
    assert all(one["total"] == one["pending"] + one["done"] + one["failed"] for one in seen)
    assert [one["ended_at"] is not None for one in seen] == [False] * (len(seen) - 1) + [True]
    assert (seen[-1]["done"], seen[-1]["pending"], seen[-1]["planned"]) == (9, 0, True)
    assert scored(people, asked) == [(one, "done") for one in clients_of(people, manager)]
    kept = people.connection.execute(
        text(
            "SELECT s.requested_by, s.challengers IS NOT NULL, s.requested_at >= b.requested_at,"
            " s.scored_at >= s.requested_at, s.packed_features IS NOT NULL, s.as_of IS NOT NULL"
            " FROM scores s JOIN portfolio_batches b ON b.id = s.batch_id WHERE b.id = :id"
        ),
        {"id": asked},
    )
    assert {tuple(row) for row in kept} == {(manager.user_id, True, True, True, True, True)}


def test_a_portfolio_says_of_each_what_a_score_asked_for_alone_says(
    people, manager, asked, score_batch, queued_portfolios
):
    people.client(manager, history="3" + "0" * 12)  # who has defaulted has no model
    people.client(manager)  # of whom nothing is known
    bodies = [body(asked)]
    while bodies:
        assert score_batch(scoring_record(bodies.pop())) == []
        bodies += queued_portfolios()
    clients = clients_of(people, manager)
    alone = score_people(people.connection, clients, manager.user_id)
    own = {"id", "requested_at", "scored_at", "challengers"}
    for client_id, score_id in zip(clients, alone, strict=True):
        with connect() as connection:
            [last, packed] = list_scores(connection, client_id, 2)
            assert last.id == score_id
            told, before = vars(last), vars(packed)
        assert {name: before[name] for name in before.keys() - own} == {
            name: told[name] for name in told.keys() - own
        }


def test_the_latest_score_of_a_client_names_model_and_policy_of_a_packed_one(
    people, manager, asked, score_batch, queued_portfolios
):
    bodies = [body(asked)]
    while bodies:
        assert score_batch(scoring_record(bodies.pop())) == []
        bodies += queued_portfolios()
    versions = versions_now()
    found = select(
        latest_scores.c.model, latest_scores.c.model_version, latest_scores.c.policy_version
    ).where(latest_scores.c.client_id.in_(clients_of(people, manager)))
    assert people.connection.execute(found.distinct()).all() == [
        ("behavioural", versions.champion.version, versions.policy.version)
    ]


def test_a_chunk_that_comes_twice_or_to_two_at_once_is_recorded_once(people, manager, laid_out):
    batch_id, chunk_nos = laid_out
    messages = [PortfolioMessage.model_validate_json(body(batch_id, one)) for one in chunk_nos]
    everybody = [Worked() for _ in range(15)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work_off, messages * 3, everybody))
    assert sum(one.recorded.total() for one in everybody) == 9
    assert sum(one.duplicates for one in everybody) == 10
    assert [one for one, _ in scored(people, batch_id)] == clients_of(people, manager)


def test_of_two_scorers_who_hold_one_chunk_the_later_records_nothing(people, laid_out):
    batch_id, (chunk_no, *_) = laid_out
    scorer = scorer_of(versions_now())
    with connect() as connection:
        held = []
        for _ in range(2):
            begun = begin_chunk(connection, batch_id, chunk_no, scorer.as_of)
            held.append(load_chunk(connection, batch_id, chunk_no, begun))
        made = [make_all(scorer, chunk.pending).records for chunk in held]
    recorded = []
    for chunk, records in zip(held, made, strict=True):
        with transaction() as connection:
            recorded.append(record_chunk(connection, chunk, records, {}))
    assert recorded == [True, False]
    assert len(scored(people, batch_id)) == 2


def test_the_same_again_is_refused_while_it_runs_and_named(api, people, manager, score_portfolios):
    def ask():
        wanted = {"manager_id": manager.manager_id}
        return api("POST", "/portfolio/scores", wanted, token=manager.token)

    first, second = ask(), ask()
    assert (first.status, second.status, second.body["error"]) == (202, 409, "rescoring_runs")
    assert first.body["id"] in second.body["detail"]
    named = {"client_ids": clients_of(people, manager)[:1]}
    assert api("POST", "/portfolio/scores", named, token=manager.token).status == 202
    score_portfolios()
    assert ask().status == 202
    score_portfolios()


def test_of_two_who_ask_at_once_one_is_refused(people, manager, queued_portfolios):
    from core.kit.errors import RescoringRunsError

    def ask(_: int) -> str:
        try:
            with transaction() as connection:
                insert_portfolio(
                    connection, requested_by=manager.user_id, manager_id=manager.manager_id
                )
        except RescoringRunsError:
            return "refused"
        return "asked"

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(ask, range(6))) == ["asked"] + ["refused"] * 5


def test_a_cancelled_rescoring_scores_nobody_any_more(api, people, manager, laid_out, score_batch):
    batch_id, chunk_nos = laid_out
    assert score_batch(scoring_record(body(batch_id, chunk_nos[0]))) == []
    path = f"/portfolio/scores/{batch_id}/cancel"
    cancelled = api("POST", path, token=manager.token)
    assert (cancelled.status, cancelled.body["done"]) == (200, 2)
    assert cancelled.body["cancelled_at"] and cancelled.body["ended_at"]
    assert score_batch(*(scoring_record(body(batch_id, one)) for one in chunk_nos)) == []
    assert len(scored(people, batch_id)) == 2
    again = api("POST", path, token=manager.token)
    assert (again.status, again.body["error"]) == (409, "conflict")


def test_before_it_is_laid_out_a_rescoring_can_be_cancelled_too(
    api, people, manager, asked, score_batch, queued_portfolios
):
    assert api("POST", f"/portfolio/scores/{asked}/cancel", token=manager.token).status == 200
    assert score_batch(scoring_record(body(asked))) == []
    assert queued_portfolios() == [] and scored(people, asked) == []


def test_what_is_impossible_fails_its_own_score(
    api, people, manager, asked, score_batch, queued_portfolios
):
    bad = people.client(manager, answers={"name_income_type": "Wizard"})
    bodies = [body(asked)]
    while bodies:
        assert score_batch(scoring_record(bodies.pop())) == []
        bodies += queued_portfolios()
    progress = api("GET", f"/portfolio/scores/{asked}", token=manager.token).body
    assert (progress["done"], progress["failed"]) == (9, 1)
    assert [one for one, status in scored(people, asked) if status == "failed"] == [bad.client_id]


def test_the_sweep_sends_what_was_lost(people, manager, asked, maintain, queued_portfolios):
    maintain(action="sweep")
    assert queued_portfolios() == [], "its message may still come"
    change(
        people,
        f"UPDATE portfolio_batches SET stepped_at = now() - interval '{STALE}' WHERE id = :id",
        id=asked,
    )
    maintain(action="sweep")
    assert [json.loads(one)["chunk_no"] for one in queued_portfolios()] == [None]
    maintain(action="sweep")
    assert queued_portfolios() == [], "it was sent a moment ago"


def test_the_sweep_sends_the_chunks_of_a_rescoring_that_stands_still(
    people, laid_out, maintain, queued_portfolios, score_batch
):
    batch_id, chunk_nos = laid_out
    score_batch(scoring_record(body(batch_id, chunk_nos[0])))
    stale = f"UPDATE portfolio_chunks SET sent_at = now() - interval '{STALE}' WHERE batch_id = :id"
    change(people, stale, id=batch_id)
    maintain(action="sweep")
    assert queued_portfolios() == [], "a chunk was recorded a moment ago: the others wait behind it"
    change(
        people,
        f"UPDATE portfolio_chunks SET recorded_at = now() - interval '{STALE}'"
        " WHERE batch_id = :id AND recorded_at IS NOT NULL",
        id=batch_id,
    )
    maintain(action="sweep")
    sent = sorted(json.loads(one)["chunk_no"] for one in queued_portfolios())
    assert sent == chunk_nos[1:]


@pytest.fixture
def die_over(monkeypatch: pytest.MonkeyPatch):
    """Has a scorer work off messages and die when it comes to a deed."""
    from scorer import portfolio_scoring

    def die(*_: object) -> None:
        raise SystemExit

    def work_and_die(deed: str, *bodies: str) -> None:
        with monkeypatch.context() as dying:
            dying.setattr(portfolio_scoring, deed, die)
            for one in bodies:
                with suppress(SystemExit):
                    work_off(PortfolioMessage.model_validate_json(one), Worked())

    return work_and_die


def test_chunks_that_could_not_be_sent_go_with_the_next_sweep(
    asked, die_over, score_batch, maintain, queued_portfolios
):
    die_over("send_portfolio", body(asked))
    maintain(action="sweep")
    assert sorted(json.loads(one)["chunk_no"] for one in queued_portfolios()) == [0, 1]
    assert score_batch(scoring_record(body(asked))) == []
    sent = [json.loads(one)["chunk_no"] for one in queued_portfolios()]
    assert sent == [2, 3, None]
    maintain(action="sweep")
    assert queued_portfolios() == [], "they were sent a moment ago"


def test_a_rescoring_whose_last_scorer_died_over_its_end_is_ended_by_the_sweep(
    api, manager, laid_out, die_over, score_batch, maintain
):
    def ask() -> int:
        wanted = {"manager_id": manager.manager_id}
        return api("POST", "/portfolio/scores", wanted, token=manager.token).status

    batch_id, chunk_nos = laid_out
    bodies = [body(batch_id, one) for one in chunk_nos]
    die_over("end_batch", *bodies)
    assert score_batch(*map(scoring_record, bodies)) == [], "they come again, and are recorded"
    path = f"/portfolio/scores/{batch_id}"
    left = api("GET", path, token=manager.token).body
    assert (left["done"], left["pending"], left["ended_at"]) == (9, 0, None)
    assert ask() == 409
    maintain(action="sweep")
    assert api("GET", path, token=manager.token).body["ended_at"] is not None
    assert ask() == 202


@pytest.fixture
def victim(monkeypatch: pytest.MonkeyPatch, people, manager) -> int:
    """A client over whom each scorer dies: it never comes to record, or to say why."""
    from scorer import portfolio_scoring

    deadly = clients_of(people, manager)[0]
    load = portfolio_scoring.load_chunk

    def load_or_die(*arguments: object) -> object:
        chunk = load(*arguments)
        if deadly in chunk.clients.values():
            raise SystemExit
        return chunk

    monkeypatch.setattr(portfolio_scoring, "load_chunk", load_or_die)
    return deadly


def test_a_client_over_whom_scorers_die_fails_alone(
    people, manager, asked, victim, maintain, queued_portfolios
):
    bodies = [body(asked)]
    for _ in range(60):
        for one in bodies:
            with suppress(SystemExit):
                work_off(PortfolioMessage.model_validate_json(one), Worked())
        change(
            people,
            "UPDATE portfolio_chunks SET sent_at = now() - interval '1 hour',"
            " recorded_at = recorded_at - interval '1 hour' WHERE batch_id = :id",
            id=asked,
        )
        maintain(action="sweep")
        bodies = queued_portfolios()
        if not bodies:
            break
    failed = ScoreStatus.FAILED
    told = scored(people, asked)
    assert [one for one, status in told if status == failed] == [victim]
    assert [one for one, _ in told] == clients_of(people, manager)
    row = people.connection.execute(
        text("SELECT ended_at IS NOT NULL AS ended FROM portfolio_batches WHERE id = :id"),
        {"id": asked},
    ).one()
    assert row.ended


def test_only_who_asked_or_sees_all_cancels(api, people, asked):
    other, analyst = people.manager(), people.user(Role.ANALYST)
    path = f"/portfolio/scores/{asked}/cancel"
    assert api("POST", path, token=other.token).status == 404
    assert api("POST", path, token=analyst.token).status == 200
