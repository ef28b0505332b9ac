"""Rows dealt out over files by a number, so that those that belong together are read together."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
from pyarrow import ipc

from training.offline.workplace import Workplace

Numbers = npt.NDArray[np.int64]
_COMPRESSED = ipc.IpcWriteOptions(compression="lz4")


class Spill:
    """Files of one thing, each open until the end: rows are only ever added."""

    def __init__(self, place: Workplace, name: str, parts: int) -> None:
        self._place, self._name, self._parts = place, name, parts
        self._writers: dict[int, Any] = {}
        self._open = ExitStack()

    def add(self, table: pa.Table, parts: Numbers) -> None:
        """Deals out rows; those of a part keep their order."""
        order = np.argsort(parts, kind="stable")
        sorted_table = table.take(pa.array(order)).combine_chunks()
        edges = np.searchsorted(parts[order], np.arange(self._parts + 1))
        for part in np.flatnonzero(np.diff(edges)).tolist():
            piece = sorted_table.slice(edges[part], edges[part + 1] - edges[part])
            self._writer(part, table.schema).write_table(piece)

    def close(self) -> None:
        """Ends all files."""
        self._open.close()

    def _writer(self, part: int, schema: pa.Schema) -> Any:
        if part not in self._writers:
            file = self._open.enter_context(
                pa.OSFile(str(self._place.path(self._name, part)), "wb")
            )
            made = ipc.new_stream(file, schema, options=_COMPRESSED)
            self._writers[part] = self._open.enter_context(made)
        return self._writers[part]


@contextmanager
def spilled(place: Workplace, name: str, parts: int) -> Iterator[Spill]:
    """Gives files to deal rows out to."""
    spill = Spill(place, name, parts)
    try:
        yield spill
    finally:
        spill.close()


def take_part(place: Workplace, name: str, part: int) -> pa.Table | None:
    """Returns the rows of a part; None where none was dealt to it."""
    path = place.path(name, part)
    if not path.exists():
        return None
    with pa.OSFile(str(path)) as file, ipc.open_stream(file) as reader:
        return reader.read_all().combine_chunks()


def parts_of(names: Iterable[str], parts: int) -> Numbers:
    """Returns the part of each text: the same one on every machine."""
    hashes = pd.util.hash_array(np.array(list(names), dtype=object), categorize=False)
    return np.asarray(hashes % parts).astype(np.int64)
