"""The whole suite on one stack: python -m tests.e2e [arguments of pytest]

First what several processes can share, side by side; then, alone, what takes the stack itself away.
"""

import os
import subprocess
import sys
from contextlib import nullcontext

import pytest

from local.stack import LOCAL, ROOT
from tests.e2e.target import FOLDER, SUITE_STACK, TARGET, own_stack

WORKERS = "2"
# An address lets nobody make people, so its demo logins are shared and one test has them at a time;
# LocalStack starts a container for each environment, which leaves a second process no room.
SIDE_BY_SIDE = ["-n", WORKERS] if TARGET == "local" else []


def main() -> int:
    """Runs both parts, the second also if the first failed; returns the exit code."""
    given = sys.argv[1:]
    with own_stack() if TARGET == "local" else nullcontext():
        os.environ[SUITE_STACK] = str(FOLDER)
        shared = run("-m", "not disruptive", *SIDE_BY_SIDE, *given)
        alone = run("-m", "disruptive", *given)
    return shared or alone


def run(*arguments: str) -> int:
    """Runs a part of the suite; one that has no test of those asked for is no failure."""
    suite = "localstack" if TARGET == "localstack" else "e2e"
    part = "alone" if "disruptive" in arguments else "shared"
    results = f"--junitxml={LOCAL / 'results' / f'{suite}-{part}.xml'}"
    command = [sys.executable, "-m", "pytest", str(ROOT / "tests" / "e2e"), results, *arguments]
    code = subprocess.run(command, check=False).returncode
    return 0 if code == pytest.ExitCode.NO_TESTS_COLLECTED else code


if __name__ == "__main__":
    sys.exit(main())
