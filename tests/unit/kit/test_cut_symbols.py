"""Shared objects are cut to what the loader reads, and load as before."""

from ctypes import CDLL
from pathlib import Path

from sqlalchemy.util import _collections_cy

from core.runtime.cut_symbols import cut

MODULE = Path(_collections_cy.__file__)


def test_a_cut_module_is_a_fraction_and_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / MODULE.name
    path.write_bytes(cut(MODULE.read_bytes()))
    assert path.stat().st_size < MODULE.stat().st_size / 2
    assert CDLL(str(path)).PyInit__collections_cy


def test_what_is_cut_is_not_cut_again() -> None:
    once = cut(MODULE.read_bytes())
    assert cut(once) == once
