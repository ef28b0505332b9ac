"""Deals both tables out by the number of the ID: months and questionnaire of one meet in a part."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from tqdm import tqdm

from core.clients.rules.history import SEVERITY
from training.files import DataError, estimate_rows, read_pieces
from training.month_checks import CREDIT_COLUMNS, CREDITS, MonthRows
from training.offline.spill import Spill, parts_of, spilled
from training.offline.workplace import Workplace
from training.tables import APPLICATION_COLUMNS, APPLICATIONS, nothing_stands
from training.tidying import check_columns, read_ids, tidy

MONTHS_A_PART, QUESTIONNAIRES_A_PART = 1_000_000, 50_000
MOST_PARTS = 512  # as many files are open at once
_MONTHS = pa.schema([("id", pa.string()), ("place", pa.int8()), ("severity", pa.int8())])


def count_parts(credits: Path, applications: Path | None) -> int:
    """Returns how many parts the tables are dealt out to: one is what is in memory at a time."""
    rows = estimate_rows(credits) / MONTHS_A_PART
    if applications:
        rows = max(rows, estimate_rows(applications) / QUESTIONNAIRES_A_PART)
    return min(max(int(np.ceil(rows)), 1), MOST_PARTS)


def split_months(path: Path, place: Workplace, parts: int) -> None:
    """Deals out the months.

    Raises:
        DataError: they cannot be read, or some are none; it names them.
    """
    rows = MonthRows()
    with spilled(place, CREDITS, parts) as spill, _bar(path) as bar:
        for piece in read_pieces(path, CREDIT_COLUMNS):
            check_columns(CREDITS, piece.column_names, CREDIT_COLUMNS)
            table = tidy(CREDITS, piece.select(CREDIT_COLUMNS).to_pandas())
            _add_months(spill, rows.check(table, piece.num_rows), parts)
            bar.update(piece.num_rows)
    rows.refuse()
    if not rows.total:
        raise DataError(nothing_stands(path))


def split_questionnaires(path: Path, place: Workplace, parts: int) -> None:
    """Deals out the questionnaires, as they stand in the file.

    Raises:
        DataError: they cannot be read.
    """
    with spilled(place, APPLICATIONS, parts) as spill, _bar(path) as bar:
        for piece in read_pieces(path, APPLICATION_COLUMNS):
            check_columns(APPLICATIONS, piece.column_names, APPLICATION_COLUMNS)
            ids = read_ids(APPLICATIONS, piece["ID"].to_pandas())
            spill.add(piece.select(APPLICATION_COLUMNS), _parts_of_each(ids, parts))
            bar.update(piece.num_rows)


def _add_months(spill: Spill, months: pd.DataFrame, parts: int) -> None:
    severities = months["STATUS"].map(SEVERITY).to_numpy(dtype=np.int8)
    places = -months["MONTHS_BALANCE"].to_numpy()
    columns = [months["ID"].to_numpy(dtype=object), places.astype(np.int8), severities]
    table = pa.table(columns, schema=_MONTHS)
    spill.add(table, _parts_of_each(months["ID"], parts))


def _parts_of_each(ids: "pd.Series[Any]", parts: int) -> Any:
    places, names = pd.factorize(ids)
    return parts_of(names, parts)[places]


def _bar(path: Path) -> Any:
    # Not at once, or the sentence about a file that cannot be read would stand behind it
    rows = estimate_rows(path) or None
    return tqdm(total=rows, unit="row", unit_scale=True, desc=path.name, delay=1)
