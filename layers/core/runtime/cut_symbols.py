"""Cuts shared objects to what the loader reads; runs when the layer is built.

What follows the last loadable segment is for debuggers and linkers: four fifths of SQLAlchemy's
modules. The layout of the rest stays as it is, and no tool for another processor is needed.

The ELF layout is that of the System V ABI, 64-bit and little-endian on both of Lambda's processors.
"""

import struct
import sys
from pathlib import Path

PROGRAM_HEADER = struct.Struct("<IIQQQQQQ")
PROGRAM_HEADER_OFFSET = 0x20  # e_phoff
SECTION_HEADER_OFFSET = 0x28  # e_shoff
PROGRAM_HEADER_COUNT = 0x38  # e_phnum
SECTION_HEADER_COUNTS = 0x3C  # e_shnum, e_shstrndx
PT_LOAD = 1


def cut(library: bytes) -> bytes:
    """Returns the shared object without what lies behind its loadable segments."""
    (table,) = struct.unpack_from("<Q", library, PROGRAM_HEADER_OFFSET)
    (count,) = struct.unpack_from("<H", library, PROGRAM_HEADER_COUNT)
    segments = [
        PROGRAM_HEADER.unpack_from(library, table + place * PROGRAM_HEADER.size)
        for place in range(count)
    ]
    end = max(offset + size for kind, _, offset, _, _, size, *_ in segments if kind == PT_LOAD)
    kept = bytearray(library[: max(end, table + count * PROGRAM_HEADER.size)])
    struct.pack_into("<Q", kept, SECTION_HEADER_OFFSET, 0)
    struct.pack_into("<HH", kept, SECTION_HEADER_COUNTS, 0, 0)
    return bytes(kept)


if __name__ == "__main__":
    for path in Path(sys.argv[1]).rglob("*.so"):
        path.write_bytes(cut(path.read_bytes()))
