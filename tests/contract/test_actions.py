"""Whatever the service writes into the journal, the page of the journal has a name for."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
WRITTEN = re.compile(r'(?:action=|"action": )"([a-z_]+\.[a-z_]+)"')
NAMED = re.compile(r'"([a-z_]+\.[a-z_]+)": "')


def found(pattern: re.Pattern[str], *paths: str) -> set[str]:
    files = (file for path in paths for file in sorted(ROOT.glob(path)))
    return {name for file in files for name in pattern.findall(file.read_text())}


def test_every_action_has_a_name():
    written = found(WRITTEN, "functions/**/*.py", "layers/core/**/*.py")
    named = found(NAMED, "frontend/src/areas/*/places.ts")
    assert len(written) > 20
    assert written - named == set()
