"""What touches scores finds its rows by an index, with 200,000 others pending and old statistics.

A database of its own holds them, so that no other test is in the way. The functions that the service
calls send their statements; each is then explained as it was sent.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from secrets import token_hex
from typing import Any
from uuid import UUID

import pytest
from alembic import command
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text

from core.clients.rules.history import month_of
from core.decisions.recommending import recommend
from core.decisions.rules.policy import first_policy
from core.kit.clock import bank_date
from core.monitoring.known_then import known_then
from core.monitoring.live_counting import count_deeds
from core.monitoring.populations import read_scores
from core.monitoring.replay_records import ReplayFilter
from core.monitoring.replays import list_replays, load_recorded
from core.notices.producing import APPROVED
from core.scores.asking import _watch, ask_for_score, get_score, list_scores
from core.scores.batch_records import ScoreRecord
from core.scores.chunks import begin_chunk, load_chunk, record_chunk
from core.scores.months import make_months
from core.scores.packed_scores import pack_records
from core.scores.planning import CLIENTS_PER_CHUNK, plan_step
from core.scores.portfolio import insert_portfolio
from core.scores.recording import count_attempt, load_pending, record_challengers, record_scores
from core.scores.rescoring import find_touched, rescore_touched
from core.scores.rules.vocabulary import ScoreStatus
from core.scores.sweeping import SweepRules, claim_stale, expire_pending
from core.scores.tables import scores
from local import postgres, postgres_place
from tests.conftest import free_port
from tests.integration.test_upgrade import config

PENDING = 200_000
CLIENTS = 20_000
AT_ONCE = 100
# Of an index a look-up reads three or four pages, and of the table one. Of 200,000 rows that would
# be looked through, several thousand pages are read.
MOST_PAGES = 12 * AT_ONCE
ANSWERS = """
    code_gender, flag_own_car, flag_own_realty, cnt_children, amt_income_total, name_income_type,
    name_education_type, name_family_status, name_housing_type, born_on, employed_since,
    flag_work_phone, flag_phone, flag_email, cnt_fam_members
"""
FILL = (
    """
    INSERT INTO users (login, password_hash, first_name, last_name, role)
    VALUES ('asker', 'x', 'A', 'B', 'admin')
    """,
    f"""
    INSERT INTO clients (last_name, first_name, client_since, {ANSWERS})
    SELECT 'P', 'N' || n, '2020-01-01', 'F', 'N', 'Y', 1, 157500, 'Working', 'Higher education',
           'Married', 'House / apartment', '1991-04-20', '2020-01-18', 0, 1, 0, 3
      FROM generate_series(1, {CLIENTS}) n
    """,
)
# A quiet hour: each client has a finished score, of an hour ago, and nothing waits. Half of them
# came of a portfolio, packed
DONE = """
    WITH batch AS (
      INSERT INTO portfolio_batches (id, requested_by, filters)
      SELECT gen_random_uuid(), id, '{}' FROM users RETURNING id
    ), kind AS (
      INSERT INTO score_kinds (sha256, model, model_version, policy_version, feature_names,
                               decimals, codes)
      VALUES (repeat('0', 64), 'behavioural', 'm', 'p', '{}', '{}', '{a}') RETURNING id
    )
    INSERT INTO scores (id, client_id, requested_by, requested_at, scored_at, as_of, status, proba,
                        grade, decision, reasons, features, contributions, model, model_version,
                        policy_version, batch_id, kind_id, packed_features, packed_contributions,
                        packed_reasons)
    SELECT CAST(lpad(to_hex(CAST(extract(epoch FROM now()) * 1000 AS bigint) - 3600000 + c.id), 12, '0')
                || '70008000' || lpad(to_hex(c.id), 12, '0') AS uuid),
           c.id, u.id, now() - interval '1 hour', now() - interval '1 hour', current_date, 'done',
           0.01 + c.id * 1e-6, 'C', 'approve', w.reasons::jsonb, w.features::jsonb,
           w.contributions::jsonb, w.model, w.model_version, w.policy_version, p.batch_id,
           p.kind_id, p.features::json, p.contributions::json, p.reasons::json
      FROM clients c CROSS JOIN users u
      LEFT JOIN (VALUES ('[]', '{}', '{"a": 0.1}', 'behavioural', 'm', 'p'))
        w(reasons, features, contributions, model, model_version, policy_version) ON c.id % 2 = 0
      LEFT JOIN (SELECT batch.id AS batch_id, kind.id AS kind_id, '[]' AS features,
                        '[0.1]' AS contributions, '[]' AS reasons FROM batch CROSS JOIN kind)
        p ON c.id % 2 = 1
"""
WAITING = f"""
    INSERT INTO scores (id, client_id, requested_by, requested_at)
    SELECT CAST(lpad(to_hex(CAST(extract(epoch FROM now()) * 1000 AS bigint) - {PENDING} + n), 12, '0')
                || '70008000' || lpad(to_hex(n), 12, '0') AS uuid),
           1 + n % {CLIENTS}, (SELECT id FROM users), now() - interval '5 minutes'
      FROM generate_series(1, {PENDING}) n
"""


@pytest.fixture(scope="module", params=["of a quiet hour", "of an empty table"])
def engine(request: pytest.FixtureRequest, postgres_folder: Path) -> Iterator[Engine]:
    """A database whose statistics know nothing of what waits."""
    data, port, password = postgres_folder / "plans", free_port(), token_hex()
    postgres.start_server(data, port, password)
    url = make_url(postgres.server_url(port, password)).set(drivername="postgresql+psycopg2")
    made = create_engine(url)
    with made.connect() as connection:
        command.upgrade(config(connection), "head")
        connection.commit()
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        _fill(connection, with_statistics=request.param == "of a quiet hour")
        connection.commit()
    yield made
    made.dispose()
    postgres.stop_server(data)
    postgres_place.remove(data)


def _fill(connection: Connection, *, with_statistics: bool) -> None:
    make_months(connection, bank_date())
    parts = connection.execute(
        text(
            "SELECT CAST(inhrelid AS regclass) FROM pg_inherits"
            " WHERE inhparent = 'scores'::regclass"
        )
    )
    for part in parts.scalars():
        connection.execute(text(f"ALTER TABLE {part} SET (autovacuum_enabled = false)"))
    for statement in FILL:
        connection.execute(text(statement))
    connection.execute(text("ANALYZE clients"))
    if with_statistics:
        connection.execute(text(DONE))
        connection.execute(text("ANALYZE scores"))
    else:
        connection.execute(text("ANALYZE scores"))
        connection.execute(text(DONE))
    connection.execute(text(WAITING))


@dataclass(frozen=True)
class Sent:
    """A statement as it went to the database."""

    statement: str
    parameters: Any


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def explained(connection: Connection) -> Callable[[Callable[[], object]], list[dict[str, Any]]]:
    """Returns the plans of all that a call sends about scores."""

    def explain(call: Callable[[], object]) -> list[dict[str, Any]]:
        sent: list[Sent] = []

        def note(
            _c: object, _cursor: object, statement: str, parameters: object, *_: object
        ) -> None:
            sent.append(Sent(statement, parameters))

        event.listen(connection, "before_cursor_execute", note)
        point = connection.begin_nested()
        call()
        point.rollback()
        event.remove(connection, "before_cursor_execute", note)
        return [
            _plan(connection, one)
            for one in sent
            if "score" in one.statement and not one.statement.startswith(("SAVEPOINT", "ROLLBACK"))
        ]

    return explain


def _plan(connection: Connection, sent: Sent) -> dict[str, Any]:
    point = connection.begin_nested()
    asked = f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sent.statement}"
    found = connection.exec_driver_sql(asked, sent.parameters).scalar_one()
    point.rollback()
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return {"statement": sent.statement, **plan}


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    yield from chain.from_iterable(nodes(one) for one in plan.get("Plans", []))


def assert_by_index(plans: list[dict[str, Any]], most_pages: int = MOST_PAGES) -> None:
    assert plans, "nothing was sent about scores"
    for plan in plans:
        whole = [
            node
            for node in nodes(plan)
            if node["Node Type"] == "Seq Scan"
            and node["Relation Name"].startswith("scores")
            and node["Actual Loops"]
        ]
        assert not whole, (plan["statement"], whole)
        pages = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
        assert pages <= most_pages, (pages, plan["statement"], json.dumps(plan, indent=1))


def waiting(connection: Connection, count: int = AT_ONCE) -> list[UUID]:
    some = text("SELECT id FROM scores WHERE scored_at IS NULL ORDER BY id DESC OFFSET 50 LIMIT :n")
    return list(connection.execute(some, {"n": count}).scalars())


def done(connection: Connection, count: int = AT_ONCE) -> list[UUID]:
    some = text("SELECT id FROM scores WHERE status = 'done' ORDER BY id LIMIT :n")
    return list(connection.execute(some, {"n": count}).scalars())


def record(score_id: UUID) -> ScoreRecord:
    return ScoreRecord(
        str(score_id), ScoreStatus.DONE, bank_date(), proba=0.1, grade="E", decision="review",
        reasons=[], features={}, model="behavioural", model_version="m", policy_version="p",
    )  # fmt: skip


RULES = SweepRules(
    resend_after=60, resend_chunks_after=600, fail_after=3_600, most_attempts=5, limit=AT_ONCE
)


def test_a_batch_is_loaded_and_recorded_by_its_ids(connection, explained):
    ids = waiting(connection)
    assert_by_index(explained(lambda: load_pending(connection, ids, bank_date())))
    # Each row that changes is read, written, and entered into the indexes
    records = [record(one) for one in ids]
    assert_by_index(explained(lambda: record_scores(connection, records)), 60 * AT_ONCE)
    probas = {str(one): {"other": 0.1} for one in ids}
    assert_by_index(explained(lambda: record_challengers(connection, probas)), 60 * AT_ONCE)
    assert_by_index(explained(lambda: count_attempt(connection, ids)), 60 * AT_ONCE)
    assert_by_index(explained(lambda: recommend(connection, ids, first_policy())))


def test_one_that_somebody_waits_for_is_found_by_its_id(connection, explained):
    [score_id], [finished] = waiting(connection, 1), done(connection, 1)
    assert_by_index(explained(lambda: get_score(connection, score_id)), 20)
    assert_by_index(explained(lambda: _watch(connection, score_id, 0.001)), 100)
    assert_by_index(explained(lambda: _watch(connection, finished, 1)), 100)
    assert_by_index(explained(lambda: ask_for_score(connection, 7, 1)), 400)
    assert_by_index(explained(lambda: list_scores(connection, 7, 20)), 200)


def test_the_sweep_takes_what_it_may_take_and_no_more(connection, explained):
    assert_by_index(explained(lambda: claim_stale(connection, RULES)), 60 * AT_ONCE)
    assert_by_index(explained(lambda: expire_pending(connection, RULES, "x")), 100)


@pytest.mark.parametrize("days_ago", [None, 400], ids=["today", "gone by"])
def test_a_chunk_looks_at_its_clients_alone(connection, explained, days_ago):
    days = days_ago and [bank_date() - timedelta(days_ago)]
    batch_id = insert_portfolio(connection, requested_by=1, days=days)
    plan_step(connection, batch_id)
    begun = begin_chunk(connection, batch_id, 0, bank_date())
    loaded = explained(lambda: load_chunk(connection, batch_id, 0, begun))
    assert_by_index(loaded, 60 * CLIENTS_PER_CHUNK)
    chunk = load_chunk(connection, batch_id, 0, begun)
    records = [record(one.id) for one in chunk.pending]
    pack_records(connection, records)  # their kind is known from here on
    written = explained(lambda: record_chunk(connection, chunk, records, {}))
    assert_by_index(written, 60 * CLIENTS_PER_CHUNK)


def test_what_was_asked_for_later_is_found_client_by_client(connection, explained):
    clients = list(range(1, AT_ONCE + 1))
    assert_by_index(explained(lambda: rescore_touched(connection, 1, clients)))
    assert_by_index(explained(lambda: find_touched(connection, 0)), 20 * CLIENTS)


def test_replays_read_what_they_are_told(connection, explained):
    ids = done(connection)
    assert_by_index(explained(lambda: load_recorded(connection, ids)))
    assert_by_index(explained(lambda: known_then(connection, ids)))
    wanted = ReplayFilter(verdict=None, score_id=ids[0], alarming=False)
    assert_by_index(explained(lambda: list_replays(connection, wanted, after=None, limit=20)))


def test_the_live_panel_and_the_notices_read_along_their_indexes(connection, explained):
    month = month_of(bank_date().year * 12 + bank_date().month - 1)
    assert_by_index(
        explained(lambda: count_deeds(connection, month)), 5 * CLIENTS
    )  # those of the month
    known = {
        "model": "behavioural",
        "model_version": "m",
        "approve_below": 0.012,
        "most": 200,
        "few": 100,
    }
    assert_by_index(explained(lambda: connection.execute(APPROVED, known)), 2_000)


def test_the_monitor_reads_the_scores_of_its_people(connection, explained):
    month = date(2026, 1, 1)
    connection.execute(
        text(
            "INSERT INTO snapshots (month, client_id, score_id, scored_on, proba, grade, model,"
            " model_version, is_active, outstanding_rub) SELECT CAST(:month AS date), client_id, id, CAST(:month AS date), proba,"
            " grade, model, model_version, true, 0 FROM scores WHERE status = 'done' LIMIT 2000"
        ),
        {"month": month},
    )
    assert_by_index(explained(lambda: read_scores(connection, month, 0, 1.0)), 20_000)


def indexes_used(plans: list[dict[str, Any]]) -> set[str]:
    """Returns the indexes of scores, as the whole table names them, not as its first part does."""
    found = {node["Index Name"] for plan in plans for node in nodes(plan) if "Index Name" in node}
    return {name.removesuffix("_earlier").replace("scores_earlier", "scores") for name in found}


def test_each_index_has_a_statement_that_uses_it(connection, explained):
    ids, month = waiting(connection), month_of(bank_date().year * 12 + bank_date().month - 1)
    known = {
        "model": "behavioural",
        "model_version": "m",
        "approve_below": 0.012,
        "most": 200,
        "few": 100,
    }
    calls: dict[str, Callable[[], object]] = {
        "pk_scores": lambda: load_pending(connection, ids, bank_date()),
        "ix_scores_client_id_id": lambda: list_scores(connection, 7, 20),
        "ix_scores_approved": lambda: connection.execute(APPROVED, known),
        "ix_scores_approved_packed": lambda: connection.execute(APPROVED, known),
        "ix_scores_asked": lambda: count_deeds(connection, month),
        "ix_scores_pending": lambda: claim_stale(connection, RULES),
        "ix_scores_tried": lambda: expire_pending(connection, RULES, "x"),
    }
    for index, call in calls.items():
        assert index in indexes_used(explained(call)), index
    # By these an enquiry or a demo user is removed, whose key PostgreSQL checks by itself
    of_keys = {"ix_scores_enquiry_id", "ix_scores_requested_by"}
    of_lists = {"ix_scores_done"}  # holds what lists say of the latest score
    named = set(calls) - {"pk_scores"} | of_keys | of_lists
    assert {str(index.name) for index in scores.indexes} | of_lists == named
