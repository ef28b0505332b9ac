"""Reads a lender's file by its mapping: one row a credit and month, and one row a credit."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from core.clients.rules.history import LONGEST_HISTORY_MONTHS, SEVERITY
from model.history import MONTHS, UNKNOWN, Severities
from training.data import Array
from training.files import DataError, read_table
from training.lender.mapping import ColumnOutcome, LongRows, Mapping, WideRows

Table = pd.DataFrame
Texts = pd.Series
LARGEST_EXACT = 2**53  # beyond, a float does not hold every whole number


@dataclass(frozen=True)
class Rows:
    """What a file says, with the lender's own codes.

    Attributes:
        months: columns credit, person, back (months before the newest of the data), code; without
            the months of which nothing is known.
        credits: one row a credit in the order of the file: credit, person, and where the mapping
            names them outcome and the answers; all values as text but the answers.
    """

    months: Table
    credits: Table

    def calendar(self, mapping: Mapping) -> Severities:
        """Returns the severity of each month of each credit, the newest of the data first.

        A month that is told twice counts with its worst status; a code without a meaning is none.
        """
        width = max(mapping.points) + MONTHS  # what lies further back is not looked at
        calendar = np.full((len(self.credits), width), UNKNOWN, dtype=np.int8)
        severities = {code: SEVERITY[status] for code, status in mapping.codes.statuses.items()}
        told = self.months["code"].isin(list(severities)) & (self.months["back"] < width)
        known = self.months[told]
        places = pd.Series(np.arange(len(self.credits)), index=self.credits["credit"])
        rows = places.loc[known["credit"]].to_numpy()
        values = known["code"].map(severities).to_numpy(dtype=np.int8)
        np.maximum.at(calendar, (rows, known["back"].to_numpy()), values)
        return calendar


def read_rows(folder: Path, mapping: Mapping) -> Rows:
    """Reads the file of a mapping.

    Raises:
        DataError: the file or a column is missing, or months cannot be read.
    """
    table = _read(folder / mapping.source.file, mapping)
    wanted = columns_of(mapping)
    missing = [f"{key} = {column!r}" for key, column in wanted if column not in table.columns]
    if missing:
        raise DataError(
            f"{mapping.source.file} has no column for {', '.join(missing)}. It has:"
            f" {', '.join(map(str, table.columns))}. Correct the mapping."
        )
    credits = _credits(table, mapping)
    rows = mapping.rows
    months = _melt(table, rows) if isinstance(rows, WideRows) else _long(table, rows)
    months = months[~months["code"].isin(mapping.codes.no_record)].reset_index(drop=True)
    if months.empty:
        raise DataError(f"No month of {mapping.source.file} has a status: see codes.no_record.")
    return Rows(months, credits)


def columns_of(mapping: Mapping) -> list[tuple[str, str]]:
    """Returns the keys of a mapping that name columns, and the columns."""
    rows, outcome = mapping.rows, mapping.outcome
    named = [("rows.credit", rows.credit)]
    if rows.person:
        named.append(("rows.person", rows.person))
    if isinstance(rows, WideRows):
        named += [("rows.months_newest_first", column) for column in rows.months_newest_first]
    else:
        named += [("rows.month", rows.month), ("rows.status", rows.status)]
    if isinstance(outcome, ColumnOutcome):
        named.append(("outcome.column", outcome.column))
    return named + [(f"answers.{name}", column) for name, column in mapping.answers.items()]


def to_texts(values: "Texts[Any]") -> "Texts[Any]":
    """Returns values as they are written: 2.0 as 2, and nothing as the empty text."""
    if pd.api.types.is_float_dtype(values):
        whole = values.dropna()
        if ((whole == whole.round()) & (whole.abs() < LARGEST_EXACT)).all():
            values = values.astype("Int64")
    return values.astype("string").fillna("").str.strip().astype(object)


def _read(path: Path, mapping: Mapping) -> Table:
    source = mapping.source
    if not path.is_file():
        raise DataError(f"{path} is not there. Name its folder (DATA=) and source.file.")
    try:
        return read_table(path, source.separator, source.encoding)
    except DataError as error:
        raise DataError(f"{error} See source.separator and source.encoding.") from error


def _credits(table: Table, mapping: Mapping) -> Table:
    rows, outcome = mapping.rows, mapping.outcome
    credit = to_texts(table[rows.credit])
    columns: dict[str, Any] = {
        "credit": credit,
        "person": to_texts(table[rows.person]) if rows.person else credit,
    }
    if isinstance(outcome, ColumnOutcome):
        columns["outcome"] = to_texts(table[outcome.column])
    answers = {name: _numbers(table[column]) for name, column in mapping.answers.items()}
    facts = pd.DataFrame(columns)
    for name in facts:
        told = facts.drop_duplicates(["credit", name])
        doubled = told.loc[told["credit"].duplicated(), "credit"]
        if len(doubled):
            raise DataError(
                f"{len(doubled)} credits have more than one {name}, {doubled.iloc[0]!r} for one."
                " A credit is one person's and ends one way: correct the file, or rows.credit."
            )
    return (
        pd.concat([facts, pd.DataFrame(answers)], axis=1)
        .drop_duplicates("credit")
        .reset_index(drop=True)
    )


def _numbers(values: "Texts[Any]") -> "Texts[Any]":
    """Returns answers as numbers where every one is: a CSV file has but texts."""
    numbers = pd.to_numeric(values.replace("", None), errors="coerce")
    told = values.notna() & (values != "")
    return values if numbers[told].isna().any() or not told.any() else numbers


def _melt(table: Table, rows: WideRows) -> Table:
    credit = to_texts(table[rows.credit])
    person = to_texts(table[rows.person]) if rows.person else credit
    parts = [
        pd.DataFrame(
            {"credit": credit, "person": person, "back": back, "code": to_texts(table[column])}
        )
        for back, column in enumerate(rows.months_newest_first)
    ]
    return pd.concat(parts, ignore_index=True)


def _long(table: Table, rows: LongRows) -> Table:
    credit = to_texts(table[rows.credit])
    return pd.DataFrame(
        {
            "credit": credit,
            "person": to_texts(table[rows.person]) if rows.person else credit,
            "back": _months_back(table[rows.month], rows),
            "code": to_texts(table[rows.status]),
        }
    )


def _months_back(values: "Texts[Any]", rows: LongRows) -> Array:
    if rows.month_is == "date":
        return _months_of_dates(values, rows.month)
    numbers = pd.to_numeric(values, errors="coerce")
    odd = numbers.isna() | (numbers > 0) | (numbers != numbers.round())
    odd |= numbers < -LONGEST_HISTORY_MONTHS
    if odd.any():
        raise DataError(
            f"rows.month: {rows.month} holds {values[odd].iloc[0]!r}. Months are whole numbers from"
            f" 0, the newest, back to -{LONGEST_HISTORY_MONTHS}. For months counted forwards give"
            ' dates and say rows.month_is = "date".'
        )
    return np.asarray(-numbers.astype(int))


def _months_of_dates(values: "Texts[Any]", column: str) -> Array:
    dates = pd.to_datetime(values.astype("string"), errors="coerce", format="ISO8601")
    odd = dates.isna()
    if odd.any():
        raise DataError(
            f"rows.month: {column} holds {values[odd].iloc[0]!r}, which is no date."
            " Write YYYY-MM-DD or YYYY-MM."
        )
    numbers = dates.dt.year * 12 + dates.dt.month
    back = np.asarray(numbers.max() - numbers, dtype=int)
    if back.max() > LONGEST_HISTORY_MONTHS:
        raise DataError(f"rows.month: {column} spans more than {LONGEST_HISTORY_MONTHS} months.")
    return back
