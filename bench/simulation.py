"""How long a simulation takes, and how much memory: ``python -m bench simulation [scores]``.

On a database of its own, in a fresh process, as a scorer that has just started would. Beside the
clock stand the seconds of a processor, which a machine that others use as well stretches less.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from bench.figure import Figure
from bench.imports import make_book, own_database
from local.stack import ROOT

PARTS = ("read", "simulate", "answer")
MOST_SECONDS = 2

_USER = text(
    """
    INSERT INTO users (login, password_hash, first_name, last_name, role, is_test)
    VALUES ('bench', 'none', 'Bench', 'Bench', 'analyst', true)
    """
)
# Three a client, of which the last counts: a rule has fired for some
_SCORES = text(
    """
    INSERT INTO scores (id, client_id, requested_by, status, as_of, proba, grade, decision, reasons,
                        features, model, model_version, policy_version, scored_at)
    SELECT CAST(lpad(to_hex(n), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(c.id), 12, '0')
                AS uuid),
           c.id, u.id, 'done', DATE '2026-11-28' - n::int,
           1 / (1 + 99 * 2 ^ ((640 + 120 * sin(c.id + n) - 500) / 50)), 'C',
           CASE WHEN c.id % 12 = 0 THEN 'review' ELSE 'approve' END,
           CASE WHEN c.id % 12 = 0 THEN '[{"code": "LATE_30_NOW"}]'
                ELSE '[{"code": "SHORT_HISTORY"}]' END::jsonb,
           jsonb_build_object('features', repeat('x', 400)), 'behavioural', 'bench', 'bench', now()
      FROM clients c CROSS JOIN users u CROSS JOIN generate_series(1, 3) n
    """
)


def measure(scores: int) -> list[Figure]:
    """Reads so many scores and simulates with 1,000 draws, three times."""
    with TemporaryDirectory() as name, own_database(Path(name)) as (engine, _, _):
        make_book(engine, scores, _USER, _SCORES)
        url = engine.url.render_as_string(hide_password=False)
        command = [sys.executable, "-m", "bench.simulation_worker", url]
        # As many processors as a scorer has
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
        found = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
    told = json.loads(found.stdout)
    whole = round(sum(told[part][0] for part in PARTS), 3)
    return [
        Figure(f"simulation_{part}", told[part][0], "s", {"processor": told[part][1]})
        for part in PARTS
    ] + [
        Figure("simulation_whole", whole, "s", {}, at_most=MOST_SECONDS),
        Figure("simulation_peak_memory", told["peak_megabytes"], "MB", {"scores": told["scores"]}),
    ]
