"""What a release does in which order, with stand-ins for the two tools that reach AWS."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from local.stack import ROOT

AWS = """#!/usr/bin/env bash
echo "aws $*" >> "$SAID"
case "$*" in
  *describe-stacks*Parameter*) echo "$BEFORE" ;;
  *describe-stacks*) echo something ;;
  *invoke*)
    echo x >> "$SAID.calls"
    [ "$(wc -l < "$SAID.calls")" -ge 3 ] && finished=true || finished=false
    echo "{\\"finished\\": $finished}" > "${@: -1}"
    echo "${FAULT:-None}" ;;
esac
"""
SAM = '#!/usr/bin/env bash\necho "sam $*" >> "$SAID"\n'


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The files that a release reads, and the tools that it calls."""
    for name in ("infra/release.sh", "samconfig.toml", "layers/core/models/rules/released.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    for name, tool in (("bin/aws", AWS), (".local/tools/sam/bin/sam", SAM)):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(tool)
        (tmp_path / name).chmod(0o755)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").symlink_to(sys.executable)
    return tmp_path


def release(place: Path, **surroundings: str) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    said = place / "said"
    environment = {
        "PATH": f"{place}/bin:{os.environ['PATH']}",
        "SAID": str(said),
        "BEFORE": "1.0",
        "FIREWALL": "none",
        **surroundings,
    }
    command = [str(place / "infra/release.sh"), "1.1"]
    ended = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    return ended, said.read_text().splitlines()


def test_the_others_follow_step_by_step_once_the_database_is_migrated_to_the_end(
    place: Path,
) -> None:
    ended, said = release(place)
    assert ended.returncode == 0, ended.stderr
    deeds = [one for one in said if one.startswith("sam deploy") or "lambda invoke" in one]
    first, *migrations, last = deeds
    assert "MaintenanceRelease=1.1 Release=1.0" in first and "GradualDeployment" not in first
    assert "MaintenanceRelease=1.1 Release=1.1 GradualDeployment=true" in last
    # It is asked again until it has finished, and waited for as long as a function may take
    assert len(migrations) == 3
    assert all("--cli-read-timeout 960" in one for one in migrations)


def test_nothing_follows_a_migration_that_failed(place: Path) -> None:
    ended, said = release(place, FAULT="Unhandled")
    assert ended.returncode == 1 and "error: the migration failed" in ended.stderr
    assert sum(one.startswith("sam deploy") for one in said) == 1
