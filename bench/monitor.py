"""How long a month of the whole portfolio takes: ``python -m bench monitor [clients]``.

On a database of its own, in a fresh process, as a monitor that has just started would: a client has
one credit, a year of payments and two scores. The months before it are run first: that of a year
ago, whose cohort has come of age, and the last one, as the count compares the two. Beside the clock
stand the seconds of a processor, which a machine that others use as well stretches less.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import psutil
from sqlalchemy import Engine, TextClause, text

from bench.figure import Figure
from bench.imports import ENVIRONMENT, fixed_loop, make_book, own_database
from core.kit.clock import bank_date
from core.monitoring.run_months import month_before
from core.scores.rules.master_scale import grade_of
from local.stack import ROOT
from model.bundle_reader import BUNDLE, read_bundle
from model.scoring import ScoringModel, to_applicants

PAGES = [
    "/portfolio/summary",
    "/portfolio/summary?model=behavioural&active=true",
    "/portfolio/migration",
    "/portfolio/vintages",
    "/portfolio/live?by=grade",
    "/portfolio/live?by=manager",
    "/portfolio/clients?grade=A",
    "/portfolio/clients?grade=D&status=5",
    "/monitoring/stability",
    "/monitoring/outcomes",
    "/monitoring/fairness",
    "/monitoring/verdicts",
    "/monitoring/alerts",
    "/monitoring/runs",
]
"""What an analyst looks at, as the api function answers it."""

MOST_SECONDS = 300
MOST_PAGE_MILLISECONDS = 300

_USER = text(
    """
    INSERT INTO users (login, password_hash, first_name, last_name, role, is_test)
    VALUES ('bench', 'none', 'Bench', 'Bench', 'analyst', true)
    """
)
_SINCE = text("UPDATE clients SET client_since = '2020-01-01'")
_WITHOUT_KEYS = text(
    """
    SET LOCAL statement_timeout = 0;
    ALTER TABLE payment_months DROP CONSTRAINT fk_payment_months_credit_id;
    ALTER TABLE scores DROP CONSTRAINT fk_scores_client_id, DROP CONSTRAINT fk_scores_requested_by
    """
)
_INDEXES = text(
    """
    SELECT indexrelid::regclass::text AS name,
           -- of a table in parts: for each of them as well
           replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') AS definition
      FROM pg_index WHERE NOT indisprimary
       AND indrelid IN ('payment_months'::regclass, 'scores'::regclass)
    """
)
# Issued over three years
_ISSUED = text("UPDATE credits SET issued_on = '2023-01-15'::date + (id % 1000)::int")
# A year up to the month that is run; one in fifty is late, and later from month to month
_MONTHS = text(
    """
    INSERT INTO payment_months (credit_id, month, status)
    SELECT k.id, m.month,
           CASE WHEN k.id % 50 = 0 THEN least(5, m.place)::text WHEN m.place % 5 = 0 THEN 'X'
                ELSE '0' END
      FROM credits k
      CROSS JOIN (
        SELECT n AS place, (:month ::date - make_interval(months => 12 - n))::date AS month
          FROM generate_series(1, 12) n
      ) m
     WHERE m.month >= date_trunc('month', k.issued_on)
    """
)
# Of the month that is run and of the one a year before, whose outcomes are known by then: each is
# what the model in force says of one of its own examples
_SCORES = text(
    """
    INSERT INTO scores (id, client_id, requested_by, status, proba, grade, decision, reasons,
                        features, contributions, model, model_version, policy_version, scored_at)
    SELECT CAST(lpad(to_hex((extract(epoch FROM d.day) * 1000)::bigint), 12, '0')
                || lpad(to_hex(c.id), 20, '0') AS uuid),
           c.id, u.id, 'done', e.proba, e.grade, 'approve', e.reasons, e.features, e.contributions,
           e.model, e.model_version, 'bench', now()
      FROM (
        SELECT n AS place, :month ::date - make_interval(months => n) + interval '14 days' AS day
          FROM unnest(ARRAY[12, 0]) n
      ) d CROSS JOIN clients c CROSS JOIN users u
      JOIN ROWS FROM (jsonb_to_recordset(:examples ::jsonb) AS (
        proba float8, grade text, reasons jsonb, features jsonb, contributions jsonb, model text,
        model_version text)) WITH ORDINALITY
        AS e(proba, grade, reasons, features, contributions, model, model_version, ordinality)
        ON e.ordinality = 1 + (c.id + d.place) % :count
    """
)
_KEPT = text("SELECT figures FROM monitor_runs ORDER BY id DESC LIMIT 1")


def measure(clients: int) -> list[Figure]:
    """Runs the last month of so many clients."""
    month = month_before(bank_date())
    with TemporaryDirectory() as name, own_database(Path(name)) as (engine, told, server):
        examples = _examples()
        filling = [
            _MONTHS.bindparams(month=month),
            _SCORES.bindparams(month=month, examples=json.dumps(examples), count=len(examples)),
        ]
        make_book(engine, clients, _USER, _SINCE, _ISSUED)
        _fill(engine, filling)
        loop, before = fixed_loop(), _used(server)
        months = [month.replace(year=month.year - 1), month_before(month), month]
        worked = run_worker(
            "bench.monitor_worker",
            {"database": told["database"], "months": list(map(str, months))},
        )
        database = _used(server) - before
        with engine.connect() as connection:
            found = connection.execute(_KEPT).scalar_one()
        pages = run_worker("bench.pages_worker", {"database": told["database"], "paths": PAGES})
    detail = {"clients": clients, "fixed_loop_seconds": round(loop, 2)}
    detail["load"] = round(os.getloadavg()[0], 1)
    beside = {"megabytes": round(worked["megabytes"])}
    beside["database_processor_seconds_of_three_months"] = round(database, 1)
    return (
        [
            Figure(
                f"monitor_{step}", round(seconds, 1), "s", {"processor": round(used, 1), **detail}
            )
            for step, (seconds, used) in worked["steps"].items()
        ]
        + [
            Figure(
                "monitor_run",
                round(sum(seconds for seconds, _ in worked["steps"].values()), 1),
                "s",
                {**detail, **beside, **found["snapshot"], **found["count"]},
                at_most=MOST_SECONDS,
            )
        ]
        + [
            Figure(
                f"page {path}",
                round(median(seconds) * 1_000, 1),
                "ms",
                {"longest": round(max(seconds) * 1_000)},
                at_most=MOST_PAGE_MILLISECONDS,
            )
            for path, seconds in pages.items()
        ]
    )


def _fill(engine: Engine, filling: Sequence[TextClause]) -> None:
    """Fills the large tables: to look up each key and to keep each index would take most of it."""
    with engine.begin() as connection:
        indexes = connection.execute(_INDEXES).all()
        for statement in (_WITHOUT_KEYS, *(text(f"DROP INDEX {one.name}") for one in indexes)):
            connection.execute(statement)
        for statement in (*filling, *(text(one.definition) for one in indexes)):
            connection.execute(statement)
    with engine.connect() as connection:  # as it does by itself where rows are written slowly
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))


def _examples() -> list[dict[str, Any]]:
    """Returns what the scorer would record of the model's own examples."""
    bundle = read_bundle(BUNDLE)
    model = ScoringModel(bundle)
    return [
        {
            "proba": scored.proba,
            "grade": grade_of(scored.proba),
            "reasons": [vars(reason) for reason in scored.reasons],
            "features": dict(scored.features),
            "contributions": dict(scored.contributions),
            "model": scored.model,
            "model_version": model.version,
        }
        for scored in model.score(to_applicants(bundle.golden))
    ]


def _used(server: psutil.Process) -> float:
    """Returns what the server has used of the processors; connections that ended as well."""
    return sum(server.cpu_times()[:4])


def run_worker(module: str, told: dict[str, Any]) -> Any:
    """Runs a module as a process of its own; returns what it found."""
    found = subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        input=json.dumps(told),
        capture_output=True,
        text=True,
        check=False,
        env=os.environ
        | ENVIRONMENT
        | {"PYTHONPATH": os.pathsep.join((".", "layers", "functions"))},
    )
    if found.returncode:
        raise RuntimeError(found.stderr)
    return json.loads(found.stderr.splitlines()[-1])
