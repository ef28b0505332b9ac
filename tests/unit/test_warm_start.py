"""A scorer that is initialized ahead of any message brings its model and no database connection."""

import os
import subprocess
import sys

import pytest

from local.stack import ROOT

CODE = """
import scorer.handler
from scorer.bundles import bundle_store
print(len(bundle_store()._kept))
"""


@pytest.mark.parametrize(
    ("initialization", "loaded"),
    [("snap-start", 1), ("provisioned-concurrency", 1), ("on-demand", 0)],
)
def test_the_model_is_loaded_ahead_and_the_database_is_not(
    initialization: str, loaded: int
) -> None:
    # No variable names a database: to connect to one would end in an error
    paths = [str(ROOT / "layers"), str(ROOT / "functions")]
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(paths),
        "AWS_LAMBDA_INITIALIZATION_TYPE": initialization,
        "POWERTOOLS_TRACE_DISABLED": "true",
    }
    finished = subprocess.run(
        [sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=True
    )
    assert finished.stdout.strip() == str(loaded)
