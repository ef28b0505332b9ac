"""As root, PostgreSQL runs elsewhere: no folder above the checkout is opened for it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from local import postgres, postgres_place
from tests.conftest import free_port

ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
PASSWORD = "not-a-secret"


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A folder, with a space and letters beyond ASCII, that its owner keeps to himself."""
    folder = tmp_path / "закрытая папка"
    folder.mkdir(mode=0o700)
    before = os.umask(0o077)
    yield folder
    os.umask(before)
    for data in folder.rglob("postgres"):
        postgres_place.remove(data)


def test_a_database_is_the_same_whatever_the_terminal_says(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = {"LANG": "C", "LC_ALL": "xx_YY.no-such", "TZ": "Asia/Kolkata", "PGOPTIONS": "-x"}
    for name, value in terminal.items():
        monkeypatch.setenv(name, value)
    data, port = closed / "postgres", free_port()
    postgres.start_server(data, port, PASSWORD)
    try:
        monkeypatch.delenv("PGOPTIONS")
        url = postgres.server_url(port, PASSWORD)
        connecting = closing(psycopg2.connect(url, sslmode="disable"))
        with connecting as connection, connection.cursor() as cursor:
            cursor.execute(
                "SELECT 'ИВАН' ILIKE 'иван', 'Ёлкина' ILIKE 'ёЛКИНА',"
                " current_setting('server_encoding'), current_setting('timezone')"
            )
            assert cursor.fetchone() == (True, True, "UTF8", "UTC")
    finally:
        postgres.stop_server(data)
    assert closed.stat().st_mode & 0o777 == 0o700
    assert closed.parent.stat().st_mode & 0o077 == 0


@ROOT_ONLY
def test_the_data_of_a_moved_checkout_go_along(closed: Path) -> None:
    before = closed / "before"
    place = postgres_place.settle(before / "postgres")
    after = before.rename(closed / "after")
    assert postgres_place.settle(after / "postgres") == place


@ROOT_ONLY
def test_a_copied_checkout_does_not_run_on_the_data_of_the_original(closed: Path) -> None:
    original = closed / "original" / "postgres"
    place = postgres_place.settle(original)
    shutil.copytree(closed / "original", closed / "copy", symlinks=True)
    assert postgres_place.settle(closed / "copy" / "postgres").data != place.data
    assert postgres_place.settle(original) == place


@ROOT_ONLY
def test_what_lies_outside_goes_with_the_data(closed: Path) -> None:
    data = closed / "postgres"
    outside = postgres_place.settle(data).data.parent
    assert outside.stat().st_mode & 0o077 == 0
    postgres_place.remove(data)
    assert not outside.exists()
    assert not data.is_symlink()
