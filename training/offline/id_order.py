"""Puts the scored parts into one file, in the order of the IDs, a range of IDs at a time.

Each part is kept cut at the same IDs, so that a range is read without the rest of the parts.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import ipc, parquet

from training.files import PARQUET
from training.offline.people_scores import result_schema
from training.offline.workplace import Workplace, written_whole

SCORED = "scored"


def cuts_of(sample: Sequence[str], are_numbers: bool, ranges: int) -> list[Any]:
    """Returns the IDs that the ranges after the first begin with, of some that stand for all."""
    ids: list[Any] = sorted(map(int, sample) if are_numbers else sample)
    return [ids[len(ids) * place // ranges] for place in range(1, ranges)] if ids else []


def keep_part(place: Workplace, part: int, table: pa.Table, cuts: Sequence[Any]) -> None:
    """Keeps the scores of a part, which are in the order of the IDs."""
    ids = pd.Index(table["id"].to_pandas())
    edges = [0, *np.asarray(ids.searchsorted(list(cuts))).tolist(), len(ids)]
    with (
        written_whole(place.path(SCORED, part)) as path,
        ipc.new_file(str(path), table.schema) as file,
    ):
        for first, last in pairwise(edges):
            [batch] = table.slice(first, last - first).combine_chunks().to_batches() or [
                pa.RecordBatch.from_pylist([], schema=table.schema)
            ]
            file.write_batch(batch)


def put_together(
    place: Workplace, parts: Sequence[int], are_numbers: bool, out: Path
) -> tuple[int, int]:
    """Writes the result; returns how many are scored, and how many IDs there are."""
    schema, scored, rows = result_schema(are_numbers), 0, 0
    with written_whole(out) as path, _result(path, out.suffix.lower(), schema) as write:
        for table in _ranges(place, parts):
            write(table.sort_by("id"))
            rows += table.num_rows
            scored += table.num_rows - table["proba"].null_count
    return scored, rows


def _ranges(place: Workplace, parts: Sequence[int]) -> Iterator[pa.Table]:
    paths = [str(place.path(SCORED, part)) for part in parts]
    if not paths:
        return
    with pa.OSFile(paths[0]) as file:
        ranges = ipc.open_file(file).num_record_batches
    for number in range(ranges):
        yield pa.Table.from_batches([_batch(path, number) for path in paths])


def _batch(path: str, number: int) -> pa.RecordBatch:
    with pa.OSFile(path) as file:
        return ipc.open_file(file).get_batch(number)


@contextmanager
def _result(path: Path, suffix: str, schema: pa.Schema) -> Iterator[Any]:
    """Gives a function that writes rows, of the kind of file that the suffix names."""
    if suffix == PARQUET:
        with parquet.ParquetWriter(path, schema) as writer:
            yield writer.write_table
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        _to_csv(schema.empty_table()).to_csv(file, index=False)
        yield lambda table: _to_csv(table).to_csv(file, index=False, header=False)


def _to_csv(table: pa.Table) -> pd.DataFrame:
    # Or pandas would make 500 points 500.0 where anybody has none
    whole = {pa.int64(): pd.Int64Dtype()}
    frame: pd.DataFrame = table.to_pandas(types_mapper=whole.get)
    return frame
