"""The examples of docs/integrate.md, run as they stand against the running service."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "integrate.md"
EXAMPLES = re.findall(r"^```(bash|python)\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)
SCOPES = ["scores:write", "scores:read", "clients:read"]


@pytest.fixture
def token(target, admin):
    """A token that the administrator makes as on the page."""
