"""The scorer starts with what its first score needs, and nothing else."""

import os
import subprocess
import sys

from local.stack import ROOT

CODE = """
import gc
import sys
import scorer.start
print(gc.isenabled(), gc.get_freeze_count() > 100_000, callable(scorer.start.handler))
print(*sys.modules)
"""
NOT_AT_START = {
    "boto3",
    "botocore.session",
    "s3transfer",
    "urllib3",
    "aws_lambda_powertools.utilities.data_classes",
    "aws_lambda_powertools.utilities.parameters",
    "core.applications.records",
    "core.decisions.case_records",
    "core.decisions.policies",
    "core.decisions.recommending",
    "core.decisions.rules.assessment",
    "core.decisions.rules.simulator_messages",
    "core.kit.tables",  # and with it no table
    "core.models.records",
    "core.scores.chunks",
    "core.scores.records",
    "core.scores.rules.trials",
    "model.challengers",
    "scorer.portfolio_scoring",
    "scorer.shadow",
    "scorer.simulator",
    "scorer.trial_scoring",
    "sqlalchemy.orm",
}
# Put off, the first score would wait for them
AT_START = {"catboost", "scorer.handler", "sqlalchemy.dialects.postgresql.psycopg2"}


def test_the_scorer_starts_without_what_no_first_score_needs() -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(str(ROOT / one) for one in ("layers", "functions")),
    }
    told = subprocess.run(
        [sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=True
    )
    collecting, imported = told.stdout.splitlines()
    assert collecting == "True True True"
    assert set(imported.split()) >= AT_START
    assert not NOT_AT_START & set(imported.split())
