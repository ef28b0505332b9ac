"""Cuts CatBoost's native module to what CPU inference needs; runs when the layer is built.

Nine tenths of ``_catboost.so`` are CUDA kernels (section ``.nv_fatbin``) and symbol tables. Neither
is looked at on a machine without a GPU, but both count against Lambda's size limit.

The kernels lie inside the first loadable segment, so they cannot simply be dropped: what follows
them must stay at its address. The segment is therefore split in two. The first part claims the
addresses of the hole in memory, but no bytes of the file: the loader maps zero pages there, and
nothing touches them. The second part keeps its address and moves up in the file. The split needs
one more program header, and takes that of PT_PHDR, which shared objects do not need. All that
follows the last segment (symbol tables, section headers) is cut off: the loader reads none of it.

The ELF layout is that of the System V ABI, 64-bit and little-endian on both of Lambda's processors.
"""

import struct
import sys
from dataclasses import astuple, dataclass, replace
from pathlib import Path

FAT_BINARY = b".nv_fatbin"
PROGRAM_HEADER = struct.Struct("<IIQQQQQQ")
SECTION_HEADER = struct.Struct("<IIQQQQIIQQ")
PROGRAM_HEADER_OFFSET = 0x20  # e_phoff
SECTION_HEADER_OFFSET = 0x28  # e_shoff
PROGRAM_HEADER_COUNT = 0x38  # e_phnum
SECTION_HEADER_COUNTS = 0x3C  # e_shnum, e_shstrndx
PT_LOAD, PT_PHDR = 1, 6


@dataclass(frozen=True)
class Segment:
    """A program header, its fields in the order of the file."""

    kind: int
    flags: int
    offset: int
    virtual_address: int
    physical_address: int
    file_size: int
    memory_size: int
    alignment: int


def slim(library: bytes) -> bytes:
    """Returns the shared object without CUDA kernels, symbol tables and section headers.

    Raises:
        ValueError: the file is not laid out as this module expects it.
    """
    (table,) = struct.unpack_from("<Q", library, PROGRAM_HEADER_OFFSET)
    (count,) = struct.unpack_from("<H", library, PROGRAM_HEADER_COUNT)
    segments = [
        Segment(*PROGRAM_HEADER.unpack_from(library, table + place * PROGRAM_HEADER.size))
        for place in range(count)
    ]
    if [segment.kind for segment in segments[:2]] != [PT_PHDR, PT_LOAD]:
        raise ValueError("expected PT_PHDR and the first PT_LOAD in front")
    start, end = _hole(library, segments[1].alignment)
    end_of_file = max(item.offset + item.file_size for item in segments if item.kind == PT_LOAD)
    slimmed = bytearray(library[:start] + library[end:end_of_file])
    moved = [_move_up(segment, start, end) for segment in segments[2:]]
    for place, segment in enumerate([*_split(segments[1], start, end), *moved]):
        PROGRAM_HEADER.pack_into(slimmed, table + place * PROGRAM_HEADER.size, *astuple(segment))
    struct.pack_into("<Q", slimmed, SECTION_HEADER_OFFSET, 0)
    struct.pack_into("<HH", slimmed, SECTION_HEADER_COUNTS, 0, 0)
    return bytes(slimmed)


def _hole(library: bytes, page: int) -> tuple[int, int]:
    """Returns start and end of the whole pages inside the CUDA kernels, as file offsets."""
    offset, size = _find_section(library, FAT_BINARY)
    return -(-offset // page) * page, (offset + size) // page * page


def _find_section(library: bytes, wanted: bytes) -> tuple[int, int]:
    """Returns offset and size of a section in the file."""
    (table,) = struct.unpack_from("<Q", library, SECTION_HEADER_OFFSET)
    count, names_place = struct.unpack_from("<HH", library, SECTION_HEADER_COUNTS)
    sections = [
        SECTION_HEADER.unpack_from(library, table + place * SECTION_HEADER.size)
        for place in range(count)
    ]
    names_offset = sections[names_place][4]
    for name, _, _, _, offset, size, *_ in sections:
        begin = names_offset + name
        if library[begin : library.index(b"\0", begin)] == wanted:
            return offset, size
    raise ValueError(f"no section {wanted.decode()}: this CatBoost needs no slimming, or another")


def _split(segment: Segment, start: int, end: int) -> tuple[Segment, Segment]:
    """Splits the segment that begins at offset 0 around the hole."""
    if segment.offset != 0 or not start < end < segment.file_size:
        raise ValueError("expected the CUDA kernels inside the first segment")
    before = replace(segment, file_size=start, memory_size=end)
    after = replace(
        segment,
        offset=start,
        virtual_address=segment.virtual_address + end,
        physical_address=segment.physical_address + end,
        file_size=segment.file_size - end,
        memory_size=segment.memory_size - end,
    )
    return before, after


def _move_up(segment: Segment, start: int, end: int) -> Segment:
    """Moves a segment that lies behind the hole up in the file; its address stays."""
    if segment.offset < end:
        return segment
    return replace(segment, offset=segment.offset - (end - start))


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_bytes(slim(path.read_bytes()))
