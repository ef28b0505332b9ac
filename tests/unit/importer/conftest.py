"""What holds whatever is read: a refusal has the numbers and words that its sentence is about."""

import pytest

from importer.reading.codes import Refusal, UnreadableFileError

LIMITS = {
    Refusal.LINE_TOO_LONG: {"characters"},
    Refusal.NESTED_COLUMNS: {"column", "type"},
    Refusal.TOO_MANY_COLUMNS: {"most"},
    Refusal.TOO_MANY_ROWS: {"most"},
    Refusal.UNCLOSED_QUOTE: {"row"},
    Refusal.ZIP_BOMB: {"megabytes"},
}


@pytest.fixture(autouse=True)
def _refused(monkeypatch: pytest.MonkeyPatch) -> None:
    make = UnreadableFileError.__init__

    def checked(self: UnreadableFileError, code: Refusal, **limits: int | str) -> None:
        where = limits.keys() - {"row"} if code is Refusal.DAMAGED else limits.keys()
        assert where == LIMITS.get(code, set()), (code, limits)
        assert all(limits.values()), (code, limits)
        make(self, code, **limits)

    monkeypatch.setattr(UnreadableFileError, "__init__", checked)
