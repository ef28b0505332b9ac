"""Slimming of CatBoost's native module, tried on the stock wheel."""

import struct
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from model.runtime.slim_catboost import slim

PT_LOAD, EXECUTABLE, PAGE = 1, 1, 4096


class Segment(NamedTuple):
    """What the loader maps."""

    flags: int
    offset: int
    address: int
    file_size: int
    memory_size: int
    alignment: int


def header_end(library: bytes) -> int:
    """Where the program headers end, which slimming rewrites."""
    (table,) = struct.unpack_from("<Q", library, 0x20)
    size, count = struct.unpack_from("<HH", library, 0x36)
    end: int = table + size * count
    return end


def loaded(library: bytes) -> list[Segment]:
    """The loadable segments; read here anew, not with the code under test."""
    (table,) = struct.unpack_from("<Q", library, 0x20)
    segments = []
    for place in range(table, header_end(library), 56):
        kind, flags, offset, address, _, in_file, in_memory, alignment = struct.unpack_from(
            "<IIQQQQQQ", library, place
        )
        if kind == PT_LOAD:
            segments.append(Segment(flags, offset, address, in_file, in_memory, alignment))
    return segments


@pytest.fixture(scope="module")
def stock() -> bytes:
    spec = find_spec("catboost._catboost")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).read_bytes()


@pytest.fixture(scope="module")
def slimmed(stock: bytes) -> bytes:
    return slim(stock)


def test_the_result_is_small(stock: bytes, slimmed: bytes) -> None:
    assert len(stock) > 100_000_000
    assert len(slimmed) < 45_000_000


def test_the_result_is_still_a_shared_object(stock: bytes, slimmed: bytes) -> None:
    assert slimmed[:0x28] == stock[:0x28]
    assert slimmed[:4] == b"\x7fELF"
    assert header_end(slimmed) == header_end(stock)
    section_table, section_counts = slimmed[0x28:0x30], slimmed[0x3C:0x40]
    assert not any(section_table) and not any(section_counts)


def test_the_executable_segment_is_unchanged(stock: bytes, slimmed: bytes) -> None:
    (before,) = [segment for segment in loaded(stock) if segment.flags & EXECUTABLE]
    (after,) = [segment for segment in loaded(slimmed) if segment.flags & EXECUTABLE]
    assert before.file_size > 1_000_000
    assert after == before._replace(offset=after.offset)
    assert (
        slimmed[after.offset : after.offset + after.file_size]
        == stock[before.offset : before.offset + before.file_size]
    )


def test_every_mapped_byte_keeps_its_address(stock: bytes, slimmed: bytes) -> None:
    for after in loaded(slimmed):
        (before,) = [
            segment
            for segment in loaded(stock)
            if segment.address <= after.address < segment.address + segment.memory_size
        ]
        assert after.flags == before.flags
        # The ELF header and the program headers, at the very beginning, say what has changed.
        skipped = header_end(stock) if after.offset == 0 else 0
        source = before.offset + after.address - before.address
        assert (
            slimmed[after.offset + skipped : after.offset + after.file_size]
            == stock[source + skipped : source + after.file_size]
        )


def test_offsets_are_congruent_with_addresses(slimmed: bytes) -> None:
    for segment in loaded(slimmed):
        assert segment.alignment % PAGE == 0
        assert (segment.offset - segment.address) % segment.alignment == 0
        assert segment.offset + segment.file_size <= len(slimmed)
        assert segment.file_size <= segment.memory_size


def test_the_same_addresses_are_claimed_without_overlap(stock: bytes, slimmed: bytes) -> None:
    before, after = loaded(stock), loaded(slimmed)
    assert len(after) == len(before) + 1
    assert sum(one.memory_size for one in after) == sum(one.memory_size for one in before)
    for one, following in pairwise(after):
        assert one.address + one.memory_size <= following.address
    # The hole begins at a page of its own, so no byte of the kernels' last page is mapped.
    assert after[0].file_size % PAGE == 0
    assert after[0].file_size < after[0].memory_size


def test_slimming_twice_is_refused(slimmed: bytes) -> None:
    with pytest.raises(ValueError, match="PT_PHDR"):
        slim(slimmed)


def test_a_module_without_kernels_is_refused(stock: bytes) -> None:
    with pytest.raises(ValueError, match="no section"):
        slim(stock.replace(b".nv_fatbin", b".no_fatbin"))
