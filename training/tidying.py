"""Makes of the values of a file what they mean: numbers, texts without space, IDs as texts.

Texts are looked at one by one and not by ``Series.str``: a series and its accessor hold each other,
so that millions of texts would stay until the garbage collector comes, which may be after minutes.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from core.clients.rules.answer_kinds import Category
from core.clients.rules.questionnaire import ANSWERED_FEATURES, QUESTIONNAIRE
from training.faults import tell_ids
from training.files import DataError

MISSING = ("", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None", "<NA>")
NUMBERS = {
    "MONTHS_BALANCE",
    *(
        feature.upper()
        for feature, answer in ANSWERED_FEATURES.items()
        if not isinstance(QUESTIONNAIRE[answer], Category)
    ),
}
LONGEST_INTEGER = 18  # longer ones are no answers, and some are too long for any number
_NUMBER = r"[+-]?[0-9]+([.][0-9]*)?([eE][+-]?[0-9]+)?"
_ID = r"0|[1-9][0-9]{0,17}"
_WHOLE_ID = re.compile(_ID)
# As spreadsheets shorten long numbers
_ROUNDED_ID = re.compile(r"[0-9]+([.,][0-9]+[eE][+]?|[eE][+])[0-9]+")
_AS_DECIMAL = re.compile(rf"^({_ID})[.]0+$")


def check_columns(name: str, there: Sequence[object], wanted: Sequence[str]) -> None:
    """Looks whether a table has each column that is read, and none twice.

    Raises:
        DataError: it has not.
    """
    missing = [column for column in wanted if column not in there]
    if missing:
        advice = "Use the Kaggle files as is, with commas between the columns."
        raise DataError(f"{name} has no column {', '.join(missing)}. {advice}")
    names = [str(column).removesuffix(".1") for column in there]  # as pandas names a second
    doubled = [column for column in wanted if names.count(column) > 1]
    if doubled:
        raise DataError(f"{name} has column {', '.join(doubled)} twice. Take one of them out.")


def tidy(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Returns the rows in which anything stands, IDs as texts; what is no value is as it stood.

    Raises:
        DataError: IDs were rounded, or a column holds no plain values.
    """
    told = table.apply(_tidy).dropna(how="all")
    return told.assign(ID=read_ids(name, told["ID"]))


def read_ids(name: str, values: "pd.Series[Any]") -> "pd.Series[Any]":
    """Returns IDs as texts, the empty text where there is none.

    Raises:
        DataError: some were rounded, by a spreadsheet or a column of fractions.
    """
    ids = each_value(values, read_name)
    rounded = [*filter(_ROUNDED_ID.fullmatch, ids.unique())] or _inexact(values)
    if rounded:
        raise DataError(
            f"{name} has IDs that were rounded ({tell_ids(rounded)}). Several people may share one:"
            " fetch the file again, with its IDs as texts."
        )
    return ids


def _inexact(values: "pd.Series[Any]") -> list[Any]:
    """Returns IDs of a column of fractions too short for their digits."""
    if not pd.api.types.is_float_dtype(values):
        return []
    plain: Any = values.dtype
    kept = values.dropna().to_numpy(dtype=getattr(plain, "numpy_dtype", plain))
    exact_below = 2 ** (np.finfo(kept.dtype).nmant + 1)
    return list(map(str, np.unique(kept[np.abs(kept) >= exact_below])))


def are_numbers(ids: Iterable[str]) -> bool:
    """Says whether all IDs are whole numbers, so that they sort as such."""
    return all(map(_WHOLE_ID.fullmatch, ids))


def number_ids(ids: "pd.Series[Any]") -> "pd.Series[Any]":
    """Returns IDs as numbers where all of them are."""
    return ids.astype("int64") if are_numbers(ids) else ids


def each_value(values: "pd.Series[Any]", read: Callable[[object], object]) -> "pd.Series[Any]":
    """Reads each different value once: few values are many rows."""
    plain = values if pd.api.types.is_numeric_dtype(values) else values.astype(object)
    try:
        places, told = pd.factorize(plain)
    except TypeError as error:  # of a Parquet file
        raise DataError(f"{values.name} holds lists or records. Give one value a row.") from error
    meanings = np.empty(len(told) + 1, dtype=object)  # the last is that of nothing, at place -1
    meanings[:] = [*map(read, told.tolist()), read(None)]
    return pd.Series(meanings[places], index=values.index)


def read_name(value: object) -> str:
    """Returns an ID or a status as a text, "7.0" as "7", and nothing as the empty text."""
    text = "" if _is_missing(value) else str(value).strip()
    return _AS_DECIMAL.sub(r"\1", text) if "." in text else text


def _tidy(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """Returns values without the space around them; texts as numbers where they are such."""
    if pd.api.types.is_numeric_dtype(values):
        return values
    read = partial(_read_value, is_number=values.name in NUMBERS)
    return each_value(values, read).infer_objects()


def _is_missing(value: object) -> bool:
    return value is None or (isinstance(value, str) and value.strip() in MISSING)


def _read_value(value: object, *, is_number: bool) -> object:
    if _is_missing(value):
        return None
    text = value.strip() if isinstance(value, str) else value
    if is_number and isinstance(text, str) and re.fullmatch(_NUMBER, text):
        is_exact = len(text) < LONGEST_INTEGER and not re.search("[.eE]", text)
        return int(text) if is_exact else float(text)
    return text
